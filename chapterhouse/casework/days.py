"""Deadlines in days: they end with a day where the organisation is, also where the clocks change."""

from datetime import UTC, datetime, time, timedelta, tzinfo


def end_of_day(since: datetime, days: int, zone: tzinfo) -> datetime:
    """The midnight after the last of so many days.

    Args:
        since: a moment of the day before the first.
        days: how many whole days there are; each has the hours that it has.
        zone: in which a day is a day.
    """
    last = since.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)

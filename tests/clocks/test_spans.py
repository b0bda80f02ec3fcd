from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapterhouse.clocks import spans

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
ZONES = st.sampled_from(
    [UTC, *map(ZoneInfo, ["America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"])]
)
MOMENTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants its bounds bare
    datetime(2035, 1, 1),  # noqa: DTZ001 - likewise
    timezones=ZONES,
)
HOURS = st.floats(0.25, 24 * 60)


def real_hours(start, end):
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600


@given(started=MOMENTS, hours=HOURS)
def test_a_promise_is_due_after_its_hours_in_real_time_in_any_zone(started, hours):
    assert real_hours(started, spans.due(started, hours)) == pytest.approx(hours, abs=1e-6)


@given(started=MOMENTS, hours=HOURS, zone=ZONES)
def test_the_zone_a_promise_was_made_in_changes_nothing(started, hours, zone):
    assert spans.due(started.astimezone(zone), hours) == spans.due(started, hours)


@given(started=MOMENTS, hours=HOURS, share=st.floats(0, 2))
def test_reminder_points_pass_in_order_and_none_returns(started, hours, share):
    at = spans.due(started, hours * share) if share else started
    passed = spans.points_passed(started, hours, at=at)
    assert passed == ["half", "four-fifths", "due"][: len(passed)]
    assert spans.points_passed(started, hours, at=at + timedelta(hours=1))[: len(passed)] == passed


@given(at=MOMENTS, hours=HOURS)
def test_a_new_date_lies_half_the_promise_ahead(at, hours):
    assert real_hours(at, spans.new_date(at, hours)) == pytest.approx(hours / 2, abs=1e-6)


def test_later_points_go_by_their_number():
    assert spans.late_point([]) == "late-1"
    assert spans.late_point(["half", "four-fifths", "due", "late-1"]) == "late-2"


def wall(month, day, hour):
    """What the clock on the wall shows in Los Angeles in 2026."""
    return datetime(2026, month, day, hour, tzinfo=LOS_ANGELES)


@pytest.mark.parametrize(
    ("started", "due", "on_the_wall"),
    [(wall(3, 7, 18), wall(3, 9, 19), 49), (wall(10, 31, 18), wall(11, 2, 17), 47)],
    ids=["the clock jumps ahead", "the clock falls back"],
)
@pytest.mark.requirement("S0.43", "S0.58")
def test_forty_eight_hours_are_real_hours_across_daylight_saving(started, due, on_the_wall):
    assert spans.due(started, 48) == due
    assert due.replace(tzinfo=None) - started.replace(tzinfo=None) == timedelta(hours=on_the_wall)


@pytest.mark.parametrize(("point", "hours"), [("half", 24), ("four-fifths", 38.4), ("due", 48)])
def test_a_promise_reminds_at_half_at_four_fifths_and_when_due(point, hours):
    started = datetime(2026, 3, 7, 18, tzinfo=LOS_ANGELES)
    assert spans.moment_of(point, started, 48) == started.astimezone(UTC) + timedelta(hours=hours)

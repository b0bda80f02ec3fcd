"""When a place is open: read from what people write, and asked at a moment. No Django here.

A week is seven lists, Monday first, of spans in minutes since midnight: ``[[540, 1020]]``. A span that ends
past midnight ends after 1440. Times are those on the clock of the place, so its changes are no matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

Week = Sequence[Sequence[Sequence[int]]]
DAY = 24 * 60
#: The longest span past midnight; what is longer was meant by the other half of the day.
LONGEST_NIGHT = 14 * 60
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]\.?\s?m\.?)?"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|to|until|a|hasta)\s*{_TIME}", re.IGNORECASE)


@dataclass(frozen=True)
class State:
    """How it stands at a moment: ``until`` when it stays open, or when it next ``opens``; local, naive."""

    until: datetime | None = None
    opens: datetime | None = None


def spans_of(text: str) -> list[list[int]]:
    """The spans of one day, as in ``9-12, 13:30-17:00`` or ``9 am to 5 pm``; none for an empty text.

    Raises:
        ValueError: it is not that, or the spans overlap.
    """
    found = [_span(part) for part in re.split(r"[,;]", text) if part.strip()]
    found.sort()
    if any(one[1] > other[0] for one, other in pairwise(found)):
        raise ValueError("spans overlap")
    return found


def written(spans: Sequence[Sequence[int]]) -> str:
    """A day's spans as `spans_of` reads them."""
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)


def state(week: Week, local: datetime) -> State:
    """How it stands at a moment on the clock of the place; an empty week says neither."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    now = local.replace(tzinfo=None)
    spans = [
        (day + timedelta(minutes=start), day + timedelta(minutes=end))
        for ahead in range(-1, 9)
        for day in [midnight + timedelta(days=ahead)]
        for start, end in week[day.weekday()]
    ]
    until = None
    for start, end in spans:
        if start <= (until or now) < end:
            until = end
        elif until is None and start > now:
            return State(opens=start)
    return State(until=until)


def _span(part: str) -> list[int]:
    match = _SPAN.fullmatch(part.strip())
    if not match:
        raise ValueError(part)
    first, last = match.groups()[:3], match.groups()[3:]
    start, end = _minutes(*first), _minutes(*last)
    if bool(first[2]) != bool(last[2]) or start >= DAY or start == end:
        raise ValueError(part)
    if end < start:
        end += DAY
        if end - start > LONGEST_NIGHT:  # 9-5 means 9 to 17
            raise ValueError(part)
    return [start, end]


def _minutes(hour: str, minute: str | None, half: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if minutes > 59 or hours > (12 if half else 24) or (half and hours == 0):
        raise ValueError(hour)
    if half:
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    return hours * 60 + minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24}:{minutes % 60:02}"

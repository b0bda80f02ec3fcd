"""Arithmetic of promises, in real hours: a day with a clock change in it has 23 or 25 of them."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Literal

Point = Literal["half", "four-fifths", "due"]
#: When a promise reminds, as shares of its length (issue: half, four fifths, the due moment).
POINTS: dict[Point, float] = {"half": 0.5, "four-fifths": 0.8, "due": 1.0}
#: What is added to a promise that ran out, again and again until it is met, as a share of its length.
AGAIN = 0.5


def due(started: datetime, hours: float) -> datetime:
    """The moment a promise of `hours` real hours falls due.

    Args:
        started: aware moment, any zone.
        hours: length of the promise in real hours, more than 0.

    Returns:
        The due moment in UTC. Adding in UTC is what makes an hour an hour across daylight saving.
    """
    return started.astimezone(UTC) + timedelta(hours=hours)


def moment_of(point: Point, started: datetime, hours: float) -> datetime:
    """The moment at which a promise reminds at `point`, in UTC."""
    return due(started, hours * POINTS[point])


def points_passed(started: datetime, hours: float, *, at: datetime) -> list[Point]:
    """The reminder points that lie at or before `at`, earliest first."""
    return [point for point in POINTS if moment_of(point, started, hours) <= at]


def new_date(at: datetime, hours: float) -> datetime:
    """The date to tell when a promise of `hours` ran out and is found late at `at`: always ahead of it."""
    return due(at, hours * AGAIN)


def late_point(said: Collection[str]) -> str:
    """The name of the next reminder after the due one (``late-1``, ``late-2``, …), given all said so far."""
    return f"late-{len(set(said) - set(POINTS)) + 1}"

"""What is held about somebody, outside cases: each room says its part when it starts, in `AppConfig.ready`.

So a person sees all of it on one page, takes it along in one file, and is forgotten everywhere at once.
A part never names a case, nor anything that only a case would tell.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from chapterhouse.ui.dates import day_words

from .models import Person


@dataclass(frozen=True)
class Part:
    """One kind of thing that is held about somebody.

    Attributes:
        code: its name in the file they take along.
        title, why, kept: in the reader's language: what it is, what for, for how long.
        lines: the same for reading, a sentence or a short line each.
        rows: all of it, as it goes into the file.
    """

    code: str
    title: str
    why: str
    kept: str
    lines: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


#: What a room holds about somebody at a moment.
Tell = Callable[[Person, datetime], Part]
#: Why somebody cannot be forgotten now and what to do, in a sentence; empty where nothing is in the way.
Obstacle = Callable[[Person, datetime], str]
#: Forgets what a room holds about somebody; within the transaction in which they are forgotten.
Forget = Callable[[Person, datetime], None]

_tells: list[Tell] = []
_obstacles: list[Obstacle] = []
_forgets: list[Forget] = []


def register(
    *, tells: Iterable[Tell] = (), obstacles: Iterable[Obstacle] = (), forgets: Iterable[Forget] = ()
) -> None:
    """A room says what it holds about people, what stands in the way of forgetting, and how it forgets."""
    _tells.extend(tells)
    _obstacles.extend(obstacles)
    _forgets.extend(forgets)


def day(moment: datetime | date) -> str:
    """A day in words, in the reader's language and the organisation's zone."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return day_words(local, (get_language() or "en").split("-")[0], year=True, weekday=False)


def all_held(person: Person, at: datetime) -> list[Part]:
    """Everything that is held about somebody, room by room."""
    return [tell(person, at) for tell in _tells]


def obstacles(person: Person, at: datetime) -> list[str]:
    """What stands in the way of forgetting somebody now."""
    return [sentence for sentence in (look(person, at) for look in _obstacles) if sentence]


def forget_in_rooms(person: Person, at: datetime) -> None:
    for forget in _forgets:
        forget(person, at)

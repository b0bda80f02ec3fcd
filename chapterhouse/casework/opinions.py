"""What people thought of how they were treated, as officers see it: counts of ended periods."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.words import Words
from chapterhouse.people.models import Person

from .access import duty_of
from .models import Opinion
from .wording import QUESTIONS, SCALE


@dataclass(frozen=True)
class Asked:
    """The answers at one door in one period: (question, counts along the scale) pairs."""

    door: Words
    starts: date
    rows: list[tuple[Any, list[tuple[Any, int]]]]


def opinions_for(person: Person, at: datetime) -> dict[str, Any]:
    """What the page of an officer shows: only doors of desks they read at, by the rules in force."""
    version, held = PackVersion.objects.current(at=at), duty_of(person).held
    pack = version.pack if version else None
    theirs = (
        [d for d in pack.doors if d.desk and held.intersection(pack.desk(d.desk).offices)] if pack else []
    )
    names = {door.code: door.name for door in theirs}
    today = at.astimezone(pack.zone).date() if pack else at.date()
    shown = [each for each in Opinion.objects.shown(today).items() if each[0][1] in names]
    by_door = groupby(shown, key=lambda each: each[0][:2])
    return {"asked": [_asked(names[door], starts, rows) for (starts, door), rows in by_door]}


def _asked(door: Words, starts: date, rows: Iterable[tuple[tuple[date, str, str], dict[int, int]]]) -> Asked:
    said = [(question, counts) for (_starts, _door, question), counts in rows]
    along = [(QUESTIONS[code], [(SCALE[n], counts.get(n, 0)) for n in SCALE]) for code, counts in said]
    return Asked(door, starts, along)

"""What a responder's page needs to write something down with the person beside them (S2.13)."""

from datetime import datetime
from typing import Any

from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Door, Pack
from chapterhouse.people.models import Person
from chapterhouse.sealing.models import site_id

from .access import duty_of
from .models import Desk
from .roster import officers, reachable
from .wording import module_words


def page_of(person: Person, at: datetime) -> dict[str, Any]:
    """Template and module data: the doors of the desks the person reads at, by the rules in force.

    `doors` are (door, whom the person may shut out) pairs; the one who writes is not among them.
    """
    version = PackVersion.objects.current(at=at)
    doors = _doors(person, version.pack) if version else []
    data = {
        "site": site_id(),
        "pack": str(version),
        "me": person.username,
        "doors": {door.code: _door(version.pack, door, at) for door in doors if version},
    }
    rows = [
        (door, [p for p in _reachable(version.pack, door, at) if p != person]) for door in doors if version
    ]
    return {"doors": rows, "data": data, "words": module_words()}


def _doors(person: Person, pack: Pack) -> list[Door]:
    """Doors that open on a desk the person reads at."""
    held = duty_of(person).held
    known = set(Desk.objects.values_list("code", flat=True))
    return [d for d in pack.doors if d.desk in known and held.intersection(pack.desk(d.desk).offices)]


def _reachable(pack: Pack, door: Door, at: datetime) -> list[Person]:
    assert door.desk is not None
    return list(reachable(pack.desk(door.desk), at))


def _door(pack: Pack, door: Door, at: datetime) -> dict[str, Any]:
    assert door.desk is not None
    able = officers(pack.desk(door.desk), at)
    return {"desk": door.desk, "officers": {person.username: person.name for person in able}}

"""Who may do what here, by which office and since when, as members read it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from chapterhouse.packs.desks import Desk, Office
from chapterhouse.packs.pack import Pack

from .models import Person, Term
from .permissions import Permission


@dataclass(frozen=True)
class Holder:
    """Somebody in an office. ``since``: from when it opens what the office opens."""

    person: Person
    office: Office
    since: datetime


@dataclass(frozen=True)
class Power:
    """A permission with the offices that give it and who holds them, by name."""

    permission: Permission
    offices: list[Office]
    holders: list[Holder]


@dataclass(frozen=True)
class Reading:
    """A desk with the offices whose holders may be given its cases, and who holds them."""

    desk: Desk
    offices: list[Office]
    holders: list[Holder]


def powers(pack: Pack, at: datetime) -> tuple[list[Power], list[Reading]]:
    """Every permission and every desk with who has it now, in one query."""
    holding = _holding(pack, at)

    def of(offices: list[Office]) -> list[Holder]:
        found = [holder for office in offices for holder in holding[office.code]]
        return sorted(found, key=lambda holder: (holder.person.name, holder.person.pk))

    giving = [[office for office in pack.offices if each in office.may] for each in Permission]
    may = [Power(each, offices, of(offices)) for each, offices in zip(Permission, giving, strict=True)]
    reading = [[office for office in pack.offices if office.reads == desk.code] for desk in pack.desks]
    read = [Reading(desk, offices, of(offices)) for desk, offices in zip(pack.desks, reading, strict=True)]
    return may, read


def _holding(pack: Pack, at: datetime) -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = defaultdict(list)
    codes = [office.code for office in pack.offices]
    terms = Term.objects.current(at).of_offices(codes).filter(person__is_active=True)
    for term in terms.select_related("person", "office"):
        if term.opens:
            found[term.office.code].append(Holder(term.person, pack.office(term.office.code), term.opens))
    return found

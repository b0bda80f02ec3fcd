"""How each desk stands now: who is in office, who can read what is sealed, whom a notice could reach."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from chapterhouse.packs.desks import Desk as PackDesk
from chapterhouse.packs.pack import Pack
from chapterhouse.packs.words import Words
from chapterhouse.people.models import Person, Term
from chapterhouse.sealing.formats.sheets import Sheet, read_sheet
from chapterhouse.sealing.models import KeyCard, TeamSheet

#: Why nothing can be sealed to a desk.
NOBODY, NO_TEAM = "nobody", "no-team"


@dataclass(frozen=True)
class DeskNow:
    """A desk at a moment.

    Attributes:
        officers: who holds an office that reads here, by name.
        readers: officers whose present card is on the newest team sheet: to them a report is sealed.
        reachable: officers and the backup contact: whom a person may shut out.
        sheet: the newest team sheet, read; None before the first.
    """

    rules: PackDesk
    officers: tuple[Person, ...]
    readers: tuple[Person, ...]
    reachable: tuple[Person, ...]
    sheet: Sheet | None

    @property
    def closed(self) -> str:
        """Empty, ``nobody`` (in office) or ``no-team`` (no reader has set up a key yet)."""
        if not self.officers:
            return NOBODY
        return "" if self.readers else NO_TEAM


@dataclass(frozen=True)
class Roster:
    """All desks of a pack at a moment.

    Attributes:
        offices: the office under which each person appears, by username.
        held: how many hold each office, by its code.
    """

    desks: dict[str, DeskNow]
    offices: dict[str, Words]
    held: dict[str, int]

    def people(self) -> dict[str, Person]:
        """Everyone somebody may shut out, by username."""
        return {person.username: person for desk in self.desks.values() for person in desk.reachable}


def roster_at(pack: Pack, at: datetime) -> Roster:
    """The desks of a pack as they stand at a moment, in three queries."""
    holding = _holders(pack, at)
    sheets = _newest_sheets(desk.code for desk in pack.desks)
    cards = _present_cards(sheets.values())
    desks = {desk.code: _desk_now(desk, holding, sheets.get(desk.code), cards) for desk in pack.desks}
    offices: dict[str, Words] = {}
    for code in dict.fromkeys(code for desk in pack.desks for code in (*desk.offices, desk.backup)):
        for person in holding[code]:
            offices.setdefault(person.username, pack.office(code).name)
    return Roster(desks, offices, {office.code: len(holding[office.code]) for office in pack.offices})


def _desk_now(
    rules: PackDesk, holding: dict[str, list[Person]], sheet: Sheet | None, cards: set[tuple[str, int]]
) -> DeskNow:
    officers = _by_name(person for code in rules.offices for person in holding[code])
    on_sheet = {(card.name.rpartition("/")[2], card.version) for card in sheet.cards} if sheet else set()
    able = {username for username, _version in on_sheet & cards}
    readers = tuple(person for person in officers if person.username in able)
    return DeskNow(rules, officers, readers, _by_name([*officers, *holding[rules.backup]]), sheet)


def _by_name(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(
        sorted({person.pk: person for person in people}.values(), key=lambda each: (each.name, each.pk))
    )


def _holders(pack: Pack, at: datetime) -> dict[str, list[Person]]:
    offices = [office.code for office in pack.offices]
    terms = Term.objects.current(at).of_offices(offices).filter(person__is_active=True)
    holding: dict[str, list[Person]] = defaultdict(list)
    for term in terms.select_related("person", "office"):
        holding[term.office.code].append(term.person)
    return holding


def _newest_sheets(desks: Iterable[str]) -> dict[str, Sheet]:
    rows = TeamSheet.objects.filter(desk__in=list(desks)).order_by("seq")
    return {desk: _read(note) for desk, note in dict(rows.values_list("desk", "note")).items()}


@lru_cache(maxsize=64)
def _read(note: str) -> Sheet:
    return read_sheet(note)


def _present_cards(sheets: Iterable[Sheet]) -> set[tuple[str, int]]:
    names = {card.name for sheet in sheets for card in sheet.cards}
    return {(card.user.username, card.version) for card in KeyCard.objects.current().named(names)}

"""One organisation's way of working, as read from its TOML file. Plain frozen data; no Django here.

`dsa-la-2018.toml` explains every key where it stands. Stored packs are read again for as long as a case is
kept under them, so a new key always carries a default, and no key is renamed without raising `schema`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from .bounds import Filled
from .contacts import Contacts, Email, Mandate, Phone, Team
from .desks import Desk, Limit, Office, Removal, Service, Statement, Training
from .doors import Door, Joint, Option
from .formal import DEFAULTS, Appeal, Formal, Ground, Remedy
from .forms import Code, DocumentKind, Https, Language
from .guidance import (
    Crisis,
    CrisisLine,
    Document,
    Involvement,
    Link,
    Meaning,
    Measure,
    OutOfScope,
    Question,
    Statistics,
)
from .places import Place
from .standing import BY_THE_LIST, StandingRule
from .words import Words

__all__ = [
    "Appeal",
    "Contacts",
    "Crisis",
    "CrisisLine",
    "Desk",
    "Document",
    "Door",
    "Email",
    "Formal",
    "Ground",
    "Involvement",
    "Joint",
    "Limit",
    "Link",
    "Mandate",
    "Meaning",
    "Measure",
    "Office",
    "Option",
    "OutOfScope",
    "Pack",
    "Phone",
    "Place",
    "Question",
    "Remedy",
    "Removal",
    "Service",
    "StandingRule",
    "Statement",
    "Statistics",
    "Team",
    "Training",
    "Words",
]

_Coded = TypeVar("_Coded", Office, Desk, Door)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A whole pack. Codes refer to entries of the same pack; the loader has checked that they exist."""

    schema: Literal[1]
    slug: Code
    since: date
    replaces: Code | None = None
    time_zone: str
    languages: Annotated[tuple[Language, ...], Filled()]
    exit_url: Https
    national_door: Code | None = None
    title: Words
    name: Words
    source: Words
    commitment: Words
    mandate: Mandate
    team: Team
    principles: tuple[Words, ...] = ()
    contacts: Contacts
    offices: Annotated[tuple[Office, ...], Filled()]
    statements: tuple[Statement, ...] = ()
    desks: Annotated[tuple[Desk, ...], Filled()]
    doors: Annotated[tuple[Door, ...], Filled()]
    out_of_scope_note: Words
    out_of_scope: tuple[OutOfScope, ...] = ()
    places: tuple[Place, ...] = ()
    crisis: Crisis
    documents: tuple[Document, ...] = ()
    measures: tuple[Measure, ...] = ()
    formal: Formal = DEFAULTS
    standing: StandingRule = BY_THE_LIST
    questions: tuple[Question, ...] = ()
    glossary: tuple[Meaning, ...] = ()
    links: tuple[Link, ...] = ()
    involvement: tuple[Involvement, ...] = ()
    acknowledgements: tuple[Words, ...] = ()
    statistics: Statistics

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def national(self) -> Door | None:
        """The door to the wider body, which needs nothing from us first (S0.9, S1.21)."""
        return self.door(self.national_door) if self.national_door else None

    @property
    def formal_doors(self) -> tuple[Door, ...]:
        """The formal routes: doors of desks behind the formal wall, and the national one."""
        walls = {desk.code: desk.wall for desk in self.desks}
        formal = (door for door in self.doors if door.desk and walls[door.desk] == "formal")
        return (*formal, *filter(None, [self.national]))

    @property
    def team_size(self) -> int:
        """Seats of all offices that read a desk (S0.11)."""
        return sum(office.seats or 0 for office in self.offices if office.reads)

    def office(self, code: str) -> Office:
        """The office of a code; `KeyError` where there is none. So too `desk` and `door`."""
        return _by_code(self.offices, code)

    def desk(self, code: str) -> Desk:
        return _by_code(self.desks, code)

    def door(self, code: str) -> Door:
        return _by_code(self.doors, code)

    def deciding(self, desk: str) -> tuple[Office, ...]:
        """Who decides on a formal report at a desk: the office that the pack names, or those who read."""
        named = self.formal.deciders
        return (self.office(named),) if named else tuple(map(self.office, self.desk(desk).offices))

    def signed_for(self, office: str) -> tuple[Statement, ...]:
        """The statements signed on taking an office, in its order."""
        by_code = {each.code: each for each in self.statements}
        return tuple(by_code[code] for code in self.office(office).signs)

    def apart(self, office: str) -> frozenset[str]:
        """Codes of the offices that nobody may hold together with this one, whichever of the two says so."""
        own = self.office(office).separate_from
        return frozenset({*own, *(each.code for each in self.offices if office in each.separate_from)})

    def email_of(self, desk: str) -> str | None:
        """The confidential address that reaches this desk alone, if there is one (S2.12)."""
        return next((each.address for each in self.contacts.emails if each.reaches == desk), None)

    def document(self, kind: DocumentKind) -> Document | None:
        return next((each for each in self.documents if each.kind == kind), None)

    def out_of_scope_at(self, door: str) -> Iterator[OutOfScope]:
        """What a door cannot help with, in the pack's order."""
        return (each for each in self.out_of_scope if not each.doors or door in each.doors)


def _by_code(entries: tuple[_Coded, ...], code: str) -> _Coded:
    found = next((each for each in entries if each.code == code), None)
    if found is None:
        raise KeyError(code)
    return found

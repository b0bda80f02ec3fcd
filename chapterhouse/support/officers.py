"""What is said in public of each office: what it is, who holds it, what is vacant, to whom it answers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from chapterhouse.packs.desks import Office
from chapterhouse.packs.pack import Pack
from chapterhouse.people.terms import Held, Seats, offices_held
from chapterhouse.people.trainings import shared_by_all


@dataclass(frozen=True)
class OfficerShown:
    """An office in public.

    Attributes:
        named: its holders where their names are public at the doors anyway; nobody of any other office.
        trained: trainings that everybody who holds it has had.
        approves: the office that says yes to whoever is to hold it.
        apart: offices that nobody may hold together with it.
    """

    seats: Seats
    named: list[Held]
    trained: list[str]
    approves: Office | None
    apart: list[Office]

    @property
    def rules(self) -> Office:
        return self.seats.rules

    @property
    def all_signed(self) -> bool:
        """Whether it asks for statements, and everybody who holds it has signed all of them."""
        return bool(
            self.rules.signs and self.seats.running and not any(each.unsigned for each in self.seats.running)
        )

    @property
    def term_not_said(self) -> bool:
        return "term" in self.rules.not_said

    @property
    def filling_not_said(self) -> bool:
        return "filled-by" in self.rules.not_said

    @property
    def removal_not_said(self) -> bool:
        return "removal" in self.rules.not_said


def officers_shown(pack: Pack, at: datetime) -> list[OfficerShown]:
    """Every office of a pack, in its order."""
    public = {office.code for office in pack.offices if office.reads} | {desk.backup for desk in pack.desks}
    trained: dict[str, list[str]] = defaultdict(list)
    for plural, training in shared_by_all(pack, at):
        trained[plural].append(training)
    return [_shown(seats, pack, public, trained[str(seats.rules.plural)]) for seats in offices_held(pack, at)]


def _shown(seats: Seats, pack: Pack, public: set[str], trained: list[str]) -> OfficerShown:
    rules = seats.rules
    approves = pack.office(rules.approved_by) if rules.approved_by else None
    apart = [office for office in pack.offices if office.code in pack.apart(rules.code)]
    return OfficerShown(seats, seats.running if rules.code in public else [], trained, approves, apart)

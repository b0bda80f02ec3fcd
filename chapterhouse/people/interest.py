"""Which offices somebody can ask to join, and what waits for an officer besides cases."""

from dataclasses import dataclass, field
from datetime import datetime

from chapterhouse.packs.desks import Office
from chapterhouse.packs.pack import Pack

from .models import Interest, Person, Term
from .permissions import Permission
from .terms import Held, held_of


def joinable(pack: Pack) -> list[Office]:
    """Offices that nobody is elected to: who stands for one writes to the general address (S2.39)."""
    return [office for office in pack.offices if office.filled_by != "elected"]


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody in their office, or in one they are to take.

    Attributes:
        to_sign: terms of their own with something to sign.
        to_learn: terms of their own that wait for a training.
        to_approve: terms of others to which they may say yes.
        interested: how many would like to join and have no answer.
    """

    to_sign: list[Held] = field(default_factory=list)
    to_learn: list[Held] = field(default_factory=list)
    to_approve: list[Held] = field(default_factory=list)
    interested: int = 0

    def __bool__(self) -> bool:
        return bool(self.to_sign or self.to_learn or self.to_approve or self.interested)


def waiting_for(person: Person, held: frozenset[str], pack: Pack, at: datetime) -> Waiting:
    """What waits for somebody; nothing is asked of the database that no office of theirs can be about.

    Args:
        held: codes of the offices they hold now.
    """
    fills = any(Permission.FILL_OFFICES in office.may for office in pack.offices if office.code in held)
    own = held_of(Term.objects.unended(at).filter(person=person), pack, at) if _asks_first(pack) else []
    signing = [each for each in own if each.unsigned]
    learning = [each for each in own if each.untrained]
    interested = Interest.objects.filter(state=Interest.NEW).count() if fills else 0
    return Waiting(signing, learning, _to_approve(person, held, fills, pack, at), interested)


def _asks_first(pack: Pack) -> bool:
    """Whether any office asks for something before it opens."""
    trainings = (each for office in pack.offices for each in office.required_training)
    return bool(pack.statements) or any(each.first for each in trainings)


def awaiting_yes(pack: Pack, at: datetime) -> list[Held]:
    """Terms that somebody must still say yes to."""
    rows = Term.objects.ahead(at).filter(asks_yes=True, approval=None).order_by("starts", "pk")
    return held_of(rows, pack, at)


def _to_approve(person: Person, held: frozenset[str], fills: bool, pack: Pack, at: datetime) -> list[Held]:
    says = [
        office
        for office in pack.offices
        if office.needs_yes and (office.approved_by in held if office.approved_by else fills)
    ]
    if not says:
        return []
    return [
        each for each in awaiting_yes(pack, at) if each.rules in says and each.term.person_id != person.pk
    ]

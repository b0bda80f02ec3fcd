"""May they? Small predicates over rows; pages start from `Case.objects.visible_to`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Pack
from chapterhouse.people.models import Person, Term
from chapterhouse.people.permissions import Permission, terms_of
from chapterhouse.people.terms import Held, ending
from chapterhouse.sealing.models import KeyCard
from chapterhouse.ui.refused import Refused

from .models import Case, Consent, Deciding, Desk, Measure, Party
from .models.case import CaseQuerySet


@dataclass(frozen=True)
class Duty:
    """The offices somebody holds, and what they are for in every pack version: cases keep their rules.

    `terms` are all of theirs, also those that are over. `is_in_office` is said of who is to take one, too.
    """

    held: frozenset[str]
    versions: tuple[PackVersion, ...]
    terms: tuple[Term, ...] = ()
    is_in_office: bool = False

    @property
    def reads(self) -> bool:
        """Whether one of the offices reads cases."""
        return any(not self.held.isdisjoint(desk.offices) for v in self.versions for desk in v.pack.desks)

    def at_wall(self, wall: str) -> bool:
        """Whether one of the offices reads at a desk behind this wall."""
        desks = [desk for v in self.versions for desk in v.pack.desks if desk.wall == wall]
        return any(not self.held.isdisjoint(desk.offices) for desk in desks)

    def reads_by(self, office: str) -> bool:
        """Whether this office is one by which they read."""
        return any(office in desk.offices for v in self.versions for desk in v.pack.desks)

    def pack_at(self, at: datetime) -> Pack | None:
        """The pack in force, for whoever is in office."""
        versions = [version for version in self.versions if version.adopted <= at]
        newest = max(versions, key=lambda version: (version.adopted, version.pk), default=None)
        return newest.pack if newest else None

    @property
    def backs_up(self) -> bool:
        """Whether one of the offices is some desk's backup contact."""
        return any(desk.backup in self.held for v in self.versions for desk in v.pack.desks)


def duty_of(person: Person, at: datetime | None = None) -> Duty:
    """The duty of a person at a moment, or now; asked for once of a ``request.user``."""
    once = at is None and isinstance(person, SimpleLazyObject)
    known: Duty | None = getattr(person, "_duty", None) if once else None
    if known is None:
        known = _duty_of(person, at)
        if once:
            person._duty = known  # type: ignore[attr-defined]  # kept with the request
    return known


def _duty_of(person: Person, at: datetime | None) -> Duty:
    if not person.is_authenticated:
        return Duty(frozenset(), ())
    terms = tuple(person.terms.select_related("office")) if at else terms_of(person)
    now = at or timezone.now()
    held = frozenset(term.office.code for term in terms if term.runs_at(now))
    in_office = any(term.ends is None or term.ends > now for term in terms)
    return Duty(held, tuple(PackVersion.objects.defer("source")) if in_office else (), terms, in_office)


def responds(person: Person, at: datetime | None = None) -> bool:
    """Whether the person holds an office that reads cases."""
    return duty_of(person, at).reads


def backs_up(person: Person, at: datetime | None = None) -> bool:
    """Whether the person is some desk's backup contact."""
    return duty_of(person, at).backs_up


def has_desk(person: Person) -> bool:
    """Whether there is anything for the person at Today.

    There is for whoever holds an office or is to take one, also one that reads no case: mail about what
    waits for them leads there.
    """
    duty = duty_of(person)
    return duty.is_in_office or was_left(person) or is_asked(person)


def terms_ending(person: Person, duty: Duty, at: datetime) -> list[Held]:
    """The terms that somebody is told of, by the pack in force: all if they fill offices, or their own."""
    pack = duty.pack_at(at)
    if pack is None:
        return []
    if any(Permission.FILL_OFFICES in office.may for office in pack.offices if office.code in duty.held):
        return ending(pack, at)
    own = [term for term in duty.terms if term.ends and term.runs_at(at)]
    if not any(not duty.reads_by(term.office.code) for term in own):
        return []  # nothing is asked of the database: who reads cases is told by `succession.leaving`
    return [held for held in ending(pack, at) if held.term.person_id == person.pk]


def is_asked(person: Person) -> bool:
    """Whether somebody carries out a measure, or was asked to decide on a recommendation."""
    return not traces_of(person).isdisjoint({"measure", "deciding"})


def traces_of(person: Person) -> frozenset[str]:
    """Which of these somebody ever had: a key ``card``, a ``measure`` to carry out, a ``deciding``.

    One question; asked for once of a ``request.user``.
    """
    once = isinstance(person, SimpleLazyObject)
    known: frozenset[str] | None = getattr(person, "_traces", None) if once else None
    if known is None:
        known = _traces_of(person) if person.is_authenticated else frozenset()
        if once:
            person._traces = known  # type: ignore[attr-defined]  # kept with the request
    return known


def _traces_of(person: Person) -> frozenset[str]:
    theirs = (("card", KeyCard, "user"), ("measure", Measure, "doer"), ("deciding", Deciding, "person"))
    asked = {name: Exists(model.objects.filter(**{to: OuterRef("pk")})) for name, model, to in theirs}
    found = Person.objects.filter(pk=person.pk).values(**asked).first() or {}
    return frozenset(name for name, there in found.items() if there)


def reads_formal(person: Person) -> bool:
    """Whether the person reads at a desk behind the formal wall."""
    return duty_of(person).at_wall(Desk.FORMAL)


def may_see(person: Person, case: Case, at: datetime) -> bool:
    """Whether a case exists for this person."""
    return Case.objects.visible_to(person, at).filter(pk=case.pk).exists()


def may_read(person: Person, case: Case, at: datetime) -> bool:
    """Whether its contents may be served: seen, and the independence question answered with yes."""
    return may_see(person, case, at) and case.independences.filter(person=person).exists()


def may_hand_on(person: Person, case: Case, at: datetime) -> bool:
    """Whether its keys are theirs to give on: they may read it, or it was left with them after a term."""
    return may_read(person, case, at) or left_with(person, at).filter(pk=case.pk).exists()


def left_with(person: Person, at: datetime) -> CaseQuerySet:
    """The cases whose keys alone are still theirs, to give on, after their term."""
    return Case.objects.left_with(person, PackVersion.objects.defer("source"), at)


def was_left(person: Person) -> bool:
    """Whether cases were left with somebody whose term is over; asked for once of a ``request.user``."""
    known: bool | None = getattr(person, "_was_left", None)
    if known is None:
        known = "card" in traces_of(person) and left_with(person, timezone.now()).exists()
        if isinstance(person, SimpleLazyObject):
            person._was_left = known
    return known


def hands_on(person: Person) -> bool:
    """Whether there may be keys for the person to give on: they respond, or once held a key."""
    return responds(person) or "card" in traces_of(person)


def must_read(person: Person, case: Case, at: datetime) -> None:
    """Raises:
    Refused: the person may not read the case (``not-yours``).
    """
    if not may_read(person, case, at):
        raise Refused(_("This is not open to you."), code="not-yours")


def must_work(person: Person, case: Case, at: datetime) -> None:
    """What is closed is opened again before anything new is begun or decided in it.

    Closed or not, what is owed to somebody goes on by `must_read`: an answer, an appeal, a look, word of
    retaliation, the end of a measure or an appointment, what somebody said to a step.

    Raises:
        Refused: the person may not read the case (``not-yours``), or it is closed (``closed``).
    """
    must_read(person, case, at)
    _must_be_open(case)


def _must_be_open(case: Case) -> None:
    """Raises:
    Refused: it is closed (``closed``).
    """
    if case.closure:
        raise Refused(_("This case is closed. Open it again first."), code="closed")


def must_not_rest(case: Case) -> None:
    """Raises:
    Refused: the person asked us to stop (``stopped``) or to wait (``waits``), or it is closed (``closed``).
    """
    if case.stopped:
        raise Refused(
            _("The person asked us to stop. Contact nobody until they write again."), code="stopped"
        )
    must_not_wait(case)
    _must_be_open(case)


def must_not_wait(case: Case) -> None:
    """Raises:
    Refused: the person asked us to do nothing until they say so (``waits``).
    """
    if case.wait:
        raise Refused(
            _("The person asked us to wait. Contact nobody until they say that we begin."), code="waits"
        )


def must_be_theirs(party: Party) -> None:
    """Raises:
    Refused: they were invited: who works on the case and who reads it is not theirs to say (``not-yours``).
    """
    if not party.is_first:
        raise Refused(
            _("This is not yours to change here. Write to us if somebody should not read what you write."),
            code="not-yours",
        )


def may_be_told(party: Party) -> bool:
    """Whether somebody may be spoken with (S1.34): see `agree`."""
    asked = Consent.objects.filter(about=party, step=Consent.CONTACT).last_words()
    return agree(asked, first=party.case.parties.earliest("pk"))


def may_be_shown(party: Party) -> bool:
    """Whether what others told may be passed on to somebody; to whose case it is, unless one said no."""
    asked = list(Consent.objects.filter(about=party, step=Consent.SHARE).last_words())
    if party.is_first:
        return all(row.agrees for row in asked)
    return agree(asked, first=party.case.parties.earliest("pk"))


def agree(last_words: Iterable[Consent], *, first: Party) -> bool:
    """Whether the one whose case it is was asked, and nobody's last word is a no or was taken back."""
    said = list(last_words)
    return any(row.party_id == first.pk for row in said) and all(row.agrees for row in said)

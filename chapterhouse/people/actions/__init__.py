"""Taking and leaving offices; how somebody is removed from one; what officers were trained in."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.refused import Refused

from ..models import Hearing, Office, OfficerTraining, Person, Term, new_handle


@transaction.atomic
def establish_offices(*, pack: Pack) -> list[Office]:
    """Make or update the rows of the offices a pack names; offices it no longer names stay as they are."""
    return [
        Office.objects.update_or_create(code=office.code, defaults={"seats": office.seats})[0]
        for office in pack.offices
    ]


@transaction.atomic
def join(*, name: str, email: str | None, language: str, at: datetime, by: str, handle: str = "") -> Person:
    """Make an account. There is no password until one is chosen.

    Args:
        handle: the username they had before, when an installation is set up again; drawn by lot if left out.
    """
    person = Person(name=name, email=email, language=language, username=handle or new_handle())
    person.set_unusable_password()
    person.save()
    record(by=by, verb="joined", subject=person.username, at=at)
    return person


@transaction.atomic
def take_office(
    *,
    person: Person,
    office: Office,
    starts: datetime,
    by: str,
    authority: str = "",
    pack: Pack | None = None,
) -> Term:
    """Begin a term.

    Args:
        by: username of who records it.
        authority: the vote or decision behind it, in a sentence.
        pack: the current pack, to hold its rule on offices that cannot be held together.

    Raises:
        Refused: all seats are taken, or the person holds an office this one must be kept apart from.
    """
    current = Term.objects.current(starts)
    if office.seats and current.filter(office=office).count() >= office.seats:
        raise Refused(_("All seats of this office are taken. End a term first."), code="no-seat")
    held = set(current.filter(person=person).values_list("office__code", flat=True))
    if pack and held & pack.apart(office.code):
        raise Refused(_("This office cannot be held together with one they hold now."), code="apart")
    term = Term.objects.create(person=person, office=office, starts=starts, authority=authority)
    record(by=by, verb="took-office", subject=office.code, about=person.username, at=starts)
    return term


@transaction.atomic
def leave_office(*, term: Term, by: str, at: datetime) -> Term:
    """End a term. What its holder could open is served to them no more from that moment.

    Where a removal was considered, nothing is left to decide.
    """
    term.ends = at
    term.save(update_fields=["ends"])
    Hearing.objects.open().filter(term=term).update(ended=at, outcome=Hearing.LEFT)
    record(by=by, verb="left-office", subject=term.office.code, about=term.person.username, at=at)
    return term


@transaction.atomic
def resign(*, term: Term, by: Person, at: datetime) -> Term:
    """An officer lays their office down, on any day they wish.

    Raises:
        Refused: it is not theirs (``not-yours``), or it is over (``over``).
    """
    if term.person_id != by.pk:
        raise Refused(_("This is not open to you."), code="not-yours")
    return leave_office(term=_held(term, at), by=by.username, at=at)


@transaction.atomic
def open_hearing(*, term: Term, told_on: date, pack: Pack, by: Person, at: datetime) -> Hearing:
    """Begin to consider a removal. The officer was told the cause; it is not written down here.

    The days for being heard count from today, even if they were told before: from now on they see it.

    Args:
        told_on: the day on which they were told, in person.
        pack: the current pack, which says who removes from this office.

    Raises:
        Refused: as `_must_remove`; they were told on no day yet, or before they took office
            (``not-told``); it is considered already (``open``).
    """
    term, days = _held(term, at), _must_remove(term, pack, by, at)
    today = _today(pack, at)
    if told_on > today or told_on < _today(pack, term.starts):
        raise Refused(
            _("Tell them the cause first, in person, and give the day on which you did."), code="not-told"
        )
    if term.hearings.open().exists():
        raise Refused(_("It is being considered already. Reload the page."), code="open")
    _record_step("opened-hearing", term, by, at)
    return Hearing.objects.create(
        term=term, told_on=told_on, heard_by=today + timedelta(days=days), opened=at, by=by
    )


@transaction.atomic
def hear(*, hearing: Hearing, heard_on: date, pack: Pack, by: Person, at: datetime) -> Hearing:
    """Record that the officer was heard by those who decide.

    Raises:
        Refused: as `_must_remove`; it is over (``over``); on no day since they were told (``not-heard``).
    """
    term = _held(hearing.term, at)
    _must_remove(term, pack, by, at)
    hearing = _open(hearing)
    if not hearing.told_on <= heard_on <= _today(pack, at):
        raise Refused(
            _("Give the day on which they were heard: after they were told, and not one to come."),
            code="not-heard",
        )
    hearing.heard_on = heard_on
    hearing.save(update_fields=["heard_on"])
    _record_step("heard-officer", term, by, at)
    return hearing


@transaction.atomic
def waive_hearing(*, hearing: Hearing, by: Person, at: datetime) -> Hearing:
    """The officer says that they need not be heard. Nobody else can say it for them.

    Raises:
        Refused: it is not about them (``not-yours``), or it is over (``over``).
    """
    term = _held(hearing.term, at)
    if term.person_id != by.pk:
        raise Refused(_("This is not open to you."), code="not-yours")
    hearing = _open(hearing)
    hearing.waived = hearing.waived or at
    hearing.save(update_fields=["waived"])
    _record_step("waived-hearing", term, by, at)
    return hearing


@transaction.atomic
def decide_removal(
    *, hearing: Hearing, removed: bool, decision: str, pack: Pack, by: Person, at: datetime
) -> Hearing:
    """Record what was decided. Who is removed loses the office in this moment, as by `leave_office`.

    Args:
        decision: where it can be found, such as the minutes of a day; no cause.

    Raises:
        Refused: as `_must_remove`; it is over (``over``); they were not heard, and may still be
            (``not-heard``).
    """
    term = _held(hearing.term, at)
    _must_remove(term, pack, by, at)
    hearing = _open(hearing)
    if not hearing.was_heard(_today(pack, at)):
        raise Refused(
            _("Hear them first. It can be decided when they were heard, or when the time for it is over."),
            code="not-heard",
        )
    hearing.ended, hearing.decided_by, hearing.decision = at, by, decision
    hearing.outcome = Hearing.REMOVED if removed else Hearing.STAYS
    hearing.save(update_fields=["ended", "decided_by", "decision", "outcome"])
    _record_step("removed-officer" if removed else "kept-officer", term, by, at)
    if removed:
        leave_office(term=term, by=by.username, at=at)
    return hearing


def forget_hearings(*, at: datetime) -> int:
    """Delete what was considered and ended more than a year ago; returns how many."""
    return Hearing.objects.filter(ended__lt=at - timedelta(days=365)).delete()[0]


@transaction.atomic
def record_training(
    *,
    code: str,
    name: str,
    provider: str,
    held_on: date,
    hours: int | None,
    valid_months: int | None,
    attended: Iterable[Person],
    by: Person,
    at: datetime,
) -> OfficerTraining:
    """Write down a training that was held, and who took part.

    Args:
        code: of a training that an office of the pack asks for; empty for any other.

    Raises:
        Refused: the very same was written down already (``twice``).
    """
    people = list(attended)
    told = {"code": code, "name": name, "provider": provider, "held_on": held_on}
    told |= {"hours": hours, "valid_months": valid_months}
    same = OfficerTraining.objects.filter(**told, struck=None, by=by)
    if any(set(row.attended.all()) == set(people) for row in same):
        raise Refused(_("This stands here already."), code="twice")
    row = OfficerTraining.objects.create(**told, by=by, at=at)
    row.attended.set(people)
    for person in people:
        record(by=by.username, verb="recorded-training", subject="trainings", about=person.username, at=at)
    return row


@transaction.atomic
def strike_training(*, training: OfficerTraining, by: Person, at: datetime) -> None:
    """Take a training out that was written down wrongly; the journal keeps that it stood there."""
    if OfficerTraining.objects.filter(pk=training.pk, struck=None).update(struck=at):
        record(by=by.username, verb="struck-training", subject="trainings", at=at)


def _record_step(verb: str, term: Term, by: Person, at: datetime) -> None:
    record(by=by.username, verb=verb, subject=term.office.code, about=term.person.username, at=at)


def _today(pack: Pack, at: datetime) -> date:
    return at.astimezone(ZoneInfo(pack.time_zone)).date()


def _held(term: Term, at: datetime) -> Term:
    """The term as it is now, waiting for whoever changes it; refused (``over``) when it has ended."""
    row = Term.objects.select_for_update(of=("self",)).select_related("person", "office").get(pk=term.pk)
    if not row.runs_at(at):
        raise Refused(_("This term of office is over. Nothing is left to do here."), code="over")
    return row


def _open(hearing: Hearing) -> Hearing:
    """A hearing of a term that is held, as it is now; refused (``over``) when it has ended."""
    row = Hearing.objects.select_related("term").get(pk=hearing.pk)
    if row.ended:
        raise Refused(_("This was decided already. Reload the page."), code="over")
    return row


def _must_remove(term: Term, pack: Pack, by: Person, at: datetime) -> int:
    """The days the officer has for being heard.

    Raises:
        Refused: they hold no office that decides on this one, or it is their own (``not-yours``).
    """
    found = next((office for office in pack.offices if office.code == term.office.code), None)
    removal = found.removal if found else None
    held = Term.objects.current(at).filter(person=by).values_list("office__code", flat=True)
    if term.person_id == by.pk or removal is None or removal.by not in held:
        raise Refused(_("This is not open to you."), code="not-yours")
    return removal.hear_days


@transaction.atomic
def choose_language(*, person: Person, language: str, at: datetime) -> Person:
    """A person chooses the language of their pages and mails."""
    person.language = language
    person.save(update_fields=["language"])
    record(by=person.username, verb="chose-language", subject=person.username, at=at)
    return person


@transaction.atomic
def forget_password(*, person: Person, at: datetime) -> Person:
    """A person gives up their password; a code by email and passkeys remain."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record(by=person.username, verb="removed-password", subject=person.username, at=at)
    return person

"""Taking somebody out of an office before their time: told, heard, decided (B27)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.refused import Refused

from ..models import Hearing, Person, Term
from .offices import held, leave_office


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
    term, days = held(term, at), _must_remove(term, pack, by, at)
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
    term = held(hearing.term, at)
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
    term = held(hearing.term, at)
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
    term = held(hearing.term, at)
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
    """Delete what was considered and ended more than a year ago; returns how many.

    A term that ended by itself leaves nothing to decide.
    """
    over = Hearing.objects.open().filter(term__ends__lte=at)
    over.update(ended=at, outcome=Hearing.LEFT)
    return Hearing.objects.filter(ended__lt=at - timedelta(days=365)).delete()[0]


def _record_step(verb: str, term: Term, by: Person, at: datetime) -> None:
    record(by=by.username, verb=verb, subject=term.office.code, about=term.person.username, at=at)


def _today(pack: Pack, at: datetime) -> date:
    return at.astimezone(ZoneInfo(pack.time_zone)).date()


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

"""Closing a case, opening it again, holding it back from destruction."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from chapterhouse.clocks.actions import meet
from chapterhouse.clocks.models import Promise
from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Appointment, Case, Closure, Hold, Tally
from ..roster import readers
from ..wire import NewClosure
from .checks import plan_checks
from .letters import forget_letters
from .letting_go import let_go
from .owing import owe_outcome


@transaction.atomic
def close(*, case: Case, closing: NewClosure, by: Person, at: datetime) -> Closure:
    """Close a case: its end is counted apart, and the time runs until it is destroyed.

    Letters to others that nobody opened are taken back, and a panel has nothing to read any more.

    Args:
        closing: outcome and kind for the count; the sealed note says what the person asked, which follow-up
            took place or why none did (S1.44), and what is kept. The server sees that there is one, no more.

    Raises:
        Refused: they may not read it (``not-yours``); closed already (``closed``); somebody waits for an
            answer (``owes-answer``); a plan goes on (``open-plan``); no such door, kind or outcome
            (``malformed``); a desk that holds dialogues has spoken with nobody afterwards and does not say
            why (``no-follow-up``).
    """
    case.hold()
    must_read(by, case, at)
    if case.closure:
        raise Refused(_("A colleague has just closed this case. Reload the page."), code="closed")
    if Promise.objects.answers().on(case.code).exists():
        raise Refused(_("They wait for an answer. Answer first, then close."), code="owes-answer")
    if case.plans.open().exists():
        raise Refused(
            _("A plan in it goes on. End the plan first: completed, not completed, or taken back."),
            code="open-plan",
        )
    _must_count(closing, case)
    if closing.no_follow_up is None and needs_follow_up(case):
        raise Refused(
            _("Nobody has spoken with them again. Say why none of you did, or arrange it first."),
            code="no-follow-up",
        )
    note = add_entry(channel=case.channel, entry=closing.note, at=at, author=by)
    why = closing.no_follow_up
    none = add_entry(channel=case.channel, entry=why, at=at, author=by) if why else None
    if not case.closures.exists():
        count(case=case, closing=closing, at=at)
    forget_letters(case)
    meet(subject=case.code, at=at, kinds=(Promise.OUTCOME,))
    case.working_notes.all().delete()
    let_go(case=case, at=at)
    kept = timedelta(days=case.rules.keep_days)
    ends = {"destroy_at": at + kept, "note": note, "no_follow_up": none}
    closure = Closure.objects.create(case=case, by=by, at=at, **ends)
    plan_checks(closure)
    record(by=by.username, verb="closed", subject=case.code, at=at)
    _tell_others(case, by, at)
    return closure


def needs_follow_up(case: Case) -> bool:
    """Whether its desk holds dialogues, and none followed: no check-in, no conversation together."""
    later = (Appointment.CHECK_IN, Appointment.JOINT)
    held = case.appointments.filter(kind__in=later, outcome=Appointment.HELD)
    return case.is_mending and not held.exists()


@transaction.atomic
def reopen(*, case: Case, by: Person, at: datetime) -> Closure:
    """Open a closed case again: nothing is destroyed until it is closed once more.

    Raises:
        Refused: they may not read it (``not-yours``), or it is open (``open``).
    """
    case.hold()
    must_read(by, case, at)
    closure = case.closure
    if closure is None:
        raise Refused(_("This case is open already. Reload the page."), code="open")
    end_closure(case=case, by=by.username, at=at)
    _tell_others(case, by, at)
    return closure


def end_closure(*, case: Case, by: str, at: datetime) -> None:
    """End a standing closure inside another verb: also when the person writes again."""
    if case.closures.standing().update(ended=at):
        owe_outcome(case=case, at=at)
        record(by=by, verb="reopened", subject=case.code, at=at)


@transaction.atomic
def hold_back(*, case: Case, reason: NewEntry, review_on: date, by: Person, at: datetime) -> Hold:
    """Keep a case from being destroyed, for a reason and until a day on which it is looked at again (B12).

    Nobody is called to it: they hear of it on that day, or, when it is ended, before anything goes.

    Raises:
        Refused: they may not read it (``not-yours``); held already (``held``); a day that has
            been (``past-day``).
    """
    case.hold()
    must_read(by, case, at)
    if case.kept_back:
        raise Refused(_("This case is held back already. Reload the page."), code="held")
    if review_on <= case.today(at):
        raise Refused(_("Choose a day that is still to come."), code="past-day")
    note = add_entry(channel=case.channel, entry=reason, at=at, author=by)
    record(by=by.username, verb="held-back", subject=case.code, at=at)
    return Hold.objects.create(case=case, by=by, at=at, review_on=review_on, reason=note)


@transaction.atomic
def release(*, case: Case, by: Person, at: datetime) -> None:
    """End a hold: the rules on keeping apply again. Its readers are warned anew before it is destroyed.

    Raises:
        Refused: they may not read it (``not-yours``), or nothing holds it back (``not-held``).
    """
    case.hold()
    must_read(by, case, at)
    if not case.holds.filter(ended=None).update(ended=at):
        raise Refused(_("This case is not held back any more. Reload the page."), code="not-held")
    case.closures.standing().update(warned=None)
    record(by=by.username, verb="released", subject=case.code, at=at)


def count(*, case: Case, closing: NewClosure, at: datetime) -> None:
    """Raise by one the tally of this door, kind, outcome and promise in the running period.

    A case is counted once, at its first closing: to correct its count later, it would have to be remembered.
    """
    starts, ends = case.pack.pack.statistics.period_of(case.today(at))
    row = {"starts": starts, "door": closing.door, "kind": closing.kind, "outcome": closing.outcome}
    same = Tally.objects.filter(**row, in_time=_in_time(case))
    # By what it counts, not by its key: `shake` may give the row another in this moment.
    if not same.update(count=F("count") + 1):
        known = {"ends": ends, "count": 1}
        _tally, new = Tally.objects.get_or_create(**row, in_time=_in_time(case), defaults=known)
        if not new:
            same.update(count=F("count") + 1)


def _in_time(case: Case) -> bool:
    """Whether the first answer came within its promise, or they asked us to stop before it was due.

    Where none was promised, it was there at once.
    """
    first = Promise.objects.on(case.code).filter(kind=Promise.FIRST_ANSWER).first()
    ended = first and (first.met_at or first.stopped_at)
    return first is None or bool(ended and ended <= first.due_at)


def _must_count(closing: NewClosure, case: Case) -> None:
    door = next((door for door in case.pack.pack.doors if door.code == closing.door), None)
    kinds = ["", *(option.code for option in door.options)] if door else []
    if door is None or door.desk != case.desk.code or closing.kind not in kinds:
        raise malformed()
    if closing.outcome not in Tally.OUTCOMES:
        raise malformed()


def _tell_others(case: Case, by: Person, at: datetime) -> None:
    others = [person for person in readers(case, at) if person in case.pair and person != by]
    tell(people=others, kind=Notice.NEW, subject=case.code, at=at)

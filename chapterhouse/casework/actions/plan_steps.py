"""How the steps of a plan go: said by whoever does it, with their own code, or recorded by an officer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.models import Entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_not_rest, must_read
from ..models import Appointment, Case, Plan, Step
from ..plan_kinds import TOGETHER, kind_of
from ..wire.plans import StepMark
from .appointments import begin as begin_appointment
from .plans import hold_open, must_stand
from .talk import write_as_person

DONE, HARD, HELP, CONFIRMED, ARRANGED = "done", "hard", "help", "confirmed", "arranged"
#: From one check-in to the next, in days.
RHYTHMS = (7, 14, 28)


@transaction.atomic
def say(*, step: Step, says: str, entry: NewEntry, at: datetime) -> Entry:
    """Whoever does the plan says how a step goes, sealed; only a call for help asks for an answer.

    That it was hard is no fault, and ends nothing.

    Raises:
        Refused: the plan is over (``over``); the step is not in it any more (``unknown``); done, though they
            did not agree to the plan (``not-agreed``); as `write_as_person`.
    """
    case = _hold(step)
    if says == DONE:
        _must_count(step)
    kept = write_as_person(party=step.plan.holder, entry=entry, at=at, asks=says == HELP)
    if says != HELP:
        step.plan.asides.add(kept)
    _mark(step, says, at)
    record(by=step.plan.holder.code, verb=f"step-{says}", subject=case.code, at=at)
    return kept


@transaction.atomic
def mark(*, step: Step, sent: StepMark, by: Person, at: datetime) -> Step:
    """An officer records how a step goes; their thoughts on it are a sealed note of the team.

    Raises:
        Refused: they may not read it (``not-yours``); as `say`; see `_confirm` and `_arrange`.
    """
    case = _hold(step)
    must_read(by, case, at)
    if sent.says == CONFIRMED:
        _confirm(step, by, at)
    elif sent.says == ARRANGED:
        _arrange(step, sent.other, at)
    else:
        _must_count(step)
        _mark(step, sent.says, at)
    if sent.note is not None:
        add_entry(channel=case.channel, entry=sent.note, at=at, author=by)
    record(by=by.username, verb=f"step-{sent.says}", subject=case.code, about=step.plan.holder.code, at=at)
    return step


@transaction.atomic
def set_rhythm(*, plan: Plan, days: int | None, by: Person, at: datetime) -> Plan:
    """Let check-ins repeat until the plan ends, every so many days; the first one is begun at once (S1.43).

    Raises:
        Refused: it is over (``over``); they may not read it (``not-yours``); another rhythm (``malformed``);
            one is begun while all rests (``stopped``).
    """
    case = hold_open(plan)
    must_read(by, case, at)
    if days is not None and days not in RHYTHMS:
        raise malformed()
    if days:
        must_not_rest(case)
    plan.rhythm = days
    plan.save(update_fields=["rhythm"])
    record(by=by.username, verb="set-rhythm", subject=case.code, about=plan.holder.code, at=at)
    waiting = case.appointments.open().filter(kind=Appointment.CHECK_IN, seats__party=plan.holder)
    if days and not waiting.exists():
        begin_appointment(case=case, kind=Appointment.CHECK_IN, parties=[plan.holder], by=by, at=at)
    return plan


def _hold(step: Step) -> Case:
    plan = step.plan
    case = hold_open(plan)
    step.refresh_from_db()
    step.plan = plan
    if step.dropped:
        raise Refused(_("This step is not in the plan any more. Reload the page."), code="unknown")
    return case


def _mark(step: Step, says: str, at: datetime) -> None:
    if says == DONE:
        step.done = step.done or at
    elif says == HARD:
        step.set_back = at
    step.save(update_fields=["done", "set_back"])


def _must_count(step: Step) -> None:
    """Raises:
    Refused: they did not agree to the plan (``not-agreed``); the step is a conversation to which the other
        one does not agree now (``ask-first``).
    """
    must_stand(step.plan)
    if _care(step) == TOGETHER and not Step.objects.with_consent().get(pk=step.pk).is_arranged:
        raise _ask_first()


def _confirm(step: Step, by: Person, at: datetime) -> None:
    """A second responder looked at a rare step and its reason.

    Raises:
        Refused: it waits for nobody (``malformed``); they put it into the plan themselves (``second``).
    """
    if not step.wants_second:
        raise malformed()
    if step.by == by:
        raise Refused(
            _("You put this step into the plan. Ask a colleague to look at it and confirm it."), code="second"
        )
    step.confirmed, step.confirmed_by = at, by
    step.save(update_fields=["confirmed", "confirmed_by"])


def _arrange(step: Step, code: str | None, at: datetime) -> None:
    """A conversation with the other one is arranged: only with their yes, which binds them to nothing (T6).

    Raises:
        Refused: no step of this kind, or nobody of this code (``malformed``); they have not said yes to a
            conversation with whose plan it is, or took it back (``ask-first``).
    """
    plan = step.plan
    other = plan.case.parties.filter(code=code or "").exclude(pk=plan.holder_id).first()
    if other is None or _care(step) != TOGETHER:
        raise malformed()
    must_stand(plan)
    step.other, step.arranged = other, at
    step.save(update_fields=["other", "arranged"])
    if not Step.objects.with_consent().get(pk=step.pk).is_arranged:
        raise _ask_first()


def _care(step: Step) -> str:
    return kind_of(step.plan.case.pack.pack, step.kind).care


def _ask_first() -> Refused:
    return Refused(
        _(
            "Ask first: nothing is arranged before the other one has said yes to it;"
            " and they may take it back."
            " Record their answer in the case, under “Agreed so far”."
        ),
        code="ask-first",
    )

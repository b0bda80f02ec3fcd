"""Accountability plans: begun and changed by officers, agreed to with their own code by whoever does them.

Whatever a plan says is sealed to them. It binds nobody else: least of all who was hurt (T6).
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_not_rest, must_read
from ..models import Case, Desk, Plan, PlanVersion, Step
from ..plan_kinds import SPAN, kinds_of
from ..roster import readers
from ..wire.plans import ChangedPlan, NewPlan, PlanEnd, PlanStep, PlanWording
from .talk import reply, workers


@transaction.atomic
def begin(*, case: Case, sent: NewPlan, by: Person, at: datetime) -> Plan:
    """Propose a plan to somebody who has a code of their own. It counts for nothing before they agree to it.

    Raises:
        Refused: they may not read it (``not-yours``); an informal desk makes no plans (``not-here``); the
            person asked us to stop (``stopped``); it is closed (``closed``); one goes on already (``open``);
            its days and steps are not all there, see `_must_be_whole`; as `reply`.
    """
    case.hold()
    must_read(by, case, at)
    _must_make_plans(case)
    holder = case.parties.filter(code=sent.holder).first()
    if holder is None:
        raise malformed()
    if holder.plans.open().exists():
        raise Refused(_("They have a plan that goes on. Change that one, or end it first."), code="open")
    ends, review_on = _must_be_whole(case, sent, at)
    plan = Plan.objects.create(case=case, holder=holder, begun=at, by=by, ends=ends, review_on=review_on)
    _write(plan, sent, number=1, by=by, at=at)
    record(by=by.username, verb="began-plan", subject=case.code, about=holder.code, at=at)
    return plan


@transaction.atomic
def change(*, plan: Plan, sent: ChangedPlan, by: Person, at: datetime) -> PlanVersion:
    """A new version: whoever does the plan is asked anew, and until then it counts for nothing.

    Raises:
        Refused: as `begin`; it is over (``over``); a colleague changed it meanwhile: theirs stands, and the
            page keeps what was written here (``changed-meanwhile``).
    """
    case = hold_open(plan)
    must_read(by, case, at)
    _must_make_plans(case)
    newest = plan.newest
    if sent.after != newest.number:
        raise Refused(
            _(
                "A colleague changed this plan while you did. Nothing is lost: theirs stands,"
                " and what you wrote is still here. Compare the two, then reload the page and change theirs."
            ),
            code="changed-meanwhile",
        )
    ends, review_on = _must_be_whole(case, sent, at)
    if review_on != plan.review_on:
        plan.reviewed = None
    plan.ends, plan.review_on = ends, review_on
    plan.save(update_fields=["ends", "review_on", "reviewed"])
    record(by=by.username, verb="changed-plan", subject=case.code, about=plan.holder.code, at=at)
    return _write(plan, sent, number=newest.number + 1, by=by, at=at)


@transaction.atomic
def agree(*, plan: Plan, version: int, at: datetime) -> PlanVersion:
    """Whoever does the plan says yes to its newest version with their own code.

    Raises:
        Refused: it is over (``over``); it was changed meanwhile (``changed-meanwhile``); it is sealed to
            somebody who had their letter (``unreadable``); a step of it waits for a second responder
            (``not-confirmed``).
    """
    case = hold_open(plan)
    newest = _newest(plan, version)
    if not plan.readable:
        raise Refused(_("We seal its words to you anew. Until then it does not count."), code="unreadable")
    if plan.unconfirmed:
        raise Refused(
            _(
                "One step of it is rare, and a second responder has not confirmed it yet."
                " Until then it does not count."
            ),
            code="not-confirmed",
        )
    if not newest.stands:
        newest.agreed, newest.taken_back = at, None
        newest.save(update_fields=["agreed", "taken_back"])
        _said(plan, case, "agreed-plan", at)
    return newest


@transaction.atomic
def take_back(*, plan: Plan, version: int, at: datetime) -> PlanVersion:
    """They take their yes back, at any time and without a reason. What was done stays done.

    Raises:
        Refused: it is over (``over``); it was changed meanwhile (``changed-meanwhile``).
    """
    case = hold_open(plan)
    newest = _newest(plan, version)
    if newest.stands:
        newest.taken_back = at
        newest.save(update_fields=["taken_back"])
        _said(plan, case, "took-plan-back", at)
    return newest


@transaction.atomic
def look_again(*, plan: Plan, note: NewEntry, by: Person, at: datetime) -> Plan:
    """Record that returning, or what comes after, was looked at; what was found is sealed for the team.

    Raises:
        Refused: it is over (``over``), or they may not read it (``not-yours``).
    """
    case = hold_open(plan)
    must_read(by, case, at)
    add_entry(channel=case.channel, entry=note, at=at, author=by)
    plan.reviewed = at
    plan.save(update_fields=["reviewed"])
    record(by=by.username, verb="reviewed-plan", subject=case.code, about=plan.holder.code, at=at)
    return plan


@transaction.atomic
def end(*, plan: Plan, ending: PlanEnd, by: Person, at: datetime) -> Plan:
    """End a plan as completed, not completed or taken back. No case is closed before.

    Raises:
        Refused: it is over (``over``); they may not read it (``not-yours``); completed, though they did not
            agree to what it says now (``not-agreed``); another end than these (``malformed``).
    """
    case = hold_open(plan)
    must_read(by, case, at)
    if ending.outcome not in Plan.OUTCOMES:
        raise malformed()
    if ending.outcome == Plan.COMPLETED:
        must_stand(plan)
    add_entry(channel=case.channel, entry=ending.note, at=at, author=by)
    plan.ended, plan.outcome = at, ending.outcome
    plan.save(update_fields=["ended", "outcome"])
    record(by=by.username, verb=f"plan-{ending.outcome}", subject=case.code, about=plan.holder.code, at=at)
    others = [person for person in readers(case, at) if person in case.pair and person != by]
    tell(people=others, kind=Notice.NEW, subject=case.code, at=at)
    return plan


def hold_open(plan: Plan) -> Case:
    """Wait for whoever changes the case, and look again; its case.

    Raises:
        Refused: the plan is over, perhaps in this moment (``over``).
    """
    plan.case.hold()
    plan.refresh_from_db()
    if plan.ended:
        raise Refused(_("This plan is over. Reload the page."), code="over")
    return plan.case


def must_stand(plan: Plan) -> None:
    """Raises:
    Refused: they did not agree to the newest version, or took it back (``not-agreed``).
    """
    if not plan.agreed:
        raise Refused(
            _("They have not agreed to what this plan says now. Nothing in it counts before they do."),
            code="not-agreed",
        )


def _must_make_plans(case: Case) -> None:
    if case.desk.wall == Desk.INFORMAL:
        raise Refused(_("This desk is informal: it makes no plans. Others do."), code="not-here")
    must_not_rest(case)


def _must_be_whole(case: Case, sent: PlanWording, at: datetime) -> tuple[date, date]:
    """Its last day and the day on which returning is looked at.

    Raises:
        Refused: one of the two days is missing (``no-end``, ``no-review``), or they are not in this order and
            still to come (``wrong-days``); it has no step (``no-step``).
    """
    if sent.ends is None:
        raise Refused(_("Choose the day on which this plan ends. No plan goes on for ever."), code="no-end")
    if sent.review_on is None:
        raise Refused(
            _("Choose the day on which you look together at how to go on or return."), code="no-review"
        )
    if not case.today(at) < sent.review_on <= sent.ends:
        raise Refused(
            _("Choose days to come: first the one on which you look at it together, then the end."),
            code="wrong-days",
        )
    if not sent.steps:
        raise Refused(_("Write at least one step."), code="no-step")
    return sent.ends, sent.review_on


def _write(plan: Plan, sent: PlanWording, *, number: int, by: Person, at: datetime) -> PlanVersion:
    """The sealed wording, and the steps as they are from now on."""
    words = reply(party=plan.holder, entry=sent.words, seen=sent.seen, by=by, at=at)
    _keep_steps(plan, sent.steps, by, at)
    return PlanVersion.objects.create(plan=plan, number=number, words=words, by=by, at=at)


def _keep_steps(plan: Plan, sent: Sequence[PlanStep], by: Person, at: datetime) -> None:
    """Each that is there already stays what it is, and what was done of it stays done; others go or come."""
    there = {step.number: step for step in plan.steps.filter(dropped=None)}
    free = max((step.number for step in plan.steps.all()), default=0) + 1
    for one in sent:
        new = Step(plan=plan, number=free, kind=one.kind, by=by)
        step = there.pop(one.number, None) if one.number else new
        if step is None or step.kind != one.kind:
            raise malformed()
        free += step.pk is None
        _set(step, one, by, at)
    plan.steps.filter(pk__in=[step.pk for step in there.values()]).update(dropped=at)


def _set(step: Step, one: PlanStep, by: Person, at: datetime) -> None:
    """A step as it was sent.

    Raises:
        Refused: no such kind (``malformed``); nobody does it, or somebody who cannot be bound (``no-person``,
            ``not-bound``); its days: see `_days`; a rare one without its reason (``no-reason``).
    """
    case = step.plan.case
    kind = kinds_of(case.pack.pack).get(one.kind)
    if kind is None:
        raise malformed()
    who, officer = _person(case, one.who, at)
    starts, due = _days(step, one, span=kind.care == SPAN, today=case.today(at))
    changed = (step.starts, step.due) != (starts, due)
    if kind.rare and changed:
        if one.reason is None:
            raise Refused(
                _("A step like this is rare: write down why it is needed. It is sealed for the team."),
                code="no-reason",
            )
        step.reason = add_entry(channel=case.channel, entry=one.reason, at=at, author=by)
    if kind.rare:  # also where only its words changed: these are sealed, and a colleague reads them again
        step.by, step.confirmed, step.confirmed_by = by, None, None
    step.who, step.officer, step.starts, step.due, step.rare = who, officer, starts, due, kind.rare
    step.save()


def _person(case: Case, who: str, at: datetime) -> tuple[str, Person | None]:
    """Who does a step: whoever does the plan, a supporter whose name is sealed, or an officer on the case."""
    if who in (Step.HOLDER, Step.SUPPORTER):
        return who, None
    if not who:
        raise Refused(_("Every step needs a person. Choose who does it."), code="no-person")
    if case.parties.filter(code=who).exists():
        raise Refused(
            _("A plan binds nobody but the one who does it: least of all the person who was hurt."),
            code="not-bound",
        )
    officer = next((person for person in readers(case, at) if person.username == who), None)
    if officer is None:
        raise Refused(_("Choose somebody who can read this case, or a supporter."), code="no-person")
    return Step.OFFICER, officer


def _days(step: Step, one: PlanStep, *, span: bool, today: date) -> tuple[date | None, date]:
    """The days somebody chose for a step.

    Raises:
        Refused: none (``no-date``), of stepping back not two (``two-dates``); the last has passed, unless it
            stood before, or lies after the end of the plan (``wrong-days``).
    """
    if span and not (one.starts and one.due):
        raise Refused(_("Stepping back has two days: the first, and the last."), code="two-dates")
    if one.due is None:
        raise Refused(_("Choose by when each step is done. We choose no day for anybody."), code="no-date")
    fits = one.due <= step.plan.ends and (one.starts is None or one.starts < one.due)
    if not fits or (one.due < today and one.due != step.due):
        raise Refused(
            _(
                "The days of a step lie before the end of the plan, the first before the last,"
                " and not in the past."
            ),
            code="wrong-days",
        )
    return one.starts, one.due


def _newest(plan: Plan, version: int) -> PlanVersion:
    newest = plan.newest
    if newest.number != version:
        raise Refused(
            _("This plan was changed in the meantime. Read it again, then answer."), code="changed-meanwhile"
        )
    return newest


def _said(plan: Plan, case: Case, verb: str, at: datetime) -> None:
    record(by=plan.holder.code, verb=verb, subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)

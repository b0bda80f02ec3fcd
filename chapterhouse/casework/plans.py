"""Plans as the desk's pages show them: kinds, days, yes or no. What they say is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case as If
from django.db.models import DateField, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from chapterhouse.people.models import Person

from .actions.apologies import wanted
from .actions.plan_steps import RHYTHMS
from .models import Apology, Appointment, Case, Consent, Desk, Party, Plan, PlanVersion, Step
from .plan_kinds import TOGETHER, Kind, kind_of, kinds_of
from .plan_words import PLAN_OUTCOMES, PLAN_TEXTS, RHYTHM_WORDS
from .roster import readers
from .sealed import Json, case_data, entries_of
from .wording import module_words


@dataclass(frozen=True)
class Shown:
    """One plan. ``number``: which it is in its case; the address of its page."""

    number: int
    row: Plan

    @property
    def outcome(self) -> Any:
        return PLAN_OUTCOMES[self.row.outcome]

    @property
    def next_day(self) -> date:
        """The next day on which it asks for something."""
        return next_day_of(self.row, [step.due for step in self.row.standing if step.done is None])


@dataclass(frozen=True)
class Plans:
    """The section of a case. ``makes``: whether its desk makes plans; ``free``: who could be given one."""

    makes: bool
    rows: list[Shown]
    free: list[Party]


@dataclass(frozen=True)
class ShownStep:
    """One step of a plan with its kind. ``arranged``: a conversation to which the other one says yes."""

    row: Step
    kind: Kind
    arranged: bool

    @property
    def together(self) -> bool:
        return self.kind.care == TOGETHER


@dataclass(frozen=True)
class ShownApology:
    """One apology. ``wanted``: the one it is for said yes, and stands by it; ``declined``: they said no.

    ``readable``: its author has it in their own conversation.
    """

    number: int
    row: Apology
    wanted: bool
    declined: bool
    readable: bool


def plans_of(case: Case, at: datetime) -> Plans:
    """The plans of a case, in three queries; in none at an informal desk, which makes no plans."""
    if case.desk.wall == Desk.INFORMAL:
        return Plans(False, [], [])
    rows = [Shown(number, row) for number, row in enumerate(_rows(case), 1)]
    having = {one.row.holder_id for one in rows if not one.row.ended}
    open_case = not case.rests
    free = [party for party in _present(case) if party.pk not in having] if open_case else []
    return Plans(True, rows, free)


def nth_plan(case: Case, number: int) -> Plan | None:
    """A plan by its number in its case."""
    return dict(enumerate(_rows(case), 1)).get(number)


def next_day_of(plan: Plan, dues: Iterable[date | None]) -> date:
    """The next day on which a plan asks for something: a step, the look at how to go on, its end."""
    review = [] if plan.reviewed else [plan.review_on]
    return min([*(due for due in dues if due), *review, plan.ends])


def next_day_in(today: date) -> Subquery:
    """Of a case, the next day on which one of its open plans asks for something; part of a query for cases.

    A check-in of a rhythm that has no time yet asks for one at once.
    """
    steps = Step.objects.filter(plan=OuterRef("pk"), done=None, dropped=None).order_by("due")
    timeless = Appointment.objects.filter(kind=Appointment.CHECK_IN, starts=None, ended=None)
    wanted = Q(rhythm__isnull=False) & Exists(timeless.filter(seats__party=OuterRef("holder")))
    day = Least(
        Coalesce(Subquery(steps.values("due")[:1]), F("ends")),
        If(When(reviewed=None, then=F("review_on")), default=F("ends")),
        If(When(wanted, then=Value(today, output_field=DateField())), default=F("ends")),
        output_field=DateField(),
    )
    plans = Plan.objects.open().filter(case=OuterRef("pk")).annotate(day=day).order_by("day")
    return Subquery(plans.values("day")[:1], output_field=DateField())


def plan_page_of(case: Case, number: int, plan: Plan, person: Person, at: datetime) -> dict[str, Any]:
    """What the page of a plan is given."""
    steps = plan.steps.with_consent().select_related("officer", "by", "confirmed_by", "other")
    apologies = plan.apologies.select_related("plan__holder", "words__channel_key", "other")
    check_ins = case.appointments.filter(kind=Appointment.CHECK_IN, seats__party=plan.holder)
    return {
        **_frame(case, person, at),
        "plan": Shown(number, plan),
        "steps": [_step(case, step) for step in steps.filter(dropped=None)],
        "asked": _asked(plan),
        "apologies": [_apology(one, row) for one, row in enumerate(apologies, 1)],
        "check_ins": list(check_ins.order_by("starts", "pk")),
        "rhythms": [(days, RHYTHM_WORDS[days]) for days in RHYTHMS],
        "outcomes": PLAN_OUTCOMES.items(),
        "others": [party for party in _present(case) if party.pk != plan.holder_id],
        "plan_data": _plan_data(case, plan, number),
        "today": case.today(at),
    }


def new_plan_page_of(case: Case, person: Person, at: datetime) -> dict[str, Any]:
    """What the page is given on which a plan is begun."""
    plans = plans_of(case, at)
    kinds = {"kinds": _kinds(case), "number": len(plans.rows) + 1, "version": 0, "steps": [], "next": 1}
    return {**_frame(case, person, at), "free": plans.free, "plan_data": kinds}


def _frame(case: Case, person: Person, at: datetime) -> dict[str, Any]:
    """What both pages stand on: the case as it is sealed, and who can do a step."""
    entries, reading = entries_of(case.channels), readers(case, at)
    return {
        "case": case,
        "me": person,
        "data": case_data(case, person, entries, reading),
        "words": module_words(),
        "kinds": list(kinds_of(case.pack.pack).values()),
        "officers": reading,
        "texts": PLAN_TEXTS,
    }


def _rows(case: Case) -> Iterable[Plan]:
    versions = Prefetch("versions", PlanVersion.objects.select_related("by", "words__channel_key"))
    steps = Prefetch("steps", Step.objects.select_related("officer"))
    return case.plans.select_related("holder__channel", "by").prefetch_related(versions, steps)


def _present(case: Case) -> list[Party]:
    """Everybody who has a code of their own and takes part, whose case it is first."""
    there = [party for party in case.parties.all() if party.channel_id and not party.left]
    return sorted(there, key=lambda party: party.pk)


def _step(case: Case, row: Step) -> ShownStep:
    return ShownStep(row, kind_of(case.pack.pack, row.kind), row.is_arranged)


def _apology(number: int, row: Apology) -> ShownApology:
    said = (
        row.offered
        and row.other
        and row.plan.holder.consents_about.filter(
            party=row.other, step=Consent.APOLOGY, at__gte=row.offered
        ).last()
    )
    declined, readable = bool(said and not said.agrees), row.plan.holder.can_read(row.words)
    return ShownApology(number, row, bool(said) and wanted(row), declined, readable)


def _asked(plan: Plan) -> Consent | bool | None:
    """What the one whose case it is last said to a plan; False where there is nobody else to ask."""
    first = plan.case.parties.earliest("pk")
    if first == plan.holder:
        return False
    return plan.case.consents.filter(party=first, about=plan.holder, step=Consent.PLAN).last()


def _kinds(case: Case) -> Json:
    return {code: {"care": kind.care, "rare": kind.rare} for code, kind in kinds_of(case.pack.pack).items()}


def _plan_data(case: Case, plan: Plan, number: int) -> Json:
    """What the module starts a new version from; the words of it are in the sealed wording."""
    newest, holder = plan.newest, plan.holder
    return {
        "kinds": _kinds(case),
        "number": number,
        "version": newest.number,
        "words": str(newest.words.uuid) if newest.words else None,
        "holder": holder.code,
        "channel": str(holder.channel.uuid) if holder.channel else "",
        "steps": [_in_clear(step) for step in plan.standing],
        "next": max((step.number for step in plan.steps.all()), default=0) + 1,
    }


def _in_clear(step: Step) -> Json:
    who = step.officer.username if step.officer else step.who
    days = {"starts": step.starts and step.starts.isoformat(), "due": step.due.isoformat()}
    return {"number": step.number, "kind": step.kind, "who": who, **days}

"""What waits for one responder today: code names and clocks, never contents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from chapterhouse.journal.models import Row
from chapterhouse.people.models import Person, Term
from chapterhouse.ui.dates import standing

from .access import Duty, is_asked
from .actions.handing_on import VERBS as BROUGHT_IN
from .endings import Ending, endings_of
from .models import (
    AnotherAsked,
    Appointment,
    Assignment,
    Case,
    Check,
    Desk,
    Handover,
    Independence,
    Look,
    Retaliation,
)
from .models.appointments import AppointmentQuerySet
from .models.case import CaseQuerySet
from .plans import next_day_in

#: Rows a section shows; the list of all cases has the rest.
MOST = 50
#: How far Today looks ahead for appointments and plans.
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Late:
    """A promise that ran out at a desk whose backup contact looks: which desk, since when, nothing else."""

    desk: str
    due_at: datetime


@dataclass
class Agenda:
    """A responder's day. Every list is sorted by what is due first.

    Attributes:
        due: theirs, covered by them, or late at their desk, and due today or before.
        later: theirs, due on a later day.
        free: nobody has them yet.
        waiting: theirs, in which the person has the word.
        week: appointments in them, from today on.
        plans: those of them in which a plan asks for something within a week.
        handed, offered: handovers to them and by them that wait for an answer.
        another: cases whose person asked for somebody else.
        ending: closed cases whose time of keeping is nearly over, and holds to be looked at again.
        closed: what was closed in the last days.
        brought: cases whose keys they were given, until they say whether they are independent.
        recused: code names they may know and nothing more.
        late: for a backup contact.
        retaliation: in their cases, somebody says that it is being taken out on them; first of all.
        checks: of closed cases, that it is time to ask whether anything was done to those who spoke.
        looks: days on which somebody looks whether a measure holds, that have come.
        is_asked: whether somebody who reads nothing carries something out or decides, on pages of their own.
        unread: for a backup contact, names of desks with a case that none of their officers can read.
    """

    due: list[Case] = field(default_factory=list)
    later: list[Case] = field(default_factory=list)
    free: list[Case] = field(default_factory=list)
    waiting: list[Case] = field(default_factory=list)
    week: list[Appointment] = field(default_factory=list)
    plans: list[Case] = field(default_factory=list)
    handed: list[Handover] = field(default_factory=list)
    offered: list[Handover] = field(default_factory=list)
    another: list[Case] = field(default_factory=list)
    ending: list[Ending] = field(default_factory=list)
    closed: list[Ending] = field(default_factory=list)
    brought: list[Case] = field(default_factory=list)
    recused: list[str] = field(default_factory=list)
    late: list[Late] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    retaliation: list[Retaliation] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    is_asked: bool = False
    due_count: int = 0

    @property
    def waits_for_an_answer(self) -> bool:
        """Whether something besides what is due asks for this person's yes or no."""
        asked = (self.free, self.handed, self.another, self.ending, self.brought, self.looks, self.checks)
        return any(asked)


def agenda_of(person: Person, duty: Duty, *, at: datetime, zone: tzinfo) -> Agenda:
    """The agenda of a person, in as many queries for one case as for hundreds.

    The query for the cases also says in which of them there is something more: only these are asked for it.

    Args:
        duty: their offices now.
        zone: in which *today* is a day.
    """
    agenda = Agenda(is_asked=not duty.reads and is_asked(person))
    if duty.reads:
        seen = Case.objects.readable_by(person).not_shut_to(person).read_by_offices(duty.held, duty.versions)
        today = at.astimezone(zone).date()
        rows = list(_rows(seen, person, at, zone))
        _sort(agenda, rows, at, zone)
        if duty.at_wall(Desk.FORMAL):
            _add_formal(agenda, person, seen, rows, today)
        mine = [case for case in rows if case.mine]
        agenda.week = week_of([case for case in mine if case.meets], at, zone)
        agenda.plans = _asking(mine, today)
        _add_handovers(agenda, person, {case.pk for case in rows})
        agenda.ending, agenda.closed = endings_of(seen, duty, at=at, today=today)
        agenda.recused = list(Case.objects.recused_by(person).order_by("code").values_list("code", flat=True))
    if duty.backs_up:
        backed = Case.objects.backed_by_offices(duty.held, duty.versions).not_shut_to(person).open()
        agenda.late = late_at(backed, at)
        agenda.unread = unread_at(backed.without_reader(duty.versions, at))
    return agenda


def week_of(cases: Iterable[Case], at: datetime, zone: tzinfo) -> list[Appointment]:
    """What takes place in these cases within a week, and earlier today; each with its case."""
    by_pk = {case.pk: case for case in cases}
    found = list(_to_come(at, zone).filter(case__in=by_pk)) if by_pk else []
    for appointment in found:
        appointment.case = by_pk[appointment.case_id]
    return found


def _to_come(at: datetime, zone: tzinfo) -> AppointmentQuerySet:
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Appointment.objects.to_come(midnight, at + AHEAD)


def _due_looks(today: date) -> QuerySet[Look]:
    return Look.objects.filter(done=None, day__lte=today, measure__lifted=None)


def _add_formal(
    agenda: Agenda, person: Person, seen: CaseQuerySet, rows: Iterable[Case], today: date
) -> None:
    """What the formal route asks for of those who read at such a desk, in at most three queries.

    The place of a measure is told to those alone who said that they are independent: ``declared``.
    """
    looked = {case.pk: case for case in rows if case.wants_look}
    read = Independence.objects.filter(case=OuterRef("measure__case"), person=person)
    due = _due_looks(today).filter(measure__case__in=looked).select_related("measure")
    due = due.annotate(declared=Exists(read))
    agenda.looks = list(due) if looked else []
    for look in agenda.looks:
        look.measure.case = looked[look.measure.case_id]
    hurt = {case.pk: case for case in rows if case.retaliated}
    agenda.retaliation = list(Retaliation.objects.filter(looked=None, case__in=hurt)) if hurt else []
    for row in agenda.retaliation:
        row.case = hurt[row.case_id]
    agenda.due_count += len(agenda.retaliation)
    closed = seen.closed().order_by().values("pk")
    ask = Check.objects.filter(done=None, day__lte=today, closure__ended=None, closure__case__in=closed)
    agenda.checks = list(ask.select_related("closure__case__desk"))


def late_at(cases: CaseQuerySet, at: datetime) -> list[Late]:
    """What ran late among cases whose desks somebody backs up."""
    rows = cases.with_clock().filter(Q(("due_at__lte", at)))
    found = rows.select_related("desk", "pack").defer("pack__source").order_by(F("due_at"))
    return [Late(str(case.rules.name), case.due_at) for case in found if case.due_at]


def unread_at(cases: CaseQuerySet) -> list[str]:
    """The desks of cases that nobody can read any more: their names alone, each once."""
    rows = cases.select_related("desk", "pack").defer("pack__source")
    return sorted({str(case.rules.name) for case in rows})


def _asking(cases: Iterable[Case], today: date) -> list[Case]:
    """Cases in which a plan asks for something within a week, or did before; the first to come first."""
    days = {case: case.plan_day for case in cases if case.plan_day}
    return sorted((case for case in days if days[case] <= today + AHEAD), key=lambda case: days[case])


def _rows(seen: CaseQuerySet, person: Person, at: datetime, zone: tzinfo) -> CaseQuerySet:
    working = Assignment.objects.filter(case=OuterRef("pk"), ended=None)
    covered = Q(
        person__unavailabilities__starts__lte=at,
        person__unavailabilities__ends__gt=at,
        person__unavailabilities__cover=person,
    )
    marks = {
        "mine": Exists(working.filter(Q(person=person) | covered)),
        "another": Exists(AnotherAsked.objects.filter(case=OuterRef("pk"), answered=None)),
        "brought": _brought(person),
        "plan_day": next_day_in(at.astimezone(zone).date()),
        "meets": Exists(_to_come(at, zone).order_by().filter(case=OuterRef("pk"))),
        "wants_look": Exists(_due_looks(at.astimezone(zone).date()).filter(measure__case=OuterRef("pk"))),
        "retaliated": Exists(Retaliation.objects.filter(case=OuterRef("pk"), looked=None)),
    }
    # Whoever left office has no case any more: what only they were on is free.
    in_office = Exists(Term.objects.current(at).filter(person=OuterRef("person")))
    pairs = Prefetch("assignments", Assignment.objects.filter(in_office, ended=None).select_related("person"))
    ordered = seen.open().with_clock().annotate(**marks).order_by(F("due_at").asc(nulls_last=True), "-opened")
    return ordered.select_related("desk", "pack").defer("pack__source").prefetch_related(pairs)


def _brought(person: Person) -> Q:
    """A colleague gave them the keys, or asked them to look, and they have not answered the question."""
    said = Row.objects.filter(subject=OuterRef("code"), verb__in=BROUGHT_IN, about=person.username)
    return Q(Exists(said)) & ~Q(Exists(Independence.objects.filter(case=OuterRef("pk"), person=person)))


def _sort(agenda: Agenda, rows: Iterable[Case], at: datetime, zone: tzinfo) -> None:
    for case in rows:
        kind = standing(case.due_at, at=at, zone=zone).kind if case.due_at else ""
        if case.another:
            agenda.another.append(case)
        if case.brought:
            agenda.brought.append(case)
        if not case.pair:
            agenda.free.append(case)
        elif kind == "overdue" or (case.mine and kind == "today"):
            agenda.due.append(case)
        elif case.mine:
            (agenda.later if kind else agenda.waiting).append(case)
        if kind == "overdue" or (kind == "today" and (case.mine or not case.pair)):
            agenda.due_count += 1


def _add_handovers(agenda: Agenda, person: Person, seen: set[int]) -> None:
    waiting = Handover.objects.filter(Q(taker=person) | Q(giver=person), accepted=None, declined=None)
    for row in waiting.select_related("case", "giver", "taker").order_by("at"):
        if row.case_id in seen:
            (agenda.handed if row.taker == person else agenda.offered).append(row)

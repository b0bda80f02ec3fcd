"""Plans of a case: their pages, and what is sent from them. What has no words of its own needs no key."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..access import responds
from ..actions import plan_steps
from ..actions import plans as plan_actions
from ..models import Case, Plan
from ..plans import new_plan_page_of, nth_plan, plan_page_of, plans_of
from ..wire.plans import ChangedPlan, NewPlan, PlanEnd, PlanReview, StepMark
from .found import read_case, who
from .writing import sealed_post


@access(responds)
@require_safe
def plan(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = read_case(request, code)
    row = nth(found, number)
    page = plan_page_of(found, number, row, who(request), timezone.now())
    return render(request, "casework/plan.html", page)


@access(responds)
@require_safe
def new(request: HttpRequest, code: str) -> HttpResponse:
    found, at = read_case(request, code), timezone.now()
    if not plans_of(found, at).free:
        return redirect("casework:case", code=code)
    return render(request, "casework/plan-new.html", new_plan_page_of(found, who(request), at))


@sealed_post(NewPlan)
def begin(case: Case, sent: NewPlan, **who_and_when: Any) -> None:
    plan_actions.begin(case=case, sent=sent, **who_and_when)


@sealed_post(ChangedPlan)
def change(case: Case, sent: ChangedPlan, *, number: int, **who_and_when: Any) -> None:
    plan_actions.change(plan=nth(case, number), sent=sent, **who_and_when)


@sealed_post(PlanReview)
def review(case: Case, sent: PlanReview, *, number: int, **who_and_when: Any) -> None:
    plan_actions.look_again(plan=nth(case, number), note=sent.note, **who_and_when)


@sealed_post(PlanEnd)
def end(case: Case, sent: PlanEnd, *, number: int, **who_and_when: Any) -> None:
    plan_actions.end(plan=nth(case, number), ending=sent, **who_and_when)


@sealed_post(StepMark)
def mark(case: Case, sent: StepMark, *, number: int, step: int, **who_and_when: Any) -> None:
    rows = {row.number: row for row in nth(case, number).steps.all()}
    if step not in rows:
        raise Http404
    plan_steps.mark(step=rows[step], sent=sent, **who_and_when)


@access(responds)
@require_POST
def rhythm(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row = nth(read_case(request, code), number)
    days = {str(each): each for each in plan_steps.RHYTHMS}.get(request.POST.get("days", ""))
    return doing(request, row, number, lambda **now: plan_steps.set_rhythm(plan=row, days=days, **now))


def nth(case: Case, number: int) -> Plan:
    """A plan by its number in its case, or 404."""
    found = nth_plan(case, number)
    if found is None:
        raise Http404
    found.case = case
    return found


def doing(request: HttpRequest, row: Plan, number: int, act: Callable[..., object]) -> HttpResponse:
    """Does what a form asks; a refusal is said on the page of the plan."""
    try:
        act(by=who(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("casework:plan", code=row.case.code, number=number)

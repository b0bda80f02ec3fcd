"""Apologies in a plan: written down, read, offered, delivered, taken back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from chapterhouse.ui.access import access

from ..access import responds
from ..actions import apologies
from ..models import Apology, Case, Plan
from ..wire import Reply
from ..wire.plans import ApologyOffer
from .found import read_case
from .plans import doing, nth
from .writing import sealed_post


@sealed_post(Reply)
def write(case: Case, sent: Reply, *, number: int, **who_and_when: Any) -> None:
    apologies.write_for(plan=nth(case, number), sent=sent, **who_and_when)


@sealed_post(ApologyOffer)
def offer(case: Case, sent: ApologyOffer, *, number: int, which: int, **who_and_when: Any) -> None:
    apologies.offer(apology=apology_of(nth(case, number), which), sent=sent, **who_and_when)


@sealed_post(Reply)
def deliver(case: Case, sent: Reply, *, number: int, which: int, **who_and_when: Any) -> None:
    apologies.deliver(apology=apology_of(nth(case, number), which), sent=sent, **who_and_when)


@access(responds)
@require_POST
def look(request: HttpRequest, code: str, number: int, which: int) -> HttpResponse:
    row = nth(read_case(request, code), number)
    said: dict[str, Any] = {"read": request.POST.get("read", ""), "good": request.POST.get("good") == "yes"}
    found = apology_of(row, which)
    return doing(request, row, number, lambda **now: apologies.look_at(apology=found, **said, **now))


@access(responds)
@require_POST
def withdraw(request: HttpRequest, code: str, number: int, which: int) -> HttpResponse:
    row = nth(read_case(request, code), number)
    found = apology_of(row, which)
    return doing(request, row, number, lambda **now: apologies.take_back(apology=found, **now))


def apology_of(plan: Plan, which: int) -> Apology:
    """An apology by its number in its plan, or 404."""
    rows = dict(enumerate(plan.apologies.all(), 1))
    if which not in rows:
        raise Http404
    rows[which].plan = plan
    return rows[which]

"""Appointments of a case. Beginning one and recording who was spoken with is in clear and needs no key."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..access import responds
from ..actions import appointments, facilitating, seats
from ..actions import times as time_actions
from ..forms import BeginForm
from ..models import Appointment, Case, Party
from ..wire import AppointmentEnd, NewProposals, NewTime
from .found import read_case, who
from .writing import person_named, sealed_post


@access(responds)
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    found = read_case(request, code)
    form = BeginForm(request.POST, case=found)
    if not form.is_valid():
        messages.error(request, _("Choose with whom."))
        return to_section(found)
    chosen = {"kind": form.cleaned_data["kind"], "parties": list(form.cleaned_data["party"])}
    return doing(request, found, lambda **now: appointments.begin(case=found, **chosen, **now))


@access(responds)
@require_POST
def bring_in(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = read_case(request, code)
    row, party = nth(found, number), party_of(found, request)
    return doing(request, found, lambda **now: appointments.bring_in(appointment=row, party=party, **now))


@access(responds)
@require_POST
def prepared(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = read_case(request, code)
    seat = get_object_or_404(nth(found, number).seats.all(), party=party_of(found, request))
    return doing(request, found, lambda **now: seats.prepare(seat=seat, **now))


@access(responds)
@require_POST
def facilitators(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = read_case(request, code)
    row, people = nth(found, number), [person_named(name) for name in request.POST.getlist("person")]
    return doing(
        request,
        found,
        lambda **now: facilitating.choose_facilitators(appointment=row, people=people, **now),
    )


@access(responds)
@require_POST
def not_leading(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = read_case(request, code)
    row = nth(found, number)
    return doing(request, found, lambda **now: facilitating.decline_to_lead(appointment=row, **now))


@sealed_post(NewProposals)
def times(case: Case, sent: NewProposals, *, number: int, **who_and_when: Any) -> None:
    time_actions.propose(appointment=nth(case, number), proposals=sent.proposals, **who_and_when)


@sealed_post(NewTime)
def time(case: Case, sent: NewTime, *, number: int, **who_and_when: Any) -> None:
    appointment = nth(case, number)
    time_actions.set_time(
        appointment=appointment, starts=sent.starts, proposals=sent.proposals, **who_and_when
    )


@sealed_post(AppointmentEnd)
def end(case: Case, sent: AppointmentEnd, *, number: int, **who_and_when: Any) -> None:
    appointments.end(appointment=nth(case, number), ending=sent, **who_and_when)


def nth(case: Case, number: int) -> Appointment:
    """An appointment by its number in its case, or 404."""
    rows = dict(enumerate(case.appointments.all(), 1))
    if number not in rows:
        raise Http404
    return rows[number]


def party_of(case: Case, request: HttpRequest) -> Party:
    """Whom a form names by their code, or 404."""
    return get_object_or_404(case.parties.all(), code=request.POST.get("party", ""))


def doing(request: HttpRequest, case: Case, act: Callable[..., object]) -> HttpResponse:
    """Does what a form asks; a refusal is said on the page."""
    try:
        act(by=who(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to_section(case)


def to_section(case: Case) -> HttpResponse:
    return redirect(reverse("casework:case", args=[case.code]) + "#appointments")

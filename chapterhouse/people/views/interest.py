"""Telling that one would like to join, without an account, and reading who would."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.ui.access import EVERYONE, access
from chapterhouse.ui.refused import Refused

from ..actions.interest import answer_interest, express_interest, withdraw_interest
from ..interest import joinable
from ..models import Interest, Person
from ..office_forms import InterestForm
from ..permissions import Permission, holder_of
from .account import member
from .offices import pack_of

#: How many that were answered are shown.
ANSWERED = 30


@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def express(request: HttpRequest) -> HttpResponse:
    pack, person = pack_of(), visitor(request)
    offices, start = joinable(pack), {"office": request.GET.get("office", "")}
    start |= {"name": person.name, "reach": person.email or ""} if person else {}
    form = InterestForm(request.POST or None, initial=start, offices=offices)
    if request.method == "POST" and form.is_valid() and told(request, form):
        return redirect("offices:interest")
    mine = Interest.objects.open().filter(person=person) if person else Interest.objects.none()
    context = {"form": form, "offices": offices, "mine": mine}
    context["general"] = [each for each in pack.contacts.emails if not each.reaches]
    return render(request, "people/interest.html", context)


@access("signed in")
@require_POST
def withdrawn(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Interest.objects.filter(person=member(request)), code=code)
    withdraw_interest(interest=row, by=member(request), at=timezone.now())
    messages.success(request, _("You have taken it back. We keep nothing of it."))
    return redirect("offices:interest")


@access(holder_of(Permission.FILL_OFFICES))
@require_safe
def interests(request: HttpRequest) -> HttpResponse:
    rows = Interest.objects.select_related("person", "answered_by")
    names = {office.code: office.name for office in pack_of().offices}
    context: dict[str, Any] = {"open": named(rows.open().order_by("at", "pk"), names)}
    context["answered"] = named(rows.answered()[:ANSWERED], names)
    return render(request, "people/interests.html", context)


@access(holder_of(Permission.FILL_OFFICES))
@require_POST
def answered(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever is put forward is proposed next: the form of the office comes with their name in it."""
    row, state = get_object_or_404(Interest, code=code), request.POST.get("state", "")
    try:
        if state not in Interest.ANSWERS:
            raise Refused(_("Choose one of the answers."), code="state")
        answer_interest(interest=row, state=state, by=member(request), at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("offices:interests")
    messages.success(request, _("It is written down."))
    if state == Interest.PUT_FORWARD:
        who = row.person.username if row.person else ""
        return redirect(reverse("offices:fill", args=[row.office]) + f"?person={who}")
    return redirect("offices:interests")


def told(request: HttpRequest, form: forms.Form) -> bool:
    """Takes it in; a refusal is shown beside the form, in which what was typed still stands."""
    try:
        express_interest(**form.cleaned_data, person=visitor(request), pack=pack_of(), at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Thank you. Those who fill offices have it now, and answer you."))
    return True


def visitor(request: HttpRequest) -> Person | None:
    """Who is signed in, if anybody is."""
    return request.user if isinstance(request.user, Person) else None


def named(rows: Any, names: dict[str, Any]) -> list[tuple[Interest, Any]]:
    """Rows with the name of the office, or its code where the rules do not name it any more."""
    return [(row, names.get(row.office, row.office)) for row in rows]

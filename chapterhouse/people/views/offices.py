"""Offices: one's own, laying one down, and how it is considered to remove somebody (B27)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.packs.pack import Pack
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions import offices as taking
from ..actions import removal
from ..forms import DecisionForm, HeardForm, ToldForm
from ..models import Hearing, Term
from ..removal import own_terms, pack_at, removable_by, trust_of
from ..terms import held_of
from .account import member


@access("signed in")
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    person, at, pack = member(request), timezone.now(), pack_of()
    mine = [trust_of(term, person, pack, at) for term in own_terms(person, at)]
    others = [trust_of(term, person, pack, at) for term in removable_by(person, pack, at)]
    held = held_of(Term.objects.unended(at).filter(person=person).order_by("starts"), pack, at)
    context: dict[str, Any] = {"mine": mine, "others": others}
    context["asked"] = [each for each in held if each.unsigned]
    context["ahead"] = [each for each in held if not each.term.runs_at(at)]
    return render(request, "people/offices.html", context)


@access("signed in")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, office: str) -> HttpResponse:
    term = get_object_or_404(own_terms(member(request), timezone.now()), office__code=office)
    if request.method == "POST":
        return resigned(request, term)
    context = {"trust": trust_of(term, member(request), pack_of(), timezone.now())}
    return render(request, "people/leave.html", context)


def resigned(request: HttpRequest, term: Term) -> HttpResponse:
    try:
        taking.resign(term=term, by=member(request), at=timezone.now())
        messages.success(
            request, _("You have laid this office down. Thank you for what you have done in it.")
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("offices:offices")


@access("signed in")
@require_safe
def trust(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    return page(request, found(request, office, handle))


@access("signed in")
@require_POST
def begin(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    def act(term: Term, **more: Any) -> None:
        removal.open_hearing(term=term, **more)

    return after(request, found(request, office, handle), ToldForm(request.POST), act)


@access("signed in")
@require_POST
def heard(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    def act(term: Term, **more: Any) -> None:
        removal.hear(hearing=considered(term), **more)

    return after(request, found(request, office, handle), HeardForm(request.POST), act)


@access("signed in")
@require_POST
def decided(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    def act(term: Term, **more: Any) -> None:
        removal.decide_removal(hearing=considered(term), **more)

    return after(request, found(request, office, handle), DecisionForm(request.POST), act)


@access("signed in")
@require_POST
def waived(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    term = found(request, office, handle)
    try:
        removal.waive_hearing(hearing=considered(term), by=member(request), at=timezone.now())
        messages.success(request, _("It is written down that you need not be heard."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("offices:trust", office=office, handle=handle)


def after(request: HttpRequest, term: Term, form: forms.Form, act: Callable[..., None]) -> HttpResponse:
    """The next page once a step is written down; what was typed and why it was not, if it was not."""
    if form.is_valid():
        try:
            act(term, **form.cleaned_data, pack=pack_of(), by=member(request), at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("offices:offices")
    return page(request, term, form)


def page(request: HttpRequest, term: Term, form: forms.Form | None = None) -> HttpResponse:
    """A term with the forms of its next steps; `form` is one that was sent."""
    shown = trust_of(term, member(request), pack_of(), timezone.now())
    steps = {"told": ToldForm(), "heard": HeardForm(), "decision": DecisionForm()}
    steps |= {name: form for name, kind in KINDS.items() if form and type(form) is kind}
    return render(request, "people/trust.html", {"trust": shown, "form": form, **steps})


KINDS = {"told": ToldForm, "heard": HeardForm, "decision": DecisionForm}


def found(request: HttpRequest, office: str, handle: str) -> Term:
    """Somebody's term, for themselves and for those who decide on it; nobody else learns of it."""
    person, at = member(request), timezone.now()
    theirs = removable_by(person, pack_of(), at) | own_terms(person, at)
    return get_object_or_404(theirs.distinct(), office__code=office, person__username=handle)


def considered(term: Term) -> Hearing:
    return get_object_or_404(term.hearings.open())


def pack_of() -> Pack:
    """The pack in force, or 404: without it there are no offices."""
    pack = pack_at(timezone.now())
    if pack is None:
        raise Http404
    return pack

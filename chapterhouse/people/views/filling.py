"""Filling offices: what is vacant, who takes it, who said yes, and when a term ends."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.packs.desks import Office as PackOffice
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions import filling
from ..models import Office, Person, Term
from ..office_forms import ApprovalForm, EndForm, LastDayForm, TermForm, proposed
from ..permissions import Permission, holder_of, may
from ..removal import pack_at
from ..terms import Held, held_of, last_day_proposed, offices_held
from .account import member
from .offices import pack_of

#: How an office is filled, as a term says it.
HOW = {
    "elected": Term.ELECTED,
    "appointed": Term.APPOINTED,
    "appointed-then-confirmed": Term.CONFIRMED,
}


def fills_or_approves(person: Person) -> bool:
    """Whether somebody fills offices, or holds one whose yes another asks for."""
    at = timezone.now()
    if not person.is_authenticated:
        return False
    if may(person, Permission.FILL_OFFICES, at):
        return True
    pack = pack_at(at)
    approving = {office.approved_by for office in pack.offices if office.approved_by} if pack else set()
    return Term.objects.current(at).of_offices(list(approving)).filter(person=person).exists()


@access(fills_or_approves)
@require_safe
def seats(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    fills = may(member(request), Permission.FILL_OFFICES, at)
    return render(request, "people/filling.html", {"offices": offices_held(pack_of(), at), "fills": fills})


@access(holder_of(Permission.FILL_OFFICES))
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, office: str) -> HttpResponse:
    row, rules = office_found(office)
    form = term_form(request, rules)
    if request.method == "POST" and form.is_valid() and written(request, form, row):
        return redirect("offices:filling")
    return render(request, "people/fill.html", {"form": form, "office": rules})


@access(fills_or_approves)
@require_safe
def term(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    return page(request, term_found(office, handle))


@access(fills_or_approves)
@require_POST
def approved(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    def act(row: Term, **more: Any) -> None:
        filling.approve_term(term=row, pack=pack_of(), **more)

    return after(request, term_found(office, handle, ahead=True), ApprovalForm(request.POST), act)


@access(holder_of(Permission.FILL_OFFICES))
@require_POST
def taken_back(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    def act(row: Term, **more: Any) -> None:
        filling.take_back(term=row, **more)

    return after(request, term_found(office, handle, ahead=True), forms.Form(request.POST), act)


@access(holder_of(Permission.FILL_OFFICES))
@require_POST
def ended(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    def act(row: Term, **more: Any) -> None:
        filling.end_term(term=row, **more)

    return after(request, term_found(office, handle), EndForm(request.POST), act)


@access(holder_of(Permission.FILL_OFFICES))
@require_POST
def planned(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    def act(row: Term, **more: Any) -> None:
        filling.plan_end(term=row, pack=pack_of(), **more)

    return after(request, term_found(office, handle), LastDayForm(request.POST), act)


@access(holder_of(Permission.FILL_OFFICES))
@require_POST
def contact(request: HttpRequest, office: str, handle: str) -> HttpResponse:
    def act(row: Term, **more: Any) -> None:
        filling.name_contact(term=row, **more)

    return after(request, term_found(office, handle), forms.Form(request.POST), act)


FORMS = {"approval": ApprovalForm, "end": EndForm, "last_day": LastDayForm}


def after(request: HttpRequest, row: Term, form: forms.Form, act: Callable[..., None]) -> HttpResponse:
    """The next page once a step is written down; what was typed and why it was not, if it was not."""
    if form.is_valid():
        try:
            act(row, **form.cleaned_data, by=member(request), at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("offices:filling")
    return page(request, row, form)


def page(request: HttpRequest, row: Term, form: forms.Form | None = None) -> HttpResponse:
    """Somebody in an office, with the forms of the next steps; `form` is one that was sent."""
    at, person = timezone.now(), member(request)
    later = next_of(row, at)
    context: dict[str, Any] = {"terms": [state_of(each, person, at) for each in (row, later) if each]}
    context |= {"form": form, "fills": may(person, Permission.FILL_OFFICES, at)}
    steps = {name: kind() for name, kind in FORMS.items()}
    steps |= {name: form for name, kind in FORMS.items() if form and type(form) is kind}
    return render(request, "people/term.html", context | steps)


def next_of(row: Term, at: datetime) -> Term | None:
    """The term that follows one that runs, of the same person in the same office: they were chosen again."""
    theirs = Term.objects.ahead(at).filter(person=row.person, office=row.office)
    return theirs.order_by("starts").first() if row.runs_at(at) else None


def state_of(row: Term, person: Person, at: datetime) -> dict[str, Any]:
    """How a term stands, and what whoever looks may do about it."""
    shown = shown_of(row)
    approves = shown.awaits_yes and filling.may_approve(person, row, shown.rules, at)
    yes_by = pack_of().office(shown.rules.approved_by) if shown.rules.approved_by else None
    return {"held": shown, "runs": row.runs_at(at), "approves": approves, "yes_by": yes_by}


def shown_of(row: Term) -> Held:
    return held_of(Term.objects.filter(pk=row.pk), pack_of(), timezone.now())[0]


def term_form(request: HttpRequest, rules: PackOffice) -> TermForm:
    """Its days are proposed from the length of a term, and who is named in the address stands in it."""
    first = timezone.now().astimezone(pack_of().zone).date()
    start = proposed(first, last_day_proposed(rules, first), HOW[rules.filled_by])
    start["person"] = request.GET.get("person", "")
    may_pass = rules.limit is not None and rules.limit.with_reason
    return TermForm(request.POST or None, initial=start, may_pass_limit=may_pass)


def written(request: HttpRequest, form: TermForm, office: Office) -> bool:
    """Writes it down; a refusal is shown beside the form."""
    try:
        row = filling.propose_term(
            **form.cleaned_data, office=office, pack=pack_of(), by=member(request), at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    words = _("It is written down. It opens nothing until what is awaited has come.")
    messages.success(request, words if row.opens is None else _("It is written down."))
    return True


def office_found(code: str) -> tuple[Office, PackOffice]:
    """An office of the pack in force, or 404."""
    row = get_object_or_404(Office, code=code)
    try:
        return row, pack_of().office(code)
    except KeyError:
        raise Http404 from None


def term_found(office: str, handle: str, *, ahead: bool = False) -> Term:
    """Somebody's term in an office: the one that runs, or else, or if asked for, one that is to begin."""
    office_found(office)
    at = timezone.now()
    theirs = Term.objects.filter(office__code=office, person__username=handle).select_related("office")
    found = None if ahead else theirs.current(at).first()
    found = found or theirs.ahead(at).order_by("starts").first()
    if found is None:
        raise Http404
    return found

"""Helping somebody who was locked out: finding one member, giving them another address, confirming it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions import helping as verbs
from ..helping import needs_second
from ..helping_forms import FindForm, NewAddressForm
from ..models import Person, SignInHelp
from ..permissions import Permission, holder_of
from ..signin import tell_address
from .account import member

helps = holder_of(Permission.HELP_SIGN_IN)
SHOWN = 20


@access(helps)
@require_http_methods(["GET", "HEAD", "POST"])
def helping(request: HttpRequest) -> HttpResponse:
    """Find one member, by what they know exactly; nobody is listed but who was helped."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("account_help_one", handle=form.cleaned_data["person"].username)
    rows = SignInHelp.objects.exclude(person__membership__minor=True)
    rows = rows.select_related("person", "by", "confirmed_by")
    over = rows.filter(Q(done__isnull=False) | Q(withdrawn__isnull=False))[:SHOWN]
    return render(request, "people/help.html", {"form": form, "waiting": rows.waiting(), "over": over})


@access(helps)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(Person, username=handle, is_active=True)
    form = NewAddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and helped(request, person, form):
        return redirect("account_help")
    waiting = SignInHelp.objects.waiting().filter(person=person).select_related("by").first()
    context = {"person": person, "form": form, "waiting": waiting, "second": needs_second(person)}
    return render(request, "people/help-one.html", context)


@access(helps)
@require_POST
def confirm(request: HttpRequest, handle: str) -> HttpResponse:
    """Confirm what another officer asked for, or take it back."""
    row = get_object_or_404(SignInHelp.objects.waiting(), person__username=handle)
    before = row.person.email
    verb = verbs.withdraw_sign_in if "withdraw" in request.POST else verbs.confirm_sign_in
    try:
        told(request, verb(row=row, by=member(request), at=timezone.now()), before)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("account_help")


@access("signed in")
@require_POST
def not_me(request: HttpRequest) -> HttpResponse:
    """The one it is about takes back what they did not ask for."""
    row = get_object_or_404(SignInHelp.objects.waiting(), person=member(request))
    told(request, verbs.withdraw_sign_in(row=row, by=member(request), at=timezone.now()), None)
    return redirect("account_index")


def helped(request: HttpRequest, person: Person, form: NewAddressForm) -> bool:
    """Whether it was taken; a refusal is shown beside the form."""
    before = person.email
    try:
        row = verbs.help_sign_in(person=person, **form.cleaned_data, by=member(request), at=timezone.now())
    except Refused as refusal:
        form.add_error("email" if refusal.code == "taken" else None, str(refusal))
        return False
    told(request, row, before)
    return True


def told(request: HttpRequest, row: SignInHelp, before: str | None) -> None:
    """Says on the page, and to the address until now, what came of it."""
    if row.withdrawn:
        messages.success(request, _("It is taken back. Nothing was changed."))
        return
    tell_address(request, before, row.person.language, done=bool(row.done))
    if row.done:
        messages.success(request, _("Done. They sign in with a code at the new address from now on."))
    else:
        messages.success(request, _("It waits. Another officer who helps with signing in must confirm it."))

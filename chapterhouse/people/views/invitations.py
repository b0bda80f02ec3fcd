"""Inviting members to sign in: one, or all in good standing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions.invitations import Invited, invite, invite_all, shared_addresses, to_invite, without_account
from ..members import code_for
from ..models import SignInInvitation
from .account import member
from .members import known
from .rosters import keeper

#: So many of those who share an address are shown.
SHOWN = 50


@access(keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def everybody(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        messages.success(request, said(invite_all(by=member(request), at=timezone.now())))
        return redirect("roster:invitations")
    at = timezone.now()
    found, good = to_invite(at), without_account(at)
    shared = found.filter(email__in=list(shared_addresses()))
    context = {
        "number": found.count() - shared.count(),
        "shared": [(each, code_for(each)) for each in shared[:SHOWN]],
        "more_shared": max(shared.count() - SHOWN, 0),
        "no_email": good.filter(email="").count(),
        "no_mail": good.filter(no_mail=True).exclude(email="").count(),
        "waiting": SignInInvitation.objects.filter(sent_at=None).count(),
    }
    return render(request, "people/roster/invitations.html", context)


@access(keeper)
@require_POST
def one(request: HttpRequest, code: str) -> HttpResponse:
    try:
        messages.success(request, said(invite(member=known(code), by=member(request), at=timezone.now())))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("roster:member", code)


def said(done: Invited) -> str:
    """What came of inviting, in sentences."""
    invited = ngettext(
        "%(n)s invitation goes out in the next minutes.",
        "%(n)s invitations go out, some hundred in a minute.",
        done.invited,
    ) % {"n": done.invited}
    linked = ngettext(
        "%(n)s person had an account with this address already: it is theirs now.",
        "%(n)s people had accounts with their addresses already: they are theirs now.",
        done.linked,
    ) % {"n": done.linked}
    sentences = [sentence for number, sentence in ((done.invited, invited), (done.linked, linked)) if number]
    return " ".join(sentences) or _("There was nobody to invite.")

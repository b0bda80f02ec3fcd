"""Saying what one would change in the process: without an account, without a cookie, never about a case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chapterhouse.handbook.actions.proposals import propose as take_in
from chapterhouse.handbook.forms import ProposalForm
from chapterhouse.ui.access import EVERYONE, access, cookieless, cookieless_form
from chapterhouse.ui.context import page
from chapterhouse.ui.refused import Refused

from ..answering import origin_of
from ..documents import titles_now
from ..flood import gate
from ..hearing import who_hear_proposals


@access(EVERYONE)
@cookieless_form
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    about = {"document": request.GET.get("about", "")}
    form = ProposalForm(request.POST or None, initial=about, titles=titles_now())
    if request.method == "POST" and form.is_valid() and taken_in(request, form):
        return redirect(reverse("support:proposed") + page(request)["onward"])
    context = {"form": form, "readers": who_hear_proposals(timezone.now())}
    return render(request, "support/propose.html", context)


@access(EVERYONE)
@cookieless
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "support/proposed.html")


def taken_in(request: HttpRequest, form: ProposalForm) -> bool:
    """A refusal is shown beside the form, in which everything that was typed still stands."""
    at = timezone.now()
    try:
        gate.propose(origin_of(request), at=at)
        take_in(**form.cleaned_data, at=at)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

"""What was proposed by anybody, for those who keep the handbook and those who speak for the team."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapterhouse.people.permissions import Permission, may
from chapterhouse.ui.access import access

from ..actions.proposals import answer
from ..forms import AnswerForm
from ..models import Proposal
from .keeping import tried
from .own import member

#: How many stand on a page.
A_PAGE = 25


def hears_proposals(person: Any) -> bool:
    """Whether somebody keeps the handbook or speaks for the team."""
    at = timezone.now()
    return any(may(person, each, at) for each in (Permission.KEEP_HANDBOOK, Permission.SPEAK_FOR_TEAM))


@access(hears_proposals)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    rows = Proposal.objects.newest_first().select_related("document", "taken_up__document", "answered_by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "handbook/proposals.html", {"page": page})


@access(hears_proposals)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Proposal.objects.select_related("document", "taken_up__document"), code=code)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"proposal": found, **form.cleaned_data, "by": member(request), "at": timezone.now()}
        if tried(form, lambda: answer(**told)):
            messages.success(request, _("It is written down."))
            return redirect("handbook:proposals")
    return render(request, "handbook/proposal.html", {"row": found, "form": form})

"""Making a summary for a body outside, and recording that it was made."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chapterhouse.ui.access import access

from ..access import responds
from ..actions.outgoing import take_outside
from ..models import Case
from ..outgoing import outside_page_of
from ..wire.outgoing import NewOutgoing
from .found import read_case, who
from .writing import sealed_post


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest, code: str) -> HttpResponseBase:
    if request.method == "POST":
        return taken(request, code=code)
    found = read_case(request, code)
    return page(request, found)


def page(request: HttpRequest, case: Case) -> HttpResponse:
    return render(request, "casework/outside.html", outside_page_of(case, who(request), timezone.now()))


@sealed_post(NewOutgoing)
def taken(case: Case, sent: NewOutgoing, **who_and_when: Any) -> None:
    found = get_object_or_404(case.parties, code=sent.party)
    take_outside(party=found, body=sent.body, paper=sent.paper, words=sent.words, **who_and_when)

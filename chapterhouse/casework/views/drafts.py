"""The two documents of a case, each on a page of its own: its narrative and its roadmap."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chapterhouse.ui.access import access

from ..access import responds
from ..actions import drafts
from ..models import Case, Draft
from ..story import document_page_of
from ..wire import NewDraft, NewShowing
from .found import read_case, who
from .story import mending, party_of
from .writing import sealed_post


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
def narrative(request: HttpRequest, code: str) -> HttpResponseBase:
    return document(request, code, Draft.NARRATIVE)


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
def roadmap(request: HttpRequest, code: str) -> HttpResponseBase:
    return document(request, code, Draft.ROADMAP)


def document(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """One of the two, to read and to write."""
    if request.method == "POST":
        return write(request, code=code, kind=kind)
    page = document_page_of(mending(read_case(request, code)), kind, who(request), timezone.now())
    return render(request, f"casework/{kind}.html", page)


@sealed_post(NewDraft)
def write(case: Case, sent: NewDraft, *, kind: str, **who_and_when: Any) -> None:
    drafts.write_draft(case=case, kind=kind, sent=sent, **who_and_when)


@sealed_post(NewShowing)
def showings(case: Case, sent: NewShowing, *, party: str, **who_and_when: Any) -> None:
    drafts.show_draft(party=party_of(case, party), sent=sent, **who_and_when)

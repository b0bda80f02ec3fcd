"""The first conversation with somebody in a case, on a page of its own; referrals; notes that end."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chapterhouse.ui.access import access

from ..access import responds
from ..actions import story
from ..actions.working_notes import keep_working_note
from ..models import Case, Party
from ..story import first_page_of
from ..wire import NewFirst, NewReferral, NewWorkingNote
from .found import read_case, who
from .writing import sealed_post


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest, code: str, party: str) -> HttpResponseBase:
    if request.method == "POST":
        return keep_first(request, code=code, party=party)
    found = mending(read_case(request, code))
    page = first_page_of(found, party_of(found, party), who(request), timezone.now())
    return render(request, "casework/first.html", page)


@sealed_post(NewFirst)
def keep_first(case: Case, sent: NewFirst, *, party: str, **who_and_when: Any) -> None:
    story.keep_first(party=party_of(case, party), sent=sent, **who_and_when)


@sealed_post(NewReferral)
def referrals(case: Case, sent: NewReferral, **who_and_when: Any) -> None:
    story.refer(case=case, words=sent.words, **who_and_when)


@sealed_post(NewWorkingNote)
def working_notes(case: Case, sent: NewWorkingNote, **who_and_when: Any) -> None:
    keep_working_note(case=case, sent=sent, **who_and_when)


def mending(case: Case) -> Case:
    """A case of a desk that holds dialogues, or 404: an ombudsperson keeps no account of what happened."""
    if not case.is_mending:
        raise Http404
    return case


def party_of(case: Case, code: str) -> Party:
    """Somebody in the case, or 404."""
    return get_object_or_404(case.parties.select_related("channel"), code=code)

"""Closing a case, opening it again, keeping it from being destroyed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..access import responds
from ..actions import ending, owing
from ..closing import closing_page_of
from ..models import Case
from ..wire import NewClosure, NewHold
from .found import read_case, who
from .writing import sealed_post


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
def closure(request: HttpRequest, code: str) -> HttpResponseBase:
    if request.method == "POST":
        return close(request, code=code)
    found = read_case(request, code)
    if found.closure:
        return redirect("casework:case", code=code)
    return render(request, "casework/closing.html", closing_page_of(found, who(request), timezone.now()))


@sealed_post(NewClosure)
def close(case: Case, sent: NewClosure, **who_and_when: Any) -> None:
    ending.close(case=case, closing=sent, **who_and_when)


@sealed_post(NewHold)
def holds(case: Case, sent: NewHold, **who_and_when: Any) -> None:
    ending.hold_back(case=case, reason=sent.reason, review_on=sent.review_on, **who_and_when)


@access(responds)
@require_POST
def reopening(request: HttpRequest, code: str) -> HttpResponse:
    return done(request, code, ending.reopen, _("This case is open again. Nothing of it is destroyed."))


@access(responds)
@require_POST
def outcome(request: HttpRequest, code: str) -> HttpResponse:
    return done(request, code, owing.tell_outcome, _("Written down: they have been told what came of it."))


@access(responds)
@require_POST
def hold_end(request: HttpRequest, code: str) -> HttpResponse:
    return done(request, code, ending.release, _("Nothing keeps this case from being destroyed any more."))


def done(request: HttpRequest, code: str, act: Callable[..., object], words: str) -> HttpResponse:
    """Back to the case with what was done, or with why it was not."""
    try:
        act(case=read_case(request, code), by=who(request), at=timezone.now())
        messages.success(request, words)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("casework:case", code=code)

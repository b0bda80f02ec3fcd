from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapterhouse.sealing.actions.files import place_of
from chapterhouse.sealing.models import Blob
from chapterhouse.ui.access import access

from ..access import responds
from ..actions.responders import answer_handover, declare_independent, recuse
from ..casefile import page_of
from ..forms import IndependenceForm
from ..models import Case, Handover
from ..roster import readers
from ..sealed import case_data, entries_of, people_data, working_notes_of
from ..wording import module_words
from .found import declared, read_case, seen_case, who


@access(responds)
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    found = seen_case(request, code)
    if not declared(found):
        return question(request, found)
    return render(request, "casework/case.html", page_of(found, who(request), timezone.now()))


def question(request: HttpRequest, found: Case) -> HttpResponse:
    """The question of independence, beside the one thing that is served before its answer."""
    context = {"case": found, "data": people_data(found, who(request)), "words": module_words()}
    return render(request, "casework/independence.html", context)


@access(responds)
@require_safe
def data(request: HttpRequest, code: str) -> JsonResponse:
    found = read_case(request, code)
    reading = readers(found, timezone.now())
    entries, working = entries_of(found.channels), working_notes_of(found)
    return JsonResponse(case_data(found, who(request), entries, reading, working))


@access(responds)
@require_POST
def independence(request: HttpRequest, code: str) -> HttpResponse:
    found, form = seen_case(request, code), IndependenceForm(request.POST)
    if form.is_valid() and form.cleaned_data["answer"] == "no":
        return step_back(request, found)
    if form.is_valid():
        declare_independent(case=found, by=who(request), at=timezone.now())
    return redirect("casework:case", code=code)


def step_back(request: HttpRequest, found: Case) -> HttpResponse:
    recuse(case=found, by=who(request), at=timezone.now())
    messages.success(request, _("You have stepped back. The case is closed to you, and nobody asks why."))
    return redirect("casework:today")


@access(responds)
@require_POST
def handover_answer(request: HttpRequest, code: str, number: int) -> HttpResponse:
    accept = request.POST.get("answer") == "accept"
    offered = offered_to(request, read_case(request, code) if accept else seen_case(request, code), number)
    answer_handover(handover=offered, accept=accept, by=who(request), at=timezone.now())
    messages.success(request, _("The case is yours now.") if accept else _("We have told them."))
    return redirect("casework:case", code=code) if accept else redirect("casework:today")


def offered_to(request: HttpRequest, found: Case, number: int) -> Handover:
    """A handover that waits for the answer of the one who asks, or 404."""
    waiting = found.handovers.filter(taker=who(request), accepted=None, declined=None)
    return get_object_or_404(waiting, pk=number)


@access(responds)
@require_safe
def file(request: HttpRequest, code: str, sha256: str) -> FileResponse:
    found = read_case(request, code)
    mine = Blob.objects.filter(entry__channel_key__channel__in=found.channels, sha256=sha256)
    if not mine.exclude(arrived=None).exists():
        raise Http404
    return FileResponse(place_of(sha256).open("rb"), content_type="application/octet-stream")

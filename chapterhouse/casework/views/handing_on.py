from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chapterhouse.people.models import Person
from chapterhouse.sealing.answers import answering
from chapterhouse.sealing.wire import read
from chapterhouse.ui.access import access, timeless
from chapterhouse.ui.refused import Refused

from ..access import duty_of, hands_on, may_hand_on, responds
from ..actions.handing_on import bring_in
from ..load import load_of
from ..models import Case
from ..models.case import CaseQuerySet
from ..opinions import opinions_for
from ..roster import readers
from ..sealed import keys_data
from ..succession import givable, held_by, leaving, page_data, successors, words
from ..wire import NewHandover
from .found import visible, who
from .today import colleagues_of
from .writing import person_named

A_PAGE = 100


@access(hands_on)
@require_safe
def handing_on(request: HttpRequest) -> HttpResponse:
    at, person, duty = timezone.now(), who(request), duty_of(who(request))
    cases = givable(person, duty, at)
    page = Paginator(cases, A_PAGE).get_page(request.GET.get("page"))
    rows, people = held_by(page, person, at), successors(person, cases, at)
    context = {"page": page, "rows": rows, "people": people, "leaving": leaving(person, duty, at)}
    sealed = {"data": page_data(rows, people, person), "words": words()}
    return render(request, "casework/handing-on.html", {**context, **sealed, "reads": duty.reads})


@access(hands_on)
@require_safe
@timeless
def keys(request: HttpRequest, code: str) -> JsonResponse:
    at, parts = timezone.now(), ("parties__mailbox", "parties__channel")
    found = get_object_or_404(held(request).prefetch_related(*parts), code=code)
    if not may_hand_on(who(request), found, at):
        raise Http404
    return JsonResponse(keys_data(found, who(request), readers(found, at)))


@access(hands_on)
@require_POST
@timeless
@answering
def bringing_in(request: HttpRequest, code: str) -> HttpResponseBase:
    sent = read(request.body, NewHandover)  # first, so that what is malformed is so for everybody
    give(get_object_or_404(held(request), code=code), sent, by=who(request))
    return JsonResponse({}, status=201)


def held(request: HttpRequest) -> CaseQuerySet:
    """Cases whose keys the one who asks holds, in office or not; whether to give on, is asked of each."""
    mine = Case.objects.readable_by(who(request)).not_shut_to(who(request))
    return mine.select_related("desk", "pack", "channel")


def give(case: Case, sent: NewHandover, *, by: Person) -> None:
    """Brings somebody in; a case that is not theirs to give on is not there (404)."""
    try:
        taker = person_named(sent.taker)
        bring_in(case=case, taker=taker, sharings=sent.sharings, by=by, at=timezone.now())
    except Refused as refusal:
        if refusal.code == "not-yours":
            raise Http404 from refusal
        raise


@access(responds)
@require_safe
def opinions(request: HttpRequest) -> HttpResponse:
    return render(request, "casework/opinions.html", opinions_for(who(request), timezone.now()))


@access(responds)
@require_safe
def load(request: HttpRequest) -> HttpResponse:
    people = [who(request), *colleagues_of(who(request))]
    return render(request, "casework/load.html", {"rows": load_of(people, visible(request), timezone.now())})

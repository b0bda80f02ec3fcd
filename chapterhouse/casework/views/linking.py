"""Cases worked as one; who is named in more than one; that the person's wait is over; that somebody left."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..access import duty_of, responds
from ..actions import departing, linking, waits
from ..linked import candidates, linked_for
from ..linking_words import same_words
from ..models import Case, Link
from ..same import compared, lists_data
from ..sealed import title_data
from ..wire.linking import NewDeparture
from ..wording import module_words
from .ending import done
from .found import declared, read_case, seen_case, visible, who
from .writing import sealed_post

A_PAGE = 50
#: Sealed lists in one answer: about two kilobytes each.
LISTS = 100


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, code: str) -> HttpResponse:
    found = read_case(request, code)
    if not linking.offers_links(found, timezone.now()):
        raise Http404
    return propose(request, found) if request.method == "POST" else choose(request, found)


def choose(request: HttpRequest, found: Case) -> HttpResponse:
    """The cases that somebody may propose, with their sealed titles; one may be chosen already."""
    rows, chosen = candidates(found, visible(request), who(request), timezone.now()), code_in(request.GET)
    page = Paginator(rows.order_by("-opened"), A_PAGE).get_page(request.GET.get("page"))
    first = [] if any(row.code == chosen for row in page) else list(rows.filter(code=chosen))
    shown = [*first, *page]
    sealed = {"data": title_data(shown, who(request)), "words": module_words()}
    context = {"case": found, "page": page, "rows": shown, "chosen": chosen, **sealed}
    return render(request, "casework/together.html", context)


def propose(request: HttpRequest, found: Case) -> HttpResponse:
    """Proposes it, or says why not; a case that is not theirs to read is not there."""
    other = other_case(request)
    try:
        linking.propose(case=found, other=other, by=who(request), at=timezone.now())
        messages.success(request, _("Proposed. Each is asked on their own page."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{reverse('casework:together', args=[found.code])}?with={other.code}")
    return redirect(f"{reverse('casework:case', args=[found.code])}#together")


def code_in(sent: QueryDict) -> str:
    """The code name that was sent, of which a database can be asked."""
    return sent.get("with", "").replace("\0", "")


def other_case(request: HttpRequest) -> Case:
    """The other case that was sent, if it may be read."""
    other = seen_case(request, code_in(request.POST))
    if not declared(other):
        raise Http404
    return other


@access(responds)
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    return done(request, code, linking.ask, _("They are asked on their own page."))


@access(responds)
@require_POST
def unlink(request: HttpRequest, code: str, link: str) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Link:
        found = linked_for(case, who_and_when["by"], link)
        if found is None:
            raise Http404
        return linking.end(link=found, case=case, **who_and_when)

    return done(request, code, act, _("These two are not worked on together any more."))


@access(responds)
@require_safe
def same(request: HttpRequest) -> HttpResponse:
    total = compared(visible(request), who(request), duty_of(who(request))).count()
    words = module_words() | same_words()
    return render(request, "casework/same.html", {"total": total, "words": words})


@access(responds)
@require_safe
def lists(request: HttpRequest) -> JsonResponse:
    rows = compared(visible(request), who(request), duty_of(who(request)))
    page = Paginator(rows, LISTS).get_page(request.GET.get("page"))
    return JsonResponse(
        {**lists_data(list(page), who(request), timezone.now()), "pages": page.paginator.num_pages}
    )


@access(responds)
@require_POST
def confirm_same(request: HttpRequest, code: str) -> HttpResponse:
    found, other = read_case(request, code), other_case(request)
    try:
        waits.confirm_same(case=found, other=other, by=who(request), at=timezone.now())
        messages.success(request, _("It begins. They read on their own page that we wait no longer."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("casework:same")
    onward = reverse("casework:case", args=[code])
    if linking.offers_links(found, timezone.now()):
        onward = f"{reverse('casework:together', args=[code])}?with={other.code}"
    return redirect(onward)


@access(responds)
@require_POST
def wait(request: HttpRequest, code: str) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> object:
        until_match = request.POST.get("until") == "match"
        return waits.wait_here(party=case.parties.earliest("pk"), until_match=until_match, **who_and_when)

    return done(request, code, act, _("It is recorded that we wait."))


@access(responds)
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    return done(request, code, waits.begin, _("It is recorded that we begin. An answer is owed to them."))


@sealed_post(NewDeparture)
def depart(case: Case, sent: NewDeparture, **who_and_when: Any) -> None:
    departing.record_departure(case=case, departure=sent, **who_and_when)


@access(responds)
@require_POST
def strike(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> object:
        found = get_object_or_404(case.departures, pk=number)
        return departing.strike_departure(departure=found, **who_and_when)

    return done(request, code, act, _("It is recorded that this does not hold any more."))

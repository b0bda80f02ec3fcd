"""The handbook for who is signed in: also what only members read, and what waits for their yes or has it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapterhouse.people.models import Person
from chapterhouse.ui.access import SIGNED_IN, access
from chapterhouse.ui.refused import Refused

from ..actions.agreeing import agree
from ..agreeing import in_force, terms_asked, waiting_for
from ..models import Acceptance, Version
from ..showing import Shelf, shown
from .reading import changes_page, document_page

MEMBERS = Shelf(members=True)


def member(request: HttpRequest) -> Person:
    """Whoever is signed in; only for views that no stranger reaches."""
    assert isinstance(request.user, Person)
    return request.user


@access(SIGNED_IN)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    today, me = timezone.localdate(), member(request)
    rows = [shown(each, MEMBERS, newest=True) for each in in_force(today)]
    waiting = {each.pk for each in waiting_for(me, at=timezone.now(), today=today)}
    said = Acceptance.objects.by_person(me).select_related("version__document", "term__office")
    agreed = [(row, shown(row.version, MEMBERS)) for row in said.prefetch_related("version__texts")]
    context = {"rows": rows, "waiting": waiting, "agreed": agreed, "shelf": MEMBERS}
    return render(request, "handbook/list.html", context)


@access(SIGNED_IN)
@require_safe
def newest(request: HttpRequest, code: str) -> HttpResponse:
    """The version that holds today, with the button to agree if one's yes is asked."""
    context = document_page(code, None, MEMBERS)
    context["terms"] = terms_asked(context["shown"].version, member(request), timezone.now())
    return render(request, "handbook/document.html", context)


@access(SIGNED_IN)
@require_safe
def numbered(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return render(request, "handbook/document.html", document_page(code, number, MEMBERS))


@access(SIGNED_IN)
@require_safe
def changes(request: HttpRequest, code: str, older: int, newer: int) -> HttpResponse:
    return render(request, "handbook/changes.html", changes_page(code, older, newer, MEMBERS))


@access(SIGNED_IN)
@require_POST
def agreeing(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The yes is to the version that was read, by its number."""
    version = get_object_or_404(Version.objects.adopted(), document__code=code, number=number)
    try:
        agree(version=version, by=member(request), at=timezone.now(), today=timezone.localdate())
        messages.success(request, _("Your yes is written down."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("handbook:my-newest", code)
    return redirect("handbook:mine")

"""For every member: who may do what here and why, and who is in which office until when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapterhouse.ui.access import SIGNED_IN, access

from ..powers import powers
from ..terms import offices_held
from .offices import pack_of


@access(SIGNED_IN)
@require_safe
def who_may(request: HttpRequest) -> HttpResponse:
    may, read = powers(pack_of(), timezone.now())
    return render(request, "people/who-may.html", {"powers": may, "readings": read})


@access(SIGNED_IN)
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Who is about to leave, so that others can learn the work and the seat does not stay empty (B57)."""
    return render(request, "people/terms.html", {"offices": offices_held(pack_of(), timezone.now())})

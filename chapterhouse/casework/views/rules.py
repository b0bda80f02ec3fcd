"""The rules a case keeps: the pack it opened under, and the documents that were in force on that day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapterhouse.handbook.agreeing import in_force
from chapterhouse.handbook.showing import Shelf, shown
from chapterhouse.ui.access import access

from ..access import responds
from .found import read_case


@access(responds)
@require_safe
def kept(request: HttpRequest, code: str) -> HttpResponse:
    """No column says under which documents a case stands: the day on which it opened does."""
    found = read_case(request, code)
    then = in_force(timezone.localdate(found.opened), known=found.opened)
    documents = [shown(version, Shelf(members=True)) for version in then]
    return render(request, "casework/rules.html", {"case": found, "documents": documents})

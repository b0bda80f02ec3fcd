"""Taking a case along: what that means, and the zip."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from chapterhouse.ui.access import access

from ..access import responds
from ..actions.exporting import note_export
from ..export import export_of, weight_of
from .found import read_case, who


@access(responds)
@require_safe
def explain(request: HttpRequest, code: str) -> HttpResponse:
    found = read_case(request, code)
    return render(request, "casework/export.html", {"case": found, "weight": weight_of(found)})


@access(responds)
@require_GET
def take(request: HttpRequest, code: str) -> HttpResponseBase:
    found, at = read_case(request, code), timezone.now()
    note_export(case=found, by=who(request), at=at)
    return export_of(found, who(request), at=at)

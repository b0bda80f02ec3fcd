"""The page of a member: all there is for them here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapterhouse.ui.access import SIGNED_IN, access

from ..ours import pages_for


@access(SIGNED_IN)
@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    return render(request, "support/ours.html", {"sections": list(pages_for(request.user))})

"""What the team has committed itself to: read it, and say yes to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapterhouse.packs.models import PackVersion
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..access import responds
from ..actions.committing import accept
from ..expectations import expectations_of
from .found import who


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
def expectations(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    version = PackVersion.objects.current(at=at)
    if request.method == "POST":
        return accepting(request, version)
    found = expectations_of(version.pack, at) if version else None
    return render(request, "casework/expectations.html", {"found": found, "me": who(request)})


def accepting(request: HttpRequest, version: PackVersion | None) -> HttpResponse:
    try:
        if version:
            accept(by=who(request), pack=version.pack, at=timezone.now())
            messages.success(request, _("Your yes is written down."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("casework:expectations")

"""The home page and the start page: plain pages that need no script, no cookie and no account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapterhouse.ui.access import EVERYONE, access, cookieless

from ..compared import compared
from ..desks import roster_at
from ..organisation import version_in_force
from ..shown import doors_shown, offices_shown, shared_limits


@access(EVERYONE)
@cookieless
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    version = version_in_force(request)
    return render(request, "support/home.html", {"pack": version.pack if version else None})


@access(EVERYONE)
@cookieless
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    version = version_in_force(request)
    if version is None:
        return render(request, "support/no-pack.html")
    pack = version.pack
    roster = roster_at(pack, timezone.now())
    doors, offices = doors_shown(pack, roster), offices_shown(pack, roster)
    context = {"pack": pack, "doors": doors, "offices": offices, "shared_limits": shared_limits(pack)}
    return render(request, "support/start.html", context)


@access(EVERYONE)
@cookieless
@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    version = version_in_force(request)
    if version is None:
        return render(request, "support/no-pack.html")
    doors = doors_shown(version.pack, roster_at(version.pack, timezone.now()))
    context = {"pack": version.pack, "doors": doors, "rows": compared(doors)}
    return render(request, "support/routes.html", context)

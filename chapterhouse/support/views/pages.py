"""The home page, the start page and what hangs on it: plain, without a script, a cookie or an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapterhouse.announcements.models import Event
from chapterhouse.casework.expectations import expectations_of
from chapterhouse.packs.models import PackVersion
from chapterhouse.people.interest import joinable
from chapterhouse.people.trainings import shared_by_all
from chapterhouse.ui.access import EVERYONE, access, cookieless

from ..compared import compared
from ..desks import roster_at
from ..documents import documents_of, in_handbook
from ..officers import officers_shown
from ..organisation import version_in_force
from ..shown import deciding_shown, doors_shown, offices_shown, removals_shown, shared_limits

#: Events of which the home page tells; the list has them all.
NEXT = 3


@access(EVERYONE)
@cookieless
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    version = version_in_force(request)
    if version is None:
        return render(request, "support/home.html", {})
    context = {
        "pack": version.pack,
        "documents": documents_of(version.pack, in_handbook()),
        "events": Event.objects.to_come(timezone.now())[:NEXT],
    }
    return render(request, "support/home.html", context)


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
    context["documents"] = documents_of(pack, in_handbook())
    return render(request, "support/start.html", context)


@access(EVERYONE)
@cookieless
@require_safe
def in_order(request: HttpRequest) -> HttpResponse:
    """The help page: what a member asks, in that order, with the way to each (S0.71)."""
    version = version_in_force(request)
    if version is None:
        return render(request, "support/no-pack.html")
    context = {"pack": version.pack, "documents": documents_of(version.pack, in_handbook())}
    return render(request, "support/help.html", context)


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


@access(EVERYONE)
@cookieless
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """The ways past somebody who answers here, for whoever has to say something about them (B27)."""
    version = version_in_force(request)
    if version is None:
        return render(request, "support/no-pack.html")
    doors = doors_shown(version.pack, roster_at(version.pack, timezone.now()))
    context = {"pack": version.pack, "doors": doors, "removals": removals_shown(version.pack)}
    return render(request, "support/readers.html", context)


@access(EVERYONE)
@cookieless
@require_safe
def officers(request: HttpRequest) -> HttpResponse:
    """Every office: what it is, who holds it, what is vacant, and to whom it answers (S2.35, S2.49)."""
    version = version_in_force(request)
    if version is None:
        return render(request, "support/no-pack.html")
    context = {"pack": version.pack, "offices": officers_shown(version.pack, timezone.now())}
    context["joinable"] = joinable(version.pack)
    context["general"] = [each for each in version.pack.contacts.emails if not each.reaches]
    return render(request, "support/officers.html", context)


@access(EVERYONE)
@cookieless
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    version = version_in_force(request)
    if version is None:
        return render(request, "support/no-pack.html")
    history = PackVersion.objects.adopted_by(timezone.now())
    context = {"pack": version.pack, "history": history, "deciding": deciding_shown(version.pack)}
    context["documents"] = documents_of(version.pack, in_handbook())
    context["committed"] = expectations_of(version.pack, timezone.now())
    context["trained"] = shared_by_all(version.pack, timezone.now())
    return render(request, "support/rules.html", context)


@access(EVERYONE)
@cookieless
@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """The pack in force as it was adopted: a template for others, in which there is no case (S0.68)."""
    version = version_in_force(request)
    if version is None:
        raise Http404
    return as_file(version)


@access(EVERYONE)
@cookieless
@require_safe
def earlier(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A pack as it was in force once."""
    adopted = PackVersion.objects.adopted_by(timezone.now())
    return as_file(get_object_or_404(adopted, slug=slug, number=number))


def as_file(version: PackVersion) -> HttpResponse:
    named = f'attachment; filename="{version.slug}-{version.number}.toml"'
    return HttpResponse(version.source, "application/toml", headers={"Content-Disposition": named})

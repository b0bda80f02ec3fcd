"""Reading the handbook: the same pages for everybody, without a cookie, and for members."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapterhouse.packs.models import PackVersion
from chapterhouse.ui.access import EVERYONE, access, cookieless

from ..agreeing import agreed_by_office, in_force
from ..models import Document, Version
from ..showing import Shelf, difference, history, is_coming, shown

PUBLIC = Shelf()


@access(EVERYONE)
@cookieless
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    rows = [shown(each, PUBLIC, newest=True) for each in in_force(timezone.localdate(), public=True)]
    return render(request, "handbook/list.html", {"rows": rows, "shelf": PUBLIC})


@access(EVERYONE)
@cookieless
@require_safe
def newest(request: HttpRequest, code: str) -> HttpResponse:
    """The version that holds today."""
    return render(request, "handbook/document.html", document_page(code, None, PUBLIC))


@access(EVERYONE)
@cookieless
@require_safe
def numbered(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return render(request, "handbook/document.html", document_page(code, number, PUBLIC))


@access(EVERYONE)
@cookieless
@require_safe
def changes(request: HttpRequest, code: str, older: int, newer: int) -> HttpResponse:
    return render(request, "handbook/changes.html", changes_page(code, older, newer, PUBLIC))


@access(EVERYONE)
@cookieless
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words explained, and whom the organisation thanks (S0.65, S1.62)."""
    version = PackVersion.objects.current(at=timezone.now())
    return render(request, "handbook/words.html", {"pack": version.pack if version else None})


def document_page(code: str, number: int | None, shelf: Shelf) -> dict[str, Any]:
    """What the page of a document shows; the version that holds today if no number is asked for.

    Raises:
        Http404: there is no such document on this shelf, or no such version.
    """
    today, at = timezone.localdate(), timezone.now()
    document = document_on(shelf, code)
    versions = versions_of(document)
    holds = next((each for each in versions if each.begun_by(today)), None)
    version = holds if number is None else next((each for each in versions if each.number == number), None)
    if version is None:
        raise Http404
    return {
        "shelf": shelf,
        "document": document,
        "shown": shown(version, shelf),
        "holds": shown(holds, shelf, newest=True) if holds and version != holds else None,
        "is_coming": is_coming(version, today),
        "coming": [shown(each, shelf) for each in versions if is_coming(each, today) and each != version],
        "history": history(versions, shelf),
        "offices": agreed_by_office(version, at) if version == holds else [],
        "thanks": list(version.credits.all()),
    }


def changes_page(code: str, older: int, newer: int, shelf: Shelf) -> dict[str, Any]:
    """What the page of a difference shows, whichever of the two versions is named first."""
    document = document_on(shelf, code)
    versions = {version.number: version for version in versions_of(document)}
    first, second = versions.get(min(older, newer)), versions.get(max(older, newer))
    if first is None or second is None or first == second:
        raise Http404
    there = {"shelf": shelf, "older": shown(first, shelf), "newer": shown(second, shelf)}
    return {**there, "difference": difference(first, second)}


def document_on(shelf: Shelf, code: str) -> Document:
    found = Document.objects.all() if shelf.members else Document.objects.public()
    return get_object_or_404(found, code=code)


def versions_of(document: Document) -> list[Version]:
    """All that were put into force, those of days to come too; the newest first."""
    adopted = Version.objects.adopted().filter(document=document)
    return list(adopted.select_related("document").prefetch_related("texts", "credits"))

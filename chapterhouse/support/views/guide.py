"""The referral guide as everybody reads it: without a script, a cookie or an account.

What is looked for stands in the address as numbers and random codes, and titles say "Guide" alone: a history
or somebody beside the reader learns that there was a guide, and not for what.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chapterhouse.referrals.actions import doubt
from chapterhouse.referrals.guide import Choices, Search, Shown, choices_of, search_of, shown_at
from chapterhouse.referrals.kinds import Wrong
from chapterhouse.referrals.models import Entry, EntryVersion
from chapterhouse.ui import language
from chapterhouse.ui.access import EVERYONE, access, cookieless, cookieless_form
from chapterhouse.ui.refused import Refused

from ..answering import origin_of
from ..flood import gate
from ..organisation import version_in_force

#: How many one can put on a sheet; six fill a page.
MOST_ON_A_SHEET = 30


@access(EVERYONE)
@cookieless
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    versions = list(EntryVersion.objects.in_force())
    choices = choices_of(versions)
    search = search_of(request.GET.dict(), choices)
    shown = [each for each in shown_at(versions, timezone.now(), _zone()) if search.fits(each.version)]
    context = _with_pack(request) | {"shown": shown, "search": search, "all": len(versions)}
    context |= {"filters": _filters(choices, search), "others": _others(versions, search, shown)}
    context["lang"] = language.asked_for(request)
    return render(request, "support/guide/guide.html", context)


@access(EVERYONE)
@cookieless
@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    found = _shown([code])
    if not found:
        return _gone(request, code)
    context = _with_pack(request) | {
        "shown": found[0],
        "wrong": Wrong.choices,
        "done": "thanks" in request.GET,
    }
    return render(request, "support/guide/entry.html", context)


@access(EVERYONE)
@cookieless
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The chosen entries on paper, under a heading that tells nobody what they are for."""
    asked = [code for code in request.GET.getlist("e") if code.isascii() and code.isalnum()]
    codes = list(dict.fromkeys(asked))[:MOST_ON_A_SHEET]
    shown = _shown(codes)
    context = {"shown": shown, "missing": len(codes) - len(shown), "today": timezone.now()}
    return render(request, "support/guide/sheet.html", context)


@access(EVERYONE)
@cookieless_form
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, code: str) -> HttpResponse:
    found, at = _shown([code]), timezone.now()
    if not found:
        return _gone(request, code)
    said = [each for each in Wrong.values if each in request.POST.getlist("what")]
    context = _with_pack(request) | {"shown": found[0], "wrong": Wrong.choices, "said": said}
    if request.method == "POST":
        try:
            gate.remark(origin_of(request), at=at)
            doubt(version=found[0].version, what=said, on=at.astimezone(_zone()).date())
        except Refused as refusal:
            context["problem"] = str(refusal)
        else:
            return redirect(_address("guide:entry", request, code) + "thanks=1")
    return render(request, "support/guide/wrong.html", context)


def _shown(codes: Sequence[str]) -> list[Shown]:
    """Entries in force of these codes, as they stand at this moment."""
    return shown_at(EntryVersion.objects.in_force().coded(list(codes)), timezone.now(), _zone())


def _gone(request: HttpRequest, code: str) -> HttpResponse:
    """An entry that was taken out is said to be gone; of any other address nothing is said."""
    there = Entry.objects.filter(code=code, retirement__isnull=False).exists()
    return render(request, "support/guide/gone.html", {"taken_out": there}, status=410 if there else 404)


def _with_pack(request: HttpRequest) -> dict[str, object]:
    version = version_in_force(request)
    return {"pack": version.pack if version else None}


def _filters(choices: Choices, search: Search) -> list[tuple[str, Sequence[tuple[object, object]], str]]:
    """The name of each filter in the address, its choices, and what is chosen."""
    return [
        ("n", choices.needs, str(search.need or "")),
        ("a", choices.areas, search.area),
        ("s", choices.languages, search.language),
        ("c", choices.costs, str(search.cost or "")),
    ]


def _others(versions: Sequence[EntryVersion], search: Search, shown: Sequence[Shown]) -> list[Shown]:
    """Where nothing fits: what meets the need at least, else all there is."""
    if shown:
        return []
    at_least = [each for each in versions if search.need and search.need in each.needs]
    return shown_at(at_least or versions, timezone.now(), _zone())


def _address(name: str, request: HttpRequest, code: str) -> str:
    """An address that keeps the language, open for one more part of its query."""
    asked = language.asked_for(request)
    return reverse(name, args=[code]) + (f"?{language.PARAMETER}={asked}&" if asked else "?")


def _zone() -> ZoneInfo:
    zone = timezone.get_current_timezone()
    assert isinstance(zone, ZoneInfo)  # the organisation's, which the middleware has set
    return zone

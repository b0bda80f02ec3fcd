"""Writing an announcement, trying it, sending it off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.views.account import member
from chapterhouse.people.views.offices import pack_of
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions import drafts
from ..audiences import audience, audiences
from ..forms import AnnouncementForm
from ..kinds import Kind, kinds_of, writes
from ..models import Announcement
from ..progress import progress_of
from ..reach import LeftOut, reach


@access(writes())
@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    rows = list(own(request))
    told = {"drafts": [each for each in rows if each.queued is None]}
    told["sent"] = [each for each in rows if each.queued]
    return render(request, "announcements/announcements.html", told)


@access(writes())
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = form_of(request)
    if request.method == "POST" and form.is_valid():
        made = kept(request, form)
        if made:
            return redirect("announcements:announcement", made.code)
    return render(request, "announcements/write.html", {"form": form})


@access(writes())
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    found = one(request, code)
    form = form_of(request, found)
    if request.method == "POST" and form.is_valid() and kept(request, form, found):
        return redirect("announcements:announcement", found.code)
    return render(request, "announcements/write.html", {"form": form, "announcement": found})


@access(writes())
@require_safe
def announcement(request: HttpRequest, code: str) -> HttpResponse:
    found = one(request, code)
    told = {"announcement": found, "to": audience(found.audience), "by": found.by}
    if found.queued is None:
        return render(request, "announcements/draft.html", told)
    return render(request, "announcements/progress.html", {**told, "progress": progress_of(found)})


@access(writes())
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, code: str) -> HttpResponse:
    found = one(request, code)
    if request.method == "POST":
        return acted(request, found, queued)
    to = audience(found.audience)
    sums = reach(to, found.kind, timezone.now()) if to else None
    left_out = [(LeftOut(why).label, number) for why, number in sums.left_out.items()] if sums else []
    told = {"announcement": found, "to": to, "reach": sums, "left_out": left_out}
    return render(request, "announcements/send.html", told)


@access(writes())
@require_POST
def test(request: HttpRequest, code: str) -> HttpResponse:
    def tried(found: Announcement, **how: Any) -> str:
        drafts.send_test(announcement=found, **how)
        return _("It is on its way to you alone. Read it as somebody would who knows nothing of it.")

    return acted(request, one(request, code), tried)


@access(writes())
@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    def stopped(found: Announcement, **how: Any) -> str:
        number = drafts.stop(announcement=found, **how)
        words = ngettext("%(n)s copy was taken back.", "%(n)s copies were taken back.", number)
        return words % {"n": number}

    return acted(request, one(request, code), stopped)


@access(writes())
@require_POST
def again(request: HttpRequest, code: str) -> HttpResponse:
    def sent_again(found: Announcement, **how: Any) -> str:
        number = drafts.send_unknown_again(announcement=found, **how)
        return ngettext("%(n)s copy waits again.", "%(n)s copies wait again.", number) % {"n": number}

    return acted(request, one(request, code), sent_again)


@access(writes())
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    try:
        drafts.discard(announcement=one(request, code), by=member(request), at=timezone.now())
        messages.success(request, _("The draft is gone."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("announcements:announcements")


def queued(found: Announcement, **how: Any) -> str:
    sums = drafts.queue(announcement=found, **how)
    words = ngettext("%(n)s copy waits to be sent.", "%(n)s copies wait to be sent.", sums.count)
    return words % {"n": sums.count}


def acted(request: HttpRequest, found: Announcement, act: Callable[..., str]) -> HttpResponse:
    """Does something with an announcement, and back to its page with what came of it."""
    try:
        messages.success(request, act(found, by=member(request), at=timezone.now()))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("announcements:announcement", found.code)


def own(request: HttpRequest) -> Any:
    """What somebody may write, or others who may have written."""
    return Announcement.objects.of_kinds(kinds_of(member(request), timezone.now())).select_related("by")


def one(request: HttpRequest, code: str) -> Announcement:
    found: Announcement = get_object_or_404(own(request), code=code)
    return found


def form_of(request: HttpRequest, found: Announcement | None = None) -> AnnouncementForm:
    """The kinds that they may write, the audiences of now, and the languages of the pack."""
    if found and found.queued:
        raise Http404
    first: dict[str, Any] = {"kind": found.kind, "audience": found.audience} if found else {}
    for said in found.all_said if found else []:
        first |= {f"title_{said.language}": said.title, f"text_{said.language}": said.text}
    kinds = kinds_of(member(request), timezone.now())
    languages = pack_of().languages
    return AnnouncementForm(
        request.POST or None, kinds=kinds, audiences=audiences(), languages=languages, initial=first
    )


def kept(
    request: HttpRequest, form: AnnouncementForm, found: Announcement | None = None
) -> Announcement | None:
    """Writes it down; a refusal is shown beside the form."""
    said = {**form.cleaned_data, "kind": Kind(form.cleaned_data["kind"])}
    by: dict[str, Any] = {"by": member(request), "at": timezone.now()}
    try:
        if found is None:
            return drafts.draft(**said, **by)
        drafts.change(announcement=found, **said, **by)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return found

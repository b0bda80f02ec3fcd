"""Taking a list of members over, step by step: choose it, say what its columns hold, look, take over."""

import json
from collections.abc import Generator, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions import roster_files
from ..actions.rosters import Done, done_with, newest_import, older, preview, stand_of_roll, undo_import
from ..models import RosterFile, RosterImport
from ..permissions import Permission, holder_of
from ..roster.comparing import Comparison
from ..roster.files import Unreadable
from ..roster_files import forgotten
from ..roster_forms import ColumnsForm, RosterFileForm
from ..roster_words import FIELDS, conflict_said, file_said, row_said, warnings
from .account import member

keeper = holder_of(Permission.KEEP_ROSTER)
#: So many lines that were left out are shown on the page.
SHOWN = 200
#: What a module asks for that moves a bar.
LINES = "application/x-ndjson"


@access(keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def rosters(request: HttpRequest) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RosterFileForm(*sent)
    if request.method == "POST" and form.is_valid() and (chosen := kept(request, form)):
        return redirect("roster:columns", chosen.code)
    context = {"form": form, "imports": RosterImport.objects.all()[:20], "last": undoable()}
    return render(request, "people/roster/rosters.html", context)


@access(keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, code: str) -> HttpResponse:
    chosen = chosen_by(request, code)
    if chosen is None:
        return gone(request)
    roster = roster_files.looked_into(chosen)
    initial = {"switched_on": chosen.switched_on, "mapped": chosen.mapped}
    headers = roster_files.looked_into(chosen, as_said=False).columns
    form = ColumnsForm(request.POST if request.method == "POST" else None, columns=headers, initial=initial)
    if request.method == "POST" and form.is_valid():
        roster_files.say_columns(chosen=chosen, **form.cleaned_data)
        return redirect("roster:changes", code)
    context = {"chosen": chosen, "form": form, "understood": [FIELDS[each] for each in roster.columns.places]}
    return render(request, "people/roster/columns.html", context | {"left_out": roster.columns.left_out})


@access(keeper)
@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    chosen = chosen_by(request, code)
    if chosen is None:
        return gone(request)
    try:
        return render(request, "people/roster/changes.html", what_would_change(chosen))
    except Unreadable as no:
        messages.error(request, file_said(no))
        return redirect("roster:columns", code)


@access(keeper)
@require_POST
def take_over(request: HttpRequest, code: str) -> HttpResponseBase:
    """Answers when it is done; to a module that asks for lines, one each thousand rows, then where to go."""
    chosen = chosen_by(request, code)
    if chosen is None:
        return gone(request)
    if "asked" in request.POST and "sure" not in request.POST:
        messages.warning(request, _("Look whether it is the right list first, and tick that it is."))
        return redirect("roster:changes", code)
    steps = roster_files.taking_over(
        chosen=chosen,
        seen=request.POST.get("seen", ""),
        even_older="sure" in request.POST,
        by=member(request),
        at=timezone.now(),
    )
    if request.headers.get("Accept") == LINES:
        return StreamingHttpResponse(said_line_by_line(steps, get_language()), content_type=LINES)
    return taken_over(request, steps, code)


@access(keeper)
@require_POST
def aside(request: HttpRequest, code: str) -> HttpResponse:
    chosen = chosen_by(request, code)
    if chosen:
        roster_files.lay_aside(chosen=chosen)
    messages.success(request, _("The list is laid aside, and its file is gone. Nothing was changed."))
    return redirect("roster:rosters")


@access(keeper)
@require_safe
def imported(request: HttpRequest, number: int) -> HttpResponse:
    done = get_object_or_404(RosterImport, pk=number)
    return render(request, "people/roster/imported.html", {"done": done, "last": undoable() == done})


@access(keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return undone(request)
    last = undoable()
    return render(request, "people/roster/undo.html", {"last": last}) if last else redirect("roster:rosters")


# ---- what the pages are made of


def kept(request: HttpRequest, form: RosterFileForm) -> RosterFile | None:
    """The list, once it is kept; why it is none stands beside the field."""
    file = form.cleaned_data["file"]
    try:
        return roster_files.choose_file(
            name=file.name, pieces=file.chunks(), by=member(request), at=timezone.now()
        )
    except Unreadable as no:
        form.add_error("file", file_said(no))
        return None


def chosen_by(request: HttpRequest, code: str) -> RosterFile | None:
    """The list that this person chose; nothing if it or its file is gone."""
    return roster_files.still_here(RosterFile.objects.filter(code=code, by=member(request).username).first())


def gone(request: HttpRequest) -> HttpResponse:
    """Back to the beginning, for a list that is not here any more."""
    messages.warning(request, forgotten())
    return redirect("roster:rosters")


def what_would_change(chosen: RosterFile) -> dict[str, Any]:
    """All that is said before a list is taken over. Raises `Unreadable`, `Refused`."""
    seen, last, roster = stand_of_roll(), newest_import(), roster_files.opened(chosen)
    found = preview(roster)
    return {
        "chosen": chosen,
        "found": found,
        "seen": seen,
        "counts": counts_of(found),
        "warnings": list(warnings(roster, found, last, chosen.sha256)),
        "look": bool(older(roster, last)) or found.is_short,
        "conflicts": [conflict_said(each) for each in found.conflicts[:SHOWN]],
        "bad": [row_said(row) for row in found.shown[:SHOWN]],
        "more_bad": max(found.bad - SHOWN, 0),
    }


def counts_of(found: Comparison) -> list[tuple[str, int, str]]:
    """Numbers with their words, as the component for summaries takes them."""
    named = (
        (_("Rows read"), found.read),
        (_("New people"), found.new),
        (_("Changed"), found.changed),
        (_("of these lapsed, as the list says"), found.lapsed),
        (_("Unchanged"), found.unchanged),
        (_("Back on the list"), found.returned),
        (_("Known to us, missing from this list"), len(found.absent)),
        (_("Rows left out, as they could not be understood"), found.bad),
    )
    return [(words, number, "") for words, number in named]


def taken_over(request: HttpRequest, steps: Generator[int, None, Done], code: str) -> HttpResponse:
    """Runs to the end; a refusal leads back to the preview, which then shows how it is now."""
    try:
        done, _found = done_with(steps)
        return redirect("roster:imported", done.pk)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    except Unreadable as no:
        messages.error(request, file_said(no))
    return redirect("roster:changes", code)


def said_line_by_line(steps: Generator[int, None, Done], language: str | None) -> Iterator[str]:
    """JSON lines: rows read so far, then where to go or why it was refused. Who leaves stops it.

    Args:
        language: the reader's; lines are written when the request's own is forgotten.
    """

    def told(**line: object) -> str:
        return json.dumps(line) + "\n"

    try:
        while True:
            with override(language):
                read = next(steps)
            yield told(read=read)
    except StopIteration as end:
        yield told(go=reverse("roster:imported", args=[end.value[0].pk]))
    except Refused as refusal:
        yield told(said=str(refusal))
    except Unreadable as no:
        with override(language):
            yield told(said=file_said(no))
    finally:
        steps.close()


def undoable() -> RosterImport | None:
    """The last import, unless it was undone."""
    last = RosterImport.objects.first()
    return last if last and not last.undone else None


def undone(request: HttpRequest) -> HttpResponse:
    """Undoes the import that the page showed."""
    last = undoable()
    try:
        if last is None or str(last.pk) != request.POST.get("number"):
            raise Refused(_("There is a newer import, or it was undone already. Look again."))
        undo_import(by=member(request).username, at=timezone.now())
        messages.success(request, _("It is undone. Everybody stands as before that list."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("roster:rosters")

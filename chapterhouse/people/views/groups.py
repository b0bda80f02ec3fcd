"""Groups: which there are, joining and leaving, who is in one, what coordinators pass on."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions import groups as verbs
from ..group_forms import GroupForm, HandoverNoteForm, NewGroupForm, given
from ..groups import Seen, asked_for, in_order, seen
from ..models import Group, Person
from ..permissions import Permission, holder_of
from ..standing import own_standing
from ..standing_words import why_said
from .account import member
from .offices import pack_of

A_PAGE = 50


@access("signed in")
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """All groups that are open; the closed ones for those who keep groups."""
    everything = seen(in_order(asked_for()), member(request), timezone.now())
    open_now = [each for each in everything if not each.group.closed]
    closed = [each for each in everything if each.group.closed and each.keeps]
    keeps = holder_of(Permission.KEEP_GROUPS)(member(request))
    return render(request, "people/groups.html", {"groups": open_now, "closed": closed, "keeps": keeps})


@access("signed in")
@require_safe
def group(request: HttpRequest, code: str) -> HttpResponse:
    return page(request, looked_at(request, code))


@access("signed in")
@require_POST
def join(request: HttpRequest, code: str) -> HttpResponse:
    def act() -> None:
        verbs.join_group(group=found(code), pack=pack_of(), by=member(request), at=timezone.now())

    return after(request, code, act, _("You are in this group now. Its coordinators see your name."))


@access("signed in")
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    def act() -> None:
        verbs.leave_group(group=found(code), by=member(request), at=timezone.now())

    return after(request, code, act, _("You have left this group."))


@access("signed in")
@require_POST
def coordinator(request: HttpRequest, code: str) -> HttpResponse:
    """Name or release somebody, found by their handle."""
    person = get_object_or_404(Person, username=request.POST.get("handle", ""))
    verb = verbs.release_coordinator if "release" in request.POST else verbs.name_coordinator

    def act() -> None:
        verb(group=found(code), person=person, by=member(request), at=timezone.now())

    return after(request, code, act, _("It is written down."))


@access("signed in")
@require_POST
def promise(request: HttpRequest, code: str) -> HttpResponse:
    """A coordinator's promise, before they see who is in it."""

    def act() -> None:
        verbs.promise_care(group=found(code), pack=pack_of(), by=member(request), at=timezone.now())

    return after(request, code, act, _("Thank you. Below you see who is in it."))


@access("signed in")
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """What coordinators pass on, for them and for those who keep groups."""
    looked = looked_at(request, code)
    if not looked.reads:
        raise Http404
    versions = list(looked.group.handover_notes.select_related("by"))
    form = HandoverNoteForm(request.POST or None, initial=newest_of(versions))
    if request.method == "POST" and form.is_valid() and written(request, looked.group, form):
        return redirect("groups:notes", code=code)
    return render(request, "people/group-notes.html", {"seen": looked, "versions": versions, "form": form})


@access(holder_of(Permission.KEEP_GROUPS))
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewGroupForm(request.POST or None, languages=pack_of().languages)

    def act() -> None:
        verbs.open_group(**form.told(), by=member(request), at=timezone.now())

    if request.method == "POST" and done(form, act):
        messages.success(
            request, _("The group is open. Ask people to join it, then name who coordinates it.")
        )
        return redirect("groups:group", code=form.cleaned_data["code"])
    return render(request, "people/group-change.html", {"form": form, "group": None})


@access(holder_of(Permission.KEEP_GROUPS))
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    row = found(code)
    form = GroupForm(request.POST or None, languages=pack_of().languages, initial=given(row))

    def act() -> None:
        verbs.change_group(group=row, **form.told(), by=member(request), at=timezone.now())

    if request.method == "POST" and done(form, act):
        messages.success(request, _("It is written down."))
        return redirect("groups:group", code=code)
    return render(request, "people/group-change.html", {"form": form, "group": row})


@access(holder_of(Permission.KEEP_GROUPS))
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    def act() -> None:
        verbs.close_group(group=found(code), by=member(request), at=timezone.now())

    return after(request, code, act, _("The group is closed. Its handover notes stay."))


def page(request: HttpRequest, looked: Seen) -> HttpResponse:
    """A group; with who is in it for those who may see that."""
    person, rows = member(request), looked.group.memberships
    context: dict[str, Any] = {"seen": looked, "handles": [each.username for each in looked.coordinators]}
    standing = own_standing(person, pack_of(), timezone.now())
    names = looked.names(good=standing.good)
    context |= {"standing": standing, "why": why_said(standing), "names": names}
    if names and not looked.group.closed:
        shown = Paginator(rows.shown(), A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": shown, "hidden": rows.current().count() - shown.paginator.count}
    return render(request, "people/group.html", context)


def after(request: HttpRequest, code: str, act: Any, words: str) -> HttpResponse:
    """Back at the group, with what came of an act."""
    try:
        act()
        messages.success(request, words)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("groups:group", code=code)


def done(form: forms.Form, act: Any) -> bool:
    """Whether what was filled in was taken; a refusal is shown beside the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error("code" if refusal.code == "code" else None, str(refusal))
        return False
    return True


def written(request: HttpRequest, row: Group, form: HandoverNoteForm) -> bool:
    def act() -> None:
        verbs.write_handover_note(group=row, **form.cleaned_data, by=member(request), at=timezone.now())

    if done(form, act):
        return True
    # What they typed goes after the version that they read now.
    form.data = {**newest_of(list(row.handover_notes.all())), "text": form.data["text"]}
    return False


def newest_of(versions: list[Any]) -> dict[str, Any]:
    return {"text": versions[0].text, "after": versions[0].number} if versions else {"after": 0}


def found(code: str) -> Group:
    return get_object_or_404(Group, code=code)


def looked_at(request: HttpRequest, code: str) -> Seen:
    row = get_object_or_404(asked_for(), code=code)
    return seen([row], member(request), timezone.now())[0]

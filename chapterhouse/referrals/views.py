"""Members' pages of the guide: proposing, checking, correcting, taking out. What all read is in support."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.models import Person
from chapterhouse.people.permissions import Permission, holder_of, may
from chapterhouse.people.views.account import member
from chapterhouse.ui.access import SIGNED_IN, access
from chapterhouse.ui.refused import Refused

from . import actions, lists
from .facts import changes, facts_of, rows_of
from .forms import CheckForm, EntryForm, RetirementForm, initial_of
from .guide import is_stale, shown_at
from .models import Check, Entry, EntryVersion


@access(SIGNED_IN)
@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    person, at = member(request), timezone.now()
    due = lists.to_look_at(_today(at))
    context = {"due": due, "shown": shown_at(EntryVersion.objects.in_force(), at, _zone())}
    context |= {"mine": lists.proposed_by(person), "to_check": lists.to_check(person)}
    return render(request, "referrals/ours.html", context)


@access(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(facts=form.facts, by=member(request), at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("It is proposed. It stands in the guide when two others have checked it.")
            )
            return redirect("referrals:entry", made.entry.code)
    return render(request, "referrals/write.html", {"form": form})


@access(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Entry, code=code)
    newest = found.versions.latest("number")
    form = EntryForm(request.POST or None, initial=initial_of(facts_of(newest)))
    seen = _number(request.POST.get("seen"), newest.number)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(entry=found, facts=form.facts, seen=seen, by=member(request), at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your wording waits for two checks. Until then the old one stays."))
            return redirect("referrals:entry", code)
    return render(request, "referrals/write.html", {"form": form, "entry": found, "seen": newest.number})


@access(SIGNED_IN)
@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    return _entry_page(request, code, None)


@access(SIGNED_IN)
@require_POST
def check(request: HttpRequest, code: str) -> HttpResponse:
    found, at = get_object_or_404(Entry, code=code), timezone.now()
    form = CheckForm(request.POST, today=_today(at))
    if form.is_valid():
        try:
            actions.check(entry=found, by=member(request), at=at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. It is written down that you looked, and on which day."))
            return redirect("referrals:ours")
    return _entry_page(request, code, form)


@access(SIGNED_IN)
@require_POST
def take_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = get_object_or_404(EntryVersion, entry__code=code, number=number)
    try:
        actions.take_back(version=found, by=member(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("referrals:entry", code)


@access(holder_of(Permission.KEEP_REFERRALS))
@require_POST
def retire(request: HttpRequest, code: str) -> HttpResponse:
    found, form = get_object_or_404(Entry, code=code), RetirementForm(request.POST)
    try:
        if form.is_valid():
            actions.retire(entry=found, why=form.cleaned_data["why"], by=member(request), at=timezone.now())
        else:
            messages.error(request, _("Say why it is taken out."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("referrals:entry", code)


def _entry_page(request: HttpRequest, code: str, form: CheckForm | None) -> HttpResponse:
    """One entry with all its versions; what can be checked, with what is different in it."""
    at, person = timezone.now(), member(request)
    entries = Entry.objects.select_related("retirement__by__membership")
    checks = Prefetch("checks", Check.objects.select_related("by__membership"))
    written = EntryVersion.objects.select_related("by__membership").prefetch_related(checks)
    found = get_object_or_404(entries.prefetch_related(Prefetch("versions", written)), code=code)
    versions = list(found.versions.all())
    context = {"entry": found, "versions": versions, "retirement": getattr(found, "retirement", None)}
    context |= _standing(versions, person, form, at)
    if may(person, Permission.KEEP_REFERRALS, at):
        context["retiring"] = RetirementForm()
    return render(request, "referrals/entry.html", context)


def _standing(
    versions: list[EntryVersion], person: Person, form: CheckForm | None, at: datetime
) -> dict[str, Any]:
    """What is in force, what is proposed, and the form for what this member may check."""
    proposed = next((each for each in versions if each.is_proposed), None)
    in_force = next((each for each in versions if each.shown and not each.ended), None)
    newest = proposed or in_force or versions[0]
    looked = max((row.looked_on for row in in_force.checks.all()), default=None) if in_force else None
    told: dict[str, Any] = {
        "newest": newest,
        "proposed": proposed,
        "in_force": in_force,
        "rows": list(rows_of(facts_of(newest))),
    }
    before = _seen(versions, form) or (in_force if proposed else None)
    if before and before != newest:
        told |= {"before": before, "changes": changes(facts_of(before), facts_of(newest))}
    if form is not None:
        form.about(newest.number)
    blank = CheckForm(today=_today(at), initial={"number": newest.number})
    theirs = person.pk in actions.authors(newest)
    told |= {
        "form": form or blank,
        "theirs": theirs,
        "stale": bool(in_force) and is_stale(looked, _today(at)),
    }
    return told | {"open": not newest.ended and not theirs}


def _seen(versions: list[EntryVersion], form: CheckForm | None) -> EntryVersion | None:
    """The version that somebody had before them when they sent a check of it."""
    number = _number(form.data.get("number"), 0) if form is not None else 0
    return next((each for each in versions if each.number == number), None)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def _zone() -> Any:
    """The organisation's, which the page's frame has set."""
    return timezone.get_current_timezone()


def _today(at: datetime) -> Any:
    return at.astimezone(_zone()).date()

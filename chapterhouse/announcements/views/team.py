"""The team's page: its short talk, its goals for the year, what hangs at the doors."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.permissions import Permission, holder_of, may
from chapterhouse.people.views.account import member
from chapterhouse.people.views.offices import pack_of
from chapterhouse.ui.access import SIGNED_IN, access
from chapterhouse.ui.refused import Refused

from .. import posters
from ..actions.team import change_goal, record_talk, set_goal, strike_talk
from ..forms import GoalForm, StatusForm, TalkForm
from ..models import Goal, Talk
from ..talks import rhythm, talks_in

speaks_for_team = holder_of(Permission.SPEAK_FOR_TEAM)
#: Talks of the log that are shown.
LOG = 24


@access(speaks_for_team)
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    return render(request, "announcements/team.html", {"rhythm": rhythm(pack_of(), today())})


@access(speaks_for_team)
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest) -> HttpResponse:
    form = TalkForm(request.POST or None, today=today(), initial={"given_by": member(request).name})
    if request.method == "POST" and form.is_valid() and talk_kept(request, form):
        return redirect("announcements:talk")
    log = Talk.objects.filter(struck=None)[:LOG]
    told = {"form": form, "talks": talks_in(pack_of()), "rhythm": rhythm(pack_of(), today()), "log": log}
    return render(request, "announcements/talk.html", told)


@access(speaks_for_team)
@require_POST
def strike(request: HttpRequest, number: int) -> HttpResponse:
    strike_talk(talk=get_object_or_404(Talk, pk=number), by=member(request), at=timezone.now())
    return redirect("announcements:talk")


@access(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def goals(request: HttpRequest) -> HttpResponse:
    """Shown to every member; set by those who speak for the team."""
    sets = may(member(request), Permission.SPEAK_FOR_TEAM, timezone.now())
    form = GoalForm(request.POST or None, today=today()) if sets else None
    if request.method == "POST" and form and form.is_valid() and goal_kept(request, form):
        return redirect("announcements:goals")
    return render(request, "announcements/goals.html", {"form": form, "goals": Goal.objects.all()})


@access(speaks_for_team)
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Goal, pk=number)
    form = StatusForm(request.POST or None, initial={"status": found.status, "why": found.why})
    if request.method == "POST" and form.is_valid() and status_kept(request, found, form):
        return redirect("announcements:goals")
    return render(request, "announcements/goal.html", {"form": form, "goal": found})


@access(speaks_for_team)
@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    return render(request, "announcements/poster.html", printed())


@access(speaks_for_team)
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    return render(request, "announcements/cards.html", {**printed(), "cards": range(posters.CARDS)})


def printed() -> dict[str, object]:
    """What stands on paper."""
    pack = pack_of()
    phone = next(iter(pack.contacts.phones), None)
    return {
        "sides": posters.sides(pack),
        "qr": posters.code(),
        "address": posters.shown_address(),
        "phone": phone.number if phone else "",
    }


def today() -> date:
    return timezone.now().astimezone(pack_of().zone).date()


def talk_kept(request: HttpRequest, form: TalkForm) -> bool:
    """Writes it down; a refusal is shown beside the form. So too the next two."""
    try:
        record_talk(**form.cleaned_data, by=member(request), at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("It is written down."))
    return True


def goal_kept(request: HttpRequest, form: GoalForm) -> bool:
    try:
        set_goal(**form.cleaned_data, by=member(request), at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("It is written down."))
    return True


def status_kept(request: HttpRequest, found: Goal, form: StatusForm) -> bool:
    try:
        change_goal(goal=found, **form.cleaned_data, by=member(request), at=timezone.now())
    except Refused as refusal:
        form.add_error("why", str(refusal))
        return False
    messages.success(request, _("It is written down."))
    return True

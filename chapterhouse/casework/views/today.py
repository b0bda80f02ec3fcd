from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapterhouse.people.interest import Waiting, waiting_for
from chapterhouse.people.models import Person
from chapterhouse.people.trainings import Standing, own_standings
from chapterhouse.sealing.seals import is_open
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..access import Duty, duty_of, has_desk, responds, terms_ending
from ..actions.responders import be_away
from ..agenda import agenda_of
from ..forms import AwayForm
from ..models import Unavailability
from ..roster import holders
from ..succession import leaving
from .found import who


@access(has_desk)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    at, person, duty = timezone.now(), who(request), duty_of(who(request))
    agenda = agenda_of(person, duty, at=at, zone=timezone.get_current_timezone())
    context = {"at": at, "agenda": agenda, "reads": duty.reads, "vault": vault_state(request, duty)}
    context["leaving"] = leaving(person, duty, at)
    context["trainings"] = trainings_of(person, duty, at)
    context["ending"] = terms_ending(person, duty, at)
    context["office"] = waiting_of(person, duty, at)
    return render(request, "casework/today.html", context)


@access(responds)
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    form = AwayForm(request.POST or None, colleagues=colleagues_of(who(request)))
    if request.method == "POST" and form.is_valid() and went_away(request, form):
        return redirect("casework:today")
    ahead = Unavailability.objects.filter(person=who(request), ends__gt=timezone.now())
    return render(request, "casework/absences.html", {"form": form, "ahead": ahead.select_related("cover")})


def went_away(request: HttpRequest, form: AwayForm) -> bool:
    """Records the absence; a refusal is shown beside the form."""
    try:
        be_away(by=who(request), cover=form.cleaned_data["cover"], at=timezone.now(), **form.span)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("We know that you are not available."))
    return True


def colleagues_of(person: Person) -> list[Person]:
    """Who could cover: the others who read at one of the person's desks."""
    at, duty = timezone.now(), duty_of(person)
    desks = [desk for version in duty.versions for desk in version.pack.desks]
    offices = {office for desk in desks if duty.held.intersection(desk.offices) for office in desk.offices}
    return [each for each in holders(offices, at) if each != person]


def trainings_of(person: Person, duty: Duty, at: datetime) -> list[Standing]:
    """The trainings that the person has to do now or soon, by the pack in force."""
    pack = duty.pack_at(at)
    return own_standings(person, pack, at) if pack else []


def waiting_of(person: Person, duty: Duty, at: datetime) -> Waiting | None:
    """What waits for the person in their office, by the pack in force."""
    pack = duty.pack_at(at)
    return waiting_for(person, duty.held, pack, at) if pack else None


def vault_state(request: HttpRequest, duty: Duty) -> str:
    """``missing``, ``locked`` or ``open``; nothing for who reads no cases, and needs no key."""
    if not duty.reads:
        return ""
    if is_open(request.session, timezone.now()):
        return "open"
    return "locked" if who(request).key_cards.current().exists() else "missing"

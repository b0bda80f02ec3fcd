"""What is to come: read by everybody without a cookie, kept by those who announce."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.permissions import Permission, holder_of
from chapterhouse.people.views.account import member
from chapterhouse.people.views.offices import pack_of
from chapterhouse.ui.access import EVERYONE, access, cookieless
from chapterhouse.ui.refused import Refused

from ..actions.events import list_event, strike_event
from ..event_forms import EventForm
from ..models import Event

announces = holder_of(Permission.ANNOUNCE)
#: Events on a page; the next ones come first.
SHOWN = 50


@access(EVERYONE)
@cookieless
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    rows = Event.objects.to_come(timezone.now())[:SHOWN]
    return render(request, "announcements/events.html", {"events": rows})


@access(announces)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    form = EventForm(request.POST or None, languages=pack_of().languages)
    if request.method == "POST" and form.is_valid() and kept(request, form):
        return redirect("announcements:events-keep")
    rows = Event.objects.to_come(timezone.now())[:SHOWN]
    return render(request, "announcements/events-keep.html", {"form": form, "events": rows})


@access(announces)
@require_POST
def strike(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.to_come(timezone.now()), code=code)
    strike_event(event=found, by=member(request), at=timezone.now())
    messages.success(request, _("It is off the list."))
    return redirect("announcements:events-keep")


def kept(request: HttpRequest, form: EventForm) -> bool:
    """Writes it down, at the hour of the organisation's zone; a refusal is shown beside the form."""
    told = dict(form.cleaned_data)
    starts = datetime.combine(told.pop("day"), told.pop("hour"), tzinfo=pack_of().zone)
    try:
        list_event(**told, starts=starts, by=member(request), at=timezone.now())
    except Refused as refusal:
        form.add_error("day" if refusal.code == "past" else None, str(refusal))
        return False
    messages.success(request, _("It stands on the list."))
    return True

"""Putting events on the public list, and taking them off."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.ui.refused import Refused

from ..models import Event


@transaction.atomic
def list_event(
    *, titles: Mapping[str, str], place: str, link: str, starts: datetime, by: Person, at: datetime
) -> Event:
    """Put an event on the list that everybody reads.

    Args:
        titles: language to title. link: with https, or empty.

    Raises:
        Refused: it has begun already (``past``), or the very same stands there (``twice``).
    """
    if starts < at:
        raise Refused(_("Choose a moment that is to come."), code="past")
    told = {"titles": dict(titles), "place": place, "link": link, "starts": starts}
    if Event.objects.filter(**told, struck=None).exists():
        raise Refused(_("This stands here already."), code="twice")
    made = Event.objects.create(**told, by=by, at=at)
    record(by=by.username, verb="listed-event", subject=made.code, at=at)
    return made


@transaction.atomic
def strike_event(*, event: Event, by: Person, at: datetime) -> None:
    """Take it off the list: it was called off, or is to be written anew."""
    if Event.objects.filter(pk=event.pk, struck=None).update(struck=at):
        record(by=by.username, verb="struck-event", subject=event.code, at=at)

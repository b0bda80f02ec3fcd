"""Somebody whom a formal case concerns leaves the organisation: that erases nothing (B33)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Case, Departure
from ..wire.linking import NewDeparture
from .triage import must_be_formal


@transaction.atomic
def record_departure(*, case: Case, departure: NewDeparture, by: Person, at: datetime) -> Departure:
    """Record that somebody left, what becomes of the case, and until when they may not come back (B33).

    Nobody is told of it; also while the person asked us to stop, as it contacts nobody.

    Raises:
        Refused: they may not read it (``not-yours``); ``not-formal``; it is closed (``closed``); a day that
            no calendar has (``no-day``) or that has been (``past-day``).
    """
    case.hold()
    must_read(by, case, at)
    must_be_formal(case)
    if case.closure:
        raise Refused(_("This case is closed. Open it again first."), code="closed")
    back_on = _day(departure.back_on)
    if back_on and back_on <= case.today(at):
        raise Refused(_("Choose a day that is still to come."), code="past-day")
    words = add_entry(channel=case.channel, entry=departure.words, at=at, author=by)
    record(by=by.username, verb="recorded-departure", subject=case.code, at=at)
    chosen = {"course": departure.course, "back_on": back_on}
    return Departure.objects.create(case=case, by=by, at=at, words=words, **chosen)


@transaction.atomic
def strike_departure(*, departure: Departure, by: Person, at: datetime) -> Departure:
    """Record that it does not hold any more: it was a mistake, or was decided anew. It stays to be read.

    Raises:
        Refused: they may not read it (``not-yours``).
    """
    case = departure.case
    case.hold()
    must_read(by, case, at)
    if Departure.objects.filter(pk=departure.pk, struck=None).update(struck=at):
        record(by=by.username, verb="struck-departure", subject=case.code, at=at)
    departure.refresh_from_db()
    return departure


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(_("There is no such day. Choose another."), code="no-day") from None

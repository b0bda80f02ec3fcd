"""What each says to a conversation together, with their own code, and how officers prepare it with them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.wire import malformed
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Appointment, Seat
from .appointments import must_be_open
from .talk import workers


@transaction.atomic
def answer(*, seat: Seat, yes: bool, at: datetime) -> Seat:
    """Somebody says with their own code whether they want to talk together (S0.35).

    A no ends nothing but that; a time that was set is off, and a commitment is theirs to give again.

    Raises:
        Refused: it is over (``over``), or there is nobody to talk together with (``malformed``).
    """
    _hold(seat)
    if yes:
        seat.said_yes, seat.said_no = seat.said_yes or at, None
    else:
        seat.said_yes, seat.said_no, seat.committed = None, at, None
        Appointment.objects.filter(pk=seat.appointment_id).update(starts=None, reminded=None)
    seat.save(update_fields=["said_yes", "said_no", "committed"])
    return _said(seat, "answered-appointment", at)


@transaction.atomic
def commit_to(*, seat: Seat, at: datetime) -> Seat:
    """Somebody commits themselves, with their own code, to a safe, respectful and productive conversation.

    Raises:
        Refused: as `answer`; they have not said yes (``not-ready``).
    """
    _hold(seat)
    if seat.said_yes is None:
        raise Refused(_("Say first whether you want this conversation."), code="not-ready")
    seat.committed = seat.committed or at
    seat.save(update_fields=["committed"])
    return _said(seat, "committed", at)


@transaction.atomic
def prepare(*, seat: Seat, by: Person, at: datetime) -> Seat:
    """Record that an officer prepared the conversation with one of them alone (S0.39).

    Raises:
        Refused: they may not read it (``not-yours``); as `answer`.
    """
    must_read(by, seat.appointment.case, at)
    _hold(seat)
    seat.prepared = seat.prepared or at
    seat.save(update_fields=["prepared"])
    record(by=by.username, verb="prepared", subject=seat.appointment.case.code, at=at)
    return seat


def _hold(seat: Seat) -> None:
    """Wait for whoever changes the case, and look again: what is done is done to the seat as it is now."""
    seat.appointment.case.hold()
    must_be_open(seat.appointment)
    if not seat.appointment.is_joint:
        raise malformed()
    seat.refresh_from_db(fields=["said_yes", "said_no", "committed", "prepared"])


def _said(seat: Seat, verb: str, at: datetime) -> Seat:
    case = seat.appointment.case
    record(by=seat.party.code, verb=verb, subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return seat

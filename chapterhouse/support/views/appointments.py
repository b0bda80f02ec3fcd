"""Appointments by return code: asking for one, choosing a time, saying yes or no to talking together."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.casework.actions.appointments import ask
from chapterhouse.casework.actions.intake import lookup_of
from chapterhouse.casework.actions.seats import answer, commit_to
from chapterhouse.casework.actions.times import pick
from chapterhouse.casework.models import Seat
from chapterhouse.casework.wire import AskAppointment, PickTime, SeatAnswer
from chapterhouse.ui.refused import Refused

from ..answering import public_address, sent
from ..appointments import nth_seat
from ..flood import gate
from .mailbox import party_of, writer_of


@public_address("POST")
def asked(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, AskAppointment)
    party = writer_of(given.auth, at)
    ask(party=party, kind=given.kind, entry=given.entry, at=at)


@public_address("POST")
def picked(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, PickTime)
    seat = seat_of(given)
    gate.write(lookup_of(given.auth), at=at)
    pick(appointment=seat.appointment, party=seat.party, starts=given.starts, entry=given.entry, at=at)


@public_address("POST")
def said(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, SeatAnswer)
    seat = seat_of(given)
    gate.write(lookup_of(given.auth), at=at)
    if given.says == "commit":
        commit_to(seat=seat, at=at)
    else:
        answer(seat=seat, yes=given.says == "yes", at=at)


def seat_of(given: PickTime | SeatAnswer) -> Seat:
    """The seat that is meant; to everyone else it does not exist."""
    seat = nth_seat(party_of(given.auth), given.number)
    if seat is None:
        raise Refused(_("There is no such appointment. Open the page again."), code="unknown")
    return seat

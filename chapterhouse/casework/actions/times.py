"""When appointments take place: proposed to each in their own channel, picked or set, reminded of once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_not_rest, must_read
from ..models import Appointment, Case, Party
from ..wire import Proposal
from .appointments import must_be_open, must_be_ready
from .facilitating import lead_unless_chosen
from .offers import must_still_agree
from .talk import reply, workers, write_as_person

#: How far ahead a time may lie.
FARTHEST = timedelta(days=366)


@transaction.atomic
def propose(
    *, appointment: Appointment, proposals: Sequence[Proposal], by: Person, at: datetime
) -> Appointment:
    """Propose times and places, to each in their own channel: sealed answers, which keep the promise (S0.44).

    Raises:
        Refused: it is over (``over``); all rests (``stopped``, ``closed``); of a joint one, not everyone has
            said yes and committed themselves (``not-ready``, S0.40), or one took back that they want to talk
            (``ask-first``); as `reply`.
    """
    case = _held(appointment, by, at)
    _tell_each(appointment, proposals, by=by, at=at)
    Appointment.objects.filter(pk=appointment.pk).update(proposed=at)
    lead_unless_chosen(appointment, by, at)
    record(by=by.username, verb="proposed-times", subject=case.code, at=at)
    appointment.refresh_from_db()
    return appointment


@transaction.atomic
def pick(
    *, appointment: Appointment, party: Party, starts: datetime, entry: NewEntry, at: datetime
) -> Appointment:
    """The person picks one of the times; the place they pick is in the sealed message. It asks for no answer.

    Raises:
        Refused: it is over (``over``), not theirs alone to pick or nothing was proposed (``malformed``), or
            the time has passed (``past``) or is too far (``far``).
    """
    case = appointment.case
    case.hold()
    must_be_open(appointment)
    mine = appointment.seats.filter(party=party)
    if not mine.exists() or appointment.is_joint or appointment.proposed is None:
        raise malformed()
    appointment.choices.add(write_as_person(party=party, entry=entry, at=at, asks=False))
    mine.filter(said_yes=None).update(said_yes=at)
    return _set(appointment, starts, by=party.code, at=at)


@transaction.atomic
def set_time(
    *, appointment: Appointment, starts: datetime, proposals: Sequence[Proposal], by: Person, at: datetime
) -> Appointment:
    """An officer gives an appointment its time, and tells each the place in their own channel.

    Raises:
        Refused: as `propose`; the time has passed (``past``) or is too far (``far``).
    """
    _held(appointment, by, at)
    _tell_each(appointment, proposals, by=by, at=at)
    Appointment.objects.filter(pk=appointment.pk, proposed=None).update(proposed=at)
    lead_unless_chosen(appointment, by, at)
    return _set(appointment, starts, by=by.username, at=at)


def remind_of_appointments(*, at: datetime) -> int:
    """Tell who works on a case that an appointment is within a day. Once; the notice says nothing of it."""
    soon = list(Appointment.objects.soon(at).select_related("case"))
    for one in soon:
        with transaction.atomic():
            if Appointment.objects.filter(pk=one.pk, reminded=None, starts=F("starts")).update(reminded=at):
                tell(people=workers(one.case, at), kind=Notice.REMINDER, subject=one.case.code, at=at)
    return len(soon)


def _held(appointment: Appointment, by: Person, at: datetime) -> Case:
    """Its case, once nobody else changes it and it may be given times. Raises as `propose`."""
    case = appointment.case
    case.hold()
    must_read(by, case, at)
    must_not_rest(case)
    must_be_open(appointment)
    must_be_ready(appointment)
    must_still_agree(appointment)
    return case


def _tell_each(appointment: Appointment, proposals: Sequence[Proposal], *, by: Person, at: datetime) -> None:
    """One sealed message to each seat: to all of them, and to nobody else."""
    seats = {seat.party.code: seat.party for seat in appointment.seats.select_related("party__case")}
    if sorted(one.party for one in proposals) != sorted(seats):
        raise malformed()
    for one in proposals:
        reply(party=seats[one.party], entry=one.entry, seen=one.seen, by=by, at=at)


def _set(appointment: Appointment, starts: datetime, *, by: str, at: datetime) -> Appointment:
    if starts <= at:
        raise Refused(_("This time has passed. Choose another, or ask for new times."), code="past")
    if starts > at + FARTHEST:
        raise Refused(_("Choose a time within the next twelve months."), code="far")
    Appointment.objects.filter(pk=appointment.pk).update(starts=starts, reminded=None)
    record(by=by, verb="set-time", subject=appointment.case.code, at=at)
    appointment.refresh_from_db()
    return appointment

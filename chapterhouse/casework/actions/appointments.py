"""Appointments: at most so many for one issue, jointly only when each has said yes, ended without a story."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_not_rest, must_read
from ..models import Appointment, Case, Party, Plan, Seat
from ..wire import AppointmentEnd
from .offers import must_agree_to_talk
from .talk import write_as_person

#: What an officer records of a joint one that was held.
AGREED = {"agreement": True, "no-agreement": False}


def limit_of(case: Case) -> int | None:
    """The most appointments for one issue at the doors of a case's desk; None where nothing is counted."""
    doors = [door for door in case.pack.pack.doors if door.desk == case.desk.code]
    return min((door.appointment_limit for door in doors if door.appointment_limit), default=None)


def left_of(case: Case) -> int | None:
    """How many more can be asked for; None where nothing is counted. The return code is the issue (T14)."""
    limit = limit_of(case)
    return None if limit is None else max(0, limit - case.appointments.counting().count())


@transaction.atomic
def ask(*, party: Party, kind: str, entry: NewEntry, at: datetime) -> Appointment:
    """The person asks for an appointment with their code; what for is a sealed message (S0.26, S0.35).

    Raises:
        Refused: there were as many as we can offer for this issue (``limit``, S0.41); one of the kind is
            waiting already (``waiting``); the matter is somebody else's, whose appointments are counted here
            (``not-yours``); a kind that nobody can ask for (``malformed``).
    """
    case = party.case
    case.hold()
    if not party.is_first:
        raise Refused(_("Write to us here, and we will find a time with you."), code="not-yours")
    if kind == Appointment.CHECK_IN:
        raise malformed()
    _must_have_left(case, kind)
    if case.appointments.open().filter(seats__party=party, kind=kind, starts=None).exists():
        raise Refused(_("You have asked already. We will propose times to you here."), code="waiting")
    write_as_person(party=party, entry=entry, at=at)
    return _made(case, kind, [party], said_yes=at, by=None, at=at)


@transaction.atomic
def begin(*, case: Case, kind: str, parties: Sequence[Party], by: Person, at: datetime) -> Appointment:
    """An officer begins an appointment that a report or a conversation asked for.

    Nobody has agreed by that: alone they say yes by choosing a time; to talk together each says so first.

    Raises:
        Refused: they may not read it (``not-yours``); all rests (``stopped``, ``closed``); the limit
            (``limit``); a joint one with fewer than two, or somebody without a code of their own
            (``malformed``); as `must_agree_to_talk`.
    """
    case.hold()
    must_read(by, case, at)
    must_not_rest(case)
    _must_have_left(case, kind)
    joint, parties = kind == Appointment.JOINT, list(dict.fromkeys(parties))
    fits = len(parties) > 1 if joint else len(parties) == 1
    if kind not in Appointment.KINDS or not fits or not all(_can_sit(party, case) for party in parties):
        raise malformed()
    if joint:
        must_agree_to_talk(case, parties)
    return _made(case, kind, parties, said_yes=None, by=by, at=at)


@transaction.atomic
def bring_in(*, appointment: Appointment, party: Party, by: Person, at: datetime) -> Seat:
    """Ask one more person whether they want to talk together: one request, not two that are linked (S0.36).

    Raises:
        Refused: they may not read it (``not-yours``); as `begin`; it is over (``over``); not a joint one, or
            somebody who is in it or has no code of their own (``malformed``); as `must_agree_to_talk`.
    """
    case = appointment.case
    case.hold()
    must_read(by, case, at)
    must_not_rest(case)
    must_be_open(appointment)
    sits = appointment.seats.filter(party=party).exists()
    if sits or not appointment.is_joint or not _can_sit(party, case):
        raise malformed()
    must_agree_to_talk(case, [party, *(seat.party for seat in appointment.seats.select_related("party"))])
    Appointment.objects.filter(pk=appointment.pk).update(starts=None, reminded=None)
    record(by=by.username, verb="asked-together", subject=case.code, at=at)
    return Seat.objects.create(appointment=appointment, party=party)


@transaction.atomic
def end(*, appointment: Appointment, ending: AppointmentEnd, by: Person, at: datetime) -> Appointment:
    """Record how an appointment ended: held, missed, cancelled, or the mediator declined (S0.40).

    Of a joint one that was held the outcome is *agreement* or *no agreement*, and nothing else. After a
    check-in another one is begun, where that is wanted or a plan has a rhythm.

    Raises:
        Refused: they may not read it (``not-yours``); over already (``over``); no outcome of this kind
            (``malformed``); a joint one to which not everyone had committed themselves (``not-ready``);
            another is to follow, and all rests (``stopped``, ``closed``).
    """
    case = appointment.case
    case.hold()
    must_read(by, case, at)
    must_be_open(appointment)
    if ending.another:
        must_not_rest(case)
    agreed = AGREED.get(ending.outcome)
    _must_fit(appointment, ending)
    reason = add_entry(channel=case.channel, entry=ending.reason, at=at, author=by) if ending.reason else None
    outcome = ending.outcome if agreed is None else Appointment.HELD
    Appointment.objects.filter(pk=appointment.pk).update(
        ended=at, outcome=outcome, agreed=agreed, reason=reason
    )
    record(by=by.username, verb=f"appointment-{outcome}", subject=case.code, at=at)
    parties = [seat.party for seat in appointment.seats.select_related("party")]
    if ending.another or (outcome == Appointment.HELD and _goes_on(appointment, parties, at)):
        _made(case, appointment.kind, parties, said_yes=None, by=by, at=at)
    appointment.refresh_from_db()
    return appointment


def must_be_open(appointment: Appointment) -> None:
    """Raises:
    Refused: it has ended, perhaps in this moment (``over``).
    """
    if Appointment.objects.filter(pk=appointment.pk).exclude(ended=None).exists():
        raise Refused(_("This appointment is over. Reload the page."), code="over")


def must_be_ready(appointment: Appointment) -> None:
    """Raises:
    Refused: it is a joint one, and not everyone said yes and committed themselves (``not-ready``, S0.40).
    """
    fresh = Appointment.objects.prefetch_related("seats__party").get(pk=appointment.pk)
    if not fresh.is_ready:
        raise Refused(
            _("Not yet: a time is proposed when each person has said yes and given their commitment."),
            code="not-ready",
        )


def _made(
    case: Case,
    kind: str,
    parties: Sequence[Party],
    *,
    said_yes: datetime | None,
    by: Person | None,
    at: datetime,
) -> Appointment:
    made = Appointment.objects.create(case=case, kind=kind, asked=at, by=by)
    for party in parties:
        Seat.objects.create(appointment=made, party=party, said_yes=said_yes)
    who = by.username if by else parties[0].code
    record(by=who, verb="began-appointment" if by else "asked-appointment", subject=case.code, at=at)
    return made


def _goes_on(appointment: Appointment, parties: Sequence[Party], at: datetime) -> bool:
    """Whether a check-in is followed by another, as a plan of theirs goes on with a rhythm (S1.43)."""
    if appointment.kind != Appointment.CHECK_IN:
        return False
    return Plan.objects.going_on(parties, appointment.case.today(at)).exists()


def _can_sit(party: Party, case: Case) -> bool:
    return party.case_id == case.pk and party.channel_id is not None and party.left is None


def _must_have_left(case: Case, kind: str) -> None:
    if kind == Appointment.CHECK_IN or left_of(case) != 0:
        return
    texts = [str(door.appointment_text) for door in case.pack.pack.doors if door.desk == case.desk.code]
    raise Refused(next((text for text in texts if text), _("There were as many as we offer.")), code="limit")


def _must_fit(appointment: Appointment, ending: AppointmentEnd) -> None:
    """That such an appointment can end like this."""
    joint = {*AGREED, Appointment.DECLINED}
    takes = joint if appointment.is_joint else {Appointment.HELD}
    if ending.outcome not in takes | {Appointment.MISSED, Appointment.CANCELLED}:
        raise malformed()
    if ending.another and appointment.kind != Appointment.CHECK_IN:
        raise malformed()
    if ending.outcome in AGREED:
        must_be_ready(appointment)

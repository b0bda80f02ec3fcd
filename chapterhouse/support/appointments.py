"""What somebody's return page is told of appointments: of their own seats, and of nobody else's answer."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from chapterhouse.casework.actions.appointments import left_of, limit_of
from chapterhouse.casework.models import Party, Seat
from chapterhouse.casework.roster import readers
from chapterhouse.packs.doors import Door, Joint
from chapterhouse.packs.pack import Pack

from .public_data import moment_said, words


def appointments_of(party: Party, at: datetime) -> dict[str, Any]:
    """Their appointments, oldest first, and how many more they may ask for about this matter.

    Whose the matter is not is told no number: it would tell of the other's appointments.
    """
    pack = party.case.pack.pack
    others = Prefetch("appointment__seats", Seat.objects.select_related("party"))
    seats = party.seats.select_related("appointment").prefetch_related(others, "appointment__facilitators")
    joint = any(seat.appointment.is_joint for seat in seats)
    leading = {person.pk for person in readers(party.case, at)} if joint else set()
    doors = [door for door in pack.doors if door.desk == party.case.desk.code]
    return {
        "appointments": [_seat(seat, number, pack, leading) for number, seat in enumerate(seats, 1)],
        "asking": _asking(party, doors) if party.is_first else None,
        "joint": _joint(next((door.joint for door in doors if door.joint), None)),
    }


def nth_seat(party: Party, number: int) -> Seat | None:
    """A seat by the number under which its person knows it."""
    seats = party.seats.select_related("appointment__case", "party__case", "party__channel")
    return dict(enumerate(seats, 1)).get(number)


def _seat(seat: Seat, number: int, pack: Pack, leading: set[int]) -> dict[str, Any]:
    """One seat. ``led_by``: names of the officers who lead it and still read the case."""
    row = seat.appointment
    return {
        "number": number,
        "kind": row.kind,
        "proposed": row.proposed is not None,
        "starts": row.starts,
        "when": row.starts and moment_said(row.starts, pack.zone),
        "ended": row.ended is not None,
        "outcome": row.outcome,
        "said_yes": seat.said_yes is not None,
        "said_no": seat.said_no is not None,
        "committed": seat.committed is not None,
        "led_by": [person.name for person in row.leaders if person.pk in leading],
        "waits": seat.is_ready and not row.is_ready,
    }


def _asking(party: Party, doors: list[Door]) -> dict[str, Any]:
    """How many more may be asked for, of how many; at the end, the pack's kind words."""
    text = next((door.appointment_text for door in doors if door.appointment_text), None)
    return {"left": left_of(party.case), "limit": limit_of(party.case), "text": words(text)}


def _joint(joint: Joint | None) -> dict[str, Any] | None:
    said = ("explains", "preparation", "commitment")
    return {name: words(getattr(joint, name)) for name in said} if joint else None

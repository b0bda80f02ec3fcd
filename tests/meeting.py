"""Makes appointments for tests, always through the real actions; the rest is in tests/make.py.

told = make.report("a")
asked = meeting.ask(told)                             # with their return code
meeting.propose(asked, by=cast.chidi)
meeting.pick(told, asked, starts)
meeting.end(asked, "held", by=cast.chidi)
"""

from chapterhouse.casework.actions import appointments, seats, times
from chapterhouse.casework.wire import AppointmentEnd, Proposal
from chapterhouse.demo import desks, visits
from tests import make


def appointment_data(place="Echo Street"):
    """Times and a place as a browser seals them; nobody but readers sees them."""
    return {"kind": "times", "number": 1, "text": "", "options": [{"place": {"name": {"en": place}}}]}


def ask(told, kind="single", *, text="When could we meet?", at=None):
    """The person asks with their return code."""
    at = at or make.now()
    party = make.fresh(told.party)
    return appointments.ask(party=party, kind=kind, entry=make.message_wire(told, text, at=at), at=at)


def begin(case, parties, *, by, kind="single", at=None):
    people = [make.fresh(party) for party in parties]
    return appointments.begin(case=make.fresh(case), kind=kind, parties=people, by=by, at=at or make.now())


def proposals(appointment, *, by, at=None, place="Echo Street"):
    """A sealed message to each seat, as it is sent."""
    at, parties = at or make.now(), [seat.party for seat in make.fresh(appointment).seats.all()]
    body = appointment_data(place)
    return [
        Proposal(
            party.code,
            make.sealed(desks.talk(make.member(by), party), "message", body, at),
            make.seen(party.channel),
        )
        for party in parties
    ]


def propose(appointment, *, by, at=None, place="Echo Street"):
    at = at or make.now()
    sent = proposals(appointment, by=by, at=at, place=place)
    return times.propose(appointment=make.fresh(appointment), proposals=sent, by=by, at=at)


def pick(told, appointment, starts, *, at=None):
    """The person picks a time with their code."""
    at = at or make.now()
    entry = make.sealed(visits.come_back(told.box, make.fresh(told.party)), "message", {"kind": "choice"}, at)
    row, party = make.fresh(appointment), make.fresh(told.party)
    return times.pick(appointment=row, party=party, starts=starts, entry=entry, at=at)


def set_time(appointment, starts, *, by, at=None):
    at = at or make.now()
    sent = proposals(appointment, by=by, at=at)
    return times.set_time(appointment=make.fresh(appointment), starts=starts, proposals=sent, by=by, at=at)


def bring_in(appointment, party, *, by, at=None):
    row = make.fresh(appointment)
    return appointments.bring_in(appointment=row, party=make.fresh(party), by=by, at=at or make.now())


def seat_of(appointment, party):
    return appointment.seats.select_related("appointment__case", "party__case").get(party=party)


def say(appointment, party, *, yes=True, at=None):
    """Somebody's own yes or no to talking together."""
    return seats.answer(seat=seat_of(appointment, party), yes=yes, at=at or make.now())


def commit_to(appointment, party, *, at=None):
    return seats.commit_to(seat=seat_of(appointment, party), at=at or make.now())


def prepare(appointment, party, *, by, at=None):
    return seats.prepare(seat=seat_of(appointment, party), by=by, at=at or make.now())


def end(appointment, outcome="held", *, by, reason=None, another=False, at=None):
    """Records how it ended; `reason` is sealed."""
    at, row = at or make.now(), make.fresh(appointment)
    sealed_reason = make.note_wire(row.case, by=by, text=reason, at=at) if reason else None
    ending = AppointmentEnd(outcome=outcome, reason=sealed_reason, another=another)
    return appointments.end(appointment=row, ending=ending, by=by, at=at)

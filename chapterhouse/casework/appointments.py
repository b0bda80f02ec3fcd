"""Appointments as the case page lists them: kind, times, yes or no. Place and reason are sealed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from chapterhouse.packs.pack import Desk, Pack, Place, Words
from chapterhouse.people.models import Person

from .actions.appointments import limit_of
from .models import Appointment, Case, Party, Seat
from .wording import APPOINTMENTS, ENDINGS, JOINT_ENDINGS, OUTCOMES_OF_APPOINTMENTS


@dataclass(frozen=True)
class Shown:
    """One appointment.

    Attributes:
        number: which it is in its case; the address of its forms.
        own: what the messages of each seat call it: which it is for that person.
        absent: who could be asked to join a joint one.
        led_by: who of the officers leads a joint one; may_lead: who may be chosen, and has not declined.
    """

    number: int
    row: Appointment
    own: dict[int, int]
    absent: list[Party]
    led_by: list[Person]
    may_lead: list[Person]

    @property
    def kind(self) -> Any:
        return APPOINTMENTS[self.row.kind]

    @property
    def outcome(self) -> Any:
        """How it ended, in words."""
        if self.row.agreed is None:
            return OUTCOMES_OF_APPOINTMENTS[self.row.outcome]
        return JOINT_ENDINGS["agreement" if self.row.agreed else "no-agreement"]

    @property
    def endings(self) -> Iterable[tuple[str, Any]]:
        """How it can end, as (code, words) pairs."""
        return (JOINT_ENDINGS if self.row.is_joint else ENDINGS).items()

    @cached_property
    def seats(self) -> list[Seat]:
        return list(self.row.seats.all())

    @property
    def sealed_to(self) -> str:
        """To whom times are sealed: code, channel and own number of each, as JSON."""
        return json.dumps([_address(seat.party, self.own[seat.pk]) for seat in self.seats])


@dataclass(frozen=True)
class Appointments:
    """The section of a case. ``counted``: of those that count, how many there are; ``limit``: of how many."""

    rows: list[Shown]
    parties: list[Party]
    counted: int
    limit: int | None
    places: tuple[Place, ...]
    desk: Desk
    data: dict[str, Any]

    @property
    def kinds(self) -> Iterable[tuple[str, Any]]:
        return APPOINTMENTS.items()


def appointments_of(case: Case, readers: Sequence[Person]) -> Appointments:
    """Everything the section shows, in a fixed number of queries.

    Args:
        readers: who can read the case now.
    """
    seats = Prefetch("seats", Seat.objects.select_related("party__channel"))
    found = list(case.appointments.prefetch_related(seats))
    joint = [row for row in found if row.is_joint]
    prefetch_related_objects(joint, "facilitators", "declined_by")
    said = set(case.independences.values_list("person", flat=True)) if joint else set()
    able, shut = [person for person in readers if person.pk in said], set(case.shut_out()) if joint else set()
    present = [party for party in case.parties.all() if party.channel_id and not party.left]
    pack = case.pack.pack
    return Appointments(
        rows=_shown(found, present, able, shut),
        parties=sorted(present, key=lambda party: party.pk),
        counted=sum(row.counts for row in found),
        limit=limit_of(case),
        places=pack.places,
        desk=case.rules,
        data=sealed_data(pack),
    )


def _shown(found: list[Appointment], present: list[Party], able: list[Person], shut: set[int]) -> list[Shown]:
    so_far: dict[int, int] = defaultdict(int)
    shown = []
    for number, row in enumerate(found, 1):
        own = {}
        for seat in row.seats.all():
            so_far[seat.party_id] += 1
            own[seat.pk] = so_far[seat.party_id]
        sitting = {seat.party_id for seat in row.seats.all()}
        absent = [party for party in present if party.pk not in sitting] if row.is_joint else []
        shown.append(Shown(number, row, own, absent, *_leading(row, able, shut)))
    return shown[::-1]


def _leading(row: Appointment, able: list[Person], shut: set[int]) -> tuple[list[Person], list[Person]]:
    """Who leads a joint one, and who may; nobody leads any other."""
    if not row.is_joint:
        return [], []
    declined = set(row.declined_by.all())
    led_by = [person for person in row.leaders if person.pk not in shut]
    return led_by, [person for person in able if person not in declined]


def _address(party: Party, number: int) -> dict[str, Any]:
    assert party.channel is not None
    return {"party": party.code, "channel": str(party.channel.uuid), "number": number}


def sealed_data(pack: Pack) -> dict[str, Any]:
    """What the module seals into a message: the zone of its times, and the places with their facts."""
    return {"zone": pack.time_zone, "places": [_place(place) for place in pack.places]}


def _place(place: Place) -> dict[str, Any]:
    facts = ("name", "where", "public", "accessible", "private")
    said = {name: _words(getattr(place, name)) for name in facts}
    return {"code": place.code, "online": place.online, **said}


def _words(text: Words | None) -> dict[str, str] | None:
    return text.as_dict() if text else None

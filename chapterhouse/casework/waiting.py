"""Who in a case waits for an answer, and since when: of each conversation by itself."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from chapterhouse.sealing.models import Entry

from .models import Appointment, Case, Party, Plan


def unanswered(party: Party) -> list[datetime]:
    """When their messages arrived that nobody has answered, oldest first: since the first of them they wait.

    Nobody waits who asked us to stop. Having been reached outside the program is an answer to the one whose
    case it is.
    """
    if party.channel is None or not _waits(party, party.case):
        return []
    heard = _heard(party.case) if party.is_first else None
    return _since(Entry.objects.in_channel(party.channel), _asides(party.case), heard)


def waiting_since(case: Case) -> datetime | None:
    """Since when the one waits who waits the longest."""
    rows = Party.everyone.filter(case=case).exclude(channel=None).select_related("case", "channel")
    return min((waiting[0] for party in rows if (waiting := unanswered(party))), default=None)


def waiting_among(
    case: Case, parties: Iterable[Party], entries: Mapping[int, list[Entry]]
) -> dict[Party, datetime]:
    """Since when each waits of those who do, in two queries, of a case whose entries are at hand.

    Args:
        entries: by the primary key of their channel, oldest first.
    """
    asides, heard, found = _asides(case), _heard(case), dict[Party, datetime]()
    for party in parties:
        written = entries.get(party.channel_id, []) if party.channel_id and _waits(party, case) else []
        waiting = _since(written, asides, heard if party.is_first else None)
        if waiting:
            found[party] = waiting[0]
    return found


def _waits(party: Party, case: Case) -> bool:
    if party.left or not case.stopped:
        return not party.left
    beside = case.supporters.filter(guest=party).select_related("party").first()
    return not (beside.party if beside else party).is_first


def _since(written: Iterable[Entry], asides: Collection[int], heard: datetime | None) -> list[datetime]:
    waiting = list[datetime]()
    for entry in written:
        if entry.pk not in asides:
            waiting = [] if entry.author_id else [*waiting, entry.received]
    return [moment for moment in waiting if heard is None or moment > heard]


def _asides(case: Case) -> set[int]:
    """Messages that ask for no answer: a time was chosen by them, or they say how a plan goes."""
    times = Appointment.choices.through.objects.filter(appointment__case=case).values_list("entry", flat=True)
    plans = Plan.asides.through.objects.filter(plan__case=case).values_list("entry", flat=True)
    return set(times.union(plans))


def _heard(case: Case) -> datetime | None:
    """The last time that the one whose case it is was reached, or asked us to stop."""
    reached = case.contacts.order_by().values_list("at", flat=True)
    return max(reached.union(case.stops.order_by().values_list("at", flat=True)), default=None)

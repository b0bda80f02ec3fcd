"""Who in a case waits for an answer, and since when: of each conversation by itself."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Max

from chapterhouse.sealing.models import Entry

from .models import Appointment, Case, Party, Plan


def unanswered(party: Party) -> list[datetime]:
    """When their messages arrived that nobody has answered, oldest first: since the first of them they wait.

    Nobody waits who asked us to stop. Having been reached outside the program is an answer to the one whose
    case it is.
    """
    if party.channel is None or not _waits(party, party.case):
        return []
    heard, begun = (_heard(party.case), _begun(party.case)) if party.is_first else (None, None)
    return _since(Entry.objects.in_channel(party.channel), _asides(party.case), heard, begun)


def waiting_since(case: Case) -> datetime | None:
    """Since when the one waits who waits the longest."""
    rows = Party.everyone.filter(case=case).exclude(channel=None).select_related("case", "channel")
    return min((waiting[0] for party in rows if (waiting := unanswered(party))), default=None)


def waiting_among(
    case: Case, parties: Iterable[Party], entries: Mapping[int, list[Entry]]
) -> dict[Party, datetime]:
    """Since when each waits of those who do, in three queries, of a case whose entries are at hand.

    Args:
        entries: by the primary key of their channel, oldest first.
    """
    asides, found = _asides(case), dict[Party, datetime]()
    heard, begun = _heard(case), _begun(case)
    for party in parties:
        written = entries.get(party.channel_id, []) if party.channel_id and _waits(party, case) else []
        since = (heard, begun) if party.is_first else (None, None)
        waiting = _since(written, asides, *since)
        if waiting:
            found[party] = waiting[0]
    return found


def _waits(party: Party, case: Case) -> bool:
    return not (party.left or rests_for(party, case))


def rests_for(party: Party, case: Case) -> bool:
    """Whether nothing is promised to them, as the one whose case it is wants nothing done.

    It is the same for who stands beside that one; anybody else is answered.
    """
    if not (case.stopped or asked_to_wait(case)):
        return False
    beside = case.supporters.filter(guest=party).select_related("party").first()
    return (beside.party if beside else party).is_first


def asked_to_wait(case: Case) -> bool:
    """Whether the person wants nothing done, and has had an answer: nothing is promised then."""
    return case.wait is not None and was_reached(case)


def was_reached(case: Case) -> bool:
    """Whether somebody has written to the one whose case it is, or spoken with them."""
    first = case.parties.earliest("pk")
    written = Entry.objects.in_channel(first.channel).exclude(author=None) if first.channel else None
    return case.contacts.exists() or bool(written and written.exists())


def _since(
    written: Iterable[Entry],
    asides: Collection[int],
    heard: datetime | None,
    begun: datetime | None,
) -> list[datetime]:
    """Moments since which they wait: of their messages, and of the end of what they asked us to wait with."""
    waiting, answered = list[datetime](), heard
    for entry in written:
        if entry.pk not in asides and entry.author_id:
            waiting, answered = [], max(entry.received, heard or entry.received)
        elif entry.pk not in asides:
            waiting.append(entry.received)
    asked = [*waiting, *([begun] if begun else [])]
    return sorted(moment for moment in asked if answered is None or moment > answered)


def _asides(case: Case) -> set[int]:
    """Messages that ask for no answer: a time was chosen by them, or they say how a plan goes."""
    times = Appointment.choices.through.objects.filter(appointment__case=case).values_list("entry", flat=True)
    plans = Plan.asides.through.objects.filter(plan__case=case).values_list("entry", flat=True)
    return set(times.union(plans))


def _heard(case: Case) -> datetime | None:
    """The last time that the one whose case it is was reached, or asked us to stop."""
    reached = case.contacts.order_by().values_list("at", flat=True)
    return max(reached.union(case.stops.order_by().values_list("at", flat=True)), default=None)


def _begun(case: Case) -> datetime | None:
    """When their last wait ended: from then on they are owed an answer."""
    last: datetime | None = case.waits.order_by().aggregate(last=Max("ended"))["last"]
    return last

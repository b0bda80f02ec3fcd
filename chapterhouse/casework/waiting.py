"""Who in a case waits for an answer, and since when: of each conversation by itself."""

from datetime import datetime

from django.db.models import Max

from chapterhouse.sealing.models import Entry

from .models import Appointment, Case, Party, Plan


def unanswered(party: Party) -> list[datetime]:
    """When their messages arrived that nobody has answered, oldest first: since the first of them they wait.

    Nobody waits who asked us to stop. Having been reached outside the program is an answer to the one whose
    case it is.
    """
    if party.channel is None or party.left or (party.is_first and party.case.stopped):
        return []
    waiting = list[datetime]()
    chosen = Appointment.choices.through.objects.filter(appointment__case=party.case_id).values("entry")
    aside = Plan.asides.through.objects.filter(plan__holder=party).values("entry")
    asking = Entry.objects.in_channel(party.channel).exclude(pk__in=chosen).exclude(pk__in=aside)
    for author, received in asking.values_list("author", "received"):
        waiting = [] if author else [*waiting, received]
    heard = _heard(party) if party.is_first else None
    return [moment for moment in waiting if heard is None or moment > heard]


def waiting_since(case: Case) -> datetime | None:
    """Since when the one waits who waits the longest."""
    rows = case.parties.exclude(channel=None).select_related("case", "channel")
    return min((waiting[0] for party in rows if (waiting := unanswered(party))), default=None)


def _heard(party: Party) -> datetime | None:
    """The last time that they were reached, or asked us to stop."""
    last = (rows.aggregate(at=Max("at"))["at"] for rows in (party.case.contacts, party.case.stops))
    return max((at for at in last if at), default=None)

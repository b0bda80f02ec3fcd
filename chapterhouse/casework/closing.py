"""What the closing page shows: what to look back at, how the end is counted, how long it is kept."""

from datetime import datetime, timedelta
from typing import Any

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .actions.ending import needs_follow_up
from .casefile import Casefile, gone_before, page_of
from .formal import Placed
from .models import Appointment, Case, Party


def closing_page_of(case: Case, person: Person, at: datetime) -> dict[str, Any]:
    """Template and module data of a case `with_clock` that is open.

    `asked_first` is what the person told first, `first` the notes of the first conversation with them;
    `doors` lead to the case's desk; `waits`: an answer is owed; `goes_on`: a plan that is to be ended first;
    `standing`: measures that nobody has ended; `untold`: who has not been told what came of it.
    `gone_before`: the day until which somebody may not come back, if it would be destroyed before.
    """
    page, until = page_of(case, person, at), at + timedelta(days=case.rules.keep_days)
    return {
        **page,
        "gone_before": gone_before(case, page["file"], until),
        "asked_first": _asked_first(page["file"]),
        "doors": [door for door in case.pack.pack.doors if door.desk == case.desk.code],
        "first": page["story"].firsts.get(case.parties.all()[0].pk),
        "follow_ups": case.appointments.filter(outcome=Appointment.HELD).count(),
        "needs_follow_up": needs_follow_up(case),
        "waits": case.stage in (Case.NEW, Case.ANSWER),
        "goes_on": next((plan for plan in page["plans"].rows if not plan.row.ended), None),
        "until": until,
        "standing": _standing(page["file"]),
        "untold": _untold(page["file"], bool(page["outcome"])),
    }


def _standing(file: Casefile) -> list[Placed]:
    """Measures that stand after the closing, as nobody ended them and their day has not come."""
    placed = file.formal.measures if file.formal else []
    return [one for one in placed if not one.over]


def _untold(file: Casefile, owed: bool) -> list[Party]:
    """The one who came to us, where that was promised, and to whom the newest determination did not go.

    Args:
        owed: whether the one who came to us was promised to hear what came of it, and has not.
    """
    first, formal = file.ledger.first, file.formal
    untold = [first] if owed else []
    if formal and formal.determinations:
        told = {sending.party_id for sending in formal.determinations[0].sendings}
        concerned = [first, *(one.party for one in formal.noticed if one.row)]
        untold += [party for party in concerned if party.pk not in told]
    return list(dict.fromkeys(untold))


def _asked_first(file: Casefile) -> Entry | None:
    """The report; where it was written down with the person, it stands among the notes."""
    talk = min(file.talks, key=lambda talk: talk.party.pk)
    firsts = [said[-1].entry for said in (talk.said, file.notes) if said]
    return min(firsts, key=lambda entry: entry.received, default=None)

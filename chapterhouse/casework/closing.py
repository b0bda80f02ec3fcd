"""What the closing page shows: what to look back at, how the end is counted, how long it is kept."""

from datetime import datetime, timedelta
from typing import Any

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .actions.ending import needs_follow_up
from .casefile import Casefile, gone_before, page_of
from .models import Appointment, Case


def closing_page_of(case: Case, person: Person, at: datetime) -> dict[str, Any]:
    """Template and module data of a case `with_clock` that is open.

    `asked_first` is what the person told first, `first` the notes of the first conversation with them;
    `doors` lead to the case's desk; `waits`: an answer is owed; `goes_on`: a plan that is to be ended first;
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
        "waits": bool(case.due_at),
        "goes_on": next((plan for plan in page["plans"].rows if not plan.row.ended), None),
        "until": until,
    }


def _asked_first(file: Casefile) -> Entry | None:
    """The report; where it was written down with the person, it stands among the notes."""
    talk = min(file.talks, key=lambda talk: talk.party.pk)
    firsts = [said[-1].entry for said in (talk.said, file.notes) if said]
    return min(firsts, key=lambda entry: entry.received, default=None)

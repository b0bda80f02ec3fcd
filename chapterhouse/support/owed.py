"""What is owed to somebody, as their return page says it: an answer, and what came of it."""

from datetime import datetime, tzinfo
from typing import Any

from chapterhouse.casework.models import Case, Party
from chapterhouse.casework.waiting import unanswered
from chapterhouse.clocks.models import Promise
from chapterhouse.clocks.spans import due

from .public_data import moment_said


def promise_to(party: Party, zone: tzinfo, at: datetime) -> dict[str, Any] | None:
    """The answer we owe to their own messages; late, with the new date once the worker has set one ahead.

    The clock of a case may have started for somebody else, so it is told only where it is theirs.
    """
    waiting = unanswered(party)
    if not waiting:
        return None
    theirs = Promise.objects.answers().on(party.case.code).filter(started_at__in=waiting).first()
    owed = theirs.due_at if theirs else due(waiting[0], party.case.promise_hours)
    new_date = theirs.new_date if theirs else None
    ahead = new_date if new_date and new_date > at else None
    return {
        "kind": theirs.kind if theirs else Promise.ANSWER,
        "due": owed,
        "by": moment_said(owed, zone),
        "late": owed <= at,
        "new_date": ahead and moment_said(ahead, zone),
    }


def outcome_of(case: Case, zone: tzinfo) -> dict[str, Any] | None:
    """By when whoever wrote hears what came of it, where that is promised. A guest is not told: it says when
    the case began."""
    owed = Promise.objects.outcomes().on(case.code).first() if case.rules.outcome_days else None
    if owed is None:
        return None
    return {"by": moment_said(owed.new_date or owed.due_at, zone), "late": owed.new_date is not None}

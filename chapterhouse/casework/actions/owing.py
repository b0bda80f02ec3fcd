"""What is owed: an answer to whoever waits, so that nobody is forgotten for another; and what came of it."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.clocks.actions import meet, promise
from chapterhouse.clocks.models import Promise
from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Case
from ..waiting import waiting_since, was_reached


def settle(*, case: Case, at: datetime, end: Callable[..., int] = meet) -> None:
    """End the promise on a case, unless the one to whom it was given waits still.

    Whoever waits now is promised an answer from the moment they wrote, which may make it late at once.

    Args:
        end: what becomes of the promise: it is met, or stopped (`clocks.actions.stop`).
    """
    since = waiting_since(case)
    running = Promise.objects.answers().on(case.code)
    if since and running.filter(started_at__gte=since).exists():
        return
    end(subject=case.code, at=at)
    if since:
        promise(subject=case.code, kind=Promise.ANSWER, hours=case.promise_hours, at=since)


def owe_outcome(*, case: Case, at: datetime) -> None:
    """Where the pack of a case promises it, the person hears by a day what came of it; not while it waits."""
    if case.rules.outcome_days and not case.waits.filter(ended=None).exists():
        promise(subject=case.code, kind=Promise.OUTCOME, hours=24 * case.rules.outcome_days, at=at)


@transaction.atomic
def tell_outcome(*, case: Case, by: Person, at: datetime) -> None:
    """Record that the person was told what was found, done or decided, though the work may go on.

    Raises:
        Refused: they may not read it (``not-yours``); no such promise runs (``nothing-owed``); nobody has
            written to the person or reached them (``not-told``).
    """
    case.hold()
    must_read(by, case, at)
    if not Promise.objects.outcomes().on(case.code).exists():
        raise Refused(_("Nothing of that kind is promised now. Reload the page."), code="nothing-owed")
    if not was_reached(case):
        raise Refused(_("Write to the person first what came of it, or reach them."), code="not-told")
    meet(subject=case.code, at=at, kinds=(Promise.OUTCOME,))
    record(by=by.username, verb="told-outcome", subject=case.code, at=at)

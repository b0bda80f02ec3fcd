"""What is owed when one of several was answered or waits no longer: nobody is forgotten for another."""

from collections.abc import Callable
from datetime import datetime

from chapterhouse.clocks.actions import meet, promise
from chapterhouse.clocks.models import Promise

from ..models import Case
from ..waiting import waiting_since


def settle(*, case: Case, at: datetime, end: Callable[..., int] = meet) -> None:
    """End the promise on a case, unless the one to whom it was given waits still.

    Whoever waits now is promised an answer from the moment they wrote, which may make it late at once.

    Args:
        end: what becomes of the promise: it is met, or stopped (`clocks.actions.stop`).
    """
    since = waiting_since(case)
    running = Promise.objects.open().on(case.code)
    if since and running.filter(started_at__gte=since).exists():
        return
    end(subject=case.code, at=at)
    if since:
        promise(subject=case.code, kind=Promise.ANSWER, hours=case.promise_hours, at=since)

"""The sweep: whoever must know that a promise runs out hears of it, without contents."""

import logging
from datetime import datetime

from django.db import transaction

from chapterhouse.clocks.actions import remind
from chapterhouse.clocks.models import Promise
from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person

from ..models import Case, Unavailability
from ..roster import backups, readers

log = logging.getLogger(__name__)


def remind_all(*, at: datetime) -> int:
    """Sweep every promise whose next point has come; returns how many reminded. Safe to run twice."""
    waiting = Promise.objects.reminding(at).order_by("remind_at", "pk")
    return sum(_reminded(promise, at) for promise in waiting)


def _reminded(promise: Promise, at: datetime) -> bool:
    """One case that cannot be looked at must not keep all others from being heard of."""
    try:
        return remind_one(promise=promise, at=at)
    except Exception:
        log.exception("Nobody could be reminded of promise %s; it is tried again.", promise.pk)
        return False


@transaction.atomic
def remind_one(*, promise: Promise, at: datetime) -> bool:
    """Remind about one promise: before it is due those who work on it, then readers and backup contact.

    The latter hear of it again at each new date, until the promise is met.

    The rows of the clock and the notices commit together, so a worker killed in between says it again
    and nobody hears it twice.
    """
    points = remind(promise=promise, at=at)
    case = Case.objects.filter(code=promise.subject).first()
    if not points or case is None:
        return False
    if promise.due_at <= at:
        tell(people=readers(case, at), kind=Notice.OVERDUE, subject=case.code, at=at)
        tell(people=_backups(case, at), kind=Notice.OVERDUE, subject=case.code, at=at)
        verb = "ran-late" if promise.kind in Promise.ANSWERS else "outcome-late"
        record(by="worker", verb=verb, subject=case.code, at=at)
    else:
        tell(people=_called(case, at), kind=Notice.REMINDER, subject=case.code, at=at)
    return True


def _called(case: Case, at: datetime) -> list[Person]:
    """The pair without those who are away, with who covers and is there; everyone if that leaves nobody.

    Where nobody can read any more, the backup contact hears of it before it is late.
    """
    able = readers(case, at)
    away = {row.person_id: row.cover for row in Unavailability.objects.at(at).select_related("cover")}
    called = [away.get(person.pk, person) for person in case.pair]
    there = [person for person in called if person in able and person.pk not in away]
    return there or able or _backups(case, at)


def _backups(case: Case, at: datetime) -> list[Person]:
    """The backup contact, unless the person shut them out."""
    excluded = set(case.exclusions.values_list("person", flat=True))
    return [person for person in backups(case.rules, at) if person.pk not in excluded]

"""Starting, meeting and sweeping promises. Who is reminded is the business of the app that promised."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from chapterhouse.rows import keep

from . import spans
from .models import Promise, Reminder


def promise(*, subject: str, kind: str, hours: float, at: datetime, first: bool = False) -> Promise:
    """Start a promise, or return the open one of that kind: a clock is never reset by a second message.

    Args:
        first: the subject is new, so that no promise can run on it yet.
    """
    found = None if first else Promise.objects.open().filter(subject=subject, kind=kind).first()
    return (
        found
        or keep(
            [
                Promise(
                    subject=subject,
                    kind=kind,
                    hours=hours,
                    started_at=at,
                    due_at=spans.due(at, hours),
                    remind_at=spans.moment_of("half", at, hours),
                )
            ]
        )[0]
    )


def meet(*, subject: str, at: datetime, kinds: Collection[str] = Promise.ANSWERS) -> int:
    """Meet the open promises of these kinds on a subject; returns how many there were."""
    return Promise.objects.open().on(subject).filter(kind__in=kinds).update(met_at=at, remind_at=None)


def stop(*, subject: str, at: datetime, kinds: Collection[str] = Promise.ANSWERS) -> int:
    """Stop the open promises of these kinds because nobody waits any more."""
    return Promise.objects.open().on(subject).filter(kind__in=kinds).update(stopped_at=at, remind_at=None)


@transaction.atomic
def remind(*, promise: Promise, at: datetime) -> list[str]:
    """Record the reminder points of a promise that have come and were not recorded yet.

    Once late it reminds again at each new date, and each time a later one is set: lateness is never silent.

    Safe to run twice and at the same time: the promise's row is locked, and each point is unique.

    Returns:
        The points recorded now; more than one when the worker was asleep. Empty if nothing is to be said.
    """
    held = Promise.objects.select_for_update().open().filter(pk=promise.pk).first()
    if held is None:
        return []
    new = _points_come(held, at)
    Reminder.objects.bulk_create(Reminder(promise=held, point=point, at=at) for point in new)
    if new and held.is_late(at):
        held.new_date = spans.new_date(at, held.hours)
    held.remind_at = _next_moment(held, at)
    held.save(update_fields=["remind_at", "new_date"])
    return new


def _points_come(promise: Promise, at: datetime) -> list[str]:
    """Those not said yet; of new dates that were slept through, one is said for all."""
    said = set(promise.reminders.values_list("point", flat=True))
    if promise.new_date is None:
        return [point for point in promise.points_passed(at) if point not in said]
    return [spans.late_point(said)] if promise.new_date <= at else []


def _next_moment(promise: Promise, at: datetime) -> datetime | None:
    ahead = (spans.moment_of(point, promise.started_at, promise.hours) for point in spans.POINTS)
    return next((moment for moment in ahead if moment > at), promise.new_date)

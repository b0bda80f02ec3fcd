"""The outbox: putting notices in, taking them back, sending them one claimed row at a time."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from chapterhouse.people.models import Person
from chapterhouse.rows import keep

from .mail import send
from .models import Notice

log = logging.getLogger(__name__)
#: Wait after the nth failed try, in minutes; the last one repeats for ever, so that an outage loses nothing.
BACKOFF_MINUTES = (1, 2, 5, 15, 60, 180)
KEEP_SENT = timedelta(days=30)


def tell(*, people: "list[Person]", kind: str, subject: str, at: datetime, first: bool = False) -> None:
    """Put one notice for each person in the outbox; one that waits unsent is not doubled, but made newer.

    Args:
        people: the members to tell.
        kind: one of `Notice.KINDS`.
        subject: public code it is about; kept so that `withdraw` finds it, never sent.
        at: now.
        first: the subject is new, so that nothing can wait about it yet.
    """
    made = [Notice(person=person, kind=kind, subject=subject, made_at=at, not_before=at) for person in people]
    if first:
        keep(made)
        return
    waiting = Notice.objects.unsent().filter(person__in=people, kind=kind, subject=subject)
    waiting.update(made_at=at)
    Notice.objects.bulk_create(made, ignore_conflicts=True)


def withdraw(*, person: Person, subject: str) -> None:
    """Take back what is about to be said to someone who may no longer know, and what was kept of it."""
    Notice.objects.filter(person=person, subject=subject).delete()


def send_next(*, at: datetime) -> bool:
    """Claim one ready notice, send it, mark it sent.

    Killed before sending, it is taken up again after `LEASE`; killed between sending and marking, it is
    sent twice, which is better than never. One that was made newer while it was on its way is sent again.

    Returns:
        Whether there was one to try.
    """
    notice = _claim(at)
    if notice is None:
        return False
    try:
        send(kind=notice.kind, person=notice.person)
    except (OSError, ValueError) as fault:  # smtplib's errors are OSErrors; an address can be a ValueError
        log.warning("Mail could not be sent (%s); notice %s waits.", type(fault).__name__, notice.pk)
        _put_back(notice, at)
    else:
        _mark(notice, at)
    return True


def forget_old(*, at: datetime) -> int:
    """Delete notices sent more than 30 days ago; returns how many."""
    return Notice.objects.filter(sent_at__lt=at - KEEP_SENT).delete()[0]


@transaction.atomic
def _claim(at: datetime) -> Notice | None:
    ready = Notice.objects.ready(at).select_for_update(skip_locked=True, of=("self",))
    notice = ready.select_related("person").first()
    if notice is not None:
        Notice.objects.filter(pk=notice.pk).update(claimed_at=at, tries=notice.tries + 1)
        notice.tries += 1
    return notice


def _mark(notice: Notice, at: datetime) -> None:
    mine = Notice.objects.filter(pk=notice.pk)
    if not mine.filter(made_at=notice.made_at).update(sent_at=at):
        mine.update(claimed_at=None, tries=0)


def _put_back(notice: Notice, at: datetime) -> None:
    wait = BACKOFF_MINUTES[min(notice.tries, len(BACKOFF_MINUTES)) - 1]
    Notice.objects.filter(pk=notice.pk).update(claimed_at=None, not_before=at + timedelta(minutes=wait))

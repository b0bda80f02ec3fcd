"""Sending copies: some are claimed, each is marked in the moment before the mail server gets it, and after.

A worker may be killed at any line, and two may work at once. Whoever claimed copies and died loses them to
another after `LEASE`. A copy that was being handed over then may have left: nobody knows, so it is not sent
again unless a person says so. That is the other way round than for notices, which say nothing and may come
twice; a text that comes twice to thousands is worse than one that is missing for one.
"""

import logging
import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q

from chapterhouse.packs.pack import Pack
from chapterhouse.people.removal import pack_at

from ..audiences import wanting_no_mail
from ..bounces import gone_by_answer
from ..letters import letter
from ..models import LEASE, Announcement, Copy, OptOut
from ..models.copy import new_key
from .bounces import refuse

log = logging.getLogger(__name__)
State = Copy.State
#: Wait after the nth fault in a row, in minutes; the last one repeats for ever: an outage loses nothing.
BACKOFF_MINUTES = (1, 2, 5, 15, 60, 180)
#: How often a copy is tried that the mail server wants later.
TRIES = 8
MINUTE = timedelta(minutes=1)
#: What a mail server answers that closes the line.
CLOSING = 421
#: Most copies in one lot, all of which go through one connection.
MOST = 200
KEEP_COPIES = timedelta(days=30)


@dataclass(frozen=True)
class Lot:
    """Copies of one announcement that one worker has claimed under a name of its own."""

    announcement: Announcement
    name: str
    copies: list[Copy]


def send_lot(*, at: datetime) -> int:
    """Claim some copies and send them through one connection, as many as the pace allows.

    Returns:
        How many were tried.
    """
    lot = _claim(at)
    if lot is None:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as fault:  # smtplib's errors are OSErrors
        _wait(lot, fault, at)
        return 0
    tried = _send_all(lot, connection, at)
    with suppress(OSError):
        connection.close()
    return tried


def forget_copies(*, at: datetime) -> int:
    """Keep numbers alone of what ended 30 days ago; returns how many copies were forgotten."""
    old = at - KEEP_COPIES
    ended = Announcement.objects.filter(Q(finished__lt=old) | Q(stopped__lt=old), totals={})
    number = 0
    for announcement in ended:
        with transaction.atomic():
            Announcement.objects.filter(pk=announcement.pk).update(totals=announcement.copies.counts())
            number += announcement.copies.all().delete()[0]
    return number


# ---- claiming


@transaction.atomic
def _claim(at: datetime) -> Lot | None:
    """Copies of the oldest announcement that has some; workers take turns at its row."""
    for announcement in Announcement.objects.going(at).select_for_update():
        _take_back(announcement, at)
        lot = _claim_of(announcement, at)
        if lot:
            return lot
        if not announcement.copies.under_way().exists():
            Announcement.objects.filter(pk=announcement.pk).update(finished=at)
    return None


def _take_back(announcement: Announcement, at: datetime) -> None:
    """What a worker held that has not been heard of for `LEASE`."""
    lost = Copy.objects.filter(announcement=announcement, claimed_at__lte=at - LEASE)
    lost.filter(state=State.CLAIMED).update(state=State.WAITING, claim="", claimed_at=None)
    lost.filter(state=State.SENDING).update(state=State.UNKNOWN)


def _claim_of(announcement: Announcement, at: datetime) -> Lot | None:
    ready = announcement.copies.ready(at).order_by("pk").select_related("address", "announcement")
    copies = _still_wanted(list(ready[: _allowed(at)]))
    if not copies:
        return None
    lot = Lot(announcement, new_key(), copies)
    mine = Copy.objects.filter(pk__in=[copy.pk for copy in copies])
    mine.update(state=State.CLAIMED, claim=lot.name, claimed_at=at, tries=F("tries") + 1)
    return lot


def _allowed(at: datetime) -> int:
    """How many may be claimed now, so that no minute sees more than the pace."""
    pace: int = settings.ANNOUNCEMENTS_A_MINUTE
    lately = Copy.objects.filter(claimed_at__gt=at - MINUTE).count()
    return max(0, min(MOST, max(1, pace // 6), pace - lately))


def _still_wanted(copies: list[Copy]) -> list[Copy]:
    """Without those who, as it was found since, want none of this kind or no mail, or have no mailbox."""
    silent = wanting_no_mail([copy.address.email for copy in copies])
    kinds = {copy.announcement.kind for copy in copies}
    left = OptOut.objects.filter(address__in=[copy.address_id for copy in copies], kind__in=kinds)
    gone = set(left.values_list("address", flat=True))
    gone |= {copy.address_id for copy in copies if copy.address.refused or copy.address.email in silent}
    if gone:
        theirs = [copy.pk for copy in copies if copy.address_id in gone]
        Copy.objects.filter(pk__in=theirs).update(state=State.WITHDRAWN)
    return [copy for copy in copies if copy.address_id not in gone]


# ---- handing over


def _send_all(lot: Lot, connection: BaseEmailBackend, at: datetime) -> int:
    """Hand the copies over, one after another; a mail server that goes away gets no more of them."""
    pack = pack_at(at)
    for number, copy in enumerate(lot.copies):
        copy.announcement = lot.announcement
        fault = _hand_over(copy, lot, _letter_of(copy, pack, connection), at)
        if fault:
            _wait(lot, fault, at)
            return number + 1
    Announcement.objects.filter(pk=lot.announcement.pk).update(faults=0, not_before=None)
    return len(lot.copies)


def _hand_over(copy: Copy, lot: Lot, send: Callable[[], object], at: datetime) -> OSError | None:
    """Send one copy, if it is still ours to send. Returns the fault after which no other can be sent now."""
    if not _move(copy, lot, State.CLAIMED, State.SENDING):
        return None  # taken back, or another worker's by now
    try:
        send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as answer:
        return _answered(copy, lot, answer, at)
    except (ValueError, smtplib.SMTPNotSupportedError):  # an address that no mail program takes
        _move(copy, lot, State.SENDING, State.REFUSED)
    except OSError as fault:  # the line was lost: it may have left
        _move(copy, lot, State.SENDING, State.UNKNOWN)
        return fault
    else:
        _move(copy, lot, State.SENDING, State.SENT) or _move(copy, lot, State.UNKNOWN, State.SENT)
    return None


def _letter_of(copy: Copy, pack: Pack | None, connection: BaseEmailBackend) -> Callable[[], object]:
    """What sends a copy; it is composed only then, so that one that cannot be does not keep the others."""
    return lambda: letter(copy, pack, connection).send()


def _answered(
    copy: Copy,
    lot: Lot,
    answer: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException,
    at: datetime,
) -> OSError | None:
    """The mail server did not take it: it refuses us or closes, or it refuses this one, now or for ever."""
    nowhere, code = False, 0
    if isinstance(answer, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(answer.recipients.values()))
        nowhere = gone_by_answer(code, words)
    elif isinstance(answer, smtplib.SMTPDataError):
        code = answer.smtp_code
    if code in {0, CLOSING}:
        _move(copy, lot, State.SENDING, State.CLAIMED)
        return answer
    if code < 500 and copy.tries + 1 < TRIES:
        _later(copy, lot, at)
        return None
    _move(copy, lot, State.SENDING, State.REFUSED)
    if nowhere:
        refuse(address=copy.address, status=str(code), at=at)
    return None


def _later(copy: Copy, lot: Lot, at: datetime) -> None:
    wait = BACKOFF_MINUTES[min(copy.tries, len(BACKOFF_MINUTES) - 1)]
    mine = Copy.objects.filter(pk=copy.pk, claim=lot.name, state=State.SENDING)
    later = at + timedelta(minutes=wait)
    mine.update(state=State.WAITING, claim="", claimed_at=None, not_before=later)


def _move(copy: Copy, lot: Lot, before: str, after: str) -> bool:
    """From one state to another, unless somebody else has moved it since."""
    mine = Copy.objects.filter(pk=copy.pk, claim=lot.name, state=before)
    return bool(mine.update(state=after))


@transaction.atomic
def _wait(lot: Lot, fault: OSError, at: datetime) -> None:
    """Put back what is left of a lot, and wait before the next."""
    log.warning(
        "Announcement %s waits for the mail server (%s).", lot.announcement.code, type(fault).__name__
    )
    wait = BACKOFF_MINUTES[min(lot.announcement.faults, len(BACKOFF_MINUTES) - 1)]
    later = at + timedelta(minutes=wait)
    Announcement.objects.filter(pk=lot.announcement.pk).update(faults=F("faults") + 1, not_before=later)
    left = Copy.objects.filter(claim=lot.name, state=State.CLAIMED, announcement=lot.announcement)
    left.update(state=State.WAITING, claim="", claimed_at=None, tries=F("tries") - 1)

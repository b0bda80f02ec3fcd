"""An announcement on its way: drafted, sent to its author, queued, stopped."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.rows import put
from chapterhouse.ui.refused import Refused

from ..audiences import Audience, audience
from ..kinds import Kind, kinds_of
from ..letters import send_test_copy
from ..models import Address, Announcement, Copy
from ..models.copy import new_key
from ..reach import Reach

Row = TypeVar("Row")
#: Copies written in one statement.
AT_ONCE = 5000
ADDRESS = ("email", "code", "status", "deferrals")
COLUMNS = ("announcement_id", "address_id", "code", "language", "state", "claim", "tries")


@transaction.atomic
def draft(
    *, kind: Kind, audience: str, wordings: Mapping[str, tuple[str, str]], by: Person, at: datetime
) -> Announcement:
    """Begin an announcement.

    Args:
        audience: code of whom it goes to. wordings: language to title and text, the pack's first first.

    Raises:
        Refused: they may not write this kind (``not-yours``), nothing is written (``empty``), a title has
            several lines (``lines``), there is no such audience (``no-audience``).
    """
    _check(kind, audience, wordings, by, at)
    made = Announcement(kind=kind, audience=audience, wordings=_kept(wordings), by=by, made=at)
    made.save()
    record(by=by.username, verb="drafted-announcement", subject=made.code, at=at)
    return made


@transaction.atomic
def change(
    *,
    announcement: Announcement,
    kind: Kind,
    audience: str,
    wordings: Mapping[str, tuple[str, str]],
    by: Person,
    at: datetime,
) -> None:
    """Write a draft anew; what was tested before counts no more.

    Raises:
        Refused: as `draft`, or it was queued already (``queued``).
    """
    _check(kind, audience, wordings, by, at)
    mine = Announcement.objects.filter(pk=announcement.pk, queued=None)
    if not mine.update(kind=kind, audience=audience, wordings=_kept(wordings), tested=None):
        raise Refused(_("It is on its way already, so it can no longer be changed."), code="queued")
    record(by=by.username, verb="changed-announcement", subject=announcement.code, at=at)


@transaction.atomic
def discard(*, announcement: Announcement, by: Person, at: datetime) -> None:
    """Throw a draft away.

    Raises:
        Refused: it was queued already (``queued``).
    """
    if not Announcement.objects.filter(pk=announcement.pk, queued=None).delete()[0]:
        raise Refused(_("It is on its way already, so it cannot be thrown away."), code="queued")
    record(by=by.username, verb="discarded-announcement", subject=announcement.code, at=at)


def send_test(*, announcement: Announcement, by: Person, at: datetime) -> None:
    """Send it to its author alone, as a reader will get it.

    Raises:
        Refused: they have no address (``no-address``), the mail server did not take it (``mail``).
    """
    if not by.email:
        raise Refused(_("Your account has no email address to which it could be sent."), code="no-address")
    try:
        send_test_copy(announcement, by, at)
    except (OSError, ValueError) as fault:
        sentence = _("The mail server did not take it. Try again in a few minutes.")
        raise Refused(sentence, code="mail") from fault
    Announcement.objects.filter(pk=announcement.pk).update(tested=at)


@transaction.atomic
def queue(*, announcement: Announcement, by: Person, at: datetime) -> Reach:
    """Make a copy for everybody in its audience who wants one; the worker sends them.

    Returns:
        How many get it, and how many not.

    Raises:
        Refused: it was queued already (``queued``), they may not send this kind (``not-yours``), its audience
            is gone (``no-audience``), nobody would get it (``nobody``).
    """
    to = _check(announcement.kind, announcement.audience, _given(announcement), by, at)
    if not Announcement.objects.filter(pk=announcement.pk, queued=None).update(queued=at):
        raise Refused(_("It is on its way already."), code="queued")
    found = Reach(to, announcement.kind, at)
    for lot in _in_lots(found.readers()):
        _write(announcement, lot)
    if not found.count:
        raise Refused(_("Nobody would get it. Choose others to send it to."), code="nobody")
    Announcement.objects.filter(pk=announcement.pk).update(left_out=dict(found.left_out))
    record(by=by.username, verb="queued-announcement", subject=announcement.code, at=at)
    return found


@transaction.atomic
def stop(*, announcement: Announcement, by: Person, at: datetime) -> int:
    """Take back all copies that the mail server has not got yet. What has left, has left.

    Returns:
        How many were taken back.

    Raises:
        Refused: it is not on its way (``not-going``).
    """
    going = Announcement.objects.filter(pk=announcement.pk, stopped=None, finished=None).exclude(queued=None)
    if not going.update(stopped=at):
        raise Refused(_("It is not on its way, so there is nothing to stop."), code="not-going")
    held = Copy.objects.filter(announcement=announcement).before_the_mail_server()
    number = held.update(state=Copy.State.WITHDRAWN)
    record(by=by.username, verb="stopped-announcement", subject=announcement.code, at=at)
    return number


@transaction.atomic
def send_unknown_again(*, announcement: Announcement, by: Person, at: datetime) -> int:
    """Send again what was interrupted: some of those readers may get it twice, and whoever decides knows it.

    Returns:
        How many wait again.

    Raises:
        Refused: it was stopped (``stopped``).
    """
    if not Announcement.objects.filter(pk=announcement.pk, stopped=None).update(finished=None):
        raise Refused(_("It was stopped, so nothing of it is sent."), code="stopped")
    lost = Copy.objects.filter(announcement=announcement, state=Copy.State.UNKNOWN)
    number = lost.update(state=Copy.State.WAITING, claim="", claimed_at=None, not_before=None)
    record(by=by.username, verb="resent-announcement", subject=announcement.code, at=at)
    return number


def _check(
    kind: str, code: str, wordings: Mapping[str, tuple[str, str]], by: Person, at: datetime
) -> Audience:
    """The audience, once all is as it must be."""
    if kind not in kinds_of(by, at):
        raise Refused(_("Your office does not let you send this kind of announcement."), code="not-yours")
    if not wordings or not all(title.strip() and text.strip() for title, text in wordings.values()):
        raise Refused(_("Write a title and a text, in one language at least."), code="empty")
    if any(len(title.splitlines()) > 1 for title, _text in wordings.values()):
        raise Refused(_("Write the title in one line: it becomes the subject of a mail."), code="lines")
    found = audience(code)
    if found is None:
        raise Refused(
            _("Choose to whom it goes. Those you chose before are there no more."), code="no-audience"
        )
    return found


def _kept(wordings: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    return {
        language: {"title": title.strip(), "text": text.strip()}
        for language, (title, text) in wordings.items()
    }


def _given(announcement: Announcement) -> dict[str, tuple[str, str]]:
    return {said.language: (said.title, said.text) for said in announcement.all_said}


def _write(announcement: Announcement, lot: list[tuple[str, str]]) -> None:
    """Copies for some readers, whose addresses get a row if they have none yet."""
    emails = [email for email, _language in lot]
    known = _known(emails)
    new = [email for email in emails if email not in known]
    if new:
        _add(new)
        known |= _known(new)
    waiting = Copy.State.WAITING.value
    rows = [(announcement.pk, known[email], new_key(), language, waiting, "", 0) for email, language in lot]
    put(Copy, COLUMNS, rows, on="code")


def _add(emails: list[str]) -> None:
    """Rows for addresses that had none, in one statement."""
    try:
        with transaction.atomic():
            put(Address, ADDRESS, [(email, new_key(), "", 0) for email in emails], on="code")
    except IntegrityError:  # one of them has got its row in this moment, from somebody who chose
        Address.objects.bulk_create([Address(email=email) for email in emails], ignore_conflicts=True)


def _known(emails: list[str]) -> dict[str, int]:
    return dict(Address.objects.filter(email__in=emails).values_list("email", "pk"))


def _in_lots(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while lot := list(islice(rows, AT_ONCE)):
        yield lot

"""Notice to the person reported: after a consultation, handed over, answered in time or never (B15)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry
from chapterhouse.ui.refused import Refused

from ..access import must_read, must_work
from ..models import Engagement, Notification, Party
from ..wire import NewInvitation, NewTelling
from .involving import tell_party
from .letters import invite, must_be_free_to_tell
from .talk import reply, write_as_person
from .triage import must_be_formal


@transaction.atomic
def notify_by_letter(*, party: Party, invitation: NewInvitation, by: Person, at: datetime) -> Notification:
    """Make a letter that gives notice (S0.59). The time for an answer begins when they have it.

    Raises:
        Refused: as `invite`: nobody agreed that they are told (``ask-first``, T5); ``not-formal``; it is
            they who came to us (``not-yours``); they sit on a panel (``on-panel``).
    """
    _must_be_noticed(party, by, at)
    invite(party=party, invitation=invitation, by=by, at=at)
    return _made(party, by, at)


@transaction.atomic
def notify_by_message(
    *, party: Party, entry: NewEntry, seen: UUID | None, by: Person, at: datetime
) -> Notification:
    """Give notice to somebody who has a code of their own already; the time begins with the message.

    Raises:
        Refused: as `notify_by_letter` and `reply`.
    """
    _must_be_noticed(party, by, at)
    must_be_free_to_tell(party)
    reply(party=party, entry=entry, seen=seen, by=by, at=at)
    return _given(_made(party, by, at), at)


@transaction.atomic
def hand_over(*, party: Party, telling: NewTelling, by: Person, at: datetime) -> Notification:
    """Record that notice was handed over: the paper with its code, or in words. The time begins now.

    Raises:
        Refused: as `notify_by_letter` and `tell_party`.
    """
    _must_be_noticed(party, by, at)
    tell_party(party=party, telling=telling, by=by, at=at)
    return _given(_made(party, by, at), at)


@transaction.atomic
def extend(*, notification: Notification, words: NewEntry, by: Person, at: datetime) -> Notification:
    """Give them more time, once, for a reason.

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; they have none yet (``not-given``); they
            were given more once (``extended``); they have answered (``answered``).
    """
    row = _held(notification, by, at)
    if row.reached is None:
        raise Refused(_("They do not have the notice yet, so no time runs."), code="not-given")
    if row.answered:
        raise Refused(_("They have answered already."), code="answered")
    if row.extended:
        raise Refused(_("They were given more time once. It can be done once."), code="extended")
    row.extended = at
    row.reason = add_entry(channel=row.case.channel, entry=words, at=at, author=by)
    row.save(update_fields=["extended", "reason"])
    record(by=by.username, verb="extended-notice", subject=row.case.code, about=row.party.code, at=at)
    return row


@transaction.atomic
def record_silence(*, notification: Notification, by: Person, at: datetime) -> Notification:
    """Record that no answer came. It says nothing about them, and their answer is still heard if it comes.

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; their time is not over (``early``); they
            have answered (``answered``).
    """
    row = _held(notification, by, at)
    if row.answered:
        raise Refused(_("They have answered already."), code="answered")
    if not row.is_over(at):
        raise Refused(_("Their time to answer is not over yet."), code="early")
    row.silent = row.silent or at
    row.save(update_fields=["silent"])
    record(by=by.username, verb="recorded-silence", subject=row.case.code, about=row.party.code, at=at)
    return row


@transaction.atomic
def answer(*, party: Party, entry: NewEntry, at: datetime) -> Notification:
    """Their answer, with their own code. What they say, and whether they admit or deny it, is sealed.

    Raises:
        Refused: they were given no notice (``unknown``); as `write_as_person`.
    """
    case = party.case
    case.hold()
    row = Notification.objects.filter(party=party).first()
    if row is None:
        raise Refused(_("There is nothing to answer here. Load the page again."), code="unknown")
    write_as_person(party=party, entry=entry, at=at)
    row.answered = row.answered or at
    row.save(update_fields=["answered"])
    record(by=party.code, verb="answered-notice", subject=case.code, at=at)
    return row


def _must_be_noticed(party: Party, by: Person, at: datetime) -> None:
    case = party.case
    case.hold()
    must_read(by, case, at)
    must_be_formal(case)
    if party.is_first:
        raise Refused(_("They came to us: notice goes to somebody else."), code="not-yours")
    if Engagement.objects.filter(party=party, recused=None).exclude(panel=None).exists():
        raise Refused(
            _("They sit on a panel in this. Whoever a report is about hears no appeal in it."),
            code="on-panel",
        )


def _held(notification: Notification, by: Person, at: datetime) -> Notification:
    """The row as it is once nobody else changes the case."""
    notification.case.hold()
    must_work(by, notification.case, at)
    notification.refresh_from_db()
    return notification


def _made(party: Party, by: Person, at: datetime) -> Notification:
    """The one notice of somebody; a letter that is made anew does not make it younger."""
    case = party.case
    row, new = Notification.objects.get_or_create(party=party, defaults={"case": case, "by": by, "at": at})
    if new:
        record(by=by.username, verb="gave-notice", subject=case.code, about=party.code, at=at)
    return row


def _given(row: Notification, at: datetime) -> Notification:
    row.given = row.given or at
    row.save(update_fields=["given"])
    return row

"""The written determination: drafted, the one who was harmed heard, reviewed by another, sent (B17)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry
from chapterhouse.ui.refused import Refused

from ..access import must_work
from ..models import Case, Determination, Party, Sending
from ..roster import readers
from .letters import must_be_free_to_tell
from .talk import reply
from .triage import must_be_formal


@transaction.atomic
def determine(*, case: Case, words: NewEntry, by: Person, at: datetime) -> Determination:
    """Write a determination, or its next version: it is heard on and reviewed anew. Colleagues hear of it.

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; ``not-formal``.
    """
    case.hold()
    must_work(by, case, at)
    must_be_formal(case)
    document = add_entry(channel=case.channel, entry=words, at=at, author=by)
    record(by=by.username, verb="determined", subject=case.code, at=at)
    tell(people=[one for one in readers(case, at) if one != by], kind=Notice.NEW, subject=case.code, at=at)
    return Determination.objects.create(case=case, by=by, at=at, document=document)


@transaction.atomic
def hear(*, determination: Determination, words: NewEntry, by: Person, at: datetime) -> Determination:
    """Record what the one who was harmed said to it, before anybody else reads it (S2.15).

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; there is a newer version (``outdated``).
    """
    row = _newest(determination, by, at)
    row.consulted, row.heard = at, add_entry(channel=row.case.channel, entry=words, at=at, author=by)
    row.save(update_fields=["consulted", "heard"])
    record(by=by.username, verb="heard-on-determination", subject=row.case.code, at=at)
    return row


@transaction.atomic
def review(*, determination: Determination, by: Person, at: datetime) -> Determination:
    """Another officer read it and found nothing in it that shows who somebody is (B39, B41).

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; there is a newer version (``outdated``);
            they wrote it themselves (``not-second``).
    """
    row = _newest(determination, by, at)
    if row.by == by:
        raise Refused(_("You wrote it: a colleague reviews it. Ask one to look."), code="not-second")
    row.reviewed, row.reviewer = at, by
    row.save(update_fields=["reviewed", "reviewer"])
    record(by=by.username, verb="reviewed-determination", subject=row.case.code, at=at)
    return row


@transaction.atomic
def send(
    *,
    determination: Determination,
    party: Party,
    entry: NewEntry,
    seen: UUID | None,
    by: Person,
    at: datetime,
) -> Sending:
    """Send it to somebody, sealed again into their own conversation.

    Raises:
        Refused: as `reply`; there is a newer version (``outdated``); the one who was harmed was not heard
            (``not-heard``); nobody reviewed it (``not-reviewed``); it went to them already (``sent``); they
            are neither the one who came to us nor had notice (``no-notice``); nobody agrees now that they are
            told, or all rests (`letters.must_be_free_to_tell`).
    """
    row = _newest(determination, by, at)
    if row.consulted is None:
        raise Refused(_("Hear the person who was harmed on it first, and record that."), code="not-heard")
    if row.reviewed is None:
        raise Refused(_("A colleague reviews it before it is sent."), code="not-reviewed")
    if row.sendings.filter(party=party).exists():
        raise Refused(_("It was sent to them already."), code="sent")
    if not party.is_first and not party.case.notifications.filter(party=party).exists():
        raise Refused(_("They had no notice of the report. Give them notice first."), code="no-notice")
    must_be_free_to_tell(party)
    reply(party=party, entry=entry, seen=seen, by=by, at=at)
    record(by=by.username, verb="sent-determination", subject=row.case.code, about=party.code, at=at)
    return Sending.objects.create(determination=row, party=party, by=by, at=at)


def _newest(determination: Determination, by: Person, at: datetime) -> Determination:
    """The row as it is once nobody else changes the case, if no version follows it."""
    case = determination.case
    case.hold()
    must_work(by, case, at)
    determination.refresh_from_db()
    if case.determinations.last() != determination:
        raise Refused(_("There is a newer version. Reload the page and read it."), code="outdated")
    return determination

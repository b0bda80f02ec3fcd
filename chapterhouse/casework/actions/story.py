"""First conversations, what people were told to expect, referrals: once, with a day, in sealed words."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import may_be_told, must_read
from ..models import Act, Case, Party
from ..wire import NewFirst


@transaction.atomic
def keep_first(*, party: Party, sent: NewFirst, by: Person, at: datetime) -> Act:
    """Keep what a first conversation with somebody brought: once, and put right or added to later (S1.30).

    Nobody is asked a second time: whoever works on the case reads these notes.

    Raises:
        Refused: they may not read it (``not-yours``); no desk that holds such conversations (``malformed``);
            nobody may have spoken with them (``ask-first``); a colleague kept theirs meanwhile
            (``written-meanwhile``).
    """
    case = party.case
    case.hold()
    must_read(by, case, at)
    if not case.is_mending:
        raise malformed()
    if not (party.is_first or may_be_told(party) or party.channel_id):
        raise Refused(
            _("Ask first: nothing is said to them before the person has agreed to it, and said what."),
            code="ask-first",
        )
    row = Act.objects.filter(party=party, kind=Act.FIRST).select_related("words").first()
    _must_be_known(row, sent.replaces)
    words = add_entry(channel=case.channel, entry=sent.notes, at=at, author=by)
    if row is None:
        row = Act.objects.create(case=case, party=party, kind=Act.FIRST, by=by, at=at, words=words)
        record(by=by.username, verb="first-conversation", subject=case.code, about=party.code, at=at)
    else:
        row.words = words
        row.save(update_fields=["words"])
        record(by=by.username, verb="added-to-first", subject=case.code, about=party.code, at=at)
    if sent.expected:
        _tell_what_to_expect(party, by, at)
    return row


@transaction.atomic
def refer(*, case: Case, words: NewEntry, by: Person, at: datetime) -> Act:
    """Record that a way to somebody else was shown (S0.53). Where to and what for is sealed; the day is not.

    Raises:
        Refused: they may not read it (``not-yours``).
    """
    case.hold()
    must_read(by, case, at)
    kept = add_entry(channel=case.channel, entry=words, at=at, author=by)
    record(by=by.username, verb="referred", subject=case.code, at=at)
    return Act.objects.create(case=case, kind=Act.REFERRAL, by=by, at=at, words=kept)


def _must_be_known(row: Act | None, replaces: UUID | None) -> None:
    standing = row.words.uuid if row and row.words else None
    if standing != replaces:
        raise Refused(
            _("A colleague changed this while you did. Read it first; your draft is still here."),
            code="written-meanwhile",
        )


def _tell_what_to_expect(party: Party, by: Person, at: datetime) -> None:
    """That somebody was told what happens next, with the day of the first time (S1.32)."""
    told = {"case": party.case, "by": by, "at": at}
    _row, new = Act.objects.get_or_create(party=party, kind=Act.EXPECTATIONS, defaults=told)
    if new:
        record(by=by.username, verb="told-expectations", subject=party.case.code, about=party.code, at=at)

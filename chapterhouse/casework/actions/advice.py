"""Parties are told how each recommendation was answered, so that no departure from one is hidden (B18)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import AdviceTold, Party, Recommendation
from .letters import must_be_free_to_tell
from .talk import reply


@transaction.atomic
def write_account(*, recommendation: Recommendation, words: NewEntry, by: Person, at: datetime) -> None:
    """Write what the parties are told of a recommendation and its answer: all get the same words.

    Raises:
        Refused: as `_answered`; somebody has been told (``told``).
    """
    row = _answered(recommendation, by, at)
    if row.told.exists():
        raise Refused(_("Somebody has been told already: these words stand."), code="told")
    row.account = add_entry(channel=row.engagement.case.channel, entry=words, at=at, author=by)
    row.save(update_fields=["account"])
    record(by=by.username, verb="wrote-account", subject=row.engagement.case.code, at=at)


@transaction.atomic
def tell_answer(
    *,
    recommendation: Recommendation,
    party: Party,
    entry: NewEntry,
    seen: UUID | None,
    by: Person,
    at: datetime,
) -> AdviceTold:
    """Tell a party how a recommendation was answered, sealed again into their own conversation.

    Raises:
        Refused: as `_answered` and `reply`; nothing was written for them (``no-account``); they are neither
            the one who came to us nor had notice (``no-notice``); they were told (``told``); nobody agrees
            now that they are told, or all rests (`letters.must_be_free_to_tell`).
    """
    row = _answered(recommendation, by, at)
    if row.account_id is None:
        raise Refused(_("Write first what the people in this are told of it."), code="no-account")
    if not party.is_first and not party.case.notifications.filter(party=party).exists():
        raise Refused(_("They had no notice of the report. Give them notice first."), code="no-notice")
    must_be_free_to_tell(party)
    if row.told.filter(party=party).exists():
        raise Refused(_("They were told of it already."), code="told")
    words = reply(party=party, entry=entry, seen=seen, by=by, at=at)
    record(by=by.username, verb="told-answer", subject=party.case.code, about=party.code, at=at)
    return AdviceTold.objects.create(recommendation=row, party=party, by=by, at=at, words=words)


def _answered(recommendation: Recommendation, by: Person, at: datetime) -> Recommendation:
    """The row, once nobody else changes the case.

    Raises:
        Refused: they may not read it (``not-yours``); one of the same engagement waits for an answer
            (``not-answered``).
    """
    case = recommendation.engagement.case
    case.hold()
    must_read(by, case, at)
    recommendation.refresh_from_db()
    if recommendation.engagement.recommendations.filter(answered=None).exists():
        raise Refused(
            _("Another recommendation waits for its answer. All are told together."), code="not-answered"
        )
    return recommendation

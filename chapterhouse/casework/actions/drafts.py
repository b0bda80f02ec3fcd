"""Narratives and roadmaps: versions that never write over one another, shown in draft for comment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import malformed
from chapterhouse.ui.refused import Refused

from ..access import may_be_shown, must_not_rest, must_read
from ..models import Case, Draft, Party, Showing
from ..wire import NewDraft, NewShowing
from .talk import reply, workers


@transaction.atomic
def write_draft(*, case: Case, kind: str, sent: NewDraft, by: Person, at: datetime) -> Draft:
    """Keep a version. What a colleague kept since stands beside it: nothing of either is lost (S1.37, S1.38).

    Raises:
        Refused: they may not read it (``not-yours``); no such kind, no desk that writes any, a version of
            another document, or a day in a narrative (``malformed``).
    """
    case.hold()
    must_read(by, case, at)
    before = list(case.drafts.filter(kind=kind, words__uuid__in=sent.after))
    fits = kind in Draft.KINDS and case.is_mending and len(before) == len(set(sent.after))
    if not fits or (sent.next_on and kind != Draft.ROADMAP):
        raise malformed()
    words = add_entry(channel=case.channel, entry=sent.words, at=at, author=by)
    made = Draft.objects.create(case=case, kind=kind, by=by, at=at, words=words, next_on=sent.next_on)
    made.after.set(before)
    record(by=by.username, verb=f"wrote-{kind}", subject=case.code, at=at)
    return made


@transaction.atomic
def show_draft(*, party: Party, sent: NewShowing, by: Person, at: datetime) -> Showing:
    """Show a version, or a part of it, to somebody in the case, who can comment on it (B36).

    Raises:
        Refused: they may not read it, or nobody may write to this one, as in `reply`; all rests (``stopped``,
            ``closed``); nobody agreed that what was told is passed on to them (``ask-first``); no such
            version (``malformed``).
    """
    case = party.case
    case.hold()
    must_read(by, case, at)
    must_not_rest(case)
    draft = case.drafts.filter(words__uuid=sent.draft).first()
    if draft is None:
        raise malformed()
    if not may_be_shown(party):
        raise Refused(
            _("Ask first: whoever told us something has not agreed that it is passed on to them."),
            code="ask-first",
        )
    words = reply(party=party, entry=sent.entry, seen=sent.seen, by=by, at=at)
    record(by=by.username, verb=f"showed-{draft.kind}", subject=case.code, about=party.code, at=at)
    return Showing.objects.create(draft=draft, party=party, by=by, at=at, words=words)


def remind_of_roadmaps(*, at: datetime) -> int:
    """Tell who works on a case that the day of a step has come. Once; the notice says nothing of it."""
    rows = Draft.objects.to_come().select_related("case__desk", "case__pack")
    due = [row for row in rows if row.next_on and row.next_on <= row.case.today(at)]
    for row in due:
        with transaction.atomic():
            if Draft.objects.filter(pk=row.pk, reminded=None).update(reminded=at):
                tell(people=workers(row.case, at), kind=Notice.REMINDER, subject=row.case.code, at=at)
    return len(due)

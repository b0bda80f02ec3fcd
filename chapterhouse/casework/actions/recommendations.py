"""Recommendations from outside: each answered by deciders who first said that they are impartial (B19)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry
from chapterhouse.ui.refused import Refused

from ..access import must_not_wait, must_work
from ..models import Deciding, Engagement, Recommendation
from .measures import shut_out
from .talk import workers


@transaction.atomic
def recommend(*, engagement: Engagement, words: NewEntry, by: Person, at: datetime) -> Recommendation:
    """Write down one thing that was recommended (S0.64); each is answered by itself.

    Raises:
        Refused: they may not read it (``not-yours``), or it is closed (``closed``).
    """
    case = engagement.case
    case.hold()
    must_work(by, case, at)
    kept = add_entry(channel=case.channel, entry=words, at=at, author=by)
    record(by=by.username, verb="noted-recommendation", subject=case.code, at=at)
    return Recommendation.objects.create(engagement=engagement, by=by, at=at, words=kept)


@transaction.atomic
def ask_to_decide(*, engagement: Engagement, person: Person, by: Person, at: datetime) -> Deciding:
    """Ask somebody to answer what is recommended. They see nothing before they say that they are impartial.

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; somebody who is not active, was shut out or
            stepped back (``not-them``); the person asked us to wait (``waits``).
    """
    case = engagement.case
    case.hold()
    must_work(by, case, at)
    must_not_wait(case)
    if not person.is_active or person in shut_out(case):
        raise Refused(_("Choose somebody else to decide."), code="not-them")
    row, new = Deciding.objects.get_or_create(
        engagement=engagement, person=person, defaults={"by": by, "at": at}
    )
    if new:
        record(by=by.username, verb="asked-to-decide", subject=case.code, about=person.username, at=at)
        tell(people=[person], kind=Notice.NEW, subject=case.code, at=at)
    return row


@transaction.atomic
def declare_impartial(*, deciding: Deciding, impartial: bool, by: Person, at: datetime) -> Deciding:
    """Their own statement: confidential, fair and close to nobody; or they step back, and nobody asks why.

    Raises:
        Refused: it is not theirs to say (``not-yours``); they stepped back already (``recused``).
    """
    case = deciding.engagement.case
    case.hold()
    deciding.refresh_from_db()
    if deciding.person != by or by in shut_out(case):
        raise Refused(_("This is not open to you."), code="not-yours")
    if deciding.recused:
        raise Refused(_("You have stepped back from this."), code="recused")
    deciding.impartial, deciding.recused = (at, None) if impartial else (None, at)
    deciding.save(update_fields=["impartial", "recused"])
    verb = "declared-impartial" if impartial else "declined-to-decide"
    record(by=by.username, verb=verb, subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return deciding


@transaction.atomic
def answer_recommendation(
    *, recommendation: Recommendation, deciders: Sequence[Person], words: NewEntry, by: Person, at: datetime
) -> Recommendation:
    """Record that a recommendation was taken up, changed or rejected, by whom. Which, and why, is sealed.

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; it was answered (``answered``); nobody
            decided (``nobody``); somebody who decided was not asked, has not said that they are impartial,
            stepped back or was shut out (``not-impartial``).
    """
    case = recommendation.engagement.case
    case.hold()
    must_work(by, case, at)
    recommendation.refresh_from_db()
    if recommendation.answered:
        raise Refused(_("A colleague recorded it already. Reload the page."), code="answered")
    if not deciders:
        raise Refused(_("Choose who decided."), code="nobody")
    able = recommendation.engagement.decidings.exclude(impartial=None).exclude(person__in=case.shut_out())
    rows = list(able.filter(person__in=deciders))
    if len(rows) != len(set(deciders)):
        raise Refused(
            _("Each who decides says first that they are impartial, on a page of their own."),
            code="not-impartial",
        )
    recommendation.answered = at
    recommendation.answer = add_entry(channel=case.channel, entry=words, at=at, author=by)
    recommendation.save(update_fields=["answered", "answer"])
    recommendation.deciders.set(rows)
    record(by=by.username, verb="answered-recommendation", subject=case.code, at=at)
    return recommendation

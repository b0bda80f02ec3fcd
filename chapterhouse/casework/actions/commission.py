"""Asking somebody outside: the register, terms of reference, what is handed over, the three tasks (S0.61)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.models import Entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_read, must_work
from ..models import Case, Consent, Engagement, Organisation, Party
from .letters import must_be_free_to_tell
from .talk import reply
from .triage import must_be_formal


@transaction.atomic
def register(*, name: str, contact: str, about: str, by: Person, at: datetime) -> Organisation:
    """Put an organisation on the register, or bring its row up to date."""
    row, _new = Organisation.objects.update_or_create(
        name=name.strip(),
        defaults={"contact": contact, "about": about, "ended": None},
        create_defaults={"contact": contact, "about": about, "by": by, "at": at},
    )
    record(by=by.username, verb="registered-organisation", subject="organisations", at=at)
    return row


@transaction.atomic
def strike(*, organisation: Organisation, by: Person, at: datetime) -> None:
    """Take an organisation out of the register; it is asked no more."""
    Organisation.objects.filter(pk=organisation.pk, ended=None).update(ended=at)
    record(by=by.username, verb="struck-organisation", subject="organisations", at=at)


@transaction.atomic
def engage(*, case: Case, party: Party, words: NewEntry, by: Person, at: datetime) -> Engagement:
    """Ask somebody outside, with terms of reference. Which organisation it is, and for what, is sealed.

    Raises:
        Refused: they may not read it (``not-yours``); ``not-formal``; nobody agreed that we speak with them
            (``ask-first``); the case is theirs, or they had notice of it (``not-outside``); they were asked
            already (``engaged``).
    """
    case.hold()
    must_read(by, case, at)
    must_be_formal(case)
    if party.is_first or case.notifications.filter(party=party).exists():
        raise Refused(_("Ask somebody outside, who has no part in this."), code="not-outside")
    must_be_free_to_tell(party)
    if case.engagements.filter(party=party).exists():
        raise Refused(_("They were asked already. Reload the page."), code="engaged")
    terms = add_entry(channel=case.channel, entry=words, at=at, author=by)
    record(by=by.username, verb="engaged", subject=case.code, about=party.code, at=at)
    return Engagement.objects.create(case=case, party=party, by=by, at=at, terms=terms)


@transaction.atomic
def hand_material(
    *, engagement: Engagement, entry: NewEntry, seen: UUID | None, by: Person, at: datetime
) -> Entry:
    """Hand something over, sealed again into the conversation with those outside, who see nothing else.

    Raises:
        Refused: as `reply`; the one who reported did not agree that what was told is passed on to them
            (``ask-share``); or `letters.must_be_free_to_tell`; to a member of a panel that is over, or who
            has not said that they are impartial (``panel-over``, ``not-impartial``).
    """
    case = engagement.case
    case.hold()
    must_read(by, case, at)
    _must_be_impartial(engagement, at)
    must_be_free_to_tell(engagement.party)
    agreed = case.consents.standing().filter(about=engagement.party, step=Consent.SHARE)
    if not agreed.filter(party=case.parties.earliest("pk")).exists():
        raise Refused(
            _("Ask the person who came to us whether this may be passed on to them, and record the answer."),
            code="ask-share",
        )
    record(by=by.username, verb="handed-material", subject=case.code, about=engagement.party.code, at=at)
    return reply(party=engagement.party, entry=entry, seen=seen, by=by, at=at)


@transaction.atomic
def finish_task(*, engagement: Engagement, task: str, by: Person, at: datetime) -> Engagement:
    """Record that one of the three tasks is done.

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; no such task (``malformed``).
    """
    case = engagement.case
    case.hold()
    must_work(by, case, at)
    if task not in Engagement.TASKS:
        raise malformed()
    if Engagement.objects.filter(pk=engagement.pk, **{task: None}).update(**{task: at}):
        record(by=by.username, verb=f"finished-{task}", subject=case.code, at=at)
    engagement.refresh_from_db()
    return engagement


def _must_be_impartial(engagement: Engagement, at: datetime) -> None:
    """Nothing lies ready for a member of a panel who may not be served it."""
    row = Engagement.objects.select_related("panel").get(pk=engagement.pk)
    if row.panel is None:
        return
    if not row.panel.is_open(at):
        raise Refused(_("The time of this panel is over. Give it another day first."), code="panel-over")
    if row.impartial is None:
        raise Refused(
            _("They say first that they are impartial, with their own code. Hand it over after that."),
            code="not-impartial",
        )

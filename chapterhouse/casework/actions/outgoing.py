"""Summaries for bodies outside: made in the browser; here it is kept that, when and for whom."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_not_wait, must_read
from ..models import Case, Consent, Outgoing, Party
from .talk import workers

#: What somebody says again within this time, they said once.
ONE_SAYING = timedelta(days=1)


@transaction.atomic
def take_outside(
    *, party: Party, body: str, paper: bool, words: NewEntry, by: Person, at: datetime
) -> Outgoing:
    """Record that a summary was made for a body outside, with the team's sealed copy. Also on a closed case.

    Raises:
        Refused: they may not read it (``not-yours``); no such body (``malformed``); the party did not agree,
            or took it back (``ask-first``); the one who came to us asked us to stop (``stopped``) or to wait
            (``waits``).
    """
    case = party.case
    case.hold()
    must_read(by, case, at)
    _must_be_named(case, body)
    if case.stopped:
        raise Refused(
            _("The person asked us to stop. Contact nobody until they write again."), code="stopped"
        )
    must_not_wait(case)
    if not agrees_to_outside(party):
        raise Refused(_("Ask the person first, and record that they agree."), code="ask-first")
    kept = add_entry(channel=case.channel, entry=words, at=at, author=by)
    record(by=by.username, verb="took-outside", subject=case.code, about=party.code, at=at)
    return Outgoing.objects.create(case=case, party=party, body=body, paper=paper, by=by, at=at, words=kept)


@transaction.atomic
def say_went_outside(*, party: Party, body: str, paper: bool, at: datetime) -> Outgoing:
    """Somebody took their own matter outside and lets the team know. It opens and stops nothing.

    Said again within a day, it is the same thing sent twice, perhaps after the line was lost.

    Raises:
        Refused: no such body (``malformed``).
    """
    case = party.case
    case.hold()
    _must_be_named(case, body)
    own = Outgoing.objects.filter(party=party, body=body, paper=paper, by=None)
    if said := own.filter(at__gt=at - ONE_SAYING).first():
        return said
    record(by=party.code, verb="took-outside", subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return Outgoing.objects.create(case=case, party=party, body=body, paper=paper, at=at)


def agrees_to_outside(party: Party) -> bool:
    """Whether somebody agreed that a summary of their matter goes outside, and has not taken it back."""
    return party.consents.standing().filter(step=Consent.OUTSIDE, about=party).exists()


def _must_be_named(case: Case, body: str) -> None:
    if body != Outgoing.ANOTHER and body not in {one.code for one in case.rules.outside}:
        raise malformed()

"""Looking at a formal report first, and offering the informal way to the one who reported: never forced."""

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

from ..access import must_not_rest, must_read, must_work
from ..models import Case, Desk, InformalOffer, Party, Triage
from .talk import reply, workers


@transaction.atomic
def triage(*, case: Case, words: NewEntry, by: Person, at: datetime) -> Triage:
    """Record that a report was looked at: scope, impact and risk, sealed (B34). Again whenever that changes.

    Raises:
        Refused: they may not read it (``not-yours``); it is closed (``closed``); its desk is behind another
            wall (``not-formal``).
    """
    case.hold()
    must_work(by, case, at)
    must_be_formal(case)
    note = add_entry(channel=case.channel, entry=words, at=at, author=by)
    record(by=by.username, verb="triaged", subject=case.code, at=at)
    return Triage.objects.create(case=case, by=by, at=at, note=note)


@transaction.atomic
def offer_informal(
    *, case: Case, entry: NewEntry, seen: UUID | None, by: Person, at: datetime
) -> InformalOffer:
    """Offer the one who reported to work it out informally (S0.57). It is an answer to them, as any message.

    Raises:
        Refused: as `reply` and `triage`; all rests (``stopped``, ``closed``); an offer waits for their answer
            (``offered``).
    """
    case.hold()
    must_read(by, case, at)
    must_be_formal(case)
    must_not_rest(case)
    if case.informal_offers.filter(accepted=None, declined=None).exists():
        raise Refused(_("They were offered it already, and have not answered."), code="offered")
    party = case.parties.earliest("pk")
    reply(party=party, entry=entry, seen=seen, by=by, at=at)
    record(by=by.username, verb="offered-informal", subject=case.code, at=at)
    return InformalOffer.objects.create(case=case, party=party, by=by, at=at)


@transaction.atomic
def answer_informal(*, party: Party, accept: bool, at: datetime) -> InformalOffer:
    """Their own yes or no. A yes moves nothing: only they can write at the informal door.

    Raises:
        Refused: nothing waits for their answer (``unknown``).
    """
    case = party.case
    case.hold()
    offer = party.informal_offers.filter(accepted=None, declined=None).first()
    if offer is None:
        raise Refused(_("This is not here any more. Load the page again."), code="unknown")
    offer.accepted, offer.declined = (at, None) if accept else (None, at)
    offer.save(update_fields=["accepted", "declined"])
    record(by=party.code, verb="took-offer" if accept else "declined-offer", subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return offer


def must_be_formal(case: Case) -> None:
    """Raises:
    Refused: the desk of a case is not behind the formal wall (``not-formal``).
    """
    if case.desk.wall != Desk.FORMAL:
        raise Refused(_("This belongs to the formal route, and this desk is another."), code="not-formal")

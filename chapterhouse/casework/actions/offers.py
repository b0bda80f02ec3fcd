"""Conversations with another are an offer: each says yes or no with their own code (S1.41)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.wire import malformed
from chapterhouse.ui.refused import Refused

from ..access import may_be_told, must_not_rest, must_read
from ..models import Appointment, Case, Consent, Offer, Party
from ..wire import NewOffer
from .talk import reply, workers


@transaction.atomic
def offer(*, party: Party, sent: NewOffer, by: Person, at: datetime) -> Offer:
    """Offer somebody a conversation with another in the case, and say what it would be, in their own channel.

    Raises:
        Refused: they may not read it, or nobody may write to this one, as in `talk.reply`; all rests
            (``stopped``, ``closed``); nobody agreed that we speak with the other (``ask-first``); it waits
            for an answer already (``waiting``); no desk that offers them, nobody of this code, or themselves
            (``malformed``).
    """
    case = party.case
    case.hold()
    must_read(by, case, at)
    about = case.parties.filter(code=sent.about).first()
    if about is None or about == party or not case.is_mending:
        raise malformed()
    if not about.is_first and not may_be_told(about):
        raise Refused(_("Ask first: nobody has agreed yet that we speak with the other."), code="ask-first")
    must_not_rest(case)
    if party.offers.open().filter(about=about).exists():
        raise Refused(_("They have been asked, and have not answered yet."), code="waiting")
    words = reply(party=party, entry=sent.entry, seen=sent.seen, by=by, at=at)
    record(by=by.username, verb="offered-dialogue", subject=case.code, about=party.code, at=at)
    return Offer.objects.create(case=case, party=party, about=about, by=by, at=at, words=words)


@transaction.atomic
def answer_offer(*, offer: Offer, yes: bool, at: datetime) -> Offer:
    """Somebody says yes or no with their own code. It stands in the ledger; a yes can be taken back there.

    Raises:
        Refused: it was answered already (``over``); the case rests or is closed, or they take no further part
            (``rests``).
    """
    case = offer.case
    case.hold()
    offer.party.refresh_from_db(fields=["left"])
    if case.rests or offer.party.left:
        raise Refused(_("This rests now. Write to us here, and it goes on."), code="rests")
    if not Offer.objects.open().filter(pk=offer.pk).update(answered=at, accepted=yes):
        raise Refused(_("You have answered this. Load the page again."), code="over")
    Consent.objects.create(
        case=case, party=offer.party, about=offer.about, step=Consent.DIALOGUE, given=yes, at=at
    )
    verb = "accepted-dialogue" if yes else "declined-dialogue"
    record(by=offer.party.code, verb=verb, subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    offer.refresh_from_db()
    return offer


def must_agree_to_talk(case: Case, parties: Iterable[Party]) -> None:
    """That each of those who would talk together agreed to it with each of the others (S1.39).

    Only where conversations are offered: elsewhere people ask for one together, and each says so for it.

    Raises:
        Refused: somebody has not, or took it back (``ask-first``).
    """
    if not case.is_mending:
        return
    people = {party.pk for party in parties}
    given = case.consents.standing().filter(step__in=Consent.TOGETHER).values_list("party_id", "about_id")
    if {(one, other) for one in people for other in people if one != other} - set(given):
        raise Refused(
            _("Offer it first: a conversation together needs the yes of each one to each of the others."),
            code="ask-first",
        )


def must_still_agree(appointment: Appointment) -> None:
    """The same of those who sit in a conversation together, as of now.

    Raises:
        Refused: somebody took their yes back (``ask-first``).
    """
    if appointment.is_joint:
        must_agree_to_talk(
            appointment.case, [seat.party for seat in appointment.seats.select_related("party")]
        )


def put_off(consent: Consent) -> None:
    """A time for a conversation together that somebody does not want, or no longer, is off."""
    if consent.is_together and not consent.agrees and consent.case.is_mending:
        both = consent.case.appointments.open().filter(kind=Appointment.JOINT, seats__party=consent.party_id)
        both = both.filter(seats__party=consent.about_id)
        Appointment.objects.filter(pk__in=both.values("pk")).update(starts=None, reminded=None)

"""Coming back by return code. The code itself never arrives here; what it derives does, in the body."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.casework.actions.intake import lookup_of
from chapterhouse.casework.actions.involving import leave, take_back
from chapterhouse.casework.actions.letters import must_stand
from chapterhouse.casework.actions.opinions import give_opinion
from chapterhouse.casework.actions.outgoing import say_went_outside
from chapterhouse.casework.actions.panels import must_be_served
from chapterhouse.casework.actions.responders import exclude
from chapterhouse.casework.actions.supporters import end_beside
from chapterhouse.casework.actions.talk import ask_for_another, stop_here, write_as_person
from chapterhouse.casework.models import Consent, Party
from chapterhouse.casework.wire import FromPerson, GivenOpinion
from chapterhouse.casework.wire.outgoing import OwnOutgoing
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.files import place_of
from chapterhouse.sealing.models import Blob, Mailbox
from chapterhouse.ui.refused import Refused

from ..answering import BYTES, public_address, sent
from ..conversation import conversation_of
from ..flood import gate
from ..wire import ByCode, OneFile, ShutOut, TakenBack


def mailbox_of(auth: str) -> Mailbox:
    """The mailbox of what a code derives; the same refusal, after the same one look-up, for every other."""
    mailbox = Mailbox.objects.filter(lookup=lookup_of(auth)).first()
    if mailbox is None:
        raise Refused(_("That code does not open anything."), code="unknown")
    return mailbox


def anybody_of(auth: str) -> Party:
    """Whoever comes with a code, also a member of a panel to whom nothing is served.

    Raises:
        Refused: no such code; they stood beside somebody, and it has ended (``ended``).
    """
    rows = Party.everyone.select_related("case", "channel", "standing")
    comer = rows.get(mailbox=mailbox_of(auth))
    must_stand(comer)
    return comer


def comer_of(auth: str) -> Party:
    """Whoever comes with a code to do something or to be given something, also beside somebody.

    Raises:
        Refused: as `anybody_of`; a member of a panel to whom nothing is served now: see `must_be_served`.
    """
    comer = anybody_of(auth)
    must_be_served(comer, timezone.now())
    return comer


def party_of(auth: str) -> Party:
    """The party of a code. Nothing of theirs is said by who stands beside them.

    Raises:
        Refused: no such code; it is that of somebody beside a party (``not-yours``); as `comer_of`.
    """
    comer = comer_of(auth)
    if comer.supporter:
        raise Refused(_("This is not open to you."), code="not-yours")
    return comer


def writer_of(auth: str, at: datetime) -> Party:
    """The party who writes now, unless they write too often.

    Raises:
        Refused: no such code, or too much at once: see `flood.gate`.
    """
    party = party_of(auth)
    gate.write(lookup_of(auth), at=at)
    return party


def consent_of(party: Party, number: int) -> Consent:
    """One of their own consents, by its place among them."""
    found = list(party.consents.all()[number - 1 : number])
    if not found:
        raise Refused(_("This is not here any more. Load the page again."), code="unknown")
    return found[0]


@public_address("POST")
def mailbox(request: HttpRequest) -> dict[str, Any]:
    return conversation_of(anybody_of(sent(request, ByCode).auth), at=timezone.now())


@public_address("POST", status=201)
def entries(request: HttpRequest) -> dict[str, Any]:
    at, given = timezone.now(), sent(request, FromPerson)
    party = writer_of(given.auth, at)
    kept = write_as_person(party=party, entry=given.entry, at=at)
    return {"received": kept.received}


@public_address("POST")
def exclusions(request: HttpRequest) -> None:
    given = sent(request, ShutOut)
    party, at = party_of(given.auth), timezone.now()
    person = Person.objects.filter(username=given.username).first() or Person()
    exclude(party=party, person=person, at=at)


@public_address("POST")
def stop(request: HttpRequest) -> None:
    """Who was invited leaves, as does who stands beside them; with the one whose case it is, all stops."""
    party, at = comer_of(sent(request, ByCode).auth), timezone.now()
    if party.supporter:
        end_beside(supporter=party.supporter, by=party, at=at)
    else:
        (stop_here if party.is_first else leave)(party=party, at=at)


@public_address("POST")
def withdrawal(request: HttpRequest) -> None:
    given = sent(request, TakenBack)
    party = party_of(given.auth)
    take_back(consent=consent_of(party, given.number), by=party, at=timezone.now())


@public_address("POST")
def another(request: HttpRequest) -> None:
    ask_for_another(party=party_of(sent(request, ByCode).auth), at=timezone.now())


@public_address("POST")
def opinions(request: HttpRequest) -> None:
    given = sent(request, GivenOpinion)
    give_opinion(party=party_of(given.auth), answers=given.answers, at=timezone.now())


@public_address("POST")
def outside(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, OwnOutgoing)
    say_went_outside(party=writer_of(given.auth, at), body=given.body, paper=given.paper, at=at)


@public_address("POST")
def file(request: HttpRequest) -> FileResponse:
    given = sent(request, OneFile)
    channel = comer_of(given.auth).channel
    mine = Blob.objects.filter(entry__channel_key__channel=channel, sha256=given.sha256)
    if not mine.exclude(arrived=None).exists():
        raise Refused(_("This file has not arrived."), code="unknown")
    return FileResponse(place_of(given.sha256).open("rb"), content_type=BYTES)

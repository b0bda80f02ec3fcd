"""Somebody beside a party, by return code: asked for, given another part, ended; and what they write."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.casework.actions import supporters
from chapterhouse.casework.actions.intake import lookup_of
from chapterhouse.casework.models import Supporter
from chapterhouse.casework.wire.supporters import AskBeside, BesideSaid, FromBeside
from chapterhouse.ui.refused import Refused

from ..answering import public_address, sent
from ..beside import nth_beside
from ..flood import gate
from .mailbox import comer_of, party_of, writer_of


@public_address("POST")
def asked(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, AskBeside)
    party = writer_of(given.auth, at)
    supporters.ask_beside(party=party, role=given.role, entry=given.entry, at=at)


@public_address("POST")
def said(request: HttpRequest) -> None:
    """To end it is never too often: it is done once."""
    given, at = sent(request, BesideSaid), timezone.now()
    party = party_of(given.auth)
    row = nth_beside(party, given.number)
    if row is None:
        raise Refused(_("This is not here any more. Load the page again."), code="unknown")
    if given.says == "end":
        supporters.end_beside(supporter=row, by=party, at=at)
    else:
        gate.write(lookup_of(given.auth), at=at)
        supporters.change_role(supporter=row, role=given.says, by=party, at=at)


@public_address("POST", status=201)
def written(request: HttpRequest) -> dict[str, Any]:
    at, given = timezone.now(), sent(request, FromBeside)
    supporter = supporter_of(given.auth)
    gate.write(lookup_of(given.auth), at=at)
    kept = supporters.write_beside(supporter=supporter, entry=given.entry, for_them=given.for_them, at=at)
    return {"received": kept.received}


def supporter_of(auth: str) -> Supporter:
    """What somebody is beside a party, by their own code.

    Raises:
        Refused: no such code; they have a part of their own (``not-yours``).
    """
    supporter = comer_of(auth).supporter
    if supporter is None:
        raise Refused(_("This is not open to you."), code="not-yours")
    return supporter

"""Offers by return code: yes or no, said by nobody but the one who was asked."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.casework.actions.intake import lookup_of
from chapterhouse.casework.actions.offers import answer_offer
from chapterhouse.casework.models import Offer
from chapterhouse.casework.wire import OfferAnswer
from chapterhouse.ui.refused import Refused

from ..answering import public_address, sent
from ..flood import gate
from ..offers import nth_offer
from .mailbox import party_of


@public_address("POST")
def answered(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, OfferAnswer)
    offer = offer_of(given)
    gate.write(lookup_of(given.auth), at=at)
    answer_offer(offer=offer, yes=given.yes, at=at)


def offer_of(given: OfferAnswer) -> Offer:
    """The offer that is meant; to everyone else it does not exist."""
    offer = nth_offer(party_of(given.auth), given.number)
    if offer is None:
        raise Refused(_("This is not here any more. Load the page again."), code="unknown")
    return offer

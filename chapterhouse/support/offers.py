"""What somebody's return page is told of offers to them: when, and their own answer. The words are sealed."""

from typing import Any

from chapterhouse.casework.models import Offer, Party
from chapterhouse.packs.pack import Pack

from .public_data import moment_said


def offers_of(party: Party, pack: Pack) -> list[dict[str, Any]]:
    """Offers to them, oldest first; `words` is the message that says with whom. None while the case rests."""
    if party.left or party.case.rests:
        return []
    rows = enumerate(party.offers.select_related("words"), 1)
    return [_offer(offer, number, pack) for number, offer in rows]


def nth_offer(party: Party, number: int) -> Offer | None:
    """An offer by the number under which its person knows it."""
    rows = party.offers.select_related("case__desk", "case__pack", "party", "about")
    return dict(enumerate(rows, 1)).get(number)


def _offer(offer: Offer, number: int, pack: Pack) -> dict[str, Any]:
    return {
        "number": number,
        "when": moment_said(offer.at, pack.zone),
        "words": offer.words.uuid if offer.words else None,
        "accepted": offer.accepted,
    }

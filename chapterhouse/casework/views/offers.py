"""Offering somebody a conversation with another. Their answer comes by their own code."""

from typing import Any

from ..actions import offers as offer_actions
from ..models import Case
from ..wire import NewOffer
from .story import party_of
from .writing import sealed_post


@sealed_post(NewOffer)
def offers(case: Case, sent: NewOffer, *, party: str, **who_and_when: Any) -> None:
    offer_actions.offer(party=party_of(case, party), sent=sent, **who_and_when)

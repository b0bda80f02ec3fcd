"""What the return page says of somebody beside a party: to the party, and to who stands there."""

from datetime import datetime, tzinfo
from typing import Any

from chapterhouse.casework.models import Desk, Party, Supporter

from .formal import formal_of
from .owed import outcome_of, promise_to
from .public_data import day_said

#: What a party has on their page and nobody beside them does.
NOTHING: dict[str, Any] = {
    "reachable": [],
    "hears_lateness": [],
    "outcome": None,
    "stopped": False,
    "another_asked": True,
    "consents": [],
    "informal": False,
    "asks_opinion": False,
    "offers": [],
    "beside": [],
    "outside": [],
    "appointments": [],
    "asking": None,
    "joint": None,
    "plans": [],
    "apologies": [],
}


def beside_of(party: Party, zone: tzinfo) -> list[dict[str, Any]]:
    """Whom they asked to stand beside them, oldest first; `words` is their own message that says who."""
    rows = party.supporters.select_related("guest__channel", "words")
    return [_beside(row, number, zone) for number, row in enumerate(rows, 1)]


def nth_beside(party: Party, number: int) -> Supporter | None:
    """Somebody beside a party by the number under which the party knows them."""
    rows = party.supporters.select_related("case", "party", "guest")
    return dict(enumerate(rows, 1)).get(number)


def standing_of(supporter: Supporter, at: datetime) -> dict[str, Any]:
    """What somebody is, and what is owed to the one beside whom they stand: nothing else of the case.

    Who only supports is told no clock.
    """
    clocks = supporter.role != Supporter.SUPPORT
    formal = supporter.case.desk.wall == Desk.FORMAL
    standing = {"role": supporter.role, "theirs": _owed(supporter.party, at) if clocks else None}
    nothing_formal: dict[str, Any] = {"offered": False, "notice": None, "appeal": None, "advice": []}
    return {**NOTHING, "standing": standing, "formal": nothing_formal if formal else None}


def _owed(party: Party, at: datetime) -> dict[str, Any]:
    """The clocks of a party as their own page says them."""
    zone, formal = party.case.pack.pack.zone, formal_of(party, at)
    notice = formal["notice"] if formal else None
    return {
        "promise": promise_to(party, zone, at),
        "outcome": outcome_of(party.case, zone) if party.is_first else None,
        "notice": notice and notice["until"],
    }


def _beside(row: Supporter, number: int, zone: tzinfo) -> dict[str, Any]:
    invited = row.guest.invitation_id is not None
    return {
        "number": number,
        "role": row.role,
        "since": day_said(row.at, zone),
        "words": row.words.uuid if row.words else None,
        "state": "ended" if row.ended else "here" if row.guest.channel else "invited" if invited else "asked",
        "ended": day_said(row.ended, zone) if row.ended else None,
    }

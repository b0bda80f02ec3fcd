"""What is sealed to one mailbox or one guest: state file and invitation letter (encryption design 5)."""

from collections.abc import Iterable
from typing import Any

from .cards import Card, read_card
from .notes import NoteError, read_json, write_json


def channel_mention(channel: str, recipient: str, version: int = 1) -> dict[str, Any]:
    """How a state file or a letter names a channel and the key it had then."""
    return {"channel": channel, "recipient": recipient, "version": version}


def state_text(
    *, site: str, case: str, desk: str, party: dict[str, Any], holders: Iterable[Card], at: str
) -> str:
    """A mailbox's own record of its case; signed as `reporter`: the server could write an unsigned one.

    `party` is a `channel_mention`; `holders` are the cards that got a wrap of the party key.
    """
    rows = [{"name": card.name, "number": card.number} for card in holders]
    data = {"v": 1, "site": site, "case": case, "desk": desk, "channels": {"party": party}}
    return write_json({**data, "holders": rows, "at": at})


def letter_text(
    *,
    site: str,
    case: str,
    desk: str,
    team: dict[str, Any],
    holders: Iterable[Card],
    message: str,
    sender: Card,
    at: str,
) -> str:
    """An invitation's letter, to be signed by `sender` and sealed to what the invitation code derives."""
    rows = [card.as_json() for card in holders]
    data = {"v": 1, "site": site, "case": case, "desk": desk, "team": team, "holders": rows}
    return write_json({**data, "message": message, "from": sender.name, "at": at})


def read_letter(text: str) -> tuple[dict[str, Any], list[Card]]:
    """A letter and its holders' cards. Raises NoteError unless the one who signs `from` is among them."""
    data = read_json(text)
    try:
        cards = [read_card(each) for each in data["holders"]]
    except (KeyError, TypeError, ValueError) as error:
        raise NoteError("not a letter") from error
    if data.get("from") not in {card.name for card in cards}:
        raise NoteError("a letter from nobody who reads the case")
    return data, cards

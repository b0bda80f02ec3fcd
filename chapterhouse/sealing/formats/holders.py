"""Holder statements: who holds a channel's key, signed and chained (encryption design 3.6 and 8.4)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .cards import Card
from .keys import is_recipient
from .notes import is_signed_by, note_hash, parse, read_json, write_json

#: Names are looked up in databases, which take neither half a character nor none.
_NAME = re.compile(r"[!-~]+")


class StatementError(ValueError):
    """The statement may not follow the one before it."""


@dataclass(frozen=True)
class Holder:
    """Somebody who holds the key: a card's name, or `reporter`, and the safety number of that card."""

    name: str
    number: str

    @classmethod
    def of(cls, card: Card) -> "Holder":
        return cls(card.name, card.number)


@dataclass(frozen=True)
class Statement:
    """One statement. `note` is the signed text, `hash` what the next one names in `prev`."""

    site: str
    channel: str
    seq: int
    prev: str | None
    version: int
    recipient: str
    holders: tuple[Holder, ...]
    at: str
    note: str

    @property
    def hash(self) -> str:
        return note_hash(self.note)

    def names(self, card: Card) -> bool:
        """Whether this very card, keys and all, is among the holders."""
        return Holder.of(card) in self.holders


def statement_text(
    *,
    site: str,
    channel: str,
    recipient: str,
    holders: Iterable[Holder],
    at: str,
    version: int = 1,
    previous: Statement | None = None,
) -> str:
    """The text of the statement that follows `previous`, or of the first. `at` is ISO 8601. To be signed."""
    seq, prev = (previous.seq + 1, previous.hash) if previous else (1, None)
    rows = [asdict(holder) for holder in sorted(holders, key=lambda holder: holder.name)]
    head = {"v": 1, "site": site, "channel": channel, "seq": seq, "prev": prev}
    return write_json({**head, "version": version, "recipient": recipient, "holders": rows, "at": at})


def read_statement(note: str) -> Statement:
    """What a statement says; its signature is not looked at. Raises StatementError if it is no statement."""
    try:
        data = read_json(parse(note).text)
        return _statement(data, note)
    except (ValueError, KeyError, TypeError) as error:
        raise StatementError("not a holder statement") from error


def _statement(data: dict[str, Any], note: str) -> Statement:
    holders = tuple(Holder(str(each["name"]), str(each["number"])) for each in data["holders"])
    fields = ("site", "channel", "seq", "prev", "version", "recipient", "at")
    site, channel, seq, prev, version, recipient, at = (data[field] for field in fields)
    strings = all(isinstance(each, str) for each in (site, channel, at, prev or "", recipient))
    if type(seq) is not int or type(version) is not int or min(seq, version) < 1 or not strings:
        raise ValueError("not a holder statement")
    if not holders or not is_recipient(recipient) or not all(_NAME.fullmatch(each.name) for each in holders):
        raise ValueError("not a holder statement")
    return Statement(site, channel, seq, prev, version, recipient, holders, at, note)


def next_statement(
    note: str,
    *,
    site: str,
    channel: str,
    cards: Iterable[Card],
    previous: Statement | None = None,
    maker: Card | None = None,
) -> Statement:
    """The statement in `note`, if it may follow `previous`.

    `cards` are public keys from wherever: one counts only if its safety number is named. The signer must be
    a holder named in the statement before; of the first one, a holder named in itself, or the `maker` of
    the channel (the reporter's card). `seq` grows by one, `prev` is the hash of the one before, and the
    recipient changes exactly when `version` grows by one. Raises StatementError otherwise.
    """
    statement = read_statement(note)
    if (statement.site, statement.channel) != (site, channel):
        raise StatementError("a statement of another channel")
    if not _in_order(statement, previous):
        raise StatementError("a statement out of order")
    known = [card for card in cards if (previous or statement).names(card)]
    signers = known if previous or not maker else [*known, maker]
    if not any(is_signed_by(note, card.name, card.key) for card in signers):
        raise StatementError("signed by nobody who held the key before")
    return statement


def _in_order(statement: Statement, previous: Statement | None) -> bool:
    if previous is None:
        return (statement.seq, statement.prev, statement.version) == (1, None, 1)
    if (statement.seq, statement.prev) != (previous.seq + 1, previous.hash):
        return False
    step = statement.version - previous.version
    return step == 0 if statement.recipient == previous.recipient else step == 1


def verify_statements(
    notes: Sequence[str], *, site: str, channel: str, cards: Iterable[Card], maker: Card | None = None
) -> list[Statement]:
    """The accepted statements of a channel, oldest first, up to the first that is not accepted.

    Where fewer come back than went in, the channel may be read and not written to.
    """
    known, accepted = list(cards), list[Statement]()
    for note in notes:
        previous = accepted[-1] if accepted else None
        try:
            found = next_statement(
                note, site=site, channel=channel, cards=known, previous=previous, maker=maker
            )
        except StatementError:
            break
        accepted.append(found)
    return accepted

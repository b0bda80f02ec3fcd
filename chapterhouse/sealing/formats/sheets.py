"""Team sheets: the signed, append-only list of the cards of one desk (encryption design 3.6 and 8.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .cards import Card, read_card, team_number
from .notes import is_signed_by, note_hash, parse, read_json, write_json


class SheetError(ValueError):
    """The sheet may not follow the one before it."""


@dataclass(frozen=True)
class Sheet:
    """One sheet. `note` is the signed text, `hash` what the next sheet names in `prev`."""

    site: str
    desk: str
    seq: int
    prev: str | None
    cards: tuple[Card, ...]
    at: str
    note: str

    @property
    def hash(self) -> str:
        return note_hash(self.note)

    @property
    def team_number(self) -> str:
        return team_number(card.number for card in self.cards)


def sheet_text(*, site: str, desk: str, cards: Iterable[Card], at: str, previous: Sheet | None = None) -> str:
    """The text of the sheet that follows `previous`, or of sheet 1. `at` is ISO 8601. To be signed."""
    seq, prev = (previous.seq + 1, previous.hash) if previous else (1, None)
    rows = [card.as_json() for card in sorted(cards, key=lambda card: card.name)]
    return write_json({"v": 1, "site": site, "desk": desk, "seq": seq, "prev": prev, "cards": rows, "at": at})


def read_sheet(note: str) -> Sheet:
    """What a sheet says; its signature is not looked at. Raises SheetError if it is no sheet."""
    try:
        data = read_json(parse(note).text)
        return _sheet(data, note)
    except (ValueError, KeyError, TypeError) as error:
        raise SheetError("not a team sheet") from error


def _sheet(data: dict[str, Any], note: str) -> Sheet:
    cards = tuple(read_card(each) for each in data["cards"])
    site, desk, seq, prev, at = (data[field] for field in ("site", "desk", "seq", "prev", "at"))
    strings = all(isinstance(each, str) for each in (site, desk, at, prev or ""))
    if not strings or type(seq) is not int or seq < 1 or len({card.name for card in cards}) != len(cards):
        raise ValueError("not a team sheet")
    return Sheet(site, desk, seq, prev, cards, at, note)


def next_sheet(note: str, *, site: str, desk: str, previous: Sheet | None = None) -> Sheet:
    """The sheet in `note`, if it may follow `previous`.

    Accepted when `seq` grows by one, `prev` is the hash of the one before, and somebody on the one before
    signed. Sheet 1 is signed by somebody on it. Raises SheetError otherwise.
    """
    sheet = read_sheet(note)
    if (sheet.site, sheet.desk) != (site, desk):
        raise SheetError("a sheet of another desk")
    if (sheet.seq, sheet.prev) != ((previous.seq + 1, previous.hash) if previous else (1, None)):
        raise SheetError("a sheet out of order")
    if not any(is_signed_by(note, card.name, card.key) for card in (previous or sheet).cards):
        raise SheetError("signed by nobody on the sheet before")
    return sheet


def verify_sheets(notes: Iterable[str], *, site: str, desk: str) -> list[Sheet]:
    """All sheets of a desk, oldest first, each accepted after the one before; SheetError at the first not.

    A sheet that starts again at 1 (nobody on the old one was left) is accepted here; who pinned the old one
    must be told: `sheets[-1].seq` is then smaller than the number of sheets.
    """
    sheets: list[Sheet] = []
    for note in notes:
        restart = read_sheet(note).seq == 1
        previous = None if restart or not sheets else sheets[-1]
        sheets.append(next_sheet(note, site=site, desk=desk, previous=previous))
    return sheets

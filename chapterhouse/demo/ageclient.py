"""A sealing client in Python: does for the demonstration and for tests what the browser does for people.

Same rules and same wire format as the modules in sealing/static/sealing. Knows no Django.
"""

import base64
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chapterhouse.sealing.formats import derive as derivation
from chapterhouse.sealing.formats.cards import REPORTER, Card
from chapterhouse.sealing.formats.codes import new_code
from chapterhouse.sealing.formats.letters import channel_mention, letter_text, read_letter, state_text
from chapterhouse.sealing.formats.notes import parse, read_json, verify
from chapterhouse.sealing.formats.sheets import Sheet

from .agechannel import Channel, new_channel, open_channel
from .agekeys import (
    JSON,
    Member,
    Reporter,
    SealError,
    Self,
    b64,
    new_identity,
    now,
    read_identity_file,
    seal,
    unlock,
    unseal,
)

__all__ = [
    "Channel",
    "Member",
    "Reporter",
    "SealError",
    "Self",
    "Sent",
    "b64",
    "build_invitation",
    "build_report",
    "new_channel",
    "new_identity",
    "open_channel",
    "open_letter",
    "open_mailbox",
    "open_party",
    "read_identity_file",
    "seal",
    "unlock",
    "unseal",
]


def open_party(
    me: Reporter, *, case: str, desk: str, readers: Sequence[Card], at: str | None = None
) -> tuple[Channel, JSON]:
    """A person's own channel and mailbox, as a report or a guest's coming sends them."""
    channel, party = new_channel(me, case, "party", [*readers, me.card], at)
    mention = channel_mention(channel.uuid, channel.recipient)
    text = state_text(site=me.site, case=case, desk=desk, party=mention, holders=readers, at=at or now())
    state = b64(seal(me.card.recipient, me.sign(text)))
    keys = {"recipient": me.card.recipient, "signing_key": me.card.key}
    return channel, {"mailbox": {"auth": me.auth, **keys, "state_file": state}, "party": party}


@dataclass(frozen=True)
class Sent:
    """A report as it is sent, and both channels as the reporter has them afterwards."""

    payload: JSON
    party: Channel
    team: Channel


def build_report(
    me: Reporter,
    sheet: Sheet,
    *,
    door: str,
    pack: str,
    body: Any,
    title: str,
    people: Any,
    excluded: Sequence[str] = (),
    at: str | None = None,
) -> Sent:
    """A whole report to the desk of a sheet. `excluded` are usernames. Raises SealError `nobody-left`."""
    readers = [card for card in sheet.cards if card.name.rpartition("/")[2] not in excluded]
    if not readers:
        raise SealError("nobody-left")
    case = str(uuid.uuid4())
    team, team_sent = new_channel(me, case, "team", readers, at)
    party, sent = open_party(me, case=case, desk=sheet.desk, readers=readers, at=at)
    written = [
        ("report", "party", party.seal_entry("report", body, at=at)),
        ("title", "team", team.seal_entry("title", title, at=at)),
        ("people", "team", team.seal_entry("people", people, at=at)),
    ]
    entries = [
        {"uuid": entry["uuid"], "channel": channel, "slot": slot, "age_file": entry["age_file"]}
        for slot, channel, entry in written
    ]
    head = {"v": 1, "case": case, "desk": sheet.desk, "door": door, "pack": pack, "sheet": sheet.seq}
    payload = {**head, "excluded": list(excluded), **sent, "team": team_sent, "entries": entries, "files": []}
    return Sent(payload, party, team)


def open_mailbox(me: Reporter, data: Mapping[str, Any], cards: Iterable[Card]) -> tuple[Channel, list[JSON]]:
    """The conversation, from what the server gives for an `auth`. Raises SealError `bad-state`."""
    try:
        note = me.unseal(base64.b64decode(data["state_file"])).decode()
        state = read_json(verify(note, REPORTER, me.card.key))
    except (SealError, ValueError) as error:
        raise SealError("bad-state") from error
    pin = state["channels"]["party"]
    if (state["site"], state["case"], pin["channel"]) != (me.site, data["case"], data["party"]["channel"]):
        raise SealError("bad-state")
    party = {**data["party"], "kind": "party"}
    channel = open_channel(me, party, case=state["case"], cards=cards, maker=me.card, pin=pin)
    return channel, channel.open_entries(data["party"]["entries"])


def build_invitation(
    team: Channel, *, desk: str, message: str, code: str | None = None, at: str | None = None
) -> tuple[str, JSON]:
    """An invitation code and what is sent for it: the recipient stays here."""
    code = code or new_code()
    derived = derivation.derive("invitation", "", code, site=team.me.site)
    text = letter_text(
        site=team.me.site,
        case=team.case,
        desk=desk,
        team=channel_mention(team.uuid, team.recipient, team.version),
        holders=team.staying([]),
        message=message,
        sender=team.me.card,
        at=at or now(),
    )
    letter = b64(seal(derived.recipient, team.me.sign(text)))
    return code, {"invitation": derived.auth, "letter_file": letter}


def open_letter(site: str, code: str, letter_file: str) -> tuple[JSON, list[Card]]:
    """An invitation's letter and the cards of those who hold the case. Raises SealError `bad-letter`."""
    derived = derivation.derive("invitation", "", code, site=site)
    try:
        note = unseal(derived.identity, base64.b64decode(letter_file)).decode()
        letter, cards = read_letter(parse(note).text)
        sender = next(card for card in cards if card.name == letter["from"])
        verify(note, sender.name, sender.key)
    except (SealError, ValueError) as error:
        raise SealError("bad-letter") from error
    return letter, cards

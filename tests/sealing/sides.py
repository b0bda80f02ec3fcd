"""The same moves on both sides: Python's client and the browser's modules. And a case with its people."""

import base64
import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from chapterhouse.demo.ageclient import (
    Channel,
    Member,
    Reporter,
    SealError,
    build_report,
    open_channel,
    open_mailbox,
)
from chapterhouse.sealing.formats.cards import Card
from chapterhouse.sealing.formats.sheets import read_sheet
from tests.sealing.make_vectors import ADA, AT, BELA, CHIDI, DANA, SITE

JSON = dict[str, Any]


def in_json(cards: Iterable[Card]) -> list[JSON]:
    return [card.as_json() for card in cards]


class PythonSide:
    def mailbox(self, code: str, data: JSON, cards: Sequence[Card], reply: JSON | None = None) -> JSON:
        try:
            channel, entries = open_mailbox(Reporter.of(SITE, code), data, cards)
        except SealError as error:
            return {"refused": error.code}
        return {"entries": entries, "problem": channel.problem, "written": self._write(channel, reply)}

    def channel(self, me: Member, data: JSON, given: JSON, change: JSON | None = None) -> JSON:
        channel = open_channel(me, data, **given)
        entries, change = channel.open_entries(data["entries"]), change or {}
        made: JSON = {"entries": entries, "problem": channel.problem, "pin": None}
        if channel.chain:
            last = channel.chain[-1]
            made["pin"] = {"seq": last.seq, "hash": last.hash, "recipient": last.recipient}
        try:
            if "grant" in change:
                made["changed"] = channel.grant(change["grant"])
            if "without" in change:
                made["changed"] = channel.rotate(change["without"])
        except SealError as error:
            made["changed"] = {"refused": error.code}
        return made | {"written": self._write(channel, change.get("note"))}

    def _write(self, channel: Channel, said: JSON | None) -> JSON | None:
        try:
            return channel.seal_entry(**said) if said else None
        except SealError as error:
            return {"refused": error.code}


@dataclass
class BrowserSide:
    checks: Any

    def mailbox(self, code: str, data: JSON, cards: Sequence[Card], reply: JSON | None = None) -> JSON:
        made: JSON = self.checks.mailbox(SITE, code, data | {"cards": in_json(cards)}, reply)
        return made

    def channel(self, me: Member, data: JSON, given: JSON, change: JSON | None = None) -> JSON:
        options = {"site": SITE, **given, "cards": in_json(given["cards"])}
        options["maker"] = given["maker"].as_json() if given.get("maker") else None
        change = dict(change or {})
        if "grant" in change:
            change["grant"] = change["grant"].as_json()
        made: JSON = self.checks.channel(me.identity_file, data, options, change)
        return made


@dataclass
class Case:
    """A report that Ada, Bela and Chidi may read; Dana is on the desk's sheet and was excluded."""

    code: str
    reporter: Reporter
    payload: JSON
    party: Channel
    team: Channel
    cards: list[Card] = field(default_factory=list)

    @classmethod
    def new(cls, code: str) -> "Case":
        team = [ADA.card, BELA.card, CHIDI.card, DANA.card]
        sheet = read_sheet(ADA.sheet("ombuds", team))
        reporter = Reporter.of(SITE, code)
        told: JSON = {
            "door": "a",
            "pack": "p@1",
            "body": "what happened",
            "title": "a title",
            "people": {"people": []},
        }
        sent = build_report(reporter, sheet, **told, excluded=["dana"], at=AT)
        return cls(code, reporter, sent.payload, sent.party, sent.team, team)

    @property
    def mailbox(self) -> JSON:
        """What the server gives for the code."""
        state_file = self.payload["mailbox"]["state_file"]
        data = self._data("party", [self.payload["party"]["mailbox_wrap"]])
        return {"case": self.payload["case"], "state_file": state_file, "party": data}

    def for_member(self, member: Member, kind: str = "party") -> JSON:
        """What the server gives a member of a channel."""
        [wrap] = [each for each in self.payload[kind]["wraps"] if each["card"] == member.name]
        return self._data(kind, [wrap["age_file"]])

    def given(self, **more: Any) -> JSON:
        """What else a member's browser knows when it opens a channel."""
        return {"case": self.payload["case"], "cards": self.cards, "maker": self.reporter.card, **more}

    def _data(self, kind: str, wraps: Sequence[str]) -> JSON:
        rows = [entry for entry in self.payload["entries"] if entry["channel"] == kind]
        return {
            "channel": self.payload[kind]["channel"],
            "kind": kind,
            "keys": [{"version": at + 1, "wrap": wrap} for at, wrap in enumerate(wraps)],
            "statements": [self.payload[kind]["statement"]],
            "entries": [{"uuid": row["uuid"], "version": 1, "age_file": row["age_file"]} for row in rows],
        }


def changed(data: JSON, new: JSON, wrap: str | None) -> JSON:
    """Channel data after a new key arrived; `wrap` is that of whoever looks."""
    data = copy.deepcopy(data)
    data["statements"].append(new["statement"])
    if wrap:
        data["keys"].append({"version": new["version"], "wrap": wrap})
    return data


def wrap_of(new: JSON, member: Member) -> str:
    return next(str(each["age_file"]) for each in new["wraps"] if each["card"] == member.name)


def flipped(text: str, at: int = -1) -> str:
    """Base64 of the same bytes with one bit changed."""
    data = bytearray(base64.b64decode(text))
    data[at] ^= 1
    return base64.b64encode(data).decode()


def written(channel: Any, by: Any, body: str, **more: Any) -> dict[str, Any]:
    """An entry that somebody with that channel's public key writes, signed by whomever."""
    me, channel.me = channel.me, by
    entry: dict[str, Any] = channel.seal_entry("message", body, at=AT, **more)
    channel.me = me
    return entry


class Nobody:
    """Signs nothing."""

    site = SITE

    def sign(self, text: str) -> str:
        return text

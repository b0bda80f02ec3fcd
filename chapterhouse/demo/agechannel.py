"""A channel as one holder sees it: its keys, who vouched for them, its entries (channel.js, holding.js)."""

import base64
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from chapterhouse.sealing.formats.cards import REPORTER, Card
from chapterhouse.sealing.formats.entries import Attachment, Place, PlaceError, entry_text, read_entry
from chapterhouse.sealing.formats.holders import (
    Holder,
    Statement,
    read_statement,
    statement_text,
    verify_statements,
)
from chapterhouse.sealing.formats.keys import recipient_of
from chapterhouse.sealing.formats.notes import NoteError, is_signed_by, parse

from .agekeys import JSON, SealError, Self, b64, new_identity, now, seal, unseal


@dataclass
class Channel:
    """`keys` maps versions to identities, `chain` holds the accepted statements. `me` is who sits here."""

    case: str
    uuid: str
    kind: str
    me: Self
    cards: list[Card]
    maker: Card | None
    keys: dict[int, str] = field(default_factory=dict)
    chain: list[Statement] = field(default_factory=list)
    newest: str | None = None
    problem: str | None = None

    @property
    def version(self) -> int:
        return self.chain[-1].version

    @property
    def recipient(self) -> str:
        return self.chain[-1].recipient

    def place(self, entry: str, version: int) -> Place:
        return Place(self.me.site, self.case, self.uuid, recipient_of(self.keys[version]), entry)

    def wrap(self, card: Card, version: int) -> JSON:
        text = f"# case {self.case} channel {self.kind} key {version}\n{self.keys[version]}\n"
        age_file = b64(seal(card.recipient, text))
        return {"card": card.name, "version": card.version, "age_file": age_file}

    def vouch(self, holders: Iterable[Card], version: int, at: str | None) -> str:
        text = statement_text(
            site=self.me.site,
            channel=self.uuid,
            version=version,
            recipient=recipient_of(self.keys[version]),
            holders=[Holder.of(card) for card in holders],
            previous=self.chain[-1] if self.chain else None,
            at=at or now(),
        )
        note = self.me.sign(text)
        self.chain.append(read_statement(note))
        return note

    def make_key(self, holders: Sequence[Card], version: int, at: str | None) -> JSON:
        self.keys[version] = new_identity()
        wraps = [self.wrap(card, version) for card in holders]
        sent: JSON = {"channel": self.uuid, "recipient": recipient_of(self.keys[version])}
        sent["wraps"] = [wrap for wrap in wraps if wrap["card"] != REPORTER]
        for wrap in wraps:
            if wrap["card"] == REPORTER:
                sent["mailbox_wrap"] = wrap["age_file"]
        return {**sent, "statement": self.vouch(holders, version, at)}

    def staying(self, without: Iterable[str]) -> list[Card]:
        """Cards of the present holders. Raises SealError `unaccepted`, `no-key` or `unknown-card`."""
        if self.problem:
            raise SealError(self.problem)
        holders = [holder for holder in self.chain[-1].holders if holder.name not in set(without)]
        known = {Holder.of(card): card for card in self.cards}
        if not set(holders) <= set(known):
            raise SealError("unknown-card")
        return [known[holder] for holder in holders]

    def grant(self, card: Card, at: str | None = None) -> JSON:
        """Lets somebody in: wraps of every key, and the statement that they hold it."""
        others = self.staying([card.name])
        wraps = [{"key": version, **self.wrap(card, version)} for version in self._vouched()]
        statement = self.vouch([*others, card], self.version, at)
        self.cards.append(card)
        return {"channel": self.uuid, "wraps": wraps, "statement": statement}

    def _vouched(self) -> list[int]:
        """Versions of the keys that are the ones a statement names."""
        named = {(each.version, each.recipient) for each in self.chain}
        return [version for version, key in self.keys.items() if (version, recipient_of(key)) in named]

    def rotate(self, without: Iterable[str], at: str | None = None) -> JSON:
        """A new key for those who stay."""
        holders = self.staying(without)
        version = self.version + 1
        return {"version": version, **self.make_key(holders, version, at)}

    def seal_entry(
        self,
        kind: str,
        body: Any,
        *,
        files: Iterable[Attachment] = (),
        entry: str | None = None,
        at: str | None = None,
    ) -> JSON:
        """An entry under the newest key. Raises SealError `unaccepted` or `no-key`."""
        if self.problem:
            raise SealError(self.problem)
        place = self.place(entry or str(uuid.uuid4()), self.version)
        text = entry_text(place, kind=kind, body=body, at=at or now(), prev=self.newest, files=files)
        age_file = seal(self.recipient, self.me.sign(text))
        self.newest = sha256(age_file).hexdigest()
        return {"uuid": place.entry, "version": self.version, "age_file": b64(age_file)}

    def seal_file(self, name: str, kind: str, data: bytes) -> tuple[Attachment, bytes]:
        """A file sealed to the newest key, and how its entry names it."""
        sealed = seal(self.recipient, data)
        return Attachment(name, kind, len(sealed), sha256(sealed).hexdigest()), sealed

    def open_entries(self, rows: Sequence[Mapping[str, Any]]) -> list[JSON]:
        """Entries in the order given, oldest first: opened, or with an `error`."""
        files = [base64.b64decode(row["age_file"]) for row in rows]
        hashes = [sha256(data).hexdigest() for data in files]
        self.newest = hashes[-1] if hashes else None
        return [
            self._opened(row["uuid"], row["version"], data, set(hashes))
            for row, data in zip(rows, files, strict=True)
        ]

    def _opened(self, entry: str, version: int, data: bytes, held: set[str]) -> JSON:
        try:
            if version not in self.keys:
                raise SealError("not-for-you")
            note = unseal(self.keys[version], data).decode()
            said = read_entry(_text_in(note), self.place(entry, version))
        except PlaceError:
            return {"uuid": entry, "error": "wrong-place"}
        except SealError as error:
            return {"uuid": entry, "error": error.code}
        except ValueError:
            return {"uuid": entry, "error": "damaged"}
        signers = [card.name for card in self.authors(version) if is_signed_by(note, card.name, card.key)]
        author = signers[0] if signers else None
        gap = said["prev"] is not None and said["prev"] not in held
        kept = {name: said[name] for name in ("kind", "at", "body", "files")}
        return {
            "uuid": entry,
            "version": version,
            **kept,
            "author": author,
            "verified": bool(author),
            "gap": gap,
        }

    def authors(self, version: int) -> list[Card]:
        """Whose signature counts under a key: its holders at any time, and the maker under the first."""
        recipient = recipient_of(self.keys[version])
        chain = [each for each in self.chain if (each.version, each.recipient) == (version, recipient)]
        named = [card for card in self.cards if any(each.names(card) for each in chain)]
        return [*named, self.maker] if chain and version == 1 and self.maker else named


def _text_in(note: str) -> str:
    try:
        return parse(note).text
    except NoteError:
        return note


def new_channel(
    me: Self, case: str, kind: str, holders: Sequence[Card], at: str | None = None
) -> tuple[Channel, JSON]:
    """A channel with its first key, and what is sent of it."""
    channel = Channel(case, str(uuid.uuid4()), kind, me, list(holders), me.card)
    return channel, channel.make_key(holders, 1, at)


def open_channel(
    me: Self,
    data: Mapping[str, Any],
    *,
    case: str,
    cards: Iterable[Card],
    maker: Card | None = None,
    pin: Mapping[str, Any] | None = None,
) -> Channel:
    """A channel from what the server gives: channel, kind, keys (version, wrap) and statements.

    `pin` is what was accepted before: `seq` and `hash` of a statement, or a mailbox's `version` and
    `recipient`.
    """
    known = [*cards, me.card, *([maker] if maker else [])]
    channel = Channel(case, data["channel"], data["kind"], me, known, maker)
    where = {"site": me.site, "channel": channel.uuid}
    channel.chain = verify_statements(data["statements"], **where, cards=known, maker=maker)
    if not (maker and channel.chain and is_signed_by(channel.chain[0].note, maker.name, maker.key)):
        channel.maker = None  # whose card the server gives as the maker's counts if it began the channel
    for key in data["keys"]:
        try:
            text = me.unseal(base64.b64decode(key["wrap"])).decode()
        except SealError:
            continue
        channel.keys[key["version"]] = text.splitlines()[1]
    if pin and not _is_pinned(channel, pin):
        channel.chain = []
    channel.problem = _problem(channel, data)
    return channel


def _is_pinned(channel: Channel, pin: Mapping[str, Any]) -> bool:
    """A mailbox began its channel itself: another beginning, even of the same recipient, is not its own."""
    if "seq" in pin:
        return any((each.seq, each.hash) == (pin["seq"], pin["hash"]) for each in channel.chain)
    named = {(each.version, each.recipient) for each in channel.chain}
    return channel.maker is not None and (pin["version"], pin["recipient"]) in named


def _problem(channel: Channel, data: Mapping[str, Any]) -> str | None:
    if not channel.chain or len(channel.chain) < len(data["statements"]):
        return "unaccepted"
    held = channel.keys.get(channel.version)
    newer = any(key["version"] > channel.version for key in data["keys"])
    if newer or (held and recipient_of(held) != channel.recipient):
        return "unaccepted"
    return None if held else "no-key"

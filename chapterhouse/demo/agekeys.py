"""Keys as a client holds them while they are open: a member's vault, or the mailbox behind a return code.

The only place where pyrage is used: never in a request.
"""

import base64
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import pyrage

from chapterhouse.sealing.formats import derive as derivation
from chapterhouse.sealing.formats.cards import REPORTER, Card, card_name
from chapterhouse.sealing.formats.codes import new_code
from chapterhouse.sealing.formats.keys import recipient_of, signing_key_of
from chapterhouse.sealing.formats.notes import sign
from chapterhouse.sealing.formats.sheets import Sheet, sheet_text

JSON = dict[str, Any]


class SealError(Exception):
    """`code` is one of the words that the browser modules use."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def seal(recipient: str, data: bytes | str) -> bytes:
    """`data` as an age file to one X25519 recipient."""
    plain = data.encode() if isinstance(data, str) else data
    return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)]))


def unseal(identity: str, data: bytes) -> bytes:
    """The contents of an age file. Raises SealError `not-for-you` or `damaged`."""
    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as error:
        raise SealError("not-for-you" if "No matching keys" in str(error) else "damaged") from error


def new_identity() -> str:
    """A fresh age identity."""
    return str(pyrage.x25519.Identity.generate())


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass(frozen=True)
class Self:
    """Whoever sits at this client: a name, an age identity and a signing seed (32 bytes)."""

    site: str
    name: str
    identity: str
    seed: bytes
    version: int = 1

    @cached_property
    def card(self) -> Card:
        return Card(self.name, self.version, recipient_of(self.identity), signing_key_of(self.seed))

    def sign(self, text: str) -> str:
        return sign(text, self.name, self.seed)

    def unseal(self, data: bytes) -> bytes:
        return unseal(self.identity, data)


@dataclass(frozen=True)
class Member(Self):
    """A member with a vault."""

    @classmethod
    def new(cls, site: str, username: str, version: int = 1) -> "Member":
        return cls(site, card_name(site, username), new_identity(), secrets.token_bytes(32), version)

    @property
    def identity_file(self) -> str:
        """What `age -d -i` takes as it is (encryption design 3.4)."""
        lines = [
            f"# {self.name}",
            f"# public key: {self.card.recipient}",
            f"# signing seed: {b64(self.seed)}",
        ]
        return "\n".join([*lines, self.identity, ""])

    def vault(self, passphrase: str, recovery_key: str) -> JSON:
        """What joining sends: the card and its two identity wraps. `recovery_key` is an age identity."""
        username = self.name.rpartition("/")[2]
        derived = derivation.derive("vault", username, passphrase, site=self.site)
        recipients = {"passphrase": derived.recipient, "recovery": recipient_of(recovery_key)}
        wraps = [
            {"method": each, "age_file": b64(seal(to, self.identity_file))} for each, to in recipients.items()
        ]
        return {"card": self.card.as_json(), "wraps": wraps}

    def sheet(
        self, desk: str, cards: Iterable[Card], previous: Sheet | None = None, at: str | None = None
    ) -> str:
        """A signed team sheet of these cards."""
        text = sheet_text(site=self.site, desk=desk, cards=cards, at=at or now(), previous=previous)
        return self.sign(text)


def read_identity_file(text: str, version: int = 1) -> Member:
    """A member from their identity file."""
    name, _, seed, identity = text.splitlines()[:4]
    site = name.removeprefix("# ").rpartition("/")[0]
    raw = base64.b64decode(seed.removeprefix("# signing seed: "))
    return Member(site, name.removeprefix("# "), identity, raw, version)


def unlock(site: str, username: str, passphrase: str, wrap: str) -> str:
    """The identity file in a passphrase wrap. Raises SealError `not-for-you` for a wrong passphrase."""
    derived = derivation.derive("vault", username, passphrase, site=site)
    return unseal(derived.identity, base64.b64decode(wrap)).decode()


@dataclass(frozen=True)
class Reporter(Self):
    """Somebody without an account, by their return code. `auth` finds their mailbox."""

    code: str = ""
    auth: str = ""

    @classmethod
    def of(cls, site: str, code: str | None = None) -> "Reporter":
        code = code or new_code()
        derived = derivation.derive("mailbox", "", code, site=site)
        assert derived.auth
        assert derived.seed
        return cls(site, REPORTER, derived.identity, derived.seed, code=code, auth=derived.auth)

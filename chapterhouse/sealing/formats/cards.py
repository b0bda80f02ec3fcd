"""Key cards and the numbers by which people compare them (encryption design 3.5)."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from .keys import is_recipient, is_signing_key

REPORTER = "reporter"
_USERNAME = re.compile(r"[a-z0-9._-]+")


@dataclass(frozen=True)
class Card:
    """Somebody's public keys. A mailbox has one too: named `reporter`, version 1."""

    name: str
    version: int
    recipient: str
    key: str

    @property
    def number(self) -> str:
        return safety_number(self.name, self.recipient, self.key)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def card_name(site: str, username: str) -> str:
    """`<site-id>/<username>`. Raises ValueError for letters that a username may not have."""
    if not _USERNAME.fullmatch(username):
        raise ValueError("a username has only a–z, 0–9, dot, underscore and hyphen")
    return f"{site}/{username}"


def read_card(data: object) -> Card:
    """A card from JSON. Raises ValueError unless it has the four fields, with keys that can be used."""
    if not isinstance(data, Mapping):
        raise ValueError("not a card")
    name, version, recipient, key = (data.get(field) for field in ("name", "version", "recipient", "key"))
    if not isinstance(name, str) or not isinstance(recipient, str) or not isinstance(key, str):
        raise ValueError("not a card")
    if type(version) is not int or version < 1 or not is_recipient(recipient) or not is_signing_key(key):
        raise ValueError("not a card")
    return Card(name, version, recipient, key)


def safety_number(name: str, recipient: str, key: str) -> str:
    """Thirty digits in six groups that stand for one card."""
    digest = hashlib.sha256("\n".join(["e2ee-v1/card", name, recipient, key]).encode()).digest()
    fives = (int.from_bytes(digest[i : i + 5], "big") for i in range(0, 30, 5))
    return " ".join(f"{five % 100_000:05}" for five in fives)


def team_number(numbers: Iterable[str]) -> str:
    """The number of a whole desk: the same function over its sorted safety numbers."""
    return safety_number("team", "\n".join(sorted(numbers)), "")

"""Keys from the secrets that people keep (encryption design, section 3.3)."""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from .keys import identity_of, recipient_of

Purpose = Literal["vault", "mailbox", "invitation"]

ROUNDS = 1_000_000
# Spelled out, because Python and browsers differ in what \s is; dashes as keyboards write them.
_GAPS = re.compile(r"[\t-\r \u1680\u2028\u2029\ufeff\u2010-\u2015\u2212-]+")
_ONLY_DIGITS = re.compile(r"[0-9.]+")


@dataclass(frozen=True)
class Derived:
    """What one secret gives.

    `auth` (64 hex digits, or None for a vault) finds the row; `identity` and `recipient` are age keys;
    `seed` (32 bytes, mailboxes only) signs.
    """

    auth: str | None
    identity: str
    recipient: str
    seed: bytes | None


def ascii_digits(text: str) -> str:
    """`text` with the decimal digits of every script written 0–9."""
    return "".join(_digit(letter) for letter in text)


def _digit(letter: str) -> str:
    return letter if letter.isascii() else str(unicodedata.decimal(letter, letter))


def normalise(secret: str) -> str:
    """The one spelling of a secret: digits alone, or lower-case words without accents, one space between."""
    plain = unicodedata.normalize("NFKD", ascii_digits(secret))
    plain = "".join(c for c in plain if not unicodedata.category(c).startswith("M")).lower()
    joined = _GAPS.sub("", plain)
    if _ONLY_DIGITS.fullmatch(joined):
        return joined.replace(".", "")
    return _GAPS.sub(" ", plain).strip(" ")


def stretch(purpose: Purpose, whose: str, secret: str, *, site: str) -> bytes:
    """The slow part: 32 bytes by PBKDF2-HMAC-SHA-256, 1,000,000 rounds."""
    salt = "\n".join(["e2ee-v1", purpose, site, whose])
    return hashlib.pbkdf2_hmac("sha256", normalise(secret).encode(), salt.encode(), ROUNDS, 32)


def expand(prk: bytes, label: str) -> bytes:
    """HKDF-SHA-256 (RFC 5869) of `prk` with empty salt and info `e2ee-v1/<label>`, 32 bytes."""
    extracted = hmac.digest(bytes(32), prk, "sha256")
    return hmac.digest(extracted, b"e2ee-v1/" + label.encode() + b"\x01", "sha256")


def derive(purpose: Purpose, whose: str, secret: str, *, site: str) -> Derived:
    """All keys of one secret.

    `whose` is the username for a vault and empty otherwise; `site` is the site id. A vault gives no `auth`,
    so that the server never receives anything derived from a passphrase; only a mailbox signs.
    """
    prk = stretch(purpose, whose, secret, site=site)
    identity = identity_of(expand(prk, "age"))
    auth = None if purpose == "vault" else expand(prk, "auth").hex()
    seed = expand(prk, "sign") if purpose == "mailbox" else None
    return Derived(auth=auth, identity=identity, recipient=recipient_of(identity), seed=seed)


def lookup(auth: str) -> str:
    """How a row is found by an `auth` sent in a body: SHA-256 of its 64 hex digits, in hex."""
    return hashlib.sha256(auth.encode()).hexdigest()

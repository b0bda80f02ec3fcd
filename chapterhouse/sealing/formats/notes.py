"""Signed notes (C2SP `signed-note`, Ed25519 only) and the JSON they carry (encryption design 3.6)."""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .keys import signing_key_of

MOST_SIGNATURES = 16
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteError(ValueError):
    """The note is malformed, or not signed as it should be."""


@dataclass(frozen=True)
class Signature:
    """One signature line: `key_id` is 4 bytes, `value` the signature itself."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True)
class Note:
    """A parsed note. `text` ends with a line feed; what is said in it is worth nothing before `verify`."""

    text: str
    signatures: tuple[Signature, ...]


def key_id(name: str, key: str) -> bytes:
    """The four bytes that tell which key signed."""
    return hashlib.sha256(name.encode() + b"\n\x01" + base64.b64decode(key)).digest()[:4]


def sign(text: str, name: str, seed: bytes) -> str:
    """`text` as a note with one signature, by the Ed25519 key of a 32-byte `seed`, under `name`."""
    if not text.endswith("\n") or _CONTROLS.search(text):
        raise NoteError("a note's text ends with a line feed and has no other control characters")
    value = Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())
    line = base64.b64encode(key_id(name, signing_key_of(seed)) + value).decode()
    return f"{text}\n— {name} {line}\n"


def parse(note: str) -> Note:
    """Text and signatures of a note. Raises NoteError where C2SP `signed-note` is not followed."""
    text, gap, lines = note.rpartition("\n\n")
    if not gap or _CONTROLS.search(note) or not lines.endswith("\n"):
        raise NoteError("not a signed note")
    rows = lines[:-1].split("\n")
    if len(rows) > MOST_SIGNATURES:
        raise NoteError("too many signatures")
    return Note(text + "\n", tuple(_signature(row) for row in rows))


def _signature(row: str) -> Signature:
    found = _LINE.fullmatch(row)
    if not found:
        raise NoteError("not a signature line")
    try:
        raw = base64.b64decode(found[2], validate=True)
    except binascii.Error as error:
        raise NoteError("not a signature line") from error
    if len(raw) < 5:
        raise NoteError("not a signature line")
    return Signature(found[1], raw[:4], raw[4:])


def verify(note: str, name: str, key: str) -> str:
    """The text of a note that `key` (base64) signed under `name`.

    Lines of other names or keys are passed over. Raises NoteError when no line is by this key, or when one
    that claims to be does not fit.
    """
    parsed = parse(note)
    wanted = (name, key_id(name, key))
    values = [each.value for each in parsed.signatures if (each.name, each.key_id) == wanted]
    if not values:
        raise NoteError("not signed by this key")
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
    for value in values:
        try:
            public.verify(value, parsed.text.encode())
        except InvalidSignature as error:
            raise NoteError("the signature does not fit") from error
    return parsed.text


def is_signed_by(note: str, name: str, key: str) -> bool:
    """Whether `verify` accepts the note."""
    try:
        return bool(verify(note, name, key))
    except NoteError:
        return False


def note_hash(note: str) -> str:
    """SHA-256 of a whole note, in hex: how the next one in a chain names it."""
    return hashlib.sha256(note.encode()).hexdigest()


def write_json(data: dict[str, Any]) -> str:
    """JSON as notes carry it: one space indent, a final line feed."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_json(text: str) -> dict[str, Any]:
    """The object in a note's text. Raises NoteError for anything else, and for a version that is not ours."""
    try:
        data = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NoteError("not JSON") from error
    if not isinstance(data, dict) or data.get("v") != 1:
        raise NoteError("not a statement of version 1")
    return data


def _refuse(constant: str) -> None:
    raise ValueError(constant)

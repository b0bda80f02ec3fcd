"""Entries: what people write in a channel, padded, to be signed and sealed (encryption design 3.6)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from .notes import NoteError, read_json, write_json

KINDS = ("report", "message", "note", "title", "people", "file")
BLOCK = 1024


class PlaceError(ValueError):
    """The entry was written for another place than the one where it was found."""


@dataclass(frozen=True)
class Place:
    """Where an entry belongs: uuids as text, `key` is the recipient of the channel key it is sealed to."""

    site: str
    case: str
    channel: str
    key: str
    entry: str


@dataclass(frozen=True)
class Attachment:
    """A file as its entry names it. `size` in bytes and `sha256` in hex are those of the sealed file."""

    name: str
    type: str
    size: int
    sha256: str


def entry_text(
    place: Place,
    *,
    kind: str,
    body: Any,
    at: str,
    prev: str | None = None,
    files: Iterable[Attachment] = (),
) -> str:
    """The text of an entry, a multiple of 1,024 bytes long with its final line feed. To be signed.

    `body` is any JSON value; `prev` the SHA-256, in hex, of the newest age file in this channel that its
    author had seen.
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind of entry: {kind}")
    data = {"v": 1, **asdict(place), "kind": kind, "at": at, "prev": prev, "body": body}
    data["files"] = [asdict(each) for each in files]
    bare = write_json({**data, "pad": ""})
    return write_json({**data, "pad": " " * (-len(bare.encode()) % BLOCK)})


def read_entry(text: str, place: Place) -> dict[str, Any]:
    """What an entry found at `place` says.

    Raises PlaceError if it belongs elsewhere, NoteError if it is no entry.
    """
    data = read_json(text)
    if any(data.get(field) != value for field, value in asdict(place).items()):
        raise PlaceError("written for another place")
    if data.get("kind") not in KINDS or not isinstance(data.get("files"), list) or "body" not in data:
        raise NoteError("not an entry")
    return data

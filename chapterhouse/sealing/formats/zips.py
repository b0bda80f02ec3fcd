"""Zip files that are made while they travel: nothing is compressed, so the length is known beforehand."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import RawIOBase
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

#: Lengths in bytes of what the format puts around names and contents (APPNOTE 4.3 and 4.5).
_LOCAL, _DESCRIPTOR, _CENTRAL, _FAR, _END, _FAR_END = 30, 16, 46, 12, 22, 76
#: What stands in "made by" and in the flags of no entry: the same bytes on every system.
_UNIX, _MODE = 3, 0o600 << 16


class PartError(RuntimeError):
    """A part gave other than the bytes it was said to have: the zip is broken off."""


@dataclass(frozen=True)
class Part:
    """One file of a zip.

    Attributes:
        name: in ASCII.
        size: in bytes.
        pieces: gives the bytes when their turn comes, in pieces that fit into memory.
    """

    name: str
    size: int
    pieces: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, name: str, data: bytes) -> "Part":
        """A small file that is at hand."""
        return cls(name, len(data), partial(_whole, data))


def _whole(data: bytes) -> Iterable[bytes]:
    return (data,)


def length(parts: Sequence[Part]) -> int:
    """How many bytes `stream` gives. Each part has less than 2 GiB; all together may have more."""
    at = central = 0
    for part in parts:
        central += _CENTRAL + len(part.name) + (_FAR if at > zipfile.ZIP64_LIMIT else 0)
        at += _LOCAL + len(part.name) + part.size + _DESCRIPTOR
    far = max(at, central) > zipfile.ZIP64_LIMIT or len(parts) > zipfile.ZIP_FILECOUNT_LIMIT
    return at + central + (_FAR_END if far else 0) + _END


def stream(parts: Iterable[Part], *, at: datetime) -> Iterator[bytes]:
    """The bytes of the zip, never more than a piece of a part in memory.

    Args:
        at: the time of day that stands beside every part.

    Raises:
        PartError: a part was longer or shorter than it said.
    """
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            yield from _part(archive, sink, part, at)
    yield sink.taken()


def _part(archive: zipfile.ZipFile, sink: "_Sink", part: Part, at: datetime) -> Iterator[bytes]:
    info = zipfile.ZipInfo(part.name, at.timetuple()[:6])
    info.create_system, info.external_attr, info.file_size = _UNIX, _MODE, part.size
    written = 0
    with archive.open(info, "w") as place:
        for piece in part.pieces():
            written += place.write(piece)
            yield sink.taken()
    if written != part.size:
        raise PartError(part.name)
    yield sink.taken()


class _Sink(RawIOBase):
    """Where zipfile writes: it cannot go back, and gives away what it has been given."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What was written since it was asked last."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)

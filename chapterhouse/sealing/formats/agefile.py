"""What can be told of an age file without its key: checks of all uploads (encryption design 9)."""

import base64
import binascii
import re
from dataclasses import dataclass

MOST_HEADER = 4 * 1024
MOST_SMALL = 64 * 1024
"""Wraps, notes and other small things."""
MOST_ENTRY = 1024 * 1024
"""One written entry."""
MOST_PLAIN = 64 * 1024 * 1024
"""An attached file before it is sealed."""

_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16
_VERSION = b"age-encryption.org/v1\n"
_ARGUMENTS = re.compile(rb"-> [!-~]+(?: [!-~]+)*")
_BODY = re.compile(rb"[A-Za-z0-9+/]{0,64}")
_END = re.compile(rb"\n--- ([A-Za-z0-9+/]{43})\n")


class AgeFileError(ValueError):
    """Not an age file that we take. `reason` is `not-age`, `header`, `recipients` or `size`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class AgeHead:
    """What a header tells: the number of X25519 recipients and its own length in bytes."""

    recipients: int
    length: int


def sealed_size(plain: int, recipients: int = 1) -> int:
    """How long a file of `plain` bytes may become when sealed, with room for grease stanzas."""
    chunks = max(1, -(-plain // _CHUNK))
    return 1024 + 100 * recipients + _NONCE + plain + _TAG * chunks


MOST_BLOB = sealed_size(MOST_PLAIN)
"""An attached file as it arrives."""


def check_age_file(data: bytes, *, most: int = MOST_SMALL, recipients: int | None = None) -> AgeHead:
    """Checks a whole sealed file: at most `most` bytes, sealed to exactly `recipients` if given.

    Raises AgeFileError.
    """
    head = check_age_head(data[:MOST_HEADER], size=len(data), most=most)
    if recipients is not None and head.recipients != recipients:
        raise AgeFileError("recipients")
    return head


def check_age_head(start: bytes, *, size: int, most: int = MOST_BLOB) -> AgeHead:
    """Checks the header in the first bytes (4 KiB, or all there are) of a sealed file of `size` bytes.

    Taken is age v1 with at least one X25519 stanza and no others but grease (`…-grease`, which some programs
    add as a filler): no passphrase, so that nobody can be made to spend gigabytes on opening it, and no kind
    that the age of today's distributions cannot open.
    Raises AgeFileError.
    """
    if size > most:
        raise AgeFileError("size")
    if not start.startswith(_VERSION):
        raise AgeFileError("not-age")
    end = _END.search(start, 0, MOST_HEADER)
    if not end:
        raise AgeFileError("header")
    _unpadded(end[1])
    if size < end.end() + _NONCE + _TAG:
        raise AgeFileError("size")
    kinds = [_kind(stanza) for stanza in _stanzas(start[len(_VERSION) : end.start() + 1])]
    if "X25519" not in kinds:
        raise AgeFileError("recipients")
    return AgeHead(kinds.count("X25519"), end.end())


def _stanzas(text: bytes) -> list[list[bytes]]:
    """Stanzas as lists of lines: the arguments, then the body."""
    stanzas: list[list[bytes]] = []
    for line in text.split(b"\n")[:-1]:
        if line.startswith(b"-> "):
            stanzas.append([line])
        elif stanzas and _BODY.fullmatch(line):
            stanzas[-1].append(line)
        else:
            raise AgeFileError("header")
    return stanzas


def _kind(stanza: list[bytes]) -> str:
    """`X25519` or `grease`; any other stanza, and a malformed one, is refused."""
    first, *body = stanza
    widths = [len(line) for line in body]
    if not _ARGUMENTS.fullmatch(first) or not body or widths[-1] == 64 or set(widths[:-1]) - {64}:
        raise AgeFileError("header")
    arguments, wrapped = first[3:].split(b" "), _unpadded(b"".join(body))
    if arguments[0] == b"grease" or arguments[0].endswith(b"-grease"):
        return "grease"
    if arguments[0] != b"X25519":
        raise AgeFileError("recipients")
    if len(arguments) != 2 or len(_unpadded(arguments[1])) != 32 or len(wrapped) != 32:
        raise AgeFileError("header")
    return "X25519"


def _unpadded(text: bytes) -> bytes:
    """Bytes of canonical base64 without padding."""
    try:
        raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise AgeFileError("header") from error
    if base64.b64encode(raw).rstrip(b"=") != text:
        raise AgeFileError("header")
    return raw

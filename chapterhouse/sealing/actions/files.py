"""Attached files: read in pieces to a temporary name, hashed, renamed. Only files that an entry named."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from chapterhouse.ui.refused import Refused

from ..agefiles import must_be_age
from ..models import Blob

PIECE = 64 * 1024


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def place_of(sha256: str) -> Path:
    """Where a sealed file lies in the data folder."""
    return Path(settings.SEALED_FILES) / sha256[:2] / sha256


def receive(*, sha256: str, body: Readable, at: datetime) -> Blob:
    """Take in the ciphertext of a file that an entry named.

    Args:
        sha256: hex hash of the ciphertext, as the entry named it.
        body: the raw request body, read in pieces of 64 KiB.

    Raises:
        Refused: no entry waits for such a file (``unknown-file``); it is longer, shorter or other than
            named (``wrong-file``); or it is not an age file (``malformed``). Nothing is kept then.
    """
    blob = Blob.objects.awaited().filter(sha256=sha256).first()
    if blob is None:
        raise _unknown()
    place = place_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            _copy(body, out, blob)
        Path(temporary).replace(place)
    finally:
        Path(temporary).unlink(missing_ok=True)
    if not Blob.objects.filter(sha256=sha256, size=blob.size).update(arrived=at):
        forget_file(sha256=sha256)  # what it belongs to was destroyed while it was on its way
        raise _unknown()
    blob.arrived = at
    return blob


def _copy(body: Readable, out: BinaryIO, blob: Blob) -> None:
    digest, size, first = hashlib.sha256(), 0, True
    while piece := body.read(PIECE):
        if first:
            must_be_age(piece)
            first = False
        size += len(piece)
        if size > blob.size:
            break
        digest.update(piece)
        out.write(piece)
    if size != blob.size or digest.hexdigest() != blob.sha256:
        raise Refused(_("The file did not arrive as it was sent. Send it again."), code="wrong-file")
    os.fsync(out.fileno())


def forget_file(*, sha256: str) -> None:
    """Take a sealed file off the disk; nothing happens if it is gone. Its rows are the caller's to delete."""
    place_of(sha256).unlink(missing_ok=True)


def _unknown() -> Refused:
    return Refused(_("Nothing waits for this file."), code="unknown-file")

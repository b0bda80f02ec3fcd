"""Lists of members between the steps of taking them over: private files in the data folder."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from chapterhouse.ui.refused import Refused

from .models import RosterFile
from .roster.files import Opener


def folder() -> Path:
    """Where they lie; only whoever runs the program can look into it."""
    place = Path(settings.HOME) / "lists"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def path_of(code: str) -> Path:
    return folder() / f"{code}.list"


def opener_of(chosen: RosterFile) -> Opener:
    """Opens the file from its beginning. What it opens raises `Refused` (``forgotten``) if it is gone."""

    def opened() -> IO[bytes]:
        try:
            return path_of(chosen.code).open("rb")
        except FileNotFoundError as gone:
            raise Refused(forgotten(), code="forgotten") from gone

    return opened


def forgotten() -> str:
    """What is said of a list that was taken over, laid aside or a day old."""
    return _("This list is not here any more: it was taken over, laid aside, or a day old. Choose it again.")


def write(code: str, pieces: Iterable[bytes]) -> None:
    """Keep a file, readable by its owner only."""
    place = os.open(path_of(code), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(place, "wb") as file:
        for piece in pieces:
            file.write(piece)


def remove(code: str) -> None:
    path_of(code).unlink(missing_ok=True)


def remove_strays(known: Iterable[str], *, before: datetime) -> int:
    """Remove files older than a moment that no row knows: whoever kept them was killed. Returns how many."""
    names = {f"{code}.list" for code in known}
    found = (path for path in folder().glob("*.list") if path.name not in names)
    strays = [path for path in found if path.stat().st_mtime < before.timestamp()]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


@contextmanager
def alone() -> Iterator[None]:
    """While inside, no other import runs here; the lock goes with the program that holds it.

    Raises:
        Refused: another runs (``busy``).
    """
    with (folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Refused(
                _("Another list is being taken over at this moment. Wait until it is done, and look again."),
                code="busy",
            ) from held
        yield

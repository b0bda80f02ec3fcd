"""A list between the steps: chosen, told what its columns hold, taken over, laid aside, forgotten."""

import hashlib
import secrets
from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.ui.refused import Refused

from ..models import HANDLE_LETTERS, Person, RosterFile
from ..roster.reading import Roster, look_into, open_roster
from ..roster_files import alone, forgotten, opener_of, path_of, remove, remove_strays, write
from .rosters import Done, importing, stand_of_roll

#: How long a list is kept that nobody goes on with.
KEEP = timedelta(days=1)


def choose_file(*, name: str, pieces: Iterable[bytes], by: Person, at: datetime) -> RosterFile:
    """Keep a file that somebody chose, and look whether it is a list at all.

    Raises:
        Unreadable: it is none; nothing is kept.
    """
    code = "".join(secrets.choice(HANDLE_LETTERS) for _each in range(12))
    digest = hashlib.sha256()
    try:
        write(code, _counted(pieces, digest))
        chosen = RosterFile(code=code, at=at, by=by.username, file=name[-120:], sha256=digest.hexdigest())
        looked_into(chosen)
        chosen.save(force_insert=True)
    except BaseException:
        remove(code)
        raise
    return chosen


def say_columns(*, chosen: RosterFile, switched_on: Iterable[str], mapped: Mapping[str, str]) -> None:
    """Somebody says what is kept besides, and what columns hold that nobody knows."""
    chosen.switched_on, chosen.mapped = sorted(switched_on), dict(mapped)
    chosen.save(update_fields=["switched_on", "mapped"])


def still_here(chosen: RosterFile | None) -> RosterFile | None:
    """A list whose file is there; a row whose file is gone goes too."""
    if chosen and not path_of(chosen.code).exists():
        chosen.delete()
        return None
    return chosen


def looked_into(chosen: RosterFile, *, as_said: bool = True) -> Roster:
    """The list with its columns as far as they are understood. Raises `Unreadable`, `Refused`.

    Args:
        as_said: with what somebody said of them, rather than by their headers alone.
    """
    on, mapped = (chosen.switched_on, chosen.mapped) if as_said else ([], {})
    return look_into(opener_of(chosen), name=chosen.file, switched_on=on, mapped=mapped)


def opened(chosen: RosterFile) -> Roster:
    """The list, ready to be read. Raises `Unreadable`, also where no column holds names; `Refused`."""
    return open_roster(
        opener_of(chosen), name=chosen.file, switched_on=chosen.switched_on, mapped=chosen.mapped
    )


def taking_over(
    *, chosen: RosterFile, seen: str, even_older: bool, by: Person, at: datetime
) -> Generator[int, None, Done]:
    """Take a list over as it was previewed, all of it or nothing; who stops half-way changes nothing.

    Args:
        seen: `stand_of_roll` at the preview.

    Yields:
        How many rows were read so far.

    Raises:
        Refused: another import runs (``busy``), the list was forgotten meanwhile (``forgotten``), the roll is
            another than at the preview (``moved``), or the list is older than the last (``older``).
        Unreadable: as `opened`.
    """
    with alone(), transaction.atomic():
        if not RosterFile.objects.filter(pk=chosen.pk).delete()[0]:
            raise Refused(forgotten(), code="forgotten")
        if seen != stand_of_roll():
            raise Refused(
                _("The roll has changed since you looked. Look again at what would change now."), code="moved"
            )
        done: Done = yield from importing(
            roster=opened(chosen),
            file=chosen.file,
            sha256=chosen.sha256,
            by=by.username,
            at=at,
            even_older=even_older,
        )
        transaction.on_commit(lambda: remove(chosen.code))
    return done


def lay_aside(*, chosen: RosterFile) -> None:
    """Forget a list that is not to be taken over."""
    RosterFile.objects.filter(pk=chosen.pk).delete()
    remove(chosen.code)


def forget_files(*, at: datetime) -> int:
    """Forget lists that nobody went on with for a day; returns how many."""
    old = list(RosterFile.objects.filter(at__lt=at - KEEP))
    for chosen in old:
        lay_aside(chosen=chosen)
    known = RosterFile.objects.values_list("code", flat=True)
    return len(old) + remove_strays(known, before=at - KEEP)


def _counted(pieces: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece

"""Adopting a pack: its version is kept, its offices and desks get their rows, the journal says so."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from chapterhouse.casework.actions.intake import establish_desks
from chapterhouse.journal.actions import record
from chapterhouse.packs.actions import adopt
from chapterhouse.packs.loading import Mistake, PackError, shipped, text_of
from chapterhouse.packs.models import PackVersion
from chapterhouse.people.actions.filling import open_those_ready
from chapterhouse.people.actions.offices import establish_offices


@transaction.atomic
def adopt_organisation_pack(*, pack: str, at: datetime, by: str) -> PackVersion:
    """Put a pack in force for what opens from now on; open cases keep the rules they opened under (S1.69).

    Args:
        pack: name of a shipped pack, or a path ending in ``.toml``.
        by: username of who adopts it, or ``operator``.

    Raises:
        PackError: there is no such pack or file, or it has mistakes; each is named.
    """
    version = adopt(source=text_of(_file_of(pack)), at=at)
    establish_offices(pack=version.pack)
    establish_desks(version=version)
    open_those_ready(version.pack, at)
    record(by=by, verb="adopted-pack", subject=f"pack:{version.slug}", at=at)
    return version


def _file_of(pack: str) -> Path:
    known = shipped()
    if pack.endswith(".toml") or pack in known:
        return known.get(pack, Path(pack))
    reason = f"Name one that comes with the program ({', '.join(known)}) or a file that ends in .toml."
    raise PackError((Mistake(pack, "", reason),))

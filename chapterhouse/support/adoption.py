"""Adopting a pack: its version is kept, its offices and desks get their rows, the journal says so."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

import chapterhouse.packs
from chapterhouse.casework.actions.intake import establish_desks
from chapterhouse.journal.actions import record
from chapterhouse.packs.actions import adopt
from chapterhouse.packs.models import PackVersion
from chapterhouse.people.actions import establish_offices

SHIPPED = Path(chapterhouse.packs.__file__).parent


@transaction.atomic
def adopt_organisation_pack(*, pack: str, at: datetime, by: str) -> PackVersion:
    """Put a pack in force for what opens from now on; open cases keep the rules they opened under (S1.69).

    Args:
        pack: name of a shipped pack, or a path ending in ``.toml``.
        by: username of who adopts it, or ``operator``.

    Raises:
        chapterhouse.packs.loading.PackError: the file has mistakes; each is named.
        FileNotFoundError: no such pack.
    """
    path = Path(pack) if pack.endswith(".toml") else SHIPPED / f"{pack}.toml"
    version = adopt(source=path.read_text(encoding="utf-8"), at=at)
    establish_offices(pack=version.pack)
    establish_desks(version=version)
    record(by=by, verb="adopted-pack", subject=f"pack:{version.slug}", at=at)
    return version

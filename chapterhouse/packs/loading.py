"""From a TOML file, or its text, to a `Pack`; every mistake is collected and named."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .checking import check, zone_exists
from .mistakes import Mistake, Mistakes, PackError
from .pack import Pack
from .reading import Reader

__all__ = ["Mistake", "PackError", "load", "pack_from", "shipped", "text_of"]


def shipped() -> dict[str, Path]:
    """The packs that come with the program: slug to file."""
    return {path.stem: path for path in sorted(Path(__file__).parent.glob("*.toml"))}


def load(source: Path | str, *, file: str = "", at: datetime | None = None) -> Pack:
    """Read and check a pack.

    Args:
        source: a file, or the TOML text itself.
        file: what to call it in mistakes; a file's own name if left out.
        at: the present moment, aware: no date of checking may lie after it. Left out, dates are not compared.

    Raises:
        PackError: with all mistakes at once.
    """
    name = file or (source.name if isinstance(source, Path) else "pack")
    text = text_of(source, file=name) if isinstance(source, Path) else source
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError((Mistake(name, "", f"Mend the TOML before anything else: {error}."),)) from error
    return pack_from(table, file=name, at=at)


def text_of(path: Path, *, file: str = "") -> str:
    """A file's text; `PackError` if it cannot be read as UTF-8."""
    name = file or path.name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        reason = f"Check the file's place and rights: {error.strerror or error}."
        raise PackError((Mistake(name, "", reason),)) from error
    except UnicodeDecodeError as error:
        raise PackError((Mistake(name, "", "Save the file as UTF-8; it is in another encoding."),)) from error


def pack_from(table: dict[str, Any], *, file: str, at: datetime | None = None) -> Pack:
    """The pack a parsed table describes; arguments and errors as for `load`."""
    mistakes = Mistakes(file)
    pack = Reader(_spoken(table), mistakes).noun(Pack, table)
    pack = _with_readers(pack)
    zone = ZoneInfo(pack.time_zone) if pack.time_zone and zone_exists(pack.time_zone) else UTC
    check(pack, mistakes, at.astimezone(zone).date() if at else None)
    mistakes.raise_any()
    return pack


def _spoken(table: dict[str, Any]) -> tuple[str, ...]:
    """The languages every text must stand in; none if the list itself is faulty, which is noted elsewhere."""
    named = table.get("languages")
    sound = isinstance(named, list) and all(isinstance(each, str) and each for each in named)
    return tuple(dict.fromkeys(named)) if sound and named else ()


def _with_readers(pack: Pack) -> Pack:
    """Each desk with the offices that read it."""
    readers = {desk.code: tuple(o.code for o in pack.offices if o.reads == desk.code) for desk in pack.desks}
    return replace(pack, desks=tuple(replace(desk, offices=readers[desk.code]) for desk in pack.desks))

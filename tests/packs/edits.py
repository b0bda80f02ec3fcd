"""Changing one place of a parsed pack by its dotted key, as mistakes name it."""

import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy

from chapterhouse.packs.loading import shipped

GONE = object()


def table_of(slug: str) -> dict:
    return tomllib.loads(shipped()[slug].read_text(encoding="utf-8"))


def steps(key: str) -> list[str | int]:
    return [int(each[1:-1]) if each.startswith("[") else each for each in re.findall(r"\[\d+\]|[^.\[]+", key)]


def edited(table: dict, edits: dict[str, object]) -> dict:
    """A copy in which each key has its new value; ``GONE`` takes the key out."""
    changed = deepcopy(table)
    for key, value in edits.items():
        *way, last = steps(key)
        place = changed
        for step in way:
            place = place[step]
        if value is GONE:
            del place[last]
        else:
            place[last] = value
    return changed


def places(found: object, key: str = "") -> Iterator[str]:
    """The key of everything in the table, tables and lists included."""
    if key:
        yield key
    if isinstance(found, dict):
        for name, value in found.items():
            yield from places(value, f"{key}.{name}" if key else name)
    elif isinstance(found, list):
        for i, value in enumerate(found):
            yield from places(value, f"{key}[{i}]")


def texts(table: dict) -> list[str]:
    """The key of every translation, ``doors[1].name.es`` for instance."""
    return [key for key in places(table) if key.endswith((".en", ".es"))]

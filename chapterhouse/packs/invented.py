"""Finds the addresses and numbers that only stand in for real ones, so that nobody relies on them."""

import re
from collections.abc import Iterator
from typing import Any

#: Names reserved for examples (RFC 2606), and the 555-01xx numbers reserved for fiction.
RESERVED = re.compile(r"\bexample(\.(org|com|net))?\b|\.example\b|\b555[ -]01\d\d\b")


def invented(found: Any, key: str = "") -> Iterator[str]:
    """The dotted keys of a parsed pack under which a stand-in is left.

    Args:
        found: the parsed table, or a part of it.
        key: where that part stands.
    """
    if isinstance(found, dict):
        for name, value in found.items():
            yield from invented(value, f"{key}.{name}" if key else name)
    elif isinstance(found, list):
        for i, value in enumerate(found):
            yield from invented(value, f"{key}[{i}]")
    elif isinstance(found, str) and RESERVED.search(found):
        yield key

"""What a value of a pack may be, beyond its type. Each stands in an ``Annotated`` hint of `pack.py`."""

import re
from dataclasses import dataclass
from typing import Any, Protocol


class Bound(Protocol):
    def complaint(self, value: Any) -> str | None:
        """One sentence on what is wrong with a value of the right type, or None."""


@dataclass(frozen=True)
class Matches:
    """A text of one form: all of it fits the regular expression."""

    pattern: str
    wants: str

    def complaint(self, value: str) -> str | None:
        return None if re.fullmatch(self.pattern, value) else f'Write {self.wants}, not "{value}".'


@dataclass(frozen=True)
class Between:
    """A number from ``least`` to ``most``, both allowed; no upper end without ``most``."""

    least: int
    most: int | None = None

    def complaint(self, value: int) -> str | None:
        if value >= self.least and (self.most is None or value <= self.most):
            return None
        span = f"of {self.least} or more" if self.most is None else f"from {self.least} to {self.most}"
        return f"Write a whole number {span}, not {value}."


@dataclass(frozen=True)
class Longest:
    """A text of at most so many letters, spaces counted."""

    letters: int

    def complaint(self, value: str) -> str | None:
        if len(value) <= self.letters:
            return None
        return f'Shorten this to {self.letters} letters; "{value}" has {len(value)}.'


@dataclass(frozen=True)
class Filled:
    """A list with at least one entry."""

    def complaint(self, value: tuple[object, ...]) -> str | None:
        return None if value else "Add at least one; the list is empty."

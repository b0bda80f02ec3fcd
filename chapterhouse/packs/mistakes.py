"""Everything that is wrong with a pack, collected so that its keeper mends it in one go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One mistake.

    Attributes:
        file: name of the file, as the reader gave it.
        key: where, dotted, lists counted from 0 (``doors[1].name.es`` is the second door's Spanish name);
            empty when the file as a whole cannot be read.
        reason: one sentence that says what to do.
    """

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)


class PackError(ValueError):
    """A pack that must not be used; ``mistakes`` holds all that is wrong, its shape first, then its sense."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


class Mistakes:
    """The mistakes found so far in one file; the first word on a key is the one that counts."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[str, Mistake] = {}

    def add(self, key: str, reason: str) -> None:
        self._found.setdefault(key, Mistake(self.file, key, reason))

    def __len__(self) -> int:
        return len(self._found)

    def raise_any(self) -> None:
        """Raise `PackError` with everything found; do nothing if nothing was."""
        if self._found:
            raise PackError(tuple(self._found.values()))

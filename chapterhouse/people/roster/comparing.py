"""A list beside what is known: who is new, changed, the same, not on it. Nothing is written here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from .reading import Bad, Listed, Roster, Same
from .values import LAPSED

NEW, CHANGED, SAME = "new", "changed", "unchanged"
#: So many rows that were left out are kept to be shown; all are counted.
SHOWN = 1000
#: A list on which fewer of those known stand than this is perhaps half a file, or another organisation's.
FEWEST = 0.5


class Known(NamedTuple):
    """What is known of somebody already, by the names of the columns."""

    pk: int
    digest: str
    cells: str
    status: str
    first_id: int
    absent_id: int | None

    @property
    def missed(self) -> bool:
        return self.absent_id is not None


class Found(NamedTuple):
    """One row of a list beside what is known. `SAME`: it is written in another way and says the same."""

    what: str
    row: Listed
    digest: str
    pk: int | None = None
    first: int | None = None


class Ours(NamedTuple):
    """What we corrected in a field of somebody, and what the list said there so far; both as text."""

    value: str
    listed: str


class Conflict(NamedTuple):
    """That a list now says something new where we had corrected it. Ours stays."""

    key: str
    name: str
    field: str
    value: str
    listed: str


@dataclass
class Comparison:
    """What came of comparing, while the rows go by.

    Attributes:
        lapsed: of those changed, who was in standing and has lapsed by what the list says.
        returned: of those changed or the same, who was missed on the last list.
        absent: primary keys of those known who are not on it.
        conflicts: where the list now says otherwise than before of what we corrected; ours stays.
    """

    known: dict[str, Known]
    corrected: Mapping[str, Mapping[str, Ours]] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    lapsed: int = 0
    returned: int = 0
    bad: int = 0
    shown: list[Bad] = field(default_factory=list)
    absent: list[int] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.new + self.changed + self.unchanged + self.bad

    @property
    def is_short(self) -> bool:
        """Whether so many are not on it that it may be the wrong list."""
        return len(self.absent) > FEWEST * len(self.known) > 0

    def rows(self, roster: Roster) -> Iterator[Found]:
        """Each row that is to be written. When all have gone by, the numbers and `absent` are known."""
        seen = set[str]()
        for _line, row in roster.rows(self._stands):
            seen.add(row.key)
            if isinstance(row, Same):
                self.unchanged += 1
            elif isinstance(row, Bad):
                self.bad += 1
                self.shown.extend([row] if len(self.shown) < SHOWN else [])
            else:
                yield self._found(row)
        self.absent = [was.pk for key, was in self.known.items() if key not in seen and not was.missed]

    def _stands(self, key: str, cells: str) -> bool:
        """Whether somebody's row was the same on the last list."""
        was = self.known.get(key)
        return was is not None and was.cells == cells and not was.missed

    def _found(self, row: Listed) -> Found:
        digest, was = digest_of(row), self.known.get(row.key)
        if row.key in self.corrected:
            self.conflicts.extend(conflicts_of(row, self.corrected[row.key]))
        if was is None:
            self.new += 1
            return Found(NEW, row, digest)
        self.returned += was.missed
        if was.digest == digest and not was.missed:
            self.unchanged += 1
            return Found(SAME, row, digest, was.pk, was.first_id)
        self.changed += 1
        self.lapsed += row.status == LAPSED != was.status
        return Found(CHANGED, row, digest, was.pk, was.first_id)


def digest_of(row: Listed) -> str:
    """The same for two rows that say the same of somebody."""
    return blake2b(repr(row[:-1]).encode(), digest_size=16).hexdigest()


def conflicts_of(row: Listed, corrected: Mapping[str, Ours]) -> Iterator[Conflict]:
    """The fields we corrected of which a row says something new that is not what we say."""
    for name, ours in corrected.items():
        said = as_text(getattr(row, name))
        if said not in (ours.listed, ours.value):
            yield Conflict(row.key, row.name, name, ours.value, said)


def as_text(value: str | bool) -> str:
    """A field as corrections keep it: a yes is "yes", a no is nothing."""
    return ("yes" if value else "") if isinstance(value, bool) else value

"""What a count says: stage by stage, in whole numbers, each a hundred-thousandth of a vote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

#: A vote in the units of every sum here: the Scottish rule cuts values to five decimals.
WHOLE = 100_000


class Why(StrEnum):
    """For what papers move, or one of several equals is picked."""

    SURPLUS = "surplus"
    EXCLUSION = "exclusion"
    SEAT = "seat"


@dataclass(frozen=True)
class Transfer:
    """Papers that went from one candidate to the next choices on them.

    Attributes:
        values: what a paper is worth afterwards, a value for each that its papers had before.
        gained: what each candidate received.
        spent: what went with papers that name nobody who can still use them.
        lost: what cutting values to five decimals left over.
    """

    source: int
    why: Why
    values: tuple[int, ...]
    gained: Mapping[int, int]
    spent: int
    lost: int


@dataclass(frozen=True)
class Tie:
    """Several stood equal and one had to be picked.

    Attributes:
        stage: the number of the earlier stage at which they differed; None where the lot decided.
    """

    why: Why
    among: tuple[int, ...]
    picked: int
    stage: int | None


@dataclass(frozen=True)
class Stage:
    """How things stand after papers moved, and what follows from it.

    Attributes:
        elected: who reached a seat here, in order. excluded: who goes out here; their papers move next.
        spent, lost: what no longer counts for anybody, and what was cut off, from the beginning to here.
    """

    votes: Mapping[int, int]
    transfer: Transfer | None
    elected: tuple[int, ...]
    excluded: tuple[int, ...]
    spent: int = 0
    lost: int = 0
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Count:
    """The result of a contest.

    Attributes:
        method: its name in this program. quota: in whole votes; None where the method knows none.
        valid: papers that choose somebody who stands. blank: papers that do not.
        elected: numbers, in the order of election.
    """

    method: str
    seats: int
    quota: int | None
    valid: int
    blank: int
    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    seed: str
    unit: int = field(default=WHOLE)

    @property
    def lot_used(self) -> bool:
        """Whether a lot decided anything: another seed could then have another result."""
        return any(tie.stage is None for stage in self.stages for tie in stage.ties)


def decimal(amount: int) -> str:
    """An amount as people write it, with five decimals."""
    return f"{amount // WHOLE}.{amount % WHOLE:05d}"

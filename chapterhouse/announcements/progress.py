"""How far an announcement is: numbers alone, nobody by name."""

from dataclasses import dataclass

from .models import Announcement, Copy
from .reach import LeftOut


@dataclass(frozen=True)
class Progress:
    """Numbers of copies. ``rows``: words and number of each state; ``left_out``: why, and how many."""

    total: int
    waiting: int
    unknown: int
    rows: list[tuple[str, int]]
    left_out: list[tuple[str, int]]

    @property
    def done(self) -> int:
        return self.total - self.waiting


def progress_of(announcement: Announcement) -> Progress:
    """Counted now; once the copies are forgotten, as they were counted then."""
    counts = announcement.totals or announcement.copies.counts()
    waiting = sum(
        counts.get(state, 0) for state in (Copy.State.WAITING, Copy.State.CLAIMED, Copy.State.SENDING)
    )
    ended = (Copy.State.SENT, Copy.State.REFUSED, Copy.State.UNKNOWN, Copy.State.WITHDRAWN)
    rows = [(str(Copy.State.WAITING.label), waiting)]
    rows += [(str(state.label), counts[state]) for state in ended if counts.get(state)]
    left_out = [(str(LeftOut(why).label), number) for why, number in announcement.left_out.items()]
    unknown = counts.get(Copy.State.UNKNOWN, 0)
    return Progress(sum(counts.values()), waiting, unknown, rows, left_out)

"""The papers of one contest, equal ones put together, so that nothing tells in which order they were cast."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: Candidates by number, the most wanted first.
Ranking = tuple[int, ...]


@dataclass(frozen=True)
class Ballots:
    """What was cast in one contest.

    Attributes:
        names: of the candidates, in the order of their numbers, which begin at 1.
        papers: how many papers carry each ranking; the empty ranking is a blank paper.
        withdrawn: numbers of candidates who no longer stand; they are passed over on every paper.
    """

    names: tuple[str, ...]
    seats: int
    papers: Mapping[Ranking, int]
    title: str = ""
    withdrawn: frozenset[int] = field(default=frozenset())

    @property
    def standing(self) -> list[int]:
        """Numbers of the candidates who can be elected, lowest first."""
        return [number for number in range(1, len(self.names) + 1) if number not in self.withdrawn]

    @property
    def cast(self) -> int:
        """How many papers there are, blank ones included."""
        return sum(self.papers.values())

    def choices(self) -> Mapping[Ranking, int]:
        """How many papers carry each ranking of those who stand; papers that name none are left out."""
        if not self.withdrawn:
            return {ranking: papers for ranking, papers in self.papers.items() if ranking}
        found: Counter[Ranking] = Counter()
        for ranking, papers in self.papers.items():
            found[tuple(number for number in ranking if number not in self.withdrawn)] += papers
        found.pop((), None)
        return found


def gathered(rankings: Iterable[Ranking]) -> dict[Ranking, int]:
    """How many times each ranking occurs, sorted by ranking."""
    return dict(sorted(Counter(rankings).items()))

"""Yes, no or abstain: what was said, and whether that carries."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Threshold(Enum):
    """How large a share has to say yes.

    Attributes:
        share: of what it is measured by. above: that exactly this share is not enough.
    """

    MAJORITY = (Fraction(1, 2), True)
    THREE_FIFTHS = (Fraction(3, 5), False)
    TWO_THIRDS = (Fraction(2, 3), False)

    @property
    def share(self) -> Fraction:
        return self.value[0]

    @property
    def above(self) -> bool:
        return self.value[1]


@dataclass(frozen=True)
class Answers:
    """What was cast on one question.

    Attributes:
        eligible: how many could have voted.
    """

    yes: int
    no: int
    abstain: int
    eligible: int

    @property
    def voted(self) -> int:
        """How many took part, those who abstained included."""
        return self.yes + self.no + self.abstain

    def needed(self, threshold: Threshold, *, of_eligible: bool = False) -> int:
        """How many have to say yes.

        Args:
            of_eligible: of all who could have voted; else of those who said yes or no: abstaining is no vote.
        """
        base = self.eligible if of_eligible else self.yes + self.no
        wanted = threshold.share * base
        least = -(-wanted.numerator // wanted.denominator)
        return int(wanted) + 1 if threshold.above else max(least, 1)

    def carries(self, threshold: Threshold, *, of_eligible: bool = False, quorum: int = 0) -> bool:
        """Whether the answer is yes.

        Args:
            quorum: how many have to take part.
        """
        return self.voted >= quorum and self.yes >= self.needed(threshold, of_eligible=of_eligible)

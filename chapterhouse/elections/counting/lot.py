"""Drawing lots in a way that anybody can repeat.

The order follows from a seed alone: candidates are sorted by the SHA-256 of the seed, a space and their
number. Whoever stands earlier in it is favoured. Unless another is said, the seed is the SHA-256 of the
ballots as we write them, which nobody knows before voting is closed.
"""

from collections.abc import Iterable
from hashlib import sha256

from .ballots import Ballots
from .blt import written


def seed_of(ballots: Ballots) -> str:
    """The seed that nobody chose: 64 hexadecimal digits."""
    return sha256(written(ballots).encode()).hexdigest()


def lot_order(seed: str, candidates: Iterable[int]) -> list[int]:
    """Candidates in the order that the lot favours them.

    Args:
        seed: any text, for instance the numbers that were thrown with dice before everybody's eyes.
    """
    return sorted(candidates, key=lambda number: sha256(f"{seed} {number}".encode()).digest())

"""Methods of one round: approval, plurality, and points by rank. Who has the most has the seats."""

from collections.abc import Callable, Sequence

from .ballots import Ballots, Ranking
from .counts import WHOLE, Count, Stage, Tie, Why
from .lot import lot_order, seed_of

#: What one paper gives whom, in whole points.
Given = Callable[[Ranking], Sequence[tuple[int, int]]]


def approval(ballots: Ballots, seed: str | None = None) -> Count:
    """Each paper gives one point to everybody whom it names; the order on it says nothing."""
    return _counted("approval", ballots, seed, lambda named: [(number, 1) for number in named])


def plurality(ballots: Ballots, seed: str | None = None) -> Count:
    """Each paper gives one point to its first choice."""
    return _counted("plurality", ballots, seed, lambda named: [(named[0], 1)])


def borda(ballots: Ballots, seed: str | None = None, points: Sequence[int] | None = None) -> Count:
    """Each paper gives the stated points, rank by rank; ranks past the last get none.

    Args:
        points: for the first choice, the second, and so on; else as many as candidates stand, down to 1.

    Raises:
        ValueError: a rank gets more than the one before it, or less than none.
    """
    stated = list(range(len(ballots.standing), 0, -1)) if points is None else list(points)
    if stated != sorted(stated, reverse=True) or not stated or stated[-1] < 0:
        raise ValueError("Points never rise from one rank to the next, and none is below 0.")
    return _counted("borda", ballots, seed, lambda named: list(zip(named, stated, strict=False)))


def _counted(method: str, ballots: Ballots, seed: str | None, given: Given) -> Count:
    choices = ballots.choices()
    votes = dict.fromkeys(ballots.standing, 0)
    for named, papers in choices.items():
        for number, amount in given(named):
            votes[number] += amount * papers * WHOLE
    seed = seed_of(ballots) if seed is None else seed
    won, ties = _seated(votes, ballots.seats, lot_order(seed, ballots.standing))
    valid = sum(choices.values())
    return Count(
        method=method,
        seats=ballots.seats,
        quota=None,
        valid=valid,
        blank=ballots.cast - valid,
        elected=won,
        stages=(Stage(votes, None, won, (), ties=ties),),
        seed=seed,
    )


def _seated(votes: dict[int, int], seats: int, lot: Sequence[int]) -> tuple[tuple[int, ...], tuple[Tie, ...]]:
    """Who has seats, most points first; and what lots decided, where equals had fewer seats than they are."""
    ranked = sorted(votes, key=lambda each: (-votes[each], each))
    if len(ranked) <= seats or votes[ranked[seats - 1]] > votes[ranked[seats]]:
        return tuple(ranked[:seats]), ()
    bound = votes[ranked[seats]]
    sure = [each for each in ranked if votes[each] > bound]
    equal = [each for each in ranked if votes[each] == bound]
    drawn = sorted(equal, key=lot.index)[: seats - len(sure)]
    ties = tuple(Tie(Why.SEAT, tuple(equal), each, None) for each in drawn)
    return (*sure, *drawn), ties

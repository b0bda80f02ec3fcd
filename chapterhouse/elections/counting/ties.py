"""Picking one of several equals: by the most recent earlier stage at which they differ, else by lot."""

from collections.abc import Mapping, Sequence

from .counts import Tie, Why

Votes = Mapping[int, int]


def picked(
    why: Why, equal: Sequence[int], earlier: Sequence[Votes], lot: Sequence[int], *, most: bool
) -> tuple[int, Tie | None]:
    """Pick one candidate of several who stand equal now.

    Args:
        earlier: votes at each stage that is over, the first stage first.
        lot: candidates in the order that the lot favours them.
        most: pick who had the most; else who had the least, whom the lot favours least.

    Source: Scottish Local Government Elections Order (SSI 2011/399), rules 49 and 50.
    """
    among = list(equal)
    best = max if most else min
    for stage in range(len(earlier), 0, -1):
        votes = earlier[stage - 1]
        bound = best(votes[each] for each in among)
        among = [each for each in among if votes[each] == bound]
        if len(among) == 1:
            return among[0], Tie(why, tuple(sorted(equal)), among[0], stage) if len(equal) > 1 else None
    if len(among) == 1:
        return among[0], None
    found = (min if most else max)(among, key=lot.index)
    return found, Tie(why, tuple(sorted(among)), found, None)


def in_order(candidates: Sequence[int], stages: Sequence[Votes]) -> list[int]:
    """Candidates elected at one moment: most votes first, then who had more before, then the lower number.

    Their order gives nobody a seat, so no lot is drawn for it.

    Args:
        stages: votes at each stage up to this one, the first stage first.
    """
    return sorted(candidates, key=lambda each: ([-votes[each] for votes in reversed(stages)], each))

"""Scottish STV: the single transferable vote with weighted inclusive transfers of surpluses.

Source: Scottish Local Government Elections Order (SSI 2011/399, before it SSI 2007/42), rules 45 to 52. The
quota is the whole part of valid papers divided by one more than the seats, plus one. One surplus moves a
stage, the largest first; each paper of the candidate goes on at its value times the surplus divided by the
candidate's votes, cut to five decimals. Nobody is excluded while a surplus waits. With one seat this is the
instant runoff, which is over when two are left and one has more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator

from .ballots import Ballots
from .counts import WHOLE, Count, Stage, Tie, Transfer, Why
from .lot import lot_order, seed_of
from .ties import Votes, in_order, picked

#: How many papers are equal, and what is still to be read on them.
Pile = tuple[int, Iterator[int]]


def scottish_stv(ballots: Ballots, seed: str | None = None) -> Count:
    """Count papers by the Scottish rule.

    Args:
        seed: from which the lot follows; without it the one that follows from the papers.
    """
    return _counted("scottish_stv", ballots, seed)


def irv(ballots: Ballots, seed: str | None = None) -> Count:
    """Count papers for one seat: the same rule, whose quota is then more than half of the valid papers.

    Raises:
        ValueError: there is more than one seat.
    """
    if ballots.seats != 1:
        raise ValueError("An instant runoff fills one seat.")
    return _counted("irv", ballots, seed)


def _counted(method: str, ballots: Ballots, seed: str | None) -> Count:
    choices = ballots.choices()
    valid = sum(choices.values())
    quota = valid // (ballots.seats + 1) + 1
    seed = seed_of(ballots) if seed is None else seed
    lot = lot_order(seed, ballots.standing)
    table = _Table(ballots, quota * WHOLE, lot, to_the_last=method != "irv")
    table.hand_out((papers, iter(ranking)) for ranking, papers in choices.items())
    table.run()
    return Count(
        method=method,
        seats=ballots.seats,
        quota=quota,
        valid=valid,
        blank=ballots.cast - valid,
        elected=tuple(table.elected),
        stages=tuple(table.stages),
        seed=seed,
    )


class _Table:
    """The counting table: whose papers lie where, and what each is worth."""

    def __init__(self, ballots: Ballots, quota: int, lot: list[int], *, to_the_last: bool) -> None:
        self.seats, self.quota, self.lot = ballots.seats, quota, lot
        self.to_the_last = to_the_last
        self.continuing = set(ballots.standing)
        self.votes = dict.fromkeys(ballots.standing, 0)
        self.piles: dict[int, dict[int, list[Pile]]] = {each: defaultdict(list) for each in self.votes}
        self.elected: list[int] = []
        self.surpluses: set[int] = set()
        self.stages: list[Stage] = []
        self.spent = self.lost = 0

    def hand_out(self, papers: Iterator[Pile]) -> None:
        """Lay every paper with its first choice: the first stage."""
        for number, amount in self._dealt(papers, WHOLE)[0].items():
            self.votes[number] += amount

    def run(self) -> None:
        """Go on until every seat is filled."""
        transfer: Transfer | None = None
        while True:
            won = self._elect()
            ties: list[Tie] = []
            leaver = self._next(ties)
            out = () if leaver is None or leaver in self.elected else (leaver,)
            self.stages.append(
                Stage(dict(self.votes), transfer, tuple(won), out, self.spent, self.lost, tuple(ties))
            )
            if leaver is None:
                return
            transfer = self._move(leaver)

    def _elect(self) -> list[int]:
        """Seats for those who reach the quota; for all who are left when there are seats for all."""
        reached = [each for each in self.continuing if self.votes[each] >= self.quota] or self._ahead()
        won = in_order(reached, self._until_now)
        self._seat(won)
        if self.continuing and len(self.continuing) <= self.seats - len(self.elected):
            rest = in_order(list(self.continuing), self._until_now)
            self._seat(rest)
            won += rest
        return won

    def _ahead(self) -> list[int]:
        """Of two who are left in a runoff, the one with more votes."""
        if self.to_the_last or len(self.continuing) != 2 or self.elected:
            return []
        first, second = in_order(list(self.continuing), self._until_now)
        return [first] if self.votes[first] > self.votes[second] else []

    def _seat(self, won: list[int]) -> None:
        self.elected += won
        self.continuing.difference_update(won)
        self.surpluses.update(each for each in won if self.votes[each] > self.quota)

    @property
    def _before(self) -> list[Votes]:
        return [stage.votes for stage in self.stages]

    @property
    def _until_now(self) -> list[Votes]:
        return [*self._before, self.votes]

    def _next(self, ties: list[Tie]) -> int | None:
        """Whose papers move next: the largest surplus, else whoever has the fewest votes; None at the end."""
        if len(self.elected) >= self.seats or not self.continuing:
            return None
        why, pool = (Why.SURPLUS, self.surpluses) if self.surpluses else (Why.EXCLUSION, self.continuing)
        most = why == Why.SURPLUS
        bound = (max if most else min)(self.votes[each] for each in pool)
        equal = [each for each in pool if self.votes[each] == bound]
        found, tie = picked(why, equal, self._before, self.lot, most=most)
        if tie:
            ties.append(tie)
        pool.remove(found)
        return found

    def _move(self, source: int) -> Transfer:
        """Pass on a surplus, or everything of somebody who is out."""
        total = self.votes[source]
        surplus = total - self.quota if source in self.elected else total
        why = Why.SURPLUS if source in self.elected else Why.EXCLUSION
        worth: Callable[[int], int] = (
            (lambda value: surplus * value // total) if why == Why.SURPLUS else (lambda value: value)
        )
        gained: dict[int, int] = defaultdict(int)
        values, spent = [], 0
        for value, papers in sorted(self.piles.pop(source).items(), reverse=True):
            values.append(worth(value))
            received, unused = self._dealt(iter(papers), values[-1])
            spent += unused
            for number, amount in received.items():
                gained[number] += amount
        for number, amount in gained.items():
            self.votes[number] += amount
        lost = surplus - spent - sum(gained.values())
        self.votes[source] -= surplus
        self.spent, self.lost = self.spent + spent, self.lost + lost
        return Transfer(source, why, tuple(values), dict(sorted(gained.items())), spent, lost)

    def _dealt(self, papers: Iterator[Pile], value: int) -> tuple[dict[int, int], int]:
        """Lay papers of one value with the next choice on each; what each receives, and what nobody does."""
        counts: dict[int, int] = dict.fromkeys(self.continuing, 0)
        heaps = {each: self.piles[each][value] for each in self.continuing}
        unused = 0
        for pile in papers:
            for choice in pile[1]:
                if choice in heaps:
                    heaps[choice].append(pile)
                    counts[choice] += pile[0]
                    break
            else:
                unused += pile[0]
        return {each: papers * value for each, papers in counts.items() if papers}, unused * value

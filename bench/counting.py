"""Counting ballots: 100,000 random rankings of ten candidates for five seats; and a file of them."""

import random
import resource
import time

from _figures import end, figure, must_hold

from chapterhouse.elections.counting import blt
from chapterhouse.elections.counting.ballots import Ballots, gathered
from chapterhouse.elections.counting.counts import WHOLE
from chapterhouse.elections.counting.files import total
from chapterhouse.elections.counting.stv import scottish_stv

PAPERS, CANDIDATES, SEATS, SECONDS, MEGABYTES = 100_000, 10, 5, 0.3, 80


def rankings() -> list[tuple[int, ...]]:
    """Long and short ones; most are different from each other, which takes longest to count."""
    drawn = random.Random(1)  # noqa: S311 - the same ballots each time
    numbers = range(1, CANDIDATES + 1)
    return [tuple(drawn.sample(numbers, drawn.randint(1, CANDIDATES))) for _paper in range(PAPERS)]


papers = gathered(rankings())
ballots = Ballots(tuple("ABCDEFGHIJ"), SEATS, papers)
start = time.perf_counter()
count = scottish_stv(ballots, "a seed")
counted = time.perf_counter() - start
figure("100,000 ballots, 10 candidates, 5 seats: counted in", counted, "s", most=SECONDS, digits=2)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
figure("memory of the program at its most", peak, "MB", most=MEGABYTES)
figure("different rankings among them", len(papers), "", digits=0)
must_hold("every paper accounted for", all(total(each) == PAPERS * WHOLE for each in count.stages))
start = time.perf_counter()
same = blt.read(blt.written(ballots).encode()) == ballots
figure("written as a file and read again in", time.perf_counter() - start, "s", digits=2)
must_hold("and the same", same)
end()

"""Approval, plurality, points by rank, and questions with yes or no."""

import pytest

from chapterhouse.elections.counting.ballots import Ballots
from chapterhouse.elections.counting.counts import WHOLE
from chapterhouse.elections.counting.motions import Answers, Threshold
from chapterhouse.elections.counting.points import approval, borda, plurality

PAPERS = {(1, 2): 3, (2, 3): 2, (3, 2, 1): 2}


def votes(count):
    return {number: amount // WHOLE for number, amount in count.stages[0].votes.items()}


def of(papers=PAPERS, seats=1):
    return Ballots(("A", "B", "C"), seats, papers)


def test_approval_gives_everybody_named_one_point():
    count = approval(of(seats=2))
    assert (votes(count), count.elected, count.lot_used) == ({1: 5, 2: 7, 3: 4}, (2, 1), False)


def test_plurality_counts_first_choices():
    count = plurality(of())
    assert (votes(count), count.elected) == ({1: 3, 2: 2, 3: 2}, (1,))


def test_points_go_by_rank():
    count = borda(of())
    assert (votes(count), count.elected) == ({1: 11, 2: 16, 3: 10}, (2,))
    count = borda(of(), points=[5, 1])
    assert votes(count) == {1: 15, 2: 15, 3: 12}


@pytest.mark.parametrize("points", [[1, 2], [], [2, -1]])
def test_points_that_rise_are_refused(points):
    with pytest.raises(ValueError, match="Points never rise"):
        borda(of(), points=points)


def test_equals_at_the_last_seat_draw_lots_and_those_above_do_not():
    found = {plurality(of({(1,): 3, (2,): 2, (3,): 2}, seats=2), str(seed)).elected for seed in range(20)}
    assert found == {(1, 2), (1, 3)}
    count = plurality(of({(1,): 3, (2,): 2, (3,): 2}, seats=2))
    [tie] = count.stages[0].ties
    assert tie.among == (2, 3)
    assert count.lot_used


def test_equals_who_all_have_seats_draw_none():
    assert not plurality(of({(1,): 2, (2,): 2, (3,): 1}, seats=2)).lot_used


@pytest.mark.parametrize(
    ("yes", "no", "threshold", "carries"),
    [
        (5, 5, Threshold.MAJORITY, False),
        (6, 5, Threshold.MAJORITY, True),
        (6, 4, Threshold.THREE_FIFTHS, True),
        (59, 41, Threshold.THREE_FIFTHS, False),
        (2, 1, Threshold.TWO_THIRDS, True),
        (66, 34, Threshold.TWO_THIRDS, False),
        (0, 0, Threshold.TWO_THIRDS, False),
        (0, 0, Threshold.MAJORITY, False),
    ],
)
def test_a_motion_needs_its_share_of_those_who_said_yes_or_no(yes, no, threshold, carries):
    assert Answers(yes, no, abstain=9, eligible=200).carries(threshold) is carries


def test_or_of_all_who_could_have_voted():
    answers = Answers(yes=60, no=10, abstain=5, eligible=120)
    assert not answers.carries(Threshold.MAJORITY, of_eligible=True)
    assert answers.needed(Threshold.MAJORITY, of_eligible=True) == 61
    assert answers.needed(Threshold.TWO_THIRDS, of_eligible=True) == 80


def test_a_motion_without_its_quorum_does_not_carry():
    answers = Answers(yes=9, no=0, abstain=1, eligible=100)
    assert answers.carries(Threshold.MAJORITY, quorum=10)
    assert not answers.carries(Threshold.MAJORITY, quorum=11)

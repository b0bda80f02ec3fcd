"""The Scottish rule where it is delicate: ties, empty boxes, seats for all; and what holds of every count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapterhouse.elections.counting.ballots import Ballots, gathered
from chapterhouse.elections.counting.counts import WHOLE, Why
from chapterhouse.elections.counting.files import as_csv, as_json, as_rctab, as_table, total
from chapterhouse.elections.counting.lot import lot_order, seed_of
from chapterhouse.elections.counting.methods import METHODS
from chapterhouse.elections.counting.stv import irv, scottish_stv


def box(*papers, seats=1, candidates=None, withdrawn=()):
    """Papers as ``(how many, "first second third")``."""
    rankings = {tuple(map(int, said.split())): papers for papers, said in papers}
    most = candidates or max((n for ranking in rankings for n in ranking), default=1)
    names = tuple(f"Candidate {n}" for n in range(1, most + 1))
    return Ballots(names, seats, rankings, "A committee", frozenset(withdrawn))


def votes(stage):
    return {number: amount / WHOLE for number, amount in stage.votes.items()}


def seed_that_favours(number, among):
    return next(s for s in map(str, range(1000)) if lot_order(s, among)[0] == number)


def test_a_surplus_goes_on_at_a_value_that_is_cut_to_five_decimals():
    count = scottish_stv(box((8, "1 2"), (3, "2"), (2, "3"), seats=2))
    first, second = count.stages
    assert count.quota == 5
    assert (first.elected, second.elected, count.elected) == ((1,), (2,), (1, 2))
    assert second.transfer.values == (37_500,)
    assert votes(second) == {1: 5, 2: 6, 3: 2}


def test_papers_received_move_on_with_a_surplus_at_their_own_value():
    count = scottish_stv(box((10, "1 2 3"), (4, "2 3"), (3, "3"), (3, "4"), seats=3))
    assert count.quota == 6
    assert count.elected[:2] == (1, 2)
    of_two = count.stages[2].transfer
    assert of_two.source == 2
    assert of_two.values == (25_000, 10_000)
    assert of_two.gained == {3: 4 * 25_000 + 10 * 10_000}


def test_what_cutting_leaves_over_is_said():
    count = scottish_stv(box((7, "1 2"), (2, "2"), (2, "3"), seats=2))
    moved = count.stages[1].transfer
    assert moved.values == (42_857,)
    assert moved.lost == 3 * WHOLE - 7 * 42_857 == 1


def test_papers_without_a_next_choice_stay_over():
    count = scottish_stv(box((8, "1"), (3, "2"), (2, "3"), seats=2))
    assert count.stages[1].spent == 8 * 37_500
    assert count.stages[1].transfer.gained == {}


def test_reaching_the_quota_exactly_makes_no_stage():
    count = scottish_stv(box((5, "1 2"), (4, "2"), (3, "3"), (1, "4"), seats=2))
    assert count.quota == 5
    assert [stage.transfer.why for stage in count.stages[1:]] == [Why.EXCLUSION, Why.EXCLUSION]


def test_the_larger_surplus_moves_first():
    count = scottish_stv(box((9, "1 3"), (7, "2 4"), (1, "3"), (1, "4"), seats=3))
    assert [stage.transfer.source for stage in count.stages[1:3]] == [1, 2]


def test_equals_with_one_seat_go_to_the_lot():
    even = box((5, "1"), (5, "2"))
    for winner in (1, 2):
        count = scottish_stv(even, seed_that_favours(winner, [1, 2]))
        assert count.elected == (winner,)
        assert count.lot_used
        [tie] = count.stages[0].ties
        assert (tie.among, tie.picked, tie.stage) == ((1, 2), 3 - winner, None)


def test_three_equals_for_two_seats_go_to_the_lot_once():
    count = scottish_stv(box((4, "1"), (4, "2"), (4, "3"), seats=2))
    assert count.lot_used
    assert len(count.elected) == 2
    assert sum(len(stage.ties) for stage in count.stages) == 1


def test_two_who_both_reach_the_quota_need_no_lot():
    count = scottish_stv(box((5, "1"), (5, "2"), seats=2))
    assert (count.elected, count.lot_used) == ((1, 2), False)


def test_equals_are_told_apart_by_the_last_stage_at_which_they_differed():
    count = scottish_stv(box((6, "1"), (3, "2"), (2, "3"), (1, "4 3")))
    [tie] = count.stages[1].ties
    assert (tie.among, tie.picked, tie.stage) == ((2, 3), 3, 1)
    assert not count.lot_used


def test_equal_surpluses_look_back():
    count = scottish_stv(box((10, "1"), (8, "2"), (10, "3"), (9, "5"), (2, "4 1"), (4, "4 2"), seats=3))
    [tie] = count.stages[1].ties
    assert (tie.why, tie.among, tie.picked, tie.stage) == (Why.SURPLUS, (1, 2), 1, 1)
    assert [stage.transfer.source for stage in count.stages[2:4]] == [1, 2]


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_box_is_counted(method):
    count = METHODS[method](Ballots(("A", "B"), 1, {}), None)
    assert (count.valid, len(count.elected), count.lot_used) == (0, 1, True)


@pytest.mark.parametrize("method", METHODS)
def test_blank_papers_are_counted_apart(method):
    count = METHODS[method](Ballots(("A", "B"), 1, {(): 7}), None)
    assert (count.valid, count.blank) == (0, 7)


@pytest.mark.parametrize("method", ["scottish_stv", "approval", "plurality", "borda"])
def test_whoever_nobody_ranked_gets_a_seat_that_nobody_else_can_fill(method):
    count = METHODS[method](Ballots(("A", "B", "C"), 3, {(1,): 5, (2,): 4}), None)
    assert (count.elected, count.lot_used) == ((1, 2, 3), False)


@pytest.mark.parametrize("method", ["scottish_stv", "approval", "plurality", "borda"])
def test_fewer_candidates_than_seats_are_all_elected(method):
    assert METHODS[method](Ballots(("A", "B"), 5, {(1,): 1}), None).elected == (1, 2)


def test_who_withdrew_is_passed_over():
    count = scottish_stv(box((5, "1 2"), (4, "3"), (2, "1"), withdrawn=[1]))
    assert (count.elected, count.valid, count.blank) == ((2,), 9, 2)
    assert 1 not in count.stages[0].votes


def test_a_runoff_ends_when_two_are_left():
    count = irv(box((4, "1"), (3, "2"), (2, "3")))
    assert (count.elected, len(count.stages), votes(count.stages[-1])) == ((1,), 2, {1: 4, 2: 3, 3: 0})


def test_a_runoff_fills_one_seat():
    with pytest.raises(ValueError, match="one seat"):
        irv(box((4, "1"), (3, "2"), seats=2))


def test_the_seed_follows_from_the_papers_alone():
    one, other = box((2, "1 2"), (1, "2")), box((1, "2"), (2, "1 2"))
    assert seed_of(one) == seed_of(other)
    assert seed_of(one) != seed_of(box((2, "1 2"), (2, "2")))
    assert len(seed_of(one)) == 64


def test_a_thousand_candidates_are_counted():
    rankings = [(n, n % 1000 + 1) for n in range(1, 1001)]
    count = scottish_stv(Ballots(tuple(map(str, range(1000))), 3, gathered(rankings)))
    assert len(count.elected) == 3


rankings = st.permutations(range(1, 6)).flatmap(
    lambda order: st.integers(0, 5).map(lambda length: tuple(order[:length]))
)
boxes = st.lists(rankings, max_size=60)


@settings(max_examples=150, deadline=None)
@given(papers=boxes, seats=st.integers(1, 4), order=st.randoms(use_true_random=False))
def test_the_order_of_papers_changes_no_byte(papers, seats, order):
    shuffled = list(papers)
    order.shuffle(shuffled)
    names = tuple("ABCDE")
    for method in METHODS:
        if method == "irv" and seats > 1:
            continue
        told = []
        for each in (papers, shuffled):
            ballots = Ballots(names, seats, gathered(each))
            count = METHODS[method](ballots, None)
            told.append(
                (as_json(count), as_table(ballots, count), as_csv(ballots, count), as_rctab(ballots, count))
            )
        assert told[0] == told[1]


@settings(max_examples=300, deadline=None)
@given(papers=boxes, seats=st.integers(1, 4), seed=st.sampled_from(["1", "2", None]))
def test_every_paper_is_accounted_for_at_each_stage(papers, seats, seed):
    ballots = Ballots(tuple("ABCDE"), seats, gathered(papers))
    count = scottish_stv(ballots, seed)
    assert count.valid + count.blank == len(papers)
    for stage in count.stages:
        assert total(stage) == count.valid * WHOLE
        assert all(amount >= 0 for amount in (*stage.votes.values(), stage.spent, stage.lost))
        if stage.transfer:
            moved = sum(stage.transfer.gained.values()) + stage.transfer.spent + stage.transfer.lost
            assert moved > 0 or stage.transfer.why == Why.EXCLUSION
    assert len(set(count.elected)) == min(seats, 5)
    assert [n for stage in count.stages for n in stage.elected] == list(count.elected)


@settings(max_examples=200, deadline=None)
@given(papers=boxes, seats=st.integers(1, 4), seed=st.text(max_size=5))
def test_where_no_lot_was_used_any_seed_gives_the_same_table(papers, seats, seed):
    ballots = Ballots(tuple("ABCDE"), seats, gathered(papers))
    for method in METHODS:
        if method == "irv" and seats > 1:
            continue
        one, other = METHODS[method](ballots, "one"), METHODS[method](ballots, seed)
        if not one.lot_used:
            assert (one.elected, one.stages) == (other.elected, other.stages)
            assert not other.lot_used

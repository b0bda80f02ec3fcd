import pytest

from chapterhouse.casework.actions import responders
from chapterhouse.casework.models import Assignment
from chapterhouse.casework.roster import readers
from chapterhouse.notices.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


# ---- who works on it


@pytest.mark.requirement("S1.26", "B41")
def test_two_are_given_the_case_and_the_other_is_told(cast, case, told_of, journal):
    make.assign(case, [cast.chidi, cast.dana], by=cast.chidi)
    assert make.pair(case) == {cast.chidi.name, cast.dana.name}
    assert told_of(case, Notice.HANDED) == [cast.dana.name]
    assert journal(case)[-2:] == [
        (cast.chidi.username, "assigned", cast.chidi.username),
        (cast.chidi.username, "assigned", cast.dana.username),
    ]


@pytest.mark.requirement("S1.26", "B41")
def test_one_alone_needs_a_reason_which_is_sealed(cast, case, refused):
    with refused("needs-reason"):
        make.assign(case, [cast.chidi], by=cast.chidi)
    make.assign(case, [cast.chidi], by=cast.chidi, reason="The others are at the retreat.")
    assert Assignment.objects.get().reason.channel_key.channel == case.channel
    assert make.read(case.channel, cast.dana)[-1] == "The others are at the retreat."


@pytest.mark.requirement("S1.26")
def test_a_second_joins_the_first_without_a_reason(cast, case):
    make.assign(case, [cast.chidi], by=cast.chidi, reason="For now.")
    make.assign(case, [cast.dana], by=cast.chidi)
    make.assign(case, [cast.dana], by=cast.chidi)
    assert make.pair(case) == {cast.chidi.name, cast.dana.name}
    assert Assignment.objects.count() == 2


@pytest.mark.requirement("S1.26")
def test_somebody_who_left_office_does_not_count_as_the_second(cast, case, refused):
    make.assign(case, [cast.chidi, cast.dana], by=cast.chidi)
    cast.dana.terms.update(ends=make.now())
    with refused("needs-reason"):
        make.assign(case, [cast.chidi], by=cast.chidi)


@pytest.mark.requirement("B2", "B4", "B5", "S1.28")
def test_nobody_can_be_brought_in_who_is_shut_out_or_of_another_desk(cast, case, refused):
    make.recuse(case, by=cast.bela)
    other = make.report("a", excluding=[cast.bela]).case
    make.declare(other, by=cast.chidi)
    removed = make.report("a").case
    make.declare(removed, by=cast.chidi)
    make.remove(removed, cast.bela, by=cast.chidi)
    for where, whom in ((case, cast.bela), (other, cast.bela), (removed, cast.bela), (case, cast.ida)):
        with refused("not-eligible"):
            make.assign(where, [whom, cast.chidi], by=cast.chidi)
        with refused("not-eligible"):
            make.hand_over(where, whom, by=cast.chidi)


@pytest.mark.requirement("B4", "S1.28")
def test_nor_be_given_a_key_under_another_name(cast, refused):
    case = make.report("a", excluding=[cast.bela]).case
    make.declare(case, by=cast.chidi)
    sharings = make.let_in_wire(case, cast.bela, by=cast.chidi)
    with refused("not-eligible"):
        responders.assign(
            case=case, people=[cast.chidi, cast.dana], by=cast.chidi, at=make.now(), sharings=sharings
        )


def test_who_holds_no_key_is_let_in_with_the_assignment(cast, case, refused):
    make.vault_of(cast.dana)
    with refused("no-key"):
        make.assign(case, [cast.chidi, cast.dana], by=cast.chidi)
    make.assign(case, [cast.chidi, cast.dana], by=cast.chidi, letting_in=[cast.dana])
    assert make.read(case.channel, cast.dana)[0] == make.told().title
    assert make.read(case.parties.get().channel, cast.dana) == [make.told().report("a")]


def test_only_who_may_read_a_case_gives_it_to_somebody(cast, case, refused):
    for by in (cast.bela, cast.ida, cast.mara, cast.sol):
        with refused("not-yours"):
            make.assign(case, [cast.chidi, cast.dana], by=by)
        with refused("not-yours"):
            make.hand_over(case, cast.dana, by=by)


# ---- keys for a newcomer


def share(case, sharings, by):
    people = [by, *[p for p in readers(case, make.now()) if p != by]][:2]
    return responders.assign(case=case, people=people, by=by, at=make.now(), sharings=sharings)


def test_two_who_let_somebody_in_at_once_leave_the_chain_whole(cast, case, refused):
    """The second statement does not follow on the first: every browser would refuse it, and all after it."""
    make.declare(case, by=cast.dana)
    new = make.newcomer()
    first, second = (make.let_in_wire(case, new, by=by) for by in (cast.chidi, cast.dana))
    share(case, first, cast.chidi)
    with refused("stale-key"):
        share(case, second, cast.dana)
    assert make.read(case.channel, new)[0] == make.told().title


def test_a_wrap_of_a_key_that_never_was_is_refused(cast, case, refused):
    sharings = make.let_in_wire(case, make.newcomer(), by=cast.chidi)
    wraps = [make.changed(wrap, key=7) for wrap in sharings[0].wraps]
    with refused("stale-key"):
        share(case, [make.changed(sharings[0], wraps=wraps)], cast.chidi)


def test_keys_of_another_case_are_refused(cast, case, refused):
    other = make.report("a").case
    make.declare(other, by=cast.chidi)
    sharings = make.let_in_wire(other, make.newcomer(), by=cast.chidi)
    with refused("stale-key"):
        share(case, sharings, cast.chidi)


def test_a_statement_signed_by_nobody_who_holds_the_key_is_refused(cast, case, refused):
    new = make.newcomer()
    honest = make.let_in_wire(case, new, by=cast.chidi)
    forger = make.member(cast.ida)
    forged = [make.changed(each, statement=forger.sign(make.text_of(each.statement))) for each in honest]
    with refused("malformed"):
        share(case, forged, cast.chidi)

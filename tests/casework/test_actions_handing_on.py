"""Giving keys on: to a second pair of eyes, to a successor, and after a term has ended."""

from datetime import timedelta

import pytest

from chapterhouse.casework.access import may_hand_on, may_read, may_see
from chapterhouse.casework.models import Case
from chapterhouse.casework.roster import readers
from chapterhouse.notices.models import Notice
from chapterhouse.packs.models import PackVersion
from chapterhouse.sealing.models import KeyWrap
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """A report to the grievance officers, Ida and Noor, which both have looked at."""
    told = make.report("b", at=make.now() - timedelta(hours=2))
    for person in (cast.ida, cast.noor):
        make.declare(told.case, by=person)
    Notice.objects.all().delete()
    return told


@pytest.fixture
def new(cast):
    return make.newcomer("hgo")


def left_with(person):
    versions = PackVersion.objects.all()
    return list(Case.objects.left_with(person, versions, make.now()))


# ---- in office


@pytest.mark.requirement("B14", "B42")
def test_a_successor_gets_the_keys_and_reads_only_after_the_question(cast, told, new, told_of, journal):
    make.bring_in(told.case, new, by=cast.ida)
    assert may_see(new, told.case, make.now())
    assert not may_read(new, told.case, make.now())
    assert told_of(told.case, Notice.HANDED) == [new.name]
    assert journal(told.case)[-1] == (cast.ida.username, "brought-in", new.username)
    make.declare(told.case, by=new)
    assert make.read(told.party.channel, new) == make.read(told.party.channel, cast.ida)
    assert make.pair(told.case) == set()


def test_a_colleague_who_holds_the_keys_is_asked_once_to_look(cast, told, journal, refused):
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    make.bring_in(told.case, cast.bela, by=cast.chidi, sharings=[])
    assert journal(told.case)[-1] == (cast.chidi.username, "asked-to-look", cast.bela.username)
    with refused("already"):
        make.bring_in(told.case, cast.bela, by=cast.chidi, sharings=[])


def test_who_has_answered_the_question_is_not_asked_again(cast, told, refused):
    with refused("already"):
        make.bring_in(told.case, cast.noor, by=cast.ida, sharings=[])


@pytest.mark.requirement("B4", "B14")
@pytest.mark.parametrize("shut", [make.recuse, make.remove, make.exclude])
def test_whoever_is_shut_out_is_not_brought_in_by_anybody(cast, told, refused, shut):
    if shut is make.recuse:
        make.recuse(told.case, by=cast.noor)
    elif shut is make.remove:
        make.remove(told.case, cast.noor, by=cast.ida)
    else:
        make.exclude(told.case, cast.noor)
    with refused("not-eligible"):
        make.bring_in(told.case, cast.noor, by=cast.ida)


def test_only_officers_of_the_desk_are_brought_in(cast, told, refused):
    for person in (cast.bela, cast.mara, cast.ana):
        with refused("not-eligible"):
            make.bring_in(told.case, person, by=cast.ida, sharings=[])


def test_who_has_not_answered_the_question_gives_nothing_on(cast, new, refused):
    told = make.report("b")
    sent = make.let_in_wire(told.case, new, by=cast.ida)
    for person in (cast.ida, cast.bela, cast.ana):
        with refused("not-yours"):
            make.bring_in(told.case, new, by=person, sharings=sent)


def test_without_keys_nobody_is_brought_in(cast, told, new, refused):
    with refused("no-key"):
        make.bring_in(told.case, new, by=cast.ida, sharings=[])


def test_half_of_the_keys_is_refused(cast, told, new, refused):
    half = make.let_in_wire(told.case, new, by=cast.ida)[:1]
    with refused("stale-key"):
        make.bring_in(told.case, new, by=cast.ida, sharings=half)


def test_nobody_comes_in_beside_the_one_who_is_named(cast, told, new, refused):
    KeyWrap.objects.filter(card__user=cast.noor).delete()
    sent = make.let_in_wire(told.case, cast.noor, by=cast.ida)
    with refused("malformed"):
        make.bring_in(told.case, new, by=cast.ida, sharings=sent)


def test_keys_made_before_a_colleague_changed_them_are_refused(cast, told, new, refused):
    stale = make.let_in_wire(told.case, new, by=cast.ida)
    make.remove(told.case, cast.noor, by=cast.ida)
    make.renew(told.case, by=cast.ida)
    with refused("stale-key"):
        make.bring_in(told.case, new, by=cast.ida, sharings=stale)


# ---- when a term has ended


@pytest.mark.requirement("B13", "B14")
def test_a_former_officer_alone_with_a_case_gives_its_keys_on_once_and_never_reads(cast, told, new, refused):
    make.remove(told.case, cast.noor, by=cast.ida)
    make.leave(cast.ida)
    assert not may_see(cast.ida, told.case, make.now())
    assert left_with(cast.ida) == [told.case]
    make.bring_in(told.case, new, by=cast.ida)
    assert left_with(cast.ida) == []
    make.declare(told.case, by=new)
    assert make.read(told.party.channel, new) == make.read(told.party.channel, told.box)
    with refused("not-yours"):
        make.bring_in(told.case, new, by=cast.ida, sharings=[])


@pytest.mark.requirement("B14")
def test_a_former_officer_gives_nothing_on_that_somebody_in_office_holds(cast, told, new, refused):
    make.leave(cast.ida)
    assert left_with(cast.ida) == []
    with refused("not-yours"):
        make.bring_in(told.case, new, by=cast.ida)


@pytest.mark.requirement("B13", "B14")
def test_the_only_two_officers_leave_on_one_day_and_either_can_still_give_the_keys_on(
    cast, told, new, refused
):
    make.leave(cast.ida)
    assert may_hand_on(cast.noor, told.case, make.now())
    make.leave(cast.noor)
    assert left_with(cast.ida) == left_with(cast.noor) == [told.case]
    stale = make.let_in_wire(told.case, new, by=cast.noor)
    make.bring_in(told.case, new, by=cast.ida)
    assert readers(make.fresh(told.case), make.now()) == [new]
    with refused("not-yours"):
        make.bring_in(told.case, new, by=cast.noor, sharings=stale)


def test_the_last_one_in_office_gives_on_what_only_they_can_read(cast, told, new):
    make.leave(cast.ida)
    assert readers(told.case, make.now()) == [cast.noor]
    make.bring_in(told.case, new, by=cast.noor)
    make.leave(cast.noor)
    assert left_with(cast.ida) == left_with(cast.noor) == []


def test_a_successor_who_steps_back_leaves_the_case_with_the_former_officer_again(cast, told, new):
    make.remove(told.case, cast.noor, by=cast.ida)
    make.leave(cast.ida)
    make.bring_in(told.case, new, by=cast.ida)
    make.recuse(told.case, by=new)
    assert left_with(cast.ida) == [told.case]
    assert left_with(new) == []


@pytest.mark.requirement("B14")
def test_who_was_shut_out_is_not_left_with_a_case_after_their_term(cast, told):
    make.remove(told.case, cast.noor, by=cast.ida)
    make.leave(cast.noor)
    make.leave(cast.ida)
    assert left_with(cast.noor) == []


def test_who_holds_only_an_older_key_is_not_left_with_the_case(cast, told, new):
    """Noor left before the key was renewed; the newest was never hers."""
    make.bring_in(told.case, new, by=cast.ida)
    make.declare(told.case, by=new)
    make.leave(cast.noor)
    make.remove(told.case, new, by=cast.ida)
    make.renew(told.case, by=cast.ida)
    make.leave(cast.ida)
    assert KeyWrap.objects.filter(channel_key__channel=told.case.channel, card__user=cast.noor).exists()
    assert left_with(cast.noor) == []
    assert left_with(cast.ida) == [told.case]


def test_a_former_officer_brings_in_nobody_who_may_not_have_it(cast, told, new, refused):
    make.exclude(told.case, cast.noor)
    make.leave(cast.ida)
    for person in (cast.noor, cast.bela):
        with refused("not-eligible"):
            make.bring_in(told.case, person, by=cast.ida)

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import responders
from chapterhouse.casework.models import Unavailability
from chapterhouse.notices.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


# ---- handing over


@pytest.fixture
def offer(cast, case):
    make.assign(case, [cast.chidi, cast.dana], by=cast.chidi)
    Notice.objects.all().delete()
    return make.hand_over(case, cast.bela, by=cast.chidi)


@pytest.mark.requirement("S0.14")
def test_a_handover_counts_when_it_is_accepted(cast, case, offer, told_of, journal, promised):
    make.declare(case, by=cast.bela)
    assert make.pair(case) == {cast.chidi.name, cast.dana.name}
    assert told_of(case, Notice.HANDED) == [cast.bela.name]
    due = promised(case).due_at
    make.declare(case, by=cast.bela)
    make.answer(offer, accept=True)
    assert make.pair(case) == {cast.bela.name, cast.dana.name}
    assert told_of(case) == [cast.chidi.name]
    assert journal(case)[-1] == (cast.bela.username, "accepted-handover", cast.chidi.username)
    assert promised(case).due_at == due


@pytest.mark.requirement("B4", "B14")
def test_nobody_accepts_before_the_question_of_independence_but_anybody_may_decline(
    cast, case, offer, refused
):
    with refused("not-yours"):
        make.answer(offer, accept=True)
    assert make.answer(offer, accept=False).declined


def test_declined_it_leaves_everything_as_it_was(cast, case, offer, journal):
    make.answer(offer, accept=False)
    assert make.pair(case) == {cast.chidi.name, cast.dana.name}
    assert journal(case)[-1] == (cast.bela.username, "declined-handover", cast.chidi.username)


def test_an_offer_is_answered_once_and_by_the_one_it_was_made_to(cast, case, offer, refused):
    make.declare(case, by=cast.dana)
    for person in (cast.bela, cast.dana):
        make.declare(case, by=person)
    with refused("answered"):
        make.answer(offer, by=cast.dana)
    with refused("not-yours"):
        make.answer(offer, by=cast.ida)
    make.declare(case, by=cast.bela)
    make.answer(offer)
    with refused("answered"):
        make.answer(offer, accept=False)


@pytest.mark.requirement("B4")
def test_nobody_takes_a_case_over_before_the_question_of_independence(cast, case, offer, refused):
    with refused("not-yours"):
        make.answer(offer, accept=True)
    assert make.pair(case) == {cast.chidi.name, cast.dana.name}


def test_the_same_offer_twice_is_one_offer(cast, case, offer):
    assert make.hand_over(case, cast.bela, by=cast.chidi) == offer


@pytest.mark.requirement("S1.26")
def test_what_would_leave_one_alone_is_not_offered(cast, case, offer, refused):
    for whom in (cast.dana, cast.chidi):
        with refused("already"):
            make.hand_over(case, whom, by=cast.chidi)


def test_nobody_hands_a_case_to_themselves_or_to_who_cannot_open_it(cast, case, offer, refused):
    make.declare(case, by=cast.bela)
    new = make.newcomer()
    for whom, by in ((cast.bela, cast.bela), (new, cast.chidi)):
        with refused("no-key"):
            make.hand_over(case, whom, by=by)


def test_who_no_longer_sees_the_case_cannot_accept(cast, case, offer, refused):
    make.recuse(case, by=cast.bela)
    with refused("not-yours"):
        make.answer(offer)


# ---- being away


@pytest.mark.requirement("S0.14")
def test_somebody_is_away_and_somebody_covers(cast):
    at = make.now()
    row = responders.be_away(by=cast.bela, starts=at, ends=at + timedelta(days=7), cover=cast.chidi, at=at)
    assert list(Unavailability.objects.at(at + timedelta(days=3))) == [row]
    assert list(Unavailability.objects.at(at + timedelta(days=7))) == []


def test_an_absence_ends_after_it_begins_and_not_in_the_past(cast, refused):
    at = make.now()
    for starts, ends in (
        (at, at),
        (at + timedelta(days=2), at + timedelta(days=1)),
        (at - timedelta(days=9), at - timedelta(days=1)),
    ):
        with refused("dates"):
            responders.be_away(by=cast.bela, starts=starts, ends=ends, cover=None, at=at)


def test_nobody_covers_for_themselves(cast, refused):
    at = make.now()
    with refused("cover"):
        responders.be_away(by=cast.bela, starts=at, ends=at + timedelta(days=1), cover=cast.bela, at=at)

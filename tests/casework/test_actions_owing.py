"""Several in one case: nobody is forgotten because another was answered, and nobody's clock is another's."""

from datetime import timedelta

import pytest

from chapterhouse.clocks.models import Promise
from tests import make, others

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def start():
    return make.now() - 30 * HOUR


@pytest.fixture
def told(cast, start):
    told = make.report("a", at=start)
    make.declare(told.case, by=cast.chidi, at=start)
    return told


@pytest.fixture
def guest(cast, told, start):
    """Jules came after two hours, and has written nothing yet; the first report is not answered."""
    return others.guest(told.case, by=cast.chidi, at=start + 2 * HOUR)


def running(told):
    """Kind and beginning of the promise that runs on the case."""
    return [(p.kind, p.started_at) for p in Promise.objects.open().on(told.case.code)]


def test_an_answer_to_another_leaves_the_first_answer_owed(cast, told, guest, start):
    make.write(guest, at=start + 3 * HOUR)
    make.reply(guest.party, by=cast.chidi, at=start + 4 * HOUR)
    assert running(told) == [(Promise.FIRST_ANSWER, start)]


@pytest.mark.requirement("S0.43", "B8")
def test_who_wrote_after_the_one_who_is_answered_is_owed_an_answer_from_then_on(cast, told, guest, start):
    make.write(guest, at=start + 3 * HOUR)
    make.write(guest, at=start + 4 * HOUR)
    make.reply(told.party, by=cast.chidi, at=start + 5 * HOUR)
    assert running(told) == [(Promise.ANSWER, start + 3 * HOUR)]
    make.reply(guest.party, by=cast.chidi, at=start + 6 * HOUR)
    assert running(told) == []


def test_so_it_is_when_the_person_was_reached_by_telephone(cast, told, guest, start):
    make.write(guest, at=start + 3 * HOUR)
    make.contact(told.case, by=cast.chidi, at=start + 5 * HOUR)
    assert running(told) == [(Promise.ANSWER, start + 3 * HOUR)]
    make.reply(guest.party, by=cast.chidi, at=start + 6 * HOUR)
    assert running(told) == []


def test_the_one_who_waits_longest_keeps_the_clock(cast, told, guest, start):
    make.reply(told.party, by=cast.chidi, at=start + 3 * HOUR)
    make.write(told, at=start + 4 * HOUR)
    make.write(guest, at=start + 5 * HOUR)
    make.reply(guest.party, by=cast.chidi, at=start + 6 * HOUR)
    assert running(told) == [(Promise.ANSWER, start + 4 * HOUR)]


def test_a_promise_given_late_is_heard_of_at_once(cast):
    start = make.now() - 100 * HOUR
    told = make.report("a", at=start)
    make.declare(told.case, by=cast.chidi, at=start)
    make.write(others.guest(told.case, by=cast.chidi, at=start), at=start + HOUR)
    make.reply(told.party, by=cast.chidi)
    make.sweep()
    assert Promise.objects.open().get().is_late(make.now())
    assert Promise.objects.open().get().new_date


# ---- somebody stops, somebody leaves


def test_a_guest_does_not_end_that_the_person_asked_us_to_stop(cast, told, guest, start):
    make.stop(told, at=start + 3 * HOUR)
    assert running(told) == []
    make.write(guest, at=start + 4 * HOUR)
    assert make.fresh(told.case).stopped
    assert running(told) == [(Promise.ANSWER, start + 4 * HOUR)]
    make.write(told, at=start + 5 * HOUR)
    assert not make.fresh(told.case).stopped


def test_when_the_person_stops_another_is_owed_an_answer_still(told, guest, start):
    make.write(guest, at=start + 3 * HOUR)
    make.stop(told, at=start + 5 * HOUR)
    assert running(told) == [(Promise.ANSWER, start + 3 * HOUR)]
    assert Promise.objects.get(kind=Promise.FIRST_ANSWER).stopped_at


@pytest.mark.requirement("S1.39")
def test_what_was_owed_to_who_leaves_alone_is_owed_no_more(cast, told, guest, start):
    make.write(guest, at=start + 3 * HOUR)
    others.leave(guest, at=start + 4 * HOUR)
    assert running(told) == [(Promise.FIRST_ANSWER, start)]
    make.reply(told.party, by=cast.chidi, at=start + 5 * HOUR)
    make.write(guest, at=start + 6 * HOUR)
    assert running(told) == [(Promise.ANSWER, start + 6 * HOUR)]
    others.leave(guest, at=start + 7 * HOUR)
    assert running(told) == []
    assert Promise.objects.get(kind=Promise.ANSWER).met_at is None

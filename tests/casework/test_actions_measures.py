"""Measures, by their actions: proportionate in time, told without the story, looked after, and lifted."""

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import measures
from chapterhouse.casework.models import Look, Measure
from chapterhouse.notices.models import Notice
from tests import formal, make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def told(cast):
    return formal.worked(cast)


def days_of(row):
    return [(look.day - row.starts).days for look in row.looks.all()]


@pytest.mark.requirement("B16")
def test_an_interim_measure_has_an_end_or_a_day_of_review(cast, told, refused):
    with refused("endless"):
        formal.measure(told.case, cast.ana, by=cast.ida, days=None)
    assert formal.measure(told.case, cast.ana, by=cast.ida, days=30).ends is not None
    assert formal.measure(told.case, cast.ana, by=cast.ida, days=None, review=10).review_on is not None
    assert formal.measure(told.case, cast.ana, by=cast.ida, days=None, interim=False).ends is None


@pytest.mark.parametrize("place", ["", "   "])
def test_it_is_at_a_place_or_in_a_tool(cast, told, refused, place):
    with refused("no-place"):
        formal.measure(told.case, cast.ana, by=cast.ida, place=place)


@pytest.mark.requirement("B16")
def test_against_whom_and_why_is_sealed(cast, told):
    row = formal.measure(told.case, cast.ana, by=cast.ida, reason="Jules, until both can come.")
    assert make.read(told.case.channel, cast.noor)[-1] == "Jules, until both can come."
    said = [str(value) for value in Measure.objects.filter(pk=row.pk).values_list()[0]]
    assert "Jules" not in " ".join(said)


@pytest.mark.requirement("B40")
def test_it_is_looked_after_at_one_and_two_weeks_and_on_its_day_of_review(cast, told):
    assert days_of(formal.measure(told.case, cast.ana, by=cast.ida)) == [7, 14]
    assert days_of(formal.measure(told.case, cast.ana, by=cast.ida, days=None, review=21)) == [7, 14, 21]
    assert days_of(formal.measure(told.case, cast.ana, by=cast.ida, days=10)) == [7]


@pytest.mark.requirement("B40")
def test_whoever_carries_it_out_hears_of_it_does_it_and_the_officers_hear(cast, told, told_of, refused):
    row = formal.measure(told.case, cast.ana, by=cast.ida)
    assert told_of(told.case) == [cast.ana.name]
    with refused("not-yours"):
        formal.carry_out(row, by=cast.sol)
    formal.carry_out(row, by=cast.ana)
    assert make.fresh(row).done is not None
    assert told_of(told.case) == sorted([cast.ana.name, cast.ida.name, cast.noor.name])


def test_who_is_shut_out_or_stepped_back_is_not_asked(cast, refused):
    told = formal.worked(cast)
    make.recuse(told.case, by=cast.noor)
    make.exclude(told.case, cast.mara)
    for person in (cast.noor, cast.mara):
        with refused("not-them"):
            formal.measure(told.case, person, by=cast.ida)


def test_who_is_shut_out_later_finds_it_no_more(cast, told):
    formal.measure(told.case, cast.mara, by=cast.ida)
    assert measures.carried_out_by(cast.mara, make.now()).exists()
    make.exclude(told.case, cast.mara)
    assert not measures.carried_out_by(cast.mara, make.now()).exists()
    assert not Notice.objects.unsent().filter(person=cast.mara).exists()


def test_who_was_taken_off_a_case_carries_nothing_out_in_it_and_hears_no_more_of_it(cast, refused, told_of):
    told = formal.worked(cast)
    row = formal.measure(told.case, cast.noor, by=cast.ida)
    make.remove(told.case, cast.noor, by=cast.ida)
    assert not measures.carried_out_by(cast.noor, make.now()).exists()
    Notice.objects.all().delete()
    formal.lift(row, by=cast.ida)
    assert told_of(told.case) == []
    with refused("not-them"):
        formal.measure(told.case, cast.noor, by=cast.ida)


@pytest.mark.parametrize(
    ("days", "code"), [({"ends": "2026-02-30"}, "no-day"), ({"ends": "2001-01-01"}, "past-day")]
)
def test_days_that_make_no_sense_are_refused(cast, told, refused, days, code):
    wire = make.changed(formal.measure_wire(told.case, cast.ana, by=cast.ida), **days)
    with refused(code):
        measures.set_measure(case=told.case, measure=wire, doer=cast.ana, by=cast.ida, at=make.now())


@pytest.mark.requirement("B16", "B40")
def test_the_readers_are_reminded_of_a_look_once_and_what_was_seen_is_sealed(cast, told, told_of, refused):
    row = formal.measure(told.case, cast.ana, by=cast.ida)
    Notice.objects.all().delete()
    first = row.looks.first()
    at = make.now() + 7 * DAY
    assert measures.remind_of_looks(at=at - 2 * DAY) == 0
    assert measures.remind_of_looks(at=at) == 1
    assert measures.remind_of_looks(at=at) == 0
    assert told_of(told.case, Notice.REMINDER) == [cast.ida.name, cast.noor.name]
    formal.look_after(first, by=cast.noor, at=at)
    assert make.read(told.case.channel, cast.ida)[-1] == "It holds."
    with refused("done"):
        formal.look_after(first, by=cast.ida, at=at)


def test_a_measure_that_is_lifted_is_looked_after_no_more(cast, told, told_of):
    row = formal.measure(told.case, cast.ana, by=cast.ida)
    Notice.objects.all().delete()
    formal.lift(row, by=cast.noor)
    assert not Look.objects.exists()
    assert told_of(told.case) == [cast.ana.name]
    assert measures.carried_out_by(cast.ana, make.now()).get().is_over(told.case.today(make.now()))
    assert not measures.carried_out_by(cast.ana, make.now() + 20 * DAY).exists()


def test_nobody_is_reminded_of_a_case_that_rests(cast, told):
    formal.measure(told.case, cast.ana, by=cast.ida)
    make.stop(told)
    assert measures.remind_of_looks(at=make.now() + 8 * DAY) == 0

"""Appointments on Today and in reminders: a code, a day and a time, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from chapterhouse.casework.actions.times import remind_of_appointments
from chapterhouse.casework.models import Appointment
from chapterhouse.notices.models import Notice
from chapterhouse.support.worker import run_once
from tests import make, meeting
from tests.casework.test_pages_today import TODAY, text


@pytest.fixture
def told(cast):
    return make.take(make.report("a", at=make.now() - timedelta(hours=2)), cast.chidi, cast.dana)


def set_at(told, starts, *, by, at=None):
    row = meeting.begin(told.case, [told.party], by=by, at=at)
    return meeting.set_time(row, starts, by=by, at=at)


def reminded(case):
    return Notice.objects.filter(subject=case.code, kind=Notice.REMINDER).count()


# ---- Today


def test_today_shows_what_takes_place_within_a_week_and_to_nobody_else(client, cast, told):
    set_at(told, make.now() + timedelta(days=5), by=cast.chidi)
    page = text(client, cast.chidi)
    assert "This week" in page
    assert f"{told.case.code}: Appointment" in page
    assert "Echo" not in page
    assert "This week" not in text(client, cast.bela)


@pytest.mark.parametrize("what", ["later", "over", "stopped"])
def test_today_says_nothing_of_what_is_later_over_or_at_rest(client, cast, told, what):
    row = set_at(told, make.now() + timedelta(days=9 if what == "later" else 3), by=cast.chidi)
    if what == "over":
        meeting.end(row, "cancelled", by=cast.chidi)
    if what == "stopped":
        make.stop(told)
    assert "This week" not in text(client, cast.chidi)


def test_today_asks_at_most_twelve_questions_with_appointments_too(
    client, cast, told, django_assert_max_num_queries
):
    for days in (1, 2):
        set_at(told, make.now() + timedelta(days=days), by=cast.chidi)
    client.force_login(cast.chidi)
    with django_assert_max_num_queries(12):
        assert client.get(TODAY).status_code == 200


# ---- reminders


def test_who_works_on_it_is_reminded_once_in_the_day_before_and_told_nothing_of_it(cast, told):
    at = make.now()
    set_at(told, at + timedelta(hours=30), by=cast.chidi)
    assert remind_of_appointments(at=at) == reminded(told.case) == 0
    for hours in (7, 8):
        run_once(at + timedelta(hours=hours))
    notices = Notice.objects.filter(subject=told.case.code, kind=Notice.REMINDER)
    assert sorted(notices.values_list("person__name", flat=True)) == ["Chidi Okafor", "Dana Levi"]


def test_a_time_that_moved_is_reminded_of_again(cast, told):
    at = make.now()
    row = set_at(told, at + timedelta(hours=3), by=cast.chidi)
    remind_of_appointments(at=at + timedelta(hours=1))
    meeting.set_time(row, at + timedelta(hours=5), by=cast.dana)
    assert remind_of_appointments(at=at + timedelta(hours=2)) == 1


@pytest.mark.parametrize("what", ["over", "stopped", "begun"])
def test_nobody_is_reminded_of_what_is_over_at_rest_or_has_begun(cast, told, what):
    at = make.now()
    row = set_at(told, at + timedelta(hours=3), by=cast.chidi)
    if what == "over":
        meeting.end(row, "cancelled", by=cast.chidi)
    if what == "stopped":
        make.stop(told)
    assert remind_of_appointments(at=at + timedelta(hours=4 if what == "begun" else 1)) == 0


@pytest.mark.parametrize(
    "night", [datetime(2027, 3, 14, 10, tzinfo=UTC), datetime(2027, 11, 7, 9, tzinfo=UTC)], ids=["on", "back"]
)
def test_a_day_before_is_24_real_hours_also_when_the_clocks_change(cast, told, night):
    """In Los Angeles they are set in these hours: the same time of the day before is 23 or 25 hours away."""
    starts = night + timedelta(hours=12)
    Appointment.objects.create(case=told.case, kind="single", asked=make.now(), starts=starts)
    assert remind_of_appointments(at=starts - timedelta(hours=24, seconds=1)) == 0
    assert remind_of_appointments(at=starts - timedelta(hours=24)) == 1

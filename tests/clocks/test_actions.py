from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapterhouse.clocks.actions import meet, promise, remind, stop
from chapterhouse.clocks.models import Promise, Reminder

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def hours(number):
    return START + timedelta(hours=number)


@pytest.fixture
def first():
    return promise(subject="C-2222", kind=Promise.FIRST_ANSWER, hours=48, at=START)


def again(row):
    return Promise.objects.get(pk=row.pk)


def test_a_promise_keeps_its_hours_and_its_due_moment(first):
    assert (again(first).hours, again(first).due_at, again(first).remind_at) == (48, hours(48), hours(24))


@pytest.mark.requirement("B8")
def test_a_second_message_does_not_reset_the_clock(first):
    second = promise(subject="C-2222", kind=Promise.FIRST_ANSWER, hours=48, at=hours(40))
    assert second == first
    assert again(first).due_at == hours(48)


def test_the_database_itself_refuses_two_open_promises_of_a_kind(first):
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(
            subject="C-2222", kind=first.kind, hours=1, started_at=START, due_at=hours(1), remind_at=None
        )


@pytest.mark.parametrize("end", [meet, stop])
def test_after_its_end_a_promise_reminds_no_more_and_a_new_one_may_begin(first, end):
    end(subject="C-2222", at=hours(3))
    assert not again(first).is_open
    assert list(Promise.objects.reminding(hours(100))) == []
    assert remind(promise=first, at=hours(100)) == []
    assert promise(subject="C-2222", kind=Promise.FIRST_ANSWER, hours=48, at=hours(4)) != first


def test_meeting_one_subject_leaves_the_others(first):
    other = promise(subject="C-3333", kind=Promise.FIRST_ANSWER, hours=48, at=START)
    assert meet(subject="C-2222", at=hours(1)) == 1
    assert again(other).is_open


@pytest.mark.requirement("B8")
def test_it_reminds_once_at_each_point(first):
    said = [remind(promise=again(first), at=hours(at)) for at in (23.9, 24, 25, 38.4, 39, 48, 49, 500)]
    assert said == [[], ["half"], [], ["four-fifths"], [], ["due"], [], ["late-1"]]


def test_a_worker_that_slept_says_all_points_at_once(first):
    assert remind(promise=first, at=hours(60)) == ["half", "four-fifths", "due"]
    assert remind(promise=first, at=hours(61)) == []
    assert Reminder.objects.filter(promise=first).count() == 3


@pytest.mark.requirement("B8")
def test_when_it_is_late_a_new_date_is_set_and_again_only_when_that_has_passed(first):
    remind(promise=first, at=hours(24))
    assert again(first).new_date is None
    remind(promise=first, at=hours(50))
    assert again(first).new_date == hours(74)
    remind(promise=first, at=hours(73.9))
    assert again(first).new_date == hours(74)
    remind(promise=first, at=hours(74))
    assert again(first).new_date == hours(98)


@pytest.mark.requirement("B8")
def test_lateness_is_never_silent_each_new_date_reminds_once(first):
    remind(promise=first, at=hours(48))
    said = [remind(promise=again(first), at=hours(at)) for at in (71.9, 72, 72, 90, 96.5, 97, 120.5)]
    assert said == [[], ["late-1"], [], [], ["late-2"], [], ["late-3"]]


def test_of_new_dates_that_were_slept_through_one_reminder_is_said(first):
    remind(promise=first, at=hours(48))
    assert remind(promise=again(first), at=hours(1000)) == ["late-1"]
    assert remind(promise=again(first), at=hours(1001)) == []
    assert again(first).new_date == hours(1024)


@given(waits=st.lists(st.floats(0.01, 200), min_size=1, max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whenever_the_worker_looks_the_date_told_lies_ahead_and_it_will_look_again(first, waits):
    Reminder.objects.all().delete()
    Promise.objects.update(remind_at=hours(24), new_date=None)
    at = hours(48)
    for wait in waits:
        remind(promise=again(first), at=at)
        now = again(first)
        assert now.new_date > at
        assert now.remind_at == now.new_date
        at += timedelta(hours=wait)


def test_only_promises_whose_point_has_come_are_swept(first):
    assert list(Promise.objects.reminding(hours(23.9))) == []
    assert list(Promise.objects.reminding(hours(24))) == [first]
    remind(promise=first, at=hours(24))
    assert list(Promise.objects.reminding(hours(30))) == []
    assert list(Promise.objects.reminding(hours(39))) == [first]


def test_late_is_late_from_the_due_moment_on_and_never_once_met(first):
    assert not first.is_late(hours(47.9))
    assert first.is_late(hours(48))
    meet(subject="C-2222", at=hours(49))
    assert not again(first).is_late(hours(50))

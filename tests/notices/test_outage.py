"""A real mail server that goes away and comes back: nothing is lost, and nothing is said twice."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from chapterhouse.notices.actions import BACKOFF_MINUTES, send_next, tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.support.worker import run_once

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def after(minutes):
    return START + timedelta(minutes=minutes)


def people(number):
    return [
        Person.objects.create(name=f"P{each}", email=f"p{each}@example.org", language="en")
        for each in range(number)
    ]


def say(*told, subject="C-2222"):
    tell(people=list(told), kind=Notice.NEW, subject=subject, at=START)


@pytest.mark.requirement("B8")
def test_an_outage_loses_nothing(post):
    say(*people(3))
    post.close()
    for minute in range(0, 300, 5):
        run_once(after(minute))
    assert Notice.objects.unsent().count() == 3
    post.open()
    run_once(after(300 + BACKOFF_MINUTES[-1]))
    run_once(after(301 + BACKOFF_MINUTES[-1]))
    assert post.readers == ["p0@example.org", "p1@example.org", "p2@example.org"]
    assert not Notice.objects.unsent().exists()


def test_between_tries_it_waits_longer_and_longer(post):
    say(*people(1))
    post.close()
    tries, at = [], 0
    while len(tries) < 8:
        if send_next(at=after(at)):
            tries.append(at)
        at += 1
    gaps = [later - earlier for earlier, later in pairwise(tries)]
    assert gaps == [*BACKOFF_MINUTES, BACKOFF_MINUTES[-1]]


@pytest.mark.parametrize("reply", ["451 Try again later", "550 No such mailbox", "421 Closing"])
def test_a_server_that_refuses_one_reader_delays_that_notice_alone(post, reply):
    post.accept = lambda mail: reply if mail["to"] == "p1@example.org" else "250 OK"
    say(*people(3))
    run_once(START)
    assert post.readers == ["p0@example.org", "p2@example.org"]
    assert Notice.objects.unsent().get().tries == 1


def test_an_address_no_mail_program_takes_stops_nobody_elses_mail(post):
    broken, whole = people(2)
    Person.objects.filter(pk=broken.pk).update(email="two\nlines@example.org")
    say(broken, whole)
    run_once(START)
    assert post.readers == ["p1@example.org"]
    assert Notice.objects.unsent().get().person == broken


def test_a_line_lost_after_the_server_took_the_mail_is_not_taken_for_success(post):
    """Whether it arrived is unknown, so it is sent again: twice is better than never."""

    def cut(mail):
        post.mails.append(mail)
        return "451 lost"

    post.accept = cut
    say(*people(1))
    run_once(START)
    post.accept = lambda mail: "250 OK"
    run_once(after(2))
    assert post.readers == ["p0@example.org", "p0@example.org"]

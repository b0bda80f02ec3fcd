from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from chapterhouse.notices.actions import BACKOFF_MINUTES, forget_old, send_next, tell, withdraw
from chapterhouse.notices.models import LEASE, Notice
from chapterhouse.people.models import Person

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def after(**more):
    return START + timedelta(**more)


@pytest.fixture
def ana():
    return Person.objects.create(name="Ana Ruiz", email="ana@example.org", language="en")


@pytest.fixture
def dana():
    return Person.objects.create(name="Dana Levi", email="dana@example.org", language="es")


def say(*people, kind=Notice.NEW, subject="C-2222", at=START):
    tell(people=list(people), kind=kind, subject=subject, at=at)


def send_all(at):
    while send_next(at=at):
        pass


def test_each_person_gets_a_notice_of_their_own(ana, dana):
    say(ana, dana)
    send_all(START)
    assert [message.to for message in mail.outbox] == [["ana@example.org"], ["dana@example.org"]]


def test_what_waits_unsent_is_not_doubled(ana):
    say(ana)
    say(ana, at=after(minutes=1))
    assert Notice.objects.count() == 1


def test_another_kind_or_subject_is_another_notice(ana):
    say(ana)
    say(ana, kind=Notice.OVERDUE)
    say(ana, subject="C-3333")
    assert Notice.objects.count() == 3


def test_once_sent_the_same_may_be_said_again(ana):
    say(ana)
    send_all(START)
    say(ana, at=after(hours=1))
    send_all(after(hours=1))
    assert len(mail.outbox) == 2


def test_telling_nobody_is_nothing():
    say()
    assert Notice.objects.count() == 0


@pytest.mark.requirement("S1.28")
def test_withdrawing_takes_back_what_waits_and_what_was_kept_of_what_was_sent(ana, dana):
    say(ana, dana)
    send_all(START)
    say(ana, kind=Notice.REMINDER)
    say(ana, subject="C-3333")
    withdraw(person=ana, subject="C-2222")
    assert list(Notice.objects.filter(person=ana).values_list("subject", flat=True)) == ["C-3333"]
    assert Notice.objects.filter(person=dana).count() == 1


def test_somebody_without_an_address_reads_it_on_the_site():
    sol = Person.objects.create(name="Sol", language="en")
    say(sol)
    send_all(START)
    assert mail.outbox == []
    assert Notice.objects.get().sent_at == START


def test_a_claimed_notice_is_left_to_its_worker_until_the_lease_ends(ana):
    say(ana)
    Notice.objects.update(claimed_at=START)
    assert not send_next(at=after(minutes=4))
    assert send_next(at=START + LEASE)
    assert len(mail.outbox) == 1


def test_what_happens_while_a_notice_is_on_its_way_is_said_afterwards(ana, monkeypatch):
    """The mail left before the second thing happened, so it cannot have told of it."""
    say(ana)
    sent = []

    class Slow(mail.get_connection().__class__):
        def send_messages(self, messages):
            sent.extend(messages)
            if len(sent) == 1:
                say(ana, at=after(seconds=3))
            return len(messages)

    monkeypatch.setattr(mail, "get_connection", lambda *_, **__: Slow())
    send_all(after(seconds=5))
    assert len(sent) == 2
    assert Notice.objects.get().sent_at == after(seconds=5)


def test_notices_are_forgotten_thirty_days_after_they_were_sent(ana):
    say(ana)
    send_all(START)
    say(ana, subject="C-3333")
    assert forget_old(at=after(days=29)) == 0
    assert forget_old(at=after(days=31)) == 1
    assert Notice.objects.get().subject == "C-3333"


def test_the_wait_between_tries_grows_and_then_stays():
    assert list(BACKOFF_MINUTES) == sorted(BACKOFF_MINUTES)
    assert BACKOFF_MINUTES[-1] <= 180

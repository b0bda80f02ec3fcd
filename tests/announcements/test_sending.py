"""Sending, through a real mail server that refuses or goes away, by workers that die: nothing comes twice."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

import chapterhouse.announcements.actions.sending as sending
from chapterhouse.announcements.actions import drafts
from chapterhouse.announcements.actions.sending import BACKOFF_MINUTES, forget_copies, send_lot
from chapterhouse.announcements.actions.wishes import unsubscribe
from chapterhouse.announcements.kinds import Kind
from chapterhouse.announcements.models import LEASE, Address, Copy, OptOut
from chapterhouse.people.models import Membership
from chapterhouse.support.worker import run_once
from tests import make
from tests.announcements import announcing as do

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]


def test_each_reader_gets_one_mail_with_a_return_path_of_its_own(cast, post, settings):
    settings.MAIL_BOUNCES = "bounces@example.org"
    do.many(3)
    made = do.queued(cast.rosa)
    do.send_all()
    assert post.readers == ["p000@example.org", "p001@example.org", "p002@example.org"]
    codes = made.copies.values_list("code", flat=True)
    assert sorted(post.senders) == sorted(f"bounces+{code}@example.org" for code in codes)
    assert {mail["From"] for mail in post.mails} == {settings.DEFAULT_FROM_EMAIL}
    assert make.fresh(made).state == "finished"


def test_the_worker_of_the_site_sends_them(cast, post):
    do.many(2)
    made = do.queued(cast.rosa)
    run_once(make.now())
    assert do.states(made) == {"sent": 2}
    assert [mail["To"] for mail in post.mails if "Asamblea" in mail["Subject"]] == do.readers(made)


def test_no_minute_sees_more_than_the_pace(cast, post, settings):
    settings.ANNOUNCEMENTS_A_MINUTE = 12
    do.many(30)
    start = make.now()
    do.queued(cast.rosa, at=start)
    sent = []
    for minute in range(4):
        while send_lot(at=start + timedelta(minutes=minute, seconds=1)):
            pass
        sent.append(len(post.mails))
    assert sent == [12, 24, 30, 30]


def test_two_people_with_one_address_get_one_mail(cast, post):
    do.listed("both@example.org", "Both@example.org")
    do.queued(cast.rosa)
    do.send_all()
    assert post.readers == ["both@example.org"]


def test_whoever_unsubscribes_while_it_waits_gets_it_no_more(cast, post):
    do.many(2)
    made = do.queued(cast.rosa)
    unsubscribe(address=Address.objects.get(email="p000@example.org"), kind=Kind.NEWS, at=make.now())
    do.send_all()
    assert post.readers == ["p001@example.org"]
    assert do.states(made) == {"sent": 1, "taken-back": 1}


def test_whoever_wants_no_mail_since_gets_it_no_more(cast, post):
    do.many(2)
    do.queued(cast.rosa)
    Membership.objects.filter(email="p001@example.org").update(no_mail=True)
    do.send_all()
    assert post.readers == ["p000@example.org"]


def test_stopped_half_way_the_rest_stays_here(cast, post, settings):
    settings.ANNOUNCEMENTS_A_MINUTE = 6
    do.many(10)
    made = do.queued(cast.rosa)
    send_lot(at=make.now())
    drafts.stop(announcement=made, by=cast.rosa, at=make.now())
    do.send_all()
    assert len(post.mails) == 1
    assert do.states(made) == {"sent": 1, "taken-back": 9}


def test_stopped_while_a_worker_has_some_in_its_hands_those_stay_too(transactional_db, cast, post):
    do.many(4)
    made = do.queued(cast.rosa)

    def stops(mail):
        if len(post.mails) == 1:
            drafts.stop(announcement=made, by=cast.rosa, at=make.now())
            connection.close()
        return "250 OK"

    post.accept = stops
    do.send_all()
    assert len(post.mails) == 2


# ---- the mail server says no


def test_an_address_that_is_refused_gets_nothing_more_and_keeps_nobody_else_waiting(cast, post):
    post.admit = lambda reader: "550 5.1.1 no such mailbox" if reader.startswith("p001") else "250 OK"
    do.many(3)
    made = do.queued(cast.rosa)
    other = do.queued(cast.rosa)
    do.send_all()
    assert do.times(post) == {"p000@example.org": 2, "p002@example.org": 2}
    assert do.states(made) == {"sent": 2, "refused": 1}
    assert do.states(other) == {"sent": 2, "taken-back": 1}
    gone = Address.objects.get(email="p001@example.org")
    assert gone.refused
    assert gone.status == "550"
    assert do.queued(cast.rosa).copies.count() == 2


@pytest.mark.parametrize("reply", ["451 later", "452 full"])
def test_a_reader_whose_server_wants_it_later_gets_it_later(cast, post, reply):
    post.admit = lambda reader: reply if reader.startswith("p001") else "250 OK"
    do.many(2)
    made = do.queued(cast.rosa)
    start = make.now()
    do.send_all(start, rounds=2)
    assert do.states(made) == {"sent": 1, "waiting": 1}
    post.admit = lambda reader: "250 OK"
    do.send_all(start, rounds=10)
    assert do.times(post) == {"p000@example.org": 1, "p001@example.org": 1}
    assert Address.objects.filter(refused=None).count() == 2


def test_what_is_wanted_later_for_ever_is_given_up_and_the_address_is_not_to_blame(cast, post):
    post.admit = lambda reader: "451 later"
    do.many(1)
    made = do.queued(cast.rosa)
    for hour in range(0, 60, 3):
        send_lot(at=make.now() + timedelta(hours=hour))
    assert do.states(made) == {"refused": 1}
    assert not Address.objects.exclude(refused=None).exists()


def test_a_text_that_is_refused_is_not_the_addresss_fault(cast, post):
    post.accept = lambda mail: "554 looks like advertising"
    do.many(2)
    made = do.queued(cast.rosa)
    do.send_all()
    assert do.states(made) == {"refused": 2}
    assert not Address.objects.exclude(refused=None).exists()


@pytest.mark.parametrize(
    "email", ["two\nlines@example.org", "no-at-sign", "a@b@c@example.org", "a@example.org, b@example.org"]
)
def test_an_address_no_mail_program_takes_stops_nobody_elses_mail(cast, post, email):
    do.listed(email, "good@example.org")
    made = do.queued(cast.rosa)
    do.send_all(rounds=5)
    assert "good@example.org" in post.readers
    assert "b@example.org" not in post.readers
    assert do.states(made).get("sent", 0) >= 1


def test_an_outage_loses_nothing_and_is_waited_out(client, cast, post):
    do.many(3)
    start = make.now()
    made = do.queued(cast.rosa, at=start)
    post.close()
    do.send_all(start, rounds=30)
    assert do.states(made) == {"waiting": 3}
    assert 3 < make.fresh(made).faults < 8
    client.force_login(cast.rosa)
    assert "The mail server does not answer" in client.get(f"/announcements/{made.code}/").content.decode()
    post.open()
    do.send_all(start + timedelta(minutes=30 + BACKOFF_MINUTES[-1]), rounds=2)
    assert do.times(post) == {f"p00{n}@example.org": 1 for n in range(3)}
    assert make.fresh(made).faults == 0


def test_a_server_that_closes_gets_the_rest_later(cast, post):
    post.accept = lambda mail: "421 closing" if len(post.mails) == 1 else "250 OK"
    do.many(3)
    start = make.now()
    made = do.queued(cast.rosa, at=start)
    send_lot(at=start)
    assert do.states(made) == {"sent": 1, "waiting": 2}
    post.accept = lambda mail: "250 OK"
    do.send_all(start, rounds=5)
    assert set(do.times(post).values()) == {1}
    assert len(post.mails) == 3


# ---- workers that die, and two at once


class Killed(BaseException):
    """A worker's end: nothing of ours catches it."""


def killed_at(line_number):
    """Dies at the so-manieth line of `sending` that runs. Returns whether it got so far."""
    lines = [0]
    whose = sending.__file__

    def trace(frame, event, _arg):
        if frame.f_code.co_filename != whose:
            return None
        if event == "line":
            lines[0] += 1
            if lines[0] == line_number:
                raise Killed
        return trace

    sys.settrace(trace)
    try:
        send_lot(at=make.now())
    except Killed:
        return True
    finally:
        sys.settrace(None)
    return False


def test_a_worker_killed_at_any_line_sends_nothing_twice_and_loses_one_copy_at_most(cast, post):
    do.listed("a@example.org", "b@example.org")
    lines = 0
    while True:
        lines += 1
        made = do.queued(cast.rosa)
        post.mails.clear()
        reached = killed_at(lines)
        later = do.send_all(make.now() + LEASE, rounds=3)
        counts, told = do.states(made), do.times(post)
        assert max(told.values()) == 1, lines
        assert counts.get("unknown", 0) <= 1, lines
        assert counts.get("sent", 0) + counts.get("unknown", 0) == 2, lines
        assert len(post.mails) >= counts.get("sent", 0), lines
        send_lot(at=later)
        assert make.fresh(made).state == "finished"
        Copy.objects.all().delete()
        if not reached:
            break
    assert lines > 50


def test_what_was_interrupted_is_sent_again_only_when_somebody_says_so(client, cast, post):
    do.many(2)
    made = do.queued(cast.rosa)
    first = made.copies.first()
    Copy.objects.filter(pk=first.pk).update(state="sending", claim="gone", claimed_at=make.now() - LEASE)
    do.send_all()
    assert post.readers == ["p001@example.org"]
    assert make.fresh(made).state == "finished"
    client.force_login(cast.rosa)
    page = client.get(f"/announcements/{made.code}/").content.decode()
    assert "Send the interrupted ones again" in page
    client.post(f"/announcements/{made.code}/again/")
    do.send_all()
    assert do.times(post) == {"p000@example.org": 1, "p001@example.org": 1}


def test_a_worker_that_was_only_slow_sends_nothing_that_another_has_taken_up(cast, post):
    """Its lease ran out while the mail server thought; what it still held is another's by now."""
    do.many(3)
    made = do.queued(cast.rosa)
    send = sending._send_all

    def slowly(lot, *how):
        Copy.objects.filter(pk=lot.copies[-1].pk).update(claim="another")
        return send(lot, *how)

    with pytest.MonkeyPatch.context() as slow:
        slow.setattr(sending, "_send_all", slowly)
        send_lot(at=make.now())
    assert do.states(made) == {"sent": 2, "claimed": 1}
    assert len(post.mails) == 2


@pytest.fixture
def crowd(transactional_db, cast):
    do.many(60)
    return do.queued(cast.rosa)


def test_two_workers_at_once_send_each_copy_once(crowd, post, settings):
    settings.ANNOUNCEMENTS_A_MINUTE = 60

    def work():
        try:
            while send_lot(at=make.now()):
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(post.mails) == 60
    assert set(do.times(post).values()) == {1}
    assert do.states(crowd) == {"sent": 60}


def worker(post):
    """The real worker, as a program of its own."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        database = f"sqlite:///{known['NAME']}"
    else:
        login = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}"
        database = f"postgres://{login}/{known['NAME']}"
    own = {
        "DJANGO_SETTINGS_MODULE": "chapterhouse.settings",
        "DATABASE_URL": database,
        "EMAIL_URL": f"smtp://127.0.0.1:{post.port}",
        "CHAPTERHOUSE_HOME": str(django_settings.HOME),
        "SECRET_KEY": "for tests alone",
        "ALLOWED_HOSTS": "localhost",
    }
    command = [sys.executable, "-m", "chapterhouse", "work"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, **quiet)


@pytest.mark.parametrize("nth", [0, 7])
def test_a_real_worker_killed_while_the_mail_server_takes_a_copy_sends_nothing_twice(crowd, post, nth):
    programs = []

    def accept(mail):
        if programs and mail["List-Unsubscribe"] and len(do.times(post)) == nth:
            programs[0].send_signal(signal.SIGKILL)
            programs[0].wait()
        return "250 OK"

    post.accept = accept
    programs.append(worker(post))
    programs[0].wait()
    post.accept = lambda mail: "250 OK"
    do.send_all(make.now() + LEASE, rounds=5)
    assert sorted(do.times(post)) == do.readers(crowd)
    assert set(do.times(post).values()) == {1}
    assert do.states(crowd) == {"sent": 59, "unknown": 1}


# ---- what is kept


def test_thirty_days_later_numbers_alone_are_kept(client, cast, post):
    do.many(3)
    made = do.queued(cast.rosa)
    later = do.send_all(rounds=2)
    assert forget_copies(at=later + timedelta(days=29)) == 0
    assert forget_copies(at=later + timedelta(days=31)) == 3
    assert make.fresh(made).totals == {"sent": 3}
    assert forget_copies(at=later + timedelta(days=32)) == 0
    client.force_login(cast.rosa)
    page = client.get(f"/announcements/{made.code}/").content.decode()
    assert "Taken by the mail server</dt>" in page


def test_what_was_interrupted_is_not_sent_again_to_whoever_left_since(cast, post):
    do.many(3)
    made = do.queued(cast.rosa)
    made.copies.update(state="unknown")
    one, other, last = Address.objects.order_by("email")
    OptOut.objects.create(address=one, kind=made.kind, at=make.now())
    Address.objects.filter(pk=other.pk).update(refused=make.now())
    drafts.send_unknown_again(announcement=made, by=cast.rosa, at=make.now())
    do.send_all()
    assert post.readers == [last.email]


def test_of_an_announcement_that_was_stopped_numbers_alone_remain_after_a_month(cast):
    do.many(2)
    made = do.queued(cast.rosa)
    drafts.stop(announcement=made, by=cast.rosa, at=make.now())
    forget_copies(at=make.now() + timedelta(days=29))
    assert made.copies.count() == 2
    forget_copies(at=make.now() + timedelta(days=31))
    assert made.copies.count() == 0
    assert make.fresh(made).totals == {"taken-back": 2}

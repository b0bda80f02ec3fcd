"""Several workers at once, and workers killed at any line: nothing lost, nothing doubled that need not be."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from chapterhouse.clocks.models import Reminder
from chapterhouse.notices.actions import send_next, tell
from chapterhouse.notices.models import LEASE, Notice
from chapterhouse.people.models import Person
from chapterhouse.support.worker import run, run_once
from tests import make

ROOT = Path(__file__).parents[2]
MANY = 40


@pytest.fixture
def crowd(transactional_db):
    readers = [
        Person.objects.create(name=f"P{each}", email=f"p{each:02}@example.org", language="en")
        for each in range(MANY)
    ]
    tell(people=readers, kind=Notice.NEW, subject="C-2222", at=make.now())
    return sorted(reader.email for reader in readers)


@pytest.fixture
def worker(post):
    """Starts the real worker as a program of its own; what is still running at the end is killed."""
    started = []

    def start():
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
        program = subprocess.Popen(
            [sys.executable, "-m", "chapterhouse", "work"],
            cwd=ROOT,
            env={**os.environ, **own},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(program)
        return program

    yield start
    for program in started:
        program.kill()
        program.wait()


def wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def has_reminded(times):
    return Reminder.objects.count() >= times


def in_threads(number, do):
    def work():
        try:
            do()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_workers_at_once_send_each_notice_once(crowd, post):
    def work():
        while send_next(at=make.now()):
            pass

    in_threads(2, work)
    assert post.readers == crowd
    assert not Notice.objects.unsent().exists()


def test_two_sweeps_at_once_remind_once(transactional_db, cast):
    told = make.report("a", at=make.now() - timedelta(hours=60))
    in_threads(2, lambda: make.sweep())
    assert Reminder.objects.count() == 3
    overdue = Notice.objects.filter(kind=Notice.OVERDUE, subject=told.case.code)
    assert Counter(overdue.values_list("person__name", flat=True)) == Counter(
        [cast.bela.name, cast.chidi.name, cast.dana.name, cast.mara.name]
    )


@pytest.mark.parametrize("nth", [0, 1, 23])
def test_a_worker_killed_while_sending_loses_nothing_and_doubles_nothing(crowd, post, worker, nth):
    """Killed before the mail server took the mail."""
    programs = []

    def accept(mail):
        if programs and len(post.mails) == nth:
            os.kill(programs[0].pid, signal.SIGKILL)
            return "451 too late"
        return "250 OK"

    post.accept = accept
    programs.append(worker())
    programs[0].wait()
    post.accept = lambda mail: "250 OK"
    assert Notice.objects.unsent().count() == MANY - nth
    run_once(make.now() + LEASE)
    assert post.readers == crowd


def test_killed_between_sending_and_marking_it_sends_that_one_again(crowd, post, worker):
    programs = []

    def accept(mail):
        if len(post.mails) == 11:
            os.kill(programs[0].pid, signal.SIGKILL)
        return "250 OK"

    post.accept = accept
    programs.append(worker())
    programs[0].wait()
    post.accept = lambda mail: "250 OK"
    run_once(make.now() + LEASE)
    times = Counter(post.readers)
    assert sorted(times) == crowd
    assert sorted(times.values()) == [1] * (MANY - 1) + [2]


@pytest.mark.requirement("B8")
def test_a_worker_killed_again_and_again_while_it_reminds_says_everything_once(
    transactional_db, cast, post, worker
):
    start = make.now() - timedelta(hours=60)
    codes = {make.report("a", at=start).case.code for _ in range(6)}
    for said in (1, 8, 14):
        program = worker()
        wait_until(partial(has_reminded, said))
        program.kill()
        program.wait()
    run_once(make.now() + LEASE)
    points = Counter(Reminder.objects.values_list("promise__subject", "point"))
    assert points == Counter((code, point) for code in codes for point in ("half", "four-fifths", "due"))
    told = Counter(Notice.objects.filter(kind=Notice.OVERDUE).values_list("person__name", "subject"))
    names = [cast.bela.name, cast.chidi.name, cast.dana.name, cast.mara.name]
    assert told == Counter((name, code) for name in names for code in codes)


def test_a_round_that_fails_does_not_end_the_worker(transactional_db, cast, caplog):
    """Whatever goes wrong in one round, the next one comes."""
    make.report("a", at=make.now() - timedelta(hours=60))
    stop, rounds = threading.Event(), []

    def clock():
        rounds.append(1)
        if len(rounds) == 1:
            raise RuntimeError("the clock stood still")
        stop.set()
        return make.now()

    run(stop, clock=clock, pause=0)
    assert "The worker's round failed" in caplog.text
    assert Reminder.objects.count() == 3

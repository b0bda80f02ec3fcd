"""An announcement to 100,000: queued, then sent by two workers of which one is killed; nobody gets it twice.

ANNOUNCING_DATABASE_URL says where the rows lie, if it is elsewhere. The parts that touch rows are programs of
their own, as the worker is: `announcing.py PART`.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import Any

from _figures import end, figure, must_hold
from _site import CHAPTERHOUSE, ROOT, free_port, loaded, run, settings_of
from aiosmtpd.controller import Controller

ROWS, SECONDS = 100_000, 10
#: Seconds after which nothing will come any more.
PATIENCE = 900
#: A site in use, and no demonstration, which sends no mail.
IN_USE = {
    "DJANGO_SETTINGS_MODULE": "chapterhouse.settings",
    "SECRET_KEY": "for measuring alone",
    "ALLOWED_HOSTS": "localhost",
    "MAIL_FROM": "Chapterhouse <chapterhouse@localhost>",
    "SITE_ADDRESS": "http://127.0.0.1:8000",
}
#: How many leave before the rest is stopped, and after how many a worker is killed.
LEAVE, KILLED_AT = 10_000, 3_000


# ---- what touches rows, each in a program of its own


def fill() -> None:
    """A list of members nobody is."""
    from django.utils import timezone

    from chapterhouse.people.models import Membership, RosterImport

    done = RosterImport.objects.create(file="list.csv", sha256="0" * 64, at=timezone.now(), by="bench")
    told = {"first": done, "status": "good"}
    rows = (
        Membership(key=f"b{n}", name=f"Member {n}", email=f"person{n}@example.org", **told)
        for n in range(ROWS)
    )
    Membership.objects.bulk_create(rows, batch_size=5_000)


def queue() -> None:
    from django.utils import timezone

    from chapterhouse.announcements.actions import drafts
    from chapterhouse.announcements.kinds import Kind
    from chapterhouse.people.permissions import Permission, who_may

    now = timezone.now()
    by = who_may(Permission.ANNOUNCE, now)[0]
    said = {"en": ("General meeting", "We meet on Sunday. " * 40)}
    made = drafts.draft(kind=Kind.NEWS, audience="roll", wordings=said, by=by, at=now)
    begun, cpu = time.perf_counter(), time.process_time()
    found = drafts.queue(announcement=made, by=by, at=now)
    seconds = {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu}
    print(json.dumps({**seconds, "copies": found.count}))


def work() -> None:
    """A worker that looks again at once; another's lease ends as it does on a clock."""
    from django.utils import timezone

    from chapterhouse.announcements.actions.sending import send_lot

    while True:
        send_lot(at=timezone.now())


def stop() -> None:
    """Stops the rest, and takes up what the killed worker held, five minutes later."""
    from django.utils import timezone

    from chapterhouse.announcements.actions import drafts
    from chapterhouse.announcements.actions.sending import send_lot
    from chapterhouse.announcements.models import LEASE, Announcement

    made = Announcement.objects.exclude(queued=None).get()
    later = timezone.now() + LEASE + timedelta(minutes=1)
    for _lot in range(3):  # what both held waits again, and leaves first
        send_lot(at=later)
    begun = time.perf_counter()
    drafts.stop(announcement=made, by=made.by, at=timezone.now())
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "states": made.copies.counts()}))


PARTS = {part.__name__: part for part in (fill, queue, work, stop)}


# ---- what measures


class Sink:
    """A mail server that takes everything, counts its readers, and kills a worker within one of them."""

    def __init__(self) -> None:
        self.readers: Counter[str] = Counter()
        self.victim: subprocess.Popen[bytes] | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - its name
        self.readers.update(envelope.rcpt_tos)
        if self.victim and len(self.readers) >= KILLED_AT:
            self.victim.send_signal(signal.SIGKILL)
            self.victim.wait()
            self.victim = None
        return "250 OK"


def begun(part: str, environment: dict[str, str], **more: Any) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, __file__, part], env=environment, cwd=ROOT, **more)


def said(part: str, environment: dict[str, str]) -> dict[str, Any]:
    """What a part printed, with the most memory it held in MB."""
    child = begun(part, environment, stdout=subprocess.PIPE)
    assert child.stdout is not None
    text = child.stdout.read()
    _pid, status, used = os.wait4(child.pid, 0)
    assert status == 0, part
    return {**json.loads(text or "{}"), "memory": used.ru_maxrss / 1024}


def sent_by_two(environment: dict[str, str], sink: Sink) -> float:
    """Two workers at once, one of which is killed while the mail server takes a copy. Returns the seconds."""
    start = time.perf_counter()
    workers = [begun("work", environment) for _ in range(2)]
    sink.victim = workers[0]
    while len(sink.readers) < LEAVE:
        time.sleep(0.05)
        assert workers[1].poll() is None
        assert time.perf_counter() - start < PATIENCE
    seconds = time.perf_counter() - start
    workers[1].terminate()
    workers[1].wait()
    return seconds


def main() -> None:
    sink = Sink()
    port = free_port()
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    own = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "ANNOUNCEMENTS_A_MINUTE": "1000000"}
    if url := os.environ.get("ANNOUNCING_DATABASE_URL"):
        own["DATABASE_URL"] = url
    with loaded() as home:
        shown = settings_of(home) | own
        if url:
            run([CHAPTERHOUSE, "migrate", "--verbosity=0"], shown)
            run([CHAPTERHOUSE, "load_demo"], shown)
        environment = shown | IN_USE
        del environment["CHAPTERHOUSE_DEMO"]
        said("fill", environment)
        queued = said("queue", environment)
        must_hold(f"{queued['copies']:,} copies wait", queued["copies"] >= ROWS)
        figure("an announcement to 100,000 queued", queued["seconds"], "s", most=SECONDS, digits=2)
        figure("  of that CPU of the program", queued["cpu"], "s", digits=2)
        figure("  most memory it held", queued["memory"], "MB", digits=0)
        seconds = sent_by_two(environment, sink)
        figure(f"two workers, one killed: {LEAVE:,} left, a second", LEAVE / seconds, "")
        stopped = said("stop", environment)
    server.stop()
    states, lost = stopped["states"], stopped["states"].get("unknown", 0)
    must_hold("no reader got it twice", max(sink.readers.values()) == 1)
    must_hold("every copy is accounted for", sum(states.values()) == queued["copies"])
    must_hold(
        f"those marked as sent left, and {lost} more may have", len(sink.readers) - states["sent"] <= lost
    )
    figure("stopping the rest of them", stopped["seconds"], "s", digits=2)
    end()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import django

        django.setup()
        PARTS[sys.argv[1]]()
    else:
        main()

"""Today with 500 open cases, and with 2,000 stopped ones besides: questions to the database, and time."""

import json
import secrets
import time
import uuid
from datetime import timedelta
from statistics import median
from typing import Any

from _figures import end, figure, must_hold
from _reports import sealed
from _site import loaded, stand_in

OPEN, STOPPED = 500, 2_000


def copied(report: dict[str, Any]) -> dict[str, Any]:
    """The same sealed bytes as another person's report: the server cannot tell, and it saves the sealing."""
    again: dict[str, Any] = json.loads(json.dumps(report))
    again["case"] = str(uuid.uuid4())
    again["mailbox"]["auth"] = secrets.token_hex(32)
    for key in (again["team"], again["party"]):
        before, key["channel"] = key["channel"], str(uuid.uuid4())
        key["statement"] = key["statement"].replace(before, key["channel"])
    for entry in again["entries"]:
        entry["uuid"] = str(uuid.uuid4())
    return again


def open_cases(number: int, *, stopped: bool) -> None:
    """Cases of a door, through the real actions, over the last twenty days."""
    from django.db import transaction
    from django.utils import timezone

    from chapterhouse.casework.actions.intake import open_case
    from chapterhouse.casework.actions.talk import stop_here
    from chapterhouse.casework.wire import Report
    from chapterhouse.packs.models import PackVersion
    from chapterhouse.sealing.wire import read
    from chapterhouse.support.desks import roster_at
    from chapterhouse.support.public_data import public_data

    now = timezone.now()
    version = PackVersion.objects.current(at=now)
    assert version is not None
    doors = public_data(version, roster_at(version.pack, now), at=now, challenge=None)
    pattern = json.loads(sealed(doors, 1)[0])
    with transaction.atomic():
        for each in range(number):
            at = now - timedelta(hours=480 * each / number)
            case = open_case(report=read(json.dumps(copied(pattern)).encode(), Report), at=at)
            if stopped:
                stop_here(party=case.parties.get(), at=at)


def look(times: int = 7) -> tuple[int, float, int]:
    """Queries of one look at Today, its median time in seconds, and its length in bytes."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from chapterhouse.people.models import Person

    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(Person.objects.get(name="Chidi Okafor"), settings.AUTHENTICATION_BACKENDS[0])
    browser.get("/today/")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/today/")
        queries = len(asked)
    assert page.status_code == 200
    waits = []
    for _ in range(times):
        start = time.perf_counter()
        browser.get("/today/")
        waits.append(time.perf_counter() - start)
    return queries, median(waits), len(page.content)


with loaded() as home:
    stand_in(home)
    open_cases(OPEN, stopped=False)
    queries, seconds, size = look()
    figure(f"Today with {OPEN} open cases: queries", queries, "", most=12, digits=0)
    figure(f"Today with {OPEN} open cases: time", seconds * 1000, "ms")
    figure(f"Today with {OPEN} open cases: the page", size / 1000, "KB")
    open_cases(STOPPED, stopped=True)
    again, longer, _size = look()
    figure(f"and {STOPPED:,} stopped ones: queries", again, "", most=12, digits=0)
    figure(f"and {STOPPED:,} stopped ones: time", longer * 1000, "ms")
    must_hold("queries are flat in the number of closed cases", again == queries)
end()

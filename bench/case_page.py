"""The page of a case with 200 entries: questions to the database, and time until a browser has opened it."""

import time
from datetime import timedelta
from statistics import median
from typing import Any

from _browser import browser
from _figures import end, figure, must_hold
from _members import signed_in
from _site import Site, loaded, served, stand_in

WHO, ENTRIES, FEW = "Chidi Okafor", 200, 5
UNOPENED = "sealed-text:is([data-state=locked], [data-state=opening])"


def write(number: int) -> str:
    """A new case of a door with so many messages of its person, by the real actions; its code."""
    from django.db import transaction
    from django.utils import timezone

    from chapterhouse.casework.actions.intake import open_case
    from chapterhouse.casework.actions.responders import declare_independent
    from chapterhouse.casework.actions.talk import write_as_person
    from chapterhouse.demo import rows, visits
    from chapterhouse.demo.agekeys import Reporter
    from chapterhouse.demo.telling import Told
    from chapterhouse.people.models import Person
    from chapterhouse.sealing.models import site_id

    at = timezone.now() - timedelta(days=2)
    me = Reporter.of(site_id())
    told = Told(title="Measured", happening="It goes on. " * 40)
    with transaction.atomic():
        case = open_case(report=visits.seal_report(me, visits.look_at("a", at=at), told, at=at), at=at)
        party = case.parties.get()
        channel = visits.come_back(me, party)
        for each in range(number):
            when = at + timedelta(minutes=each)
            sealed = channel.seal_entry("message", f"{each}: and again. " * 20, at=visits.moment(when))
            write_as_person(party=party, entry=rows.as_entry(sealed), at=when)
        declare_independent(case=case, by=Person.objects.get(name=WHO), at=timezone.now())
    return case.code


def look(code: str) -> tuple[int, int]:
    """Queries of one look at a case, and the page's length in bytes."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from chapterhouse.people.models import Person

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(name=WHO), settings.AUTHENTICATION_BACKENDS[0])
    client.get(f"/cases/{code}/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/cases/{code}/")
        queries = len(asked)
    assert page.status_code == 200
    return queries, len(page.content)


def opened(site: Site, code: str, times: int = 5) -> float:
    """Seconds from asking for the page until every entry in it is open, with the key open before."""
    from chapterhouse.demo.chapter import CAST

    cookie, _cases = signed_in(site, WHO)
    name, value = cookie.split("=", 1)
    with browser() as started:
        context = started.new_context(base_url=site.address)
        context.add_cookies([{"name": name, "value": value, "url": site.address}])
        page = context.new_page()
        page.goto(f"/cases/{code}/")
        page.locator("[data-unlock-form] [data-secret]").fill(
            next(c.passphrase for c in CAST if c.name == WHO)
        )
        page.locator("[data-unlock-form] button[type=submit]").click()
        all_open(page)
        waits = []
        for _ in range(times):
            start = time.perf_counter()
            page.goto(f"/cases/{code}/", wait_until="commit")
            all_open(page)
            waits.append(time.perf_counter() - start)
        return median(waits)


def all_open(page: Any) -> None:
    page.wait_for_function(
        "([open, not]) => document.querySelectorAll(open).length > 2 && !document.querySelector(not)",
        arg=["sealed-text[data-state=open]", UNOPENED],
        timeout=120_000,
    )


with loaded() as home:
    stand_in(home)
    few, code = look(write(FEW))[0], write(ENTRIES)
    queries, size = look(code)
    # Each kind of row that the case has asks one more.
    figure(f"A case with {ENTRIES} entries: queries", queries, "", most=14, digits=0)
    must_hold("as many as with five entries", queries == few)
    figure("the page, uncompressed", size / 1000, "KB")
    with served(home) as site:
        figure("until a browser has opened all of it", opened(site, code) * 1000, "ms", most=1000, digits=0)
end()

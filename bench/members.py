"""The page of members and a search on it, with 1,000 people on the roll and with 100,000."""

import tempfile
import time
from pathlib import Path
from statistics import median

from _figures import end, figure
from _site import loaded, stand_in
from roster import write

FEW, MANY, QUERIES, LONGER = 1_000, 100_000, 8, 1.5
#: Ways of asking of the list of `roster.write`; those of names find more than a page with either number.
PAGES = {
    "the page": "",
    "in good standing": "?standing=good",
    "lapsed": "?standing=lapsed",
    "missing from the list": "?standing=absent",
    "a family name": "?q=family7",
    "an address": "?q=person321@",
    "a first name": "?q=given5",
    "nobody": "?q=nobody",
}


def listed(number: int) -> None:
    """So many people on the roll."""
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        write(path, "2027-03-31", number)
        with (Path(folder) / "said").open("w") as said:
            call_command("import_roster", str(path), stdout=said, stderr=said)


def looked(address: str, times: int = 15) -> tuple[int, float]:
    """Queries of one look by somebody who keeps the roster, and its median time in milliseconds."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from chapterhouse.people.permissions import Permission, who_may

    keeper = who_may(Permission.KEEP_ROSTER, timezone.now()).first()
    assert keeper is not None
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(keeper, settings.AUTHENTICATION_BACKENDS[0])
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(address)
        queries = len(asked)
    assert page.status_code == 200
    waits = []
    for _ in range(times):
        start = time.perf_counter()
        browser.get(address)
        waits.append(time.perf_counter() - start)
    return queries, median(waits) * 1000


with loaded() as home:
    stand_in(home)
    found = {}
    for number in (FEW, MANY):
        listed(number)
        found[number] = {name: looked(f"/roster/members/{query}") for name, query in PAGES.items()}
    for name in PAGES:
        (_queries, before), (queries, after) = found[FEW][name], found[MANY][name]
        figure(f"{name}, {MANY:,} people: queries", queries, "", most=QUERIES, digits=0)
        figure(f"  time with {FEW:,}", before, "ms")
        figure(f"  time with {MANY:,}", after, "ms")
        figure("  times as long", after / before, "", most=LONGER, digits=2)
end()

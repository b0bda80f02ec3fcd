"""A hundred cases given to a successor on the page for it, in a real browser: how long the giver waits."""

import json
import time
from datetime import timedelta

from _browser import browser, first_visit
from _figures import end, figure, must_hold
from _members import signed_in
from _reports import sealed
from _site import Site, loaded, served, stand_in
from playwright.sync_api import Page

CASES, GIVER, SUCCESSOR, OFFICE = 100, "Chidi Okafor", "Ney Alvarez", "ombuds"
#: Longer than the limit, so that a slow machine gives a figure and not an error.
PATIENCE = 300_000


def open_cases() -> None:
    """Sealed reports of the ombudspeople's door which the giver may read, each of another person."""
    from django.utils import timezone

    from chapterhouse.casework.actions.intake import open_case
    from chapterhouse.casework.actions.responders import declare_independent
    from chapterhouse.casework.wire import Report
    from chapterhouse.packs.models import PackVersion
    from chapterhouse.people.models import Person
    from chapterhouse.sealing.wire import read
    from chapterhouse.support.desks import roster_at
    from chapterhouse.support.public_data import public_data

    now, giver = timezone.now(), Person.objects.get(name=GIVER)
    version = PackVersion.objects.current(at=now)
    assert version is not None
    doors = public_data(version, roster_at(version.pack, now), at=now, challenge=None)
    for number, report in enumerate(sealed(json.loads(json.dumps(doors, default=str)), CASES)):
        case = open_case(report=read(report, Report), at=now - timedelta(minutes=number))
        declare_independent(case=case, by=giver, at=now)


def welcome() -> str:
    """A successor who took office after all that, and has a key; returns the giver's passphrase."""
    from django.utils import timezone

    from chapterhouse.demo.chapter import CAST, fresh_vault
    from chapterhouse.people.actions.accounts import join
    from chapterhouse.people.actions.offices import take_office
    from chapterhouse.people.models import Office
    from chapterhouse.sealing.actions.cards import publish_card

    now = timezone.now()
    Office.objects.filter(code=OFFICE).update(seats=None)
    person = join(name=SUCCESSOR, email="ney@example.org", language="en", at=now, by="operator")
    take_office(person=person, office=Office.objects.get(code=OFFICE), starts=now, by="operator")
    passphrase = next(one.passphrase for one in CAST if one.name == GIVER)
    _member, sent, _recovery = fresh_vault(person.username, passphrase)
    publish_card(card=sent, by=person, at=now)
    return passphrase


def unlocked(page: Page, site: Site, passphrase: str) -> None:
    name, _, value = signed_in(site, GIVER)[0].partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": site.address}])
    page.goto(f"{site.address}/handing-on/")
    page.locator("[data-unlock-form] [data-secret]").fill(passphrase)
    page.locator("[data-unlock-form] button[type=submit]").click()
    page.locator("[data-vault-locked]").wait_for(state="hidden")


def given(page: Page) -> tuple[float, bool, int]:
    """Seconds from the comparison to the end, whether the bar was to be seen, and cases given."""
    page.locator("[data-taker]").select_option(label=SUCCESSOR)
    boxes = page.locator("[data-case-of]").all()[:CASES]
    for box in boxes:
        box.check()
    page.get_by_role("button", name="Give them the keys").click()
    page.locator("[data-yes]").wait_for()
    start = time.perf_counter()
    page.locator("[data-yes]").click()
    page.locator("[data-given-list] li").nth(CASES // 2).wait_for(timeout=PATIENCE)
    seen = page.locator("progress").is_visible()
    page.locator("[data-outcome]", has_text="Done.").wait_for(timeout=PATIENCE)
    took = time.perf_counter() - start
    return took, seen, page.locator("[data-given-list] li", has_text="has the keys now").count()


with loaded() as home:
    stand_in(home)
    open_cases()
    passphrase = welcome()
    with served(home) as site, browser() as started:
        page, _tools = first_visit(started)
        unlocked(page, site, passphrase)
        took, seen, number = given(page)
        must_hold(f"a successor has the keys of {CASES} cases", number == CASES)
        must_hold("the progress bar was to be seen half-way", seen)
        figure(f"giving {CASES} cases on", took, "s", most=20)
        figure("each", took / CASES * 1000, "ms")
end()

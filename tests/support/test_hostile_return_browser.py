"""The return page of a server that turns against the person who comes back."""

import json
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests import make, planning
from tests.support.visiting import come_back

pytestmark = pytest.mark.django_db(transaction=True)
CODE = make.CODES[0]


class Nobody:
    """Signs nothing."""

    site = make.SITE

    def sign(self, text):
        return text


def forged(told, body="Come to my house."):
    """A message to the person's channel that nobody signed, as the server gives it."""
    channel = make.opened(told.party.channel, told.box)
    channel.me = Nobody()
    now = {"received": datetime.now(UTC).isoformat(), "when": {"en": "now", "es": "ahora"}}
    return {**channel.seal_entry("message", body), **now, "mine": False, "files": []}


def test_no_name_that_the_server_gives_makes_an_unsigned_message_somebodys(page, live_server, cast):
    told = make.report("a", code=CODE)
    false = forged(told)

    def altered(route):
        answer = route.fetch()
        given = answer.json()
        given["party"]["entries"].append(false)
        given["people"] |= {name: {"name": "Bela Novak", "office": None} for name in ("", "null")}
        route.fulfill(response=answer, body=json.dumps(given))

    page.route("**/support/mailbox/*", altered)
    come_back(page, CODE)
    newest = page.locator("article").first
    expect(newest).to_contain_text("Come to my house.")
    expect(newest.locator("h3")).to_have_text("Sender not verified", use_inner_text=True)


def test_no_plan_that_nobody_signed_is_shown_or_agreed_to(page, live_server, cast):
    _told, guest = planning.scene(cast, guest=make.CODES[2])
    planning.begin(guest, by=cast.noor)
    false = forged(guest, planning.wording([planning.step()], want="Come to my house."))

    def altered(route):
        answer = route.fetch()
        given = answer.json()
        given["party"]["entries"].append(false)
        given["plans"][0]["words"] = false["uuid"]
        route.fulfill(response=answer, body=json.dumps(given))

    page.route("**/support/mailbox/*", altered)
    come_back(page, make.CODES[2])
    page.get_by_role("button", name="Open the plan").click()
    expect(page.locator("[data-plan-standing]")).to_contain_text("damaged or altered")
    expect(page.locator("[data-plan-want]")).to_be_empty()
    expect(page.get_by_role("button", name="Yes, I agree to this version")).to_have_count(0)


def test_no_holder_of_the_key_can_be_kept_off_the_list_of_readers(page, live_server, cast):
    make.report("a", code=CODE)

    def altered(route):
        answer = route.fetch()
        given = answer.json()
        for where in ("readers", "reachable"):
            given[where] = [name for name in given[where] if name != cast.bela.username]
        route.fulfill(response=answer, body=json.dumps(given))

    page.route("**/support/mailbox/*", altered)
    come_back(page, CODE)
    expect(page.locator("[data-who] li", has_text="Chidi Okafor")).to_contain_text("can read this")
    expect(page.locator("[data-who] li", has_text="Bela Novak")).to_contain_text("holds a key")


def test_a_message_that_nobody_can_understand_keeps_no_other_shut(page, live_server, cast):
    told = make.report("a", code=CODE)
    for body in ({"answers": [{}]}, {"answers": "<img src=x onerror=alert(1)>"}, {"text": {"toString": 1}}):
        make.write(told, body)
    make.write(told, "This as well.")
    come_back(page, CODE)
    expect(page.locator("article").first).to_contain_text("This as well.")
    expect(page.locator("[data-messages] img")).to_have_count(0)

"""From a report that waits for another, by way of the match in a browser, to two cases worked on as one."""

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Case, Departure, Link, Wait
from tests import linking, make
from tests.casework.desk_pages import all_opened, open_case, opened, unlock
from tests.sealing.vault_pages import faults, sign_in
from tests.support import visiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(browser, live_server):
    """The browser of somebody who reports: it has nothing of an officer's."""
    context = browser.new_context(viewport=visiting.PHONE, base_url=live_server.url)
    yield context.new_page()
    context.close()


def report(phone):
    """Somebody names Jules and asks that nothing is done before another does; returns their code."""
    phone.goto("/support/write/?lang=en#b")
    visiting.at(phone, "safety")
    for step in ("help", "happening"):
        visiting.go_on(phone, step)
    phone.locator("#happening").fill(visiting.STORY)
    visiting.go_on(phone, "people")
    phone.get_by_role("button", name="Add a person").click()
    phone.get_by_label("What do you call them?").fill("Marín, Jules")
    phone.get_by_label("Caused it").check()
    visiting.go_on(phone, "answer")
    visiting.go_on(phone, "easier")
    visiting.tick(phone, "wait-match")
    assert visiting.faults(phone) == []
    visiting.go_on(phone, "check")
    expect(phone.locator("[data-summary]")).to_contain_text("until somebody else reports the same person")
    visiting.go_on(phone, "readers")
    expect(phone.locator("[data-team-number]")).not_to_be_empty()
    return visiting.send(phone)


@pytest.mark.requirement("B31", "B32", "B33")
def test_a_report_waits_until_another_names_the_same_and_both_are_worked_as_one(
    page, phone, live_server, cast
):
    told = linking.another(cast, "JULES MARIN")
    code = report(phone)
    waiting = Case.objects.exclude(pk=told.case.pk).get()
    assert waiting.wait.until_match
    make.declare(waiting, by=cast.noor)
    make.reply(waiting.parties.get(), by=cast.noor)

    visiting.come_back(phone, code)
    expect(phone.locator("[data-promise]")).to_contain_text("You asked us to wait.")
    assert visiting.faults(phone) == []

    page.set_viewport_size(visiting.PHONE)
    sign_in(page, cast.noor)
    page.goto("/cases/same/")
    unlock(page, cast.noor)
    found = page.locator("[data-found] > li")
    expect(found).to_have_count(1)
    expect(found).to_contain_text(f"{told.case.code} named as JULES MARIN")
    expect(found).to_contain_text(f"{waiting.code} named as Marín, Jules waits for this")
    assert faults(page) == []
    with page.expect_request("**/same/") as sent:
        found.get_by_role("button", name="It is the same person").click()
    assert "jules" not in (sent.value.post_data or "").lower()
    page.wait_for_url("**/together/**")
    expect(page.get_by_label(told.case.code)).to_be_checked()
    expect(page.locator("main")).to_contain_text("Again")
    assert Wait.objects.get().matched
    assert faults(page) == []
    page.get_by_role("button", name="Propose it").click()
    expect(page.locator("#together ~ .card")).to_contain_text(
        "It counts when each who reported has said yes."
    )
    assert faults(page) == []

    visiting.come_back(phone, code)
    expect(phone.locator("[data-matched]")).to_contain_text("we begin now, and you can still say stop")
    assert visiting.faults(phone) == []
    phone.get_by_role("button", name="Yes, you may").click()
    expect(phone.locator("[data-links-answer]")).to_contain_text("We have your answer.")
    expect(phone.locator("[data-consents]")).to_contain_text("together with other reports, if there are any")
    linking.answer(told)
    assert Link.objects.get().stands

    open_case(page, waiting, cast.noor)
    expect(page.locator("#together ~ .card")).to_contain_text("Nothing is moved.")
    page.get_by_text("Record that somebody left").click()
    page.get_by_label("Who left, when, and how you know").fill("Jules resigned on Sunday.")
    page.get_by_label("On what conditions they may come back").fill("After a talk with us.")
    page.get_by_label("Not back before").fill("2999-01-01")
    page.get_by_role("button", name="Record it").click()
    expect(opened(page, "Jules resigned on Sunday.")).to_contain_text("After a talk with us.")
    all_opened(page)
    assert faults(page) == []
    assert Departure.objects.get().course == "continue"

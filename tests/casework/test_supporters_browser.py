"""Somebody beside a party, in real browsers: asked for, invited, writing for the party, ended meanwhile."""

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Supporter
from tests import make
from tests.casework import closings
from tests.casework.desk_pages import open_case, opened
from tests.sealing.vault_pages import PHONE, faults, fits
from tests.support import visiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(browser, live_server):
    """Another's browser: it has nothing of the first one's."""
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def theirs(browser, live_server):
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def ask(page, name):
    page.get_by_text("Somebody beside you").click()
    page.locator("#beside-name").fill(name)
    visiting.tick(page, "beside-support")
    page.get_by_role("button", name="Ask for them").click()


@pytest.mark.requirement("B28")
def test_somebody_is_asked_for_comes_speaks_for_the_party_and_loses_no_word_when_it_ends(
    page, phone, theirs, live_server, cast
):
    told = closings.answered(cast, code=make.CODES[0])
    visiting.come_back(phone, make.CODES[0])
    ask(phone, "chidi okafor")
    expect(phone.locator("[data-asked-beside]")).to_contain_text("Somebody of this name answers here.")
    assert not Supporter.objects.exists()
    phone.locator("#beside-name").fill("Nora Quill")
    phone.get_by_role("button", name="Ask for them").click()
    row = phone.locator("[data-beside-list] li")
    expect(row).to_contain_text("Nora Quill")
    expect(row).to_contain_text("We make a letter for them.")
    expect(phone.locator("#beside-name")).to_have_value("")
    row.get_by_role("button", name="From now on: Representative").click()
    expect(row).to_contain_text("Nora Quill · Representative")
    assert visiting.faults(phone) == []

    open_case(page, told.case, cast.chidi)
    standing = page.locator("section", has=page.get_by_role("heading", name="Beside the people in this"))
    expect(opened(standing, "Nora Quill")).to_be_visible()
    standing.get_by_text("Make a letter for them").click()
    standing.locator("textarea").fill("You are asked to speak for somebody.")
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_role("button", name="Seal the letter and show its code").click()
    page.locator("[data-slip]").wait_for()
    paper = "".join(page.locator("[data-slip] [data-return-code] span").all_inner_texts())

    visiting.come_back(theirs, paper, step="letter")
    visiting.go_on(theirs, "own-code")
    theirs.get_by_role("button", name="I have it: open the conversation").click()
    visiting.at(theirs, "inside")
    expect(theirs.get_by_role("heading", name="You are a representative")).to_be_visible()
    expect(theirs.get_by_role("heading", name="You are a steward")).to_be_hidden()
    for hidden in ("Somebody beside you", "Ask for another responder", "Ask for an appointment"):
        expect(theirs.get_by_text(hidden, exact=True)).to_be_hidden()
    assert visiting.faults(theirs) == []
    theirs.locator("#reply").fill("They ask for more time.")
    visiting.tick(theirs, "for-them")
    theirs.get_by_role("button", name="Send the message").click()
    expect(theirs.locator("[data-replying]")).to_contain_text("Sent.")

    page.get_by_role("link", name="Open the case").click()
    expect(opened(page, "They ask for more time.")).to_be_visible()
    expect(page.get_by_text(f"The representative of {told.party.code} wrote for them")).to_be_visible()
    page.get_by_text("Seal a copy for them").click()
    page.get_by_role("button", name="Seal the copy").click()
    expect(opened(page, "We hear you.")).to_have_count(2)

    theirs.locator("#reply").fill("And a word that must not be lost.")
    phone.reload()
    visiting.come_back(phone, make.CODES[0])
    row.get_by_role("button", name="End it").click()
    expect(phone.locator("[data-beside-answer]")).to_contain_text("It has ended.")
    theirs.get_by_role("button", name="Send the message").click()
    expect(theirs.locator("[data-replying]")).to_contain_text("This has ended")
    expect(theirs.locator("#reply")).to_have_value("And a word that must not be lost.")
    theirs.goto("/support/return/?lang=es")
    assert "And a word that must not be lost." not in theirs.content()

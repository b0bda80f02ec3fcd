"""Somebody else in a case, in real browsers: asked about, invited, a guest with a code, and gone again."""

import re

import pytest
from playwright.sync_api import expect

from chapterhouse.demo import desks
from tests import make, others
from tests.casework.desk_pages import open_case, opened, row_of
from tests.sealing.vault_pages import PHONE, faults, fits
from tests.support import visiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worked(cast):
    return others.worked(cast)


@pytest.fixture
def phone(browser, live_server):
    """A guest's own browser: it has nothing of the responder's."""
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    yield context.new_page()
    context.close()


def record(row, summary, button, words, *, answer=None):
    """Opens one of the forms beside somebody, fills it in and sends it."""
    row.get_by_text(summary, exact=True).click()
    form = row.locator("form", has=row.page.get_by_role("button", name=button))
    if answer:
        form.get_by_label(answer, exact=True).check()
    form.locator("textarea").fill(words)
    form.get_by_role("button", name=button).click()


@pytest.mark.requirement("S1.33", "S1.34", "S1.35", "S1.36", "S1.40", "B6")
def test_a_guest_is_asked_about_invited_answered_and_leaves(page, phone, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    jules = row_of(page, "Jules")
    expect(jules).to_contain_text("caused it, witnessed it")
    expect(jules).to_contain_text("They have not been told.")
    jules.get_by_role("button", name="Work with them").click()
    expect(jules.get_by_text("Ask about them")).to_be_visible()
    expect(jules.get_by_text("Make a letter for them")).to_have_count(0)
    expect(jules.get_by_text("Record that they were told")).to_have_count(0)

    record(jules, "Ask about them", "Record the answer", "By telephone: yes, without my name.", answer="Yes")
    expect(jules).to_contain_text("You may speak with them.")
    expect(opened(jules, "By telephone: yes, without my name.")).to_be_visible()
    ledger = page.locator("section", has=page.get_by_role("heading", name="Agreed so far"))
    expect(ledger).to_contain_text("About: Jules")
    expect(ledger).to_contain_text("recorded by Chidi Okafor")

    button = "Seal the letter and show its code"
    record(jules, "Make a letter for them", button, "Somebody would like to speak with you.")
    page.locator("[data-slip]").wait_for()
    paper = "".join(page.locator("[data-slip] [data-return-code] span").all_inner_texts())
    assert re.fullmatch(r"\d{24}", paper)
    expect(page.get_by_text("It happened.")).to_be_hidden()
    page.get_by_role("link", name="Open the case").click()
    expect(jules).to_contain_text("A letter waits for them until")
    expect(opened(page, "Somebody would like to speak with you.")).to_contain_text("Letter for Jules:")
    assert paper not in page.content()

    visiting.come_back(phone, paper, step="letter")
    expect(phone.locator("[data-letter]")).to_have_text("Somebody would like to speak with you.")
    expect(phone.locator("[data-step=letter] [data-for=guest]")).to_be_visible()
    assert visiting.faults(phone) == []
    visiting.go_on(phone, "own-code")
    own = phone.locator("[data-return-code]").inner_text()
    phone.get_by_role("button", name="I have it: open the conversation").click()
    visiting.at(phone, "inside")
    expect(phone.locator("[data-who]")).to_contain_text("Chidi Okafor")
    expect(phone.locator("[data-who]").get_by_role("button")).to_have_count(0)
    expect(phone.get_by_role("button", name="Ask for another responder")).to_be_hidden()
    phone.locator("#reply").fill("I did not know that it hurt.")
    phone.get_by_role("button", name="Send the message").click()
    expect(phone.locator("[data-promise]")).to_contain_text("We answer here by")
    assert visiting.faults(phone) == []

    page.reload()
    expect(page.get_by_role("heading", name="Messages · Jules")).to_be_visible()
    expect(opened(page, "I did not know that it hurt.")).to_be_visible()
    talk = page.locator("[data-talk]", has_text="I did not know that it hurt.")
    talk.locator("textarea").fill("Thank you for saying so.")
    talk.get_by_role("button", name="Send the answer").click()
    expect(opened(page, "Thank you for saying so.")).to_be_visible()

    visiting.come_back(phone, own)
    expect(phone.locator("article").first).to_contain_text("Thank you for saying so.")
    expect(phone.locator("[data-choices] [data-for=guest]")).to_be_visible()
    phone.get_by_role("button", name="Stop here").click()
    expect(phone.locator("[data-promise]")).to_contain_text("You take no further part.")
    page.reload()
    expect(jules).to_contain_text("Takes no further part since")
    expect(page.get_by_text("You can write to them when they write again.")).to_be_visible()


def test_the_list_written_anew_keeps_codes_and_parts_of_whom_it_names(page, live_server, cast, worked):
    party = others.involve(worked.case, "Jules", by=cast.chidi)
    open_case(page, worked.case, cast.chidi)
    expect(row_of(page, "Jules")).to_contain_text(party.code)
    page.get_by_text("Change the list").click()
    box = page.locator("#people-text")
    expect(box).to_have_value(f"Jules {party.code}: caused it, witnessed it\nPriya: experienced it")
    box.fill(f"Max {party.code}: experienced it, saw it later\nJules: caused it\nPriya")
    page.get_by_role("button", name="Keep the list").click()
    expect(row_of(page, "Max")).to_contain_text("experienced it, saw it later")
    assert desks.listed(make.member(cast.dana), make.fresh(worked.case))["people"] == [
        {"name": "Max", "parts": ["experienced", "saw it later"], "party": party.code},
        {"name": "Jules", "parts": ["caused"]},
        {"name": "Priya", "parts": []},
    ]
    page.get_by_text("Change the list").click()
    box.fill("Max: caused it")
    page.get_by_role("button", name="Keep the list").click()
    expect(row_of(page, "Max")).to_contain_text("caused it")
    expect(row_of(page, "Max")).to_contain_text(party.code)


def test_somebody_on_the_list_can_be_said_to_be_the_person(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    row_of(page, "Priya").get_by_role("button", name="It is the person who came to us").click()
    expect(row_of(page, "Priya")).to_contain_text(worked.party.code)
    expect(row_of(page, "Priya").get_by_role("button", name="Work with them")).to_have_count(0)
    expect(row_of(page, "Jules").get_by_role("button", name="It is the person")).to_be_hidden()


def test_locking_takes_the_names_off_the_page_and_leaves_codes_and_states(page, live_server, cast, worked):
    party = others.involve(worked.case, "Jules", by=cast.chidi)
    others.consult(party, by=cast.chidi)
    open_case(page, worked.case, cast.chidi)
    expect(row_of(page, "Jules")).to_be_visible()
    expect(row_of(page, "Priya")).to_be_visible()
    page.evaluate(
        "localStorage.clear(); dispatchEvent(new StorageEvent('storage', {key: 'vault', newValue: null}))"
    )
    expect(row_of(page, party.code)).to_contain_text("You may speak with them.")
    for name in ("Jules", "Priya"):
        expect(page.get_by_text(name)).to_have_count(0)


def test_the_consent_of_the_person_is_taken_back_on_their_own_page(page, live_server, cast):
    told = make.report("a", code=make.CODES[0])
    make.declare(told.case, by=cast.chidi)
    party = others.involve(told.case, by=cast.chidi)
    others.consult(party, by=cast.chidi)
    others.consult(party, "mediation", by=cast.chidi)
    visiting.come_back(page, make.CODES[0])
    rows = page.locator("[data-consents] li")
    expect(rows).to_have_count(2)
    assert visiting.faults(page) == []
    rows.filter(has_text="To mediation").get_by_role("button", name="Take it back").click()
    expect(page.locator("[data-agreed-answer]")).to_contain_text("You took it back.")
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="What you agreed to")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_rows_and_their_forms_fit_a_phone_and_axe_finds_nothing(
    page, live_server, cast, worked, language
):
    guest = others.guest(worked.case, "Jules", by=cast.chidi)
    others.consult(guest.party, "plan", by=cast.chidi, party=guest.party)
    others.tell(guest.party, by=cast.dana)
    page.set_viewport_size(PHONE)
    page.goto(f"/display/?lang={language}")
    open_case(page, worked.case, cast.chidi)
    expect(row_of(page, "Priya")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert (faults(page), fits(page)) == ([], True)

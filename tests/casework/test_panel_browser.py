"""A panel in real browsers: impartial first, read until a day, say together what was decided."""

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Appeal, Panel
from tests import formal, make, others
from tests.casework.desk_pages import open_case, opened
from tests.sealing.vault_pages import PHONE
from tests.support import visiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(browser, live_server):
    """The member's own browser."""
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.mark.requirement("B62")
def test_a_neighbour_reads_one_case_until_a_day_and_says_what_was_decided(page, phone, live_server, cast):
    told = formal.worked(cast)
    formal.appealed(cast, told)
    party = formal.asked(told.case, "Riverside", by=cast.ida)
    others.consult(party, "share", by=cast.ida)
    others.invite(party, by=cast.ida, invitation=make.CODES[2])
    make.join(make.CODES[2], code=make.CODES[0])

    open_case(page, told.case, cast.noor)
    card = page.locator(".card", has=page.get_by_role("heading", name="A panel from outside"))
    card.get_by_text("Ask a panel").click()
    card.get_by_label("Terms").fill("Somebody was suspended for a month.")
    card.get_by_role("button", name="Record that a panel is asked").click()
    expect(opened(page, "Somebody was suspended for a month.")).to_be_visible()
    expect(card).to_contain_text("It hears the appeal.")
    card.get_by_role("button", name="Ask them").click()
    expect(card).to_contain_text("has not answered yet")
    expect(card.get_by_text("Hand something over")).to_have_count(0)

    visiting.come_back(phone, make.CODES[0])
    expect(phone.locator("[data-panel-state]")).to_contain_text("say whether you are impartial")
    expect(phone.locator("#reply")).to_be_hidden()
    assert visiting.faults(phone) == []
    phone.get_by_role("button", name="I am impartial and will keep it to myself").click()
    expect(phone.locator("[data-panel-state]")).to_contain_text("Then it ends by itself.")
    expect(phone.locator("#reply")).to_be_visible()

    page.reload()
    card.get_by_text("Hand something over").click()
    card.get_by_role("button", name="Hand it over").click()
    expect(card.locator("[data-form-said]").first).to_be_hidden()
    visiting.come_back(phone, make.CODES[0])
    expect(phone.locator("[data-messages]")).to_contain_text("It happened.")
    assert visiting.faults(phone) == []

    phone.get_by_label("The determination is changed").check()
    phone.get_by_label("Your reasons").fill("A week is enough.")
    ends = Panel.objects.get().ends
    Panel.objects.update(ends=make.now())
    phone.get_by_role("button", name="Say that we decided this").click()
    expect(phone.locator("[data-panel-answer]")).to_contain_text("ask the officers for more time")
    expect(phone.get_by_label("Your reasons")).to_have_value("A week is enough.")
    Panel.objects.update(ends=ends)
    phone.get_by_role("button", name="Say that we decided this").click()
    expect(phone.locator("[data-panel-state]")).to_contain_text("The work of your panel is done")
    expect(phone.locator("[data-messages]")).to_be_empty()
    assert Appeal.objects.get().outcome == "changed"

    page.reload()
    appeal = page.locator(".card", has=page.get_by_role("heading", name="Appeal", exact=False)).last
    expect(appeal).to_contain_text("The reasons of each member are in their messages.")
    expect(opened(page, "A week is enough.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("said what the panel decided on the appeal")

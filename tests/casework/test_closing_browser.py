"""Closing in a real browser: a responder closes a case, the person sees it and opens it by writing."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.actions.opinions import give_opinion
from chapterhouse.casework.models import Opinion
from tests import make
from tests.casework import closings
from tests.casework.desk_pages import open_case, opened, unlock
from tests.casework.test_working_notes import keep
from tests.sealing.vault_pages import PHONE, faults, fits, sign_in
from tests.support.visiting import come_back

pytestmark = pytest.mark.django_db(transaction=True)

CODE = make.CODES[0]
ENDED = "They wanted to be heard. We spoke twice more in May."


@pytest.fixture
def told(cast):
    return closings.answered(cast, code=CODE, told=make.told(text="It happened after the meeting."))


def to_closing_page(page, case, person):
    open_case(page, case, person)
    page.get_by_role("link", name="Close the case").click()
    expect(page.get_by_role("heading", name="What they asked of us")).to_be_visible()
    expect(opened(page, "It happened after the meeting.")).to_be_visible()


@pytest.mark.requirement("S1.44", "B12")
def test_a_responder_closes_a_case_and_it_opens_when_the_person_writes(page, live_server, cast, told):
    to_closing_page(page, told.case, cast.chidi)
    page.get_by_role("radio", name="Boundaries").check()
    page.get_by_role("radio", name="Listening or advice was what they wanted").check()
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_text("Write something first.")).to_be_visible()
    page.get_by_label("How it ended").fill(ENDED)
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_role("heading", name="This case is closed")).to_be_visible()
    expect(opened(page, ENDED)).to_be_visible()
    assert make.read(told.case.channel, cast.dana)[-1] == ENDED
    assert ENDED not in make.read(told.party.channel, told.box)

    come_back(page, CODE)
    promise = page.locator("[data-promise]")
    expect(promise).to_contain_text("We closed this on", use_inner_text=True)
    expect(promise).to_contain_text("then destroyed. If you write again, it opens.", use_inner_text=True)
    expect(page.locator("[data-working]")).to_be_empty()
    expect(page.get_by_role("button", name="Stop here")).to_be_hidden()
    expect(page.get_by_text("Listening or advice")).to_have_count(0)
    page.locator("#reply").fill("It began again.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator("[data-replying]")).to_contain_text("Sent.")
    expect(promise).to_contain_text("We answer here by", use_inner_text=True)
    expect(page.get_by_role("button", name="Stop here")).to_be_visible()

    page.goto(f"/cases/{told.case.code}/")
    expect(opened(page, "It began again.")).to_be_visible()
    expect(page.get_by_role("heading", name="This case is closed")).to_have_count(0)
    expect(page.get_by_text("They wrote, and wait for an answer")).to_be_visible()


@pytest.mark.requirement("B12")
def test_a_case_is_kept_from_being_destroyed_and_the_hold_ended(page, live_server, cast, told):
    closings.close(told.case, by=cast.dana)
    open_case(page, told.case, cast.chidi)
    page.get_by_text("Keep it from being destroyed").click()
    day = told.case.today(make.now()) + timedelta(days=40)
    page.get_by_label("Why it must be kept").fill("A court asked for it.")
    page.get_by_label("Look at it again on").fill(day.isoformat())
    page.get_by_role("button", name="Keep it for now").click()
    expect(page.get_by_role("heading", name="Kept from being destroyed")).to_be_visible()
    expect(opened(page, "A court asked for it.")).to_be_visible()
    come_back(page, CODE)
    expect(page.locator("[data-promise]")).to_contain_text("It is kept for now.", use_inner_text=True)
    page.goto(f"/cases/{told.case.code}/")
    page.get_by_role("button", name="End the hold").click()
    expect(page.get_by_text("then destroyed.")).to_be_visible()
    page.get_by_role("button", name="Open it again").click()
    expect(page.get_by_text("This case is open again.")).to_be_visible()


def test_who_was_not_fast_enough_keeps_the_words_and_is_told_why(page, live_server, cast, told):
    to_closing_page(page, told.case, cast.chidi)
    page.get_by_role("radio", name="None of these").check()
    page.get_by_role("radio", name="Not resolved").check()
    page.get_by_label("How it ended").fill(ENDED)
    make.write(told, "One more thing.")
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_text("They wait for an answer. Answer first, then close.")).to_be_visible()
    expect(page.get_by_label("How it ended")).to_have_value(ENDED)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_an_ending_fits_a_phone_and_axe_finds_nothing(page, live_server, cast, told, language):
    ended = closings.answered(cast)
    closings.close(ended.case, by=cast.chidi, at=make.now() - timedelta(days=25))
    held = closings.answered(cast)
    closings.close(held.case, by=cast.chidi)
    closings.hold(held.case, by=cast.chidi)
    waits = make.report("a")
    make.declare(waits.case, by=cast.chidi)
    keep(waits.case, by=cast.chidi)
    give_opinion(party=make.fresh(ended.party), answers={"heard": 4, "safe": 2}, at=make.now())
    Opinion.objects.update(count=Opinion.LEAST, ends=told.case.today(make.now()))
    page.set_viewport_size(PHONE)
    page.goto(f"/display/?lang={language}")
    sign_in(page, cast.chidi)
    places = (
        f"/cases/{told.case.code}/closure/",
        f"/cases/{waits.case.code}/closure/",
        f"/cases/{ended.case.code}/",
        f"/cases/{held.case.code}/",
        f"/cases/{waits.case.code}/",
        "/today/",
        "/cases/?stage=closed",
        "/opinions/",
    )
    for address in places:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert (faults(page), fits(page)) == ([], True), f"{address}, locked"
    page.goto(places[0])
    unlock(page, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    assert (faults(page), fits(page)) == ([], True)
    page.goto(f"/cases/{waits.case.code}/")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    expect(opened(page, "Ring before noon.")).to_be_visible()
    assert (faults(page), fits(page)) == ([], True)
    come_back(page, CODE)
    assert (faults(page), fits(page)) == ([], True)

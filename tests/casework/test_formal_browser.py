"""The formal route in real browsers: from a report to an appeal, with everybody's own page."""

import re

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.actions import commission
from chapterhouse.casework.models import Appeal, Determination, Measure, Notification
from tests import formal, make, others
from tests.casework.desk_pages import open_case, opened, unlock
from tests.sealing.vault_pages import PHONE, faults, fits, sign_in
from tests.support import visiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(cast):
    return formal.worked(cast, code=make.CODES[0])


@pytest.fixture
def phone(browser, live_server):
    """A party's own browser: it has nothing of the responder's."""
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def second(browser, live_server):
    """The browser of a second officer, and then of a member."""
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


def fill(part, button, *fields):
    """Fills in the form with this button, by the labels of its fields, and sends it."""
    form = part.locator("form", has=part.page.get_by_role("button", name=button))
    for label, words in fields:
        form.get_by_label(label).fill(words)
    form.get_by_role("button", name=button).click()


@pytest.mark.requirement("B15", "B16", "B17", "B26", "B34", "B39", "B40", "S0.57", "S0.59")
def test_from_triage_to_appeal_each_on_their_own_page(page, phone, second, live_server, cast, told):
    party = others.involve(told.case, "Jules", by=cast.noor)
    open_case(page, told.case, cast.noor)
    route = page.locator("section", has=page.get_by_role("heading", name="The formal route"))

    looked = [("Scope", "The code."), ("Impact", "Two people."), ("Risk", "It goes on.")]
    fill(route, "Keep what you saw", *looked)
    expect(opened(route, "It goes on.")).to_contain_text("Scope: which rule")

    route.get_by_text("Offer to work it out informally").click()
    fill(route, "Send the offer")
    expect(route).to_contain_text("They have not answered.")
    visiting.come_back(phone, make.CODES[0])
    expect(phone.locator("[data-informal-doors] a")).to_have_attribute("href", "/support/write/#a")
    assert visiting.faults(phone) == []
    phone.get_by_role("button", name="No, go on with my report").click()
    expect(phone.locator("[data-formal-answer]")).to_contain_text("go on with your report")

    others.consult(party, by=cast.noor)
    page.reload()
    notice = page.locator("[data-notice]")
    notice.get_by_text("Give notice by a letter").click()
    letter = notice.get_by_label("What the notice says")
    notice.get_by_role("button", name="Seal the letter and show its code").click()
    expect(notice).to_contain_text("Fill in what stands in brackets first")
    letter.fill(letter.input_value().replace("[…]", "Shouting at a meeting."))
    notice.get_by_role("button", name="Seal the letter and show its code").click()
    page.locator("[data-slip]").wait_for()
    paper = "".join(page.locator("[data-slip] [data-return-code] span").all_inner_texts())
    page.get_by_role("link", name="Open the case").click()
    expect(notice).to_contain_text("They do not have it yet")

    visiting.come_back(phone, paper, step="letter")
    expect(phone.locator("[data-letter]")).to_contain_text("A report is not a finding")
    visiting.go_on(phone, "own-code")
    own = phone.locator("[data-return-code]").inner_text()
    phone.get_by_role("button", name="I have it: open the conversation").click()
    visiting.at(phone, "inside")
    expect(phone.locator("[data-notice-until]")).to_contain_text("You can answer until the end of")
    expect(phone.locator("[data-offer]")).to_be_hidden()
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.locator("[data-formal-answer]")).to_contain_text("Choose one of the four")
    phone.get_by_label("Parts of it are so").check()
    phone.get_by_label("What you want to say").fill("I was loud, and I am sorry.")
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.locator("[data-notice-until]")).to_contain_text("You answered on")
    expect(phone.locator("article").first).to_contain_text("Parts of it are so")
    assert visiting.faults(phone) == []
    assert Notification.objects.get().answered is not None

    page.reload()
    expect(opened(page, "I was loud, and I am sorry.")).to_contain_text("Parts of it are so")
    route.get_by_text("Put a measure in place").click()
    route.get_by_label("Access to a tool is paused").check()
    route.get_by_label("Who carries it out").select_option(label=cast.ana.name)
    named = [("Which place or tool", "The chat"), ("Look at it again on", "2099-01-01")]
    fill(route, "Put it in place", *named, ("Whom it concerns", "Jules, so that both can come."))
    expect(opened(route, "Jules, so that both can come.")).to_be_visible()
    expect(route).to_contain_text("Not done yet")

    second.goto("/display/?lang=en")
    sign_in(second, cast.ana)
    second.goto("/measures/")
    expect(second.locator("main")).to_contain_text("Access paused: The chat")
    assert (faults(second), "Jules" in second.content(), told.case.code in second.content()) == (
        [],
        False,
        False,
    )
    second.get_by_role("button", name="It is done").click()
    expect(second.locator("main")).to_contain_text("Thank you.")
    assert Measure.objects.get().done is not None

    page.reload()
    route.get_by_text("Write the determination").click()
    route.get_by_label("Finding on allegation 1").select_option("Credible: more likely than not")
    route.get_by_label("What follows").select_option(
        label="A conversation about how the harm can be repaired"
    )
    what = [
        ("Allegation 1", "Shouting at a meeting."),
        ("Evidence considered on allegation 1", "Both accounts."),
    ]
    form = route.locator("form", has=page.get_by_role("button", name="Keep the determination"))
    for label, words in what:
        form.get_by_label(label, exact=True).fill(words)
    fill(route, "Keep the determination", ("Reasons", "Both say so."))
    expect(opened(route, "Both say so.").first).to_contain_text("Credible: more likely than not")
    fill(route, "Record that they were heard", ("What they said to it", "It is right."))
    expect(opened(route, "It is right.")).to_be_visible()
    expect(route).to_contain_text("A colleague reviews it before it is sent")

    second.context.clear_cookies()
    second.goto("/display/?lang=en")
    open_case(second, told.case, cast.ida)
    expect(opened(second, "Both say so.").first).to_be_visible()
    second.get_by_role("button", name="I read it: nothing shows who somebody is").click()
    expect(second.locator("main")).to_contain_text("It is recorded that you reviewed it.")
    assert Determination.objects.get().reviewer == cast.ida

    page.reload()
    for left in (2, 1):
        sends = route.get_by_role("button", name="Send it to them")
        expect(sends).to_have_count(left)
        with page.expect_event("load"):  # a button at work has another name, so their number says nothing yet
            sends.first.click()
    expect(sends).to_have_count(0)

    visiting.come_back(phone, own)
    expect(phone.locator("article").first).to_contain_text("Both say so.")
    expect(phone.locator("[data-appeal-until]")).to_contain_text("You can appeal until the end of")
    assert visiting.faults(phone) == []
    phone.get_by_label("What follows is out of proportion").check()
    phone.get_by_label("What they should know").fill("I said so myself.")
    phone.get_by_role("button", name="Send the appeal").click()
    expect(phone.locator("[data-appeal-until]")).to_contain_text("You have appealed.")
    expect(phone.locator("#appeal-text")).to_have_value("")
    assert Appeal.objects.get().outcome == ""

    page.reload()
    fill(route, "Record that it was passed on", ("The summary, and to whom it went", "Somebody was loud."))
    route.get_by_label("The determination stands").check()
    fill(route, "Record what they decided", ("Their reasons", "It is little."))
    expect(opened(route, "It is little.")).to_be_visible()
    assert re.fullmatch("upheld", Appeal.objects.get().outcome)


@pytest.mark.requirement("B20")
def test_retaliation_is_told_on_a_phone_and_looked_into_at_the_desk(page, phone, live_server, cast, told):
    visiting.come_back(phone, make.CODES[0])
    phone.get_by_text("Is it being taken out on you?").click()
    phone.get_by_label("What is being done to you").fill("They shut me out.")
    assert visiting.faults(phone) == []
    phone.get_by_role("button", name="Tell us").click()
    expect(phone.locator("[data-formal-answer]")).to_contain_text("before anything else")
    sign_in(page, cast.noor)
    page.goto("/today/")
    page.get_by_role("link", name="read this before anything else").click()
    unlock(page, cast.noor)
    expect(opened(page, "They shut me out.")).to_contain_text("It is being taken out on me")
    fill(
        page.locator("[data-retaliation]"),
        "Record that you looked into it",
        ("What you found", "Spoken with them."),
    )
    expect(opened(page, "Spoken with them.")).to_be_visible()


@pytest.mark.requirement("S0.25")
def test_a_message_is_handed_over_to_those_outside_word_for_word(page, live_server, cast, told):
    came = formal.outside(told.case, by=cast.ida)
    open_case(page, told.case, cast.noor)
    page.get_by_text("Hand something over").click()
    page.get_by_role("button", name="Hand it over").click()
    talk = page.locator("[data-talk]").filter(has=page.locator(f"[data-name-of='{came.party.code}']"))
    expect(opened(talk, "It happened.")).to_be_visible()
    assert "It happened." in str(make.read(came.party.channel, came.box)[-1])


def test_what_is_handed_over_is_a_quotation_whatever_it_was_before(page, live_server, cast, told):
    came = formal.outside(told.case, by=cast.ida)
    place = {"code": "x", "name": "The pier"}
    options = [{"at": "2030-05-01T18:00:00Z", "place": place}]
    make.write(told, {"kind": "times", "number": 1, "zone": "UTC", "set": True, "options": options})
    open_case(page, told.case, cast.noor)
    page.get_by_text("Hand something over").click()
    page.locator("[data-copied]").select_option(index=1)
    page.get_by_role("button", name="Hand it over").click()
    talk = page.locator("[data-talk]").filter(has=page.locator(f"[data-name-of='{came.party.code}']"))
    expect(opened(talk, "Passed on to you, word for word. From: The person")).to_contain_text("The pier")
    body = make.read(came.party.channel, came.box)[-1]
    assert (set(body), body["kind"]) == ({"kind", "answers"}, "quote")
    assert "The pier" in body["answers"][0]["answer"][0]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_whole_route_fits_a_phone_and_axe_finds_nothing(page, live_server, cast, told, language):
    guest = formal.noticed(told.case, by=cast.ida)
    formal.triage(told.case, by=cast.ida)
    formal.offer(told.case, by=cast.ida)
    formal.measure(told.case, cast.ana, by=cast.ida, at=make.now())
    row = formal.ready(told.case, by=cast.ida, reviewer=cast.noor)
    formal.send(row, guest.party, by=cast.ida)
    formal.pass_on(formal.appeal(guest), by=cast.ida)
    formal.report_retaliation(guest)
    came = formal.outside(told.case, by=cast.ida)
    formal.declare_impartial(formal.ask_to_decide(came.row, cast.rosa, by=cast.ida))
    formal.recommend(came.row, by=cast.ida)
    formal.ask_to_decide(came.row, cast.noor, by=cast.ida)
    commission.register(name="Riverside", contact="x@example.org", about="Facts.", by=cast.ida, at=make.now())
    page.set_viewport_size(PHONE)
    page.goto(f"/display/?lang={language}")
    open_case(page, told.case, cast.noor)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert (faults(page), fits(page)) == ([], True)
    for address in ("/organisations/", "/deciding/", "/measures/"):
        page.goto(address)
        assert (faults(page), fits(page)) == ([], True), address

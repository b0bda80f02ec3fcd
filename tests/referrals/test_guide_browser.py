"""The guide on a phone without scripts, on paper, and a proposal on its way through members' pages."""

import re

import pytest
from playwright.sync_api import expect

from chapterhouse.referrals.models import EntryVersion
from tests.referrals.entries import CLOSED, checked, shown
from tests.sealing.vault_pages import faults, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
LONG = {
    "en": {
        "does": "Volunteers who listen, for an hour, as often as somebody likes. " * 3,
        "accessibility": "Step-free, with a lift. A quiet room.",
        "reports": "A danger to the life of a child, to the county. They say so first. " * 2,
        "directions": "12 Oak Street, behind the library, second door. Bus 4 to the last stop.",
        "hours_note": "Closed on holidays, and in the first week of August.",
    },
    "es": {"does": "Escuchan.", "reports": "Nada."},
}


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def at_360_and_1280(page, look):
    page.set_viewport_size(PHONE)
    look()
    page.set_viewport_size({"width": 1280, "height": 900})
    look()


def is_well(page):
    assert faults(page) == []
    assert fits(page)


def test_a_visitor_finds_somebody_and_takes_six_of_them_along_on_one_sheet(browser, live_server, cast):
    week = [[[540, 720], [780, 1020]]] * 5 + [[], []]
    for number in range(7):
        name = f"Oak Street Listening Room {number}"
        website = "https://oak.example.org/people/who/listen"
        shown(cast, name=name, words=LONG, opens=week, website=website, needs=[1 + number % 2])
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="en")
    page = context.new_page()
    page.goto("/referrals/")
    page.get_by_label("Help with").select_option(label="Somebody to talk to")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="4 of 7 fit")).to_be_visible()
    assert page.title().startswith("Guide – ")
    page.goto("/referrals/")
    for box in page.get_by_label("Put on the sheet").all()[:6]:
        box.check()
    page.get_by_role("button", name="Make a sheet of the chosen ones").click()
    expect(page.get_by_role("heading", name="Telephone numbers")).to_be_visible()
    assert pages_of(page.pdf(format="Letter")) == 1
    page.emulate_media(media="print")
    for furniture in ("Leave now", "Talk to a person", "Print this page"):
        expect(page.get_by_text(furniture)).to_be_hidden()
    assert page.context.cookies() == []
    context.close()


def test_the_pages_are_well_in_both_languages_on_a_phone_and_a_desk(page, live_server, cast):
    version = shown(cast, words=LONG, always_open=True, website="https://oak.example.org/")
    code = version.entry.code
    for language in ("en", "es"):
        for path in ("", f"{code}/", f"{code}/wrong/", f"sheet/?e={code}", "nowhere/"):
            page.goto(f"/referrals/{path}{'&' if '?' in path else '?'}lang={language}")
            at_360_and_1280(page, lambda: is_well(page))
    cast.mara.language = "es"
    cast.mara.save()
    for person in (cast.rosa, cast.mara):
        sign_in(page, person)
        for path in ("", "new/", f"{code}/", f"{code}/change/"):
            page.goto(f"/organisation/referrals/{path}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
            at_360_and_1280(page, lambda: is_well(page))


def test_a_proposal_goes_its_way_through_three_members(page, live_server, cast):
    sign_in(page, cast.ana)
    page.goto("/organisation/referrals/?lang=en")
    page.get_by_role("link", name="Propose somebody").click()
    page.get_by_label("Their name").fill("Harbour Law")
    page.get_by_label("What they do, in English").fill("First advice.")
    page.get_by_label("Legal advice").check()
    page.get_by_label("They can be reached from anywhere").check()
    page.get_by_label("English", exact=True).check()
    page.get_by_label("Free").check()
    page.get_by_role("textbox", name="Telephone").fill("1-800-555-HELP")
    page.get_by_label("Monday").fill("9-5")
    page.get_by_role("button", name="Propose them").click()
    expect(page.get_by_role("alert")).to_contain_text("9 am to 5 pm")
    page.get_by_label("Monday").fill("9 am to 5 pm")
    page.get_by_label("What they must report to others, in English").fill("Nothing.")
    page.get_by_role("button", name="Propose them").click()
    expect(page.get_by_text("It is proposed.")).to_be_visible()
    version = EntryVersion.objects.get()
    assert version.opens == [[[540, 1020]], *CLOSED[1:]]
    checked(version, cast.bela)
    page.context.clear_cookies()
    sign_in(page, cast.rosa)
    page.goto("/organisation/referrals/?lang=en")
    page.get_by_role("link", name="Harbour Law").click()
    page.get_by_label("I called").check()
    page.get_by_label("The telephone").check()
    page.get_by_role("button", name="I looked, and this is right").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    page.goto("/referrals/?lang=en")
    expect(page.get_by_role("link", name="1-800-555-HELP")).to_have_attribute("href", "tel:18005554357")

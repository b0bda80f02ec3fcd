"""A plan from the desk to the one who does it and back, and an apology on its way, in real browsers."""

import re

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Apology, Plan, Step
from chapterhouse.demo.telling import Told
from tests import make, planning
from tests.casework.desk_pages import open_case, opened, unlock
from tests.sealing.vault_pages import sign_in
from tests.support import visiting
from tests.support.visiting import PHONE, faults

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, GUEST = make.CODES[0], make.CODES[2]


scene, told, guest = planning.fixtures(code=FIRST, guest=GUEST)


@pytest.fixture
def phone(browser, live_server):
    """A browser of its own, that has nothing of the responder's."""
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    yield context.new_page()
    context.close()


def fill_step(row, kind, what, who, due, *, starts=None, name=None):
    row.get_by_label("Kind").select_option(kind)
    row.get_by_label("What exactly").fill(what)
    row.get_by_label("Who does it").select_option(who)
    if name:
        row.get_by_label("Name of the supporter").fill(name)
    if starts:
        row.get_by_label("First day").fill(starts.isoformat())
    row.get_by_label("By this day").fill(due.isoformat())


def open_plan(page, case, person):
    page.goto(f"/cases/{case.code}/plans/1/")
    if page.locator("[data-vault-locked]").is_visible():
        unlock(page, person)


@pytest.mark.requirement("S1.45", "S1.46", "S1.51", "B37", "B38")
def test_a_plan_is_made_agreed_to_done_and_printed_and_an_apology_arrives(
    page, phone, live_server, cast, scene
):
    told, guest = scene
    open_case(page, told.case, cast.noor)
    page.get_by_role("link", name="Make a plan").click()
    draft = page.locator("[data-draft]")
    expect(draft.locator("[data-row]")).to_have_count(1)
    draft.get_by_label("Whose plan it is").select_option(guest.party.code)
    draft.get_by_label("What I want").fill("I want the shouting to stop.")
    draft.get_by_label("If it does not work").fill("Call Ida.")
    fill_step(
        draft.locator("[data-row]"),
        "step-back",
        "No canvass on Thursdays",
        "holder",
        planning.day(20),
        starts=planning.day(2),
    )
    draft.get_by_role("button", name="Add a step").click()
    fill_step(
        draft.locator("[data-row]").nth(1),
        "power",
        "Walk with a friend",
        "supporter",
        planning.day(9),
        name="Max",
    )
    draft.get_by_label("look at how to go on").fill(planning.day(25).isoformat())
    draft.get_by_role("button", name="Seal it to them").click()
    expect(draft.locator("[data-form-said]")).to_contain_text("Choose the day on which this plan ends.")
    assert faults(page) == []
    draft.get_by_label("On this day it ends").fill(planning.day(30).isoformat())
    draft.get_by_role("button", name="Seal it to them").click()
    expect(page.locator("[data-plan-text=want]")).to_have_text("I want the shouting to stop.")
    expect(page.locator("#step-2")).to_contain_text("Walk with a friend")
    expect(page.locator("#step-2")).to_contain_text("Max")
    expect(page.get_by_text("Not agreed to yet")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert faults(page) == []

    visiting.come_back(phone, GUEST)
    phone.get_by_role("button", name="Open the plan").click()
    plan = visiting.at(phone, "plan")
    expect(plan).to_contain_text("I want the shouting to stop.")
    expect(plan.locator("[data-plan-steps] > li")).to_have_count(2)
    expect(plan).to_contain_text("Call Ida.")
    assert faults(phone) == []
    plan.get_by_role("button", name="Yes, I agree to this version").click()
    expect(phone.locator("[data-plan-answer]")).to_contain_text("You said yes.")
    step = plan.locator("[data-plan-steps] > li").first
    step.get_by_text("Say how it goes").click()
    step.get_by_label("In your own words").fill("I stayed at home.")
    step.get_by_role("button", name="It is done").click()
    expect(phone.locator("[data-plan-answer]")).to_contain_text("Kept: it is done.")
    expect(step).to_contain_text("Done,")
    assert Step.objects.get(number=1).done
    phone.emulate_media(media="print")
    for furniture in ("Yes", "Write an apology", "Say how it goes", "Print one sheet"):
        expect(plan.get_by_text(furniture, exact=True)).to_be_hidden()
    expect(plan.get_by_text("Notes", exact=True)).to_be_visible()
    expect(plan.get_by_role("heading", name="What we agreed")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", phone.pdf())) == 1, "one sheet"
    phone.emulate_media(media="screen")
    plan.get_by_text("Write an apology", exact=True).click()
    plan.get_by_label("Your apology").fill("I am sorry that I shouted.")
    plan.get_by_role("button", name="Give it to the responders").click()
    expect(phone.locator("[data-plan-answer]")).to_contain_text("It is with us.")
    assert faults(phone) == []

    page.reload()
    expect(opened(page, "I am sorry that I shouted.")).to_be_visible()
    page.get_by_role("button", name="It may be passed on").click()
    page.get_by_text("Ask whether they want to receive it").click()
    page.get_by_label("What you write to them").fill("Jules wrote to you. You need not answer.")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("Asked, and need not answer")).to_be_visible()
    assert faults(page) == []

    visiting.come_back(phone, FIRST)
    expect(phone.locator("[data-plans]")).to_contain_text("It comes only if you want it.")
    assert faults(phone) == []
    phone.get_by_role("button", name="Yes, I want to receive it").click()
    expect(phone.locator("[data-offered-answer]")).to_contain_text("You said yes.")

    page.reload()
    page.get_by_role("button", name="Deliver it to them").click()
    expect(page.get_by_text("Delivered", exact=True)).to_be_visible()
    assert Apology.objects.get().delivered
    visiting.come_back(phone, FIRST)
    expect(phone.locator("article.message").first).to_contain_text("I am sorry that I shouted.")

    page.get_by_text("End the plan").first.click()
    page.get_by_label("Completed", exact=True).check()
    page.get_by_label("How you saw it").fill("They did what they said.")
    page.get_by_role("button", name="End the plan").click()
    expect(page.get_by_text("Ended on").first).to_be_visible()
    assert Plan.objects.get().outcome == "completed"
    visiting.come_back(phone, GUEST)
    expect(phone.locator("[data-plan-list]")).to_contain_text("It is completed.")


def test_of_two_who_change_it_at_once_the_second_keeps_their_words_and_sees_the_other_s(
    page, live_server, cast, scene
):
    _told, guest = scene
    plan = planning.begin(guest, by=cast.noor)
    sign_in(page, cast.noor)
    open_plan(page, guest.case, cast.noor)
    expect(page.locator("[data-plan-text=want]")).to_have_text(planning.WANT)
    page.get_by_text("Propose a change").click()
    mine = page.locator("#draft-want")
    expect(mine).to_have_value(planning.WANT)
    mine.fill("Noor's words.")
    planning.change(guest, plan, [planning.step(number=1)], by=cast.ida, want="Ida's words.")
    page.get_by_role("button", name="Seal the new version").click()
    expect(page.locator("[data-draft] [data-form-said]")).to_contain_text("A colleague changed this plan")
    expect(page.locator("[data-theirs]")).to_contain_text("Ida's words.")
    expect(mine).to_have_value("Noor's words.")
    assert make.fresh(plan).newest.number == 2


@pytest.mark.requirement("T6", "S1.52")
def test_what_only_the_browser_can_see_binds_nobody_who_was_hurt(page, live_server, cast):
    planning.team(cast, cast.ida, cast.noor)
    people = (("Jules", ("caused",)), ("Priya", ("experienced",)))
    told = make.report("a", told=Told(title="After", happening="It happened.", people=people))
    make.take(told, cast.noor, cast.ida)
    open_case(page, told.case, cast.noor)
    page.get_by_role("link", name="Make a plan").click()
    draft = page.locator("[data-draft]")
    draft.get_by_label("Whose plan it is").select_option(told.party.code)
    row, said = draft.locator("[data-row]"), draft.locator("[data-form-said]")
    send = draft.get_by_role("button", name="Seal it to them")
    send.click()
    expect(said).to_contain_text("Write what each step is.")
    fill_step(row, "repair", "Say it to everybody", "supporter", planning.day(9))
    send.click()
    expect(said).to_contain_text("Write the name of the supporter")
    row.get_by_label("Name of the supporter").fill("priya")
    send.click()
    expect(said).to_contain_text("A plan never binds the person who was hurt.")
    assert not Plan.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_of_a_plan_fit_a_phone_and_axe_finds_nothing(page, live_server, cast, scene, language):
    _told, guest = scene
    steps = [
        planning.rare(guest.case, by=cast.noor),
        planning.step("mediated-sessions"),
        planning.step("apology"),
    ]
    plan = planning.begin(guest, steps, by=cast.noor)
    planning.apologise(guest, plan)
    planning.rhythm(plan, 14, by=cast.noor)
    page.set_viewport_size(PHONE)
    page.goto(f"/display/?lang={language}")
    sign_in(page, cast.noor)
    open_plan(page, guest.case, cast.noor)
    expect(page.locator("[data-plan-text=want]")).to_have_text(planning.WANT)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert faults(page) == []
    for address in (f"/cases/{guest.case.code}/", f"/cases/{guest.case.code}/plans/new/", "/today/"):
        page.goto(address)
        assert faults(page) == []


def test_nothing_that_somebody_in_a_case_seals_keeps_the_rest_of_it_shut_or_speaks_for_a_colleague(
    page, live_server, cast, scene
):
    told, guest = scene
    planning.begin(guest, by=cast.ida)
    hostile = (
        {"kind": "plan", "number": 1, "version": 9, "texts": {"want": "As the team says."}, "steps": [None]},
        {"answers": [{"question": None}]},
        {"answers": "<img src=x onerror=alert(1)>"},
        {"toString": 1},
    )
    for body in hostile:
        make.write(guest, body)
    make.write(guest, "This as well.")
    open_case(page, told.case, cast.noor)
    expect(opened(page, "This as well.")).to_be_visible()
    expect(page.locator("sealed-text[data-state=opening]")).to_have_count(0)
    page.goto(f"/cases/{told.case.code}/plans/1/")
    expect(page.locator("[data-plan-text=want]")).to_have_text(planning.WANT)
    expect(page.locator("[data-theirs]")).to_be_hidden()


def test_words_in_another_box_of_the_desk_stay_when_a_plan_is_changed(page, live_server, cast, scene):
    told, guest = scene
    plan = planning.begin(guest, by=cast.ida)
    open_case(page, told.case, cast.noor)
    open_plan(page, told.case, cast.noor)
    page.get_by_text("Write down an apology you were told").click()
    page.get_by_label("In their words").fill("I am sorry.")
    page.get_by_text("Propose a change").click()
    page.locator("[data-draft]").get_by_label("What I want").fill("I want more.")
    page.get_by_role("button", name="Seal the new version").click()
    expect(page.locator("[data-said]")).to_contain_text("What is still in another box is kept")
    expect(page.get_by_label("In their words")).to_have_value("I am sorry.")
    assert make.fresh(plan).newest.number == 2
    page.get_by_role("button", name="Seal it to them").click()
    expect(opened(page, "I am sorry.")).to_be_visible()
    expect(page.locator("[data-plan-text=want]")).to_have_text("I want more.")


def test_words_in_another_box_stay_when_something_else_of_a_plan_is_said(phone, live_server, cast, scene):
    _told, guest = scene
    planning.agree(planning.begin(guest, by=cast.ida))
    visiting.come_back(phone, GUEST)
    phone.get_by_role("button", name="Open the plan").click()
    plan = visiting.at(phone, "plan")
    plan.get_by_text("Write an apology", exact=True).click()
    plan.get_by_label("Your apology").fill("I am sorry that")
    step = plan.locator("[data-plan-steps] > li").first
    step.get_by_text("Say how it goes").click()
    step.get_by_label("In your own words").fill("I stayed at home.")
    step.get_by_role("button", name="It was hard").click()
    expect(phone.locator("[data-plan-answer]")).to_contain_text("Kept")
    expect(plan.get_by_label("Your apology")).to_have_value("I am sorry that")
    expect(step.get_by_label("In your own words")).to_have_value("")

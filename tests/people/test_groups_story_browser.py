"""A member joins a group, looks after it, leaves a note, sees what is held of them, and goes: in browsers."""

import json

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from chapterhouse.people.actions.accounts import choose_language
from tests import make
from tests.people.listed import on_list
from tests.people.test_signin_browser import sign_in_by_code
from tests.sealing.vault_pages import press, sign_in, telephone, well

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "The key to the room is with Mara; the list of tenants is on paper."


@pytest.fixture
def keeper(browser, live_server, cast):
    """A browser at a desk, of somebody who keeps groups."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        locale="en",
        reduced_motion="reduce",
    )
    page = context.new_page()
    sign_in(page, cast.rosa)
    yield page
    context.close()


@pytest.mark.requirement("B59", "S3.12")
def test_a_group_from_its_first_member_to_a_note_that_stays(browser, live_server, keeper, cast):
    cache.clear()
    on_list(cast.ana)
    choose_language(person=cast.ana, language="en", at=make.now())
    opens_housing(keeper)
    with telephone(browser, live_server, "en") as ana:
        sign_in_by_code(ana, cast.ana)
        joins_under_their_own_name(ana)
        keeper.goto("/groups/housing/")
        keeper.get_by_role("button", name="Name as coordinator").click()
        expect(keeper.get_by_text("Ani Ruiz (they)").first).to_be_visible()
        leaves_a_note(ana)
        held = what_is_held(ana)
        assert held["account"][0]["name"] == "Ani Ruiz"
        assert held["membership"][0]["name"] == "Listed Name"
        assert [row.get("text") for row in held["groups"]] == [None, None, NOTE]
        goes(ana)
        assert ana.complaints == []
    keeper.goto("/groups/housing/")
    expect(keeper.get_by_text("Nobody who can be shown is in it yet.")).to_be_visible()
    keeper.goto("/groups/housing/notes/")
    expect(keeper.get_by_text(NOTE)).to_be_visible()
    expect(keeper.get_by_text("A former member")).to_be_visible()
    expect(keeper.get_by_text("Ani Ruiz")).to_have_count(0)


def opens_housing(page):
    page.goto("/organisation/")
    page.get_by_role("link", name="Groups").click()
    page.get_by_role("link", name="Open a group").click()
    page.get_by_label("Its code").fill("housing")
    page.get_by_label("Its name, in English").fill("Housing")
    page.get_by_label("Its name, in Spanish").fill("Vivienda")
    page.get_by_label("What it is for, in English").fill("Tenants together.")
    page.get_by_label("What it is for, in Spanish").fill("Inquilinato unido.")
    press(page, "Open this group")
    page.get_by_role("heading", name="Housing").wait_for()


def joins_under_their_own_name(page):
    page.goto("/account/name/")
    page.get_by_label("Your name here").fill("Ani Ruiz")
    page.get_by_label("Your pronouns").fill("they")
    press(page, "Call me so")
    page.get_by_text("From now on you are called so here.").wait_for()
    page.goto("/groups/")
    page.get_by_role("link", name="Housing").click()
    press(page, "Join this group")
    page.get_by_role("button", name="Leave this group").wait_for()


def leaves_a_note(page):
    page.goto("/groups/housing/")
    page.get_by_role("link", name="What coordinators leave for whoever comes next").click()
    page.get_by_label("For whoever comes next").fill(NOTE)
    press(page, "Keep this version")
    page.get_by_role("heading", name="Version 1").wait_for()


def what_is_held(page):
    """The file that one takes along."""
    page.goto("/account/data/")
    assert well(page) == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take a file of all this").click()
    return json.loads(taken.value.path().read_text())


def goes(page):
    page.goto("/account/data/")
    page.get_by_role("link", name="Delete my account").click()
    assert well(page) == []
    page.get_by_role("checkbox").check()
    press(page, "Delete my account now")
    page.get_by_role("heading", name="Your account is deleted").wait_for()
    page.goto("/groups/")
    page.get_by_role("heading", name="Sign in").wait_for()

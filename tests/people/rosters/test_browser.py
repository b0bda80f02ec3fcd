"""A keeper's evening in a browser: a list taken over with a bar, somebody looked up, corrected, invited."""

import pytest
from playwright.sync_api import expect

from chapterhouse.people.members import code_for
from chapterhouse.people.models import Membership, RosterImport
from tests.people.rosters import lists
from tests.people.rosters.test_importing import take
from tests.sealing.vault_pages import faults, fits, press, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keeper(page, cast, settings, tmp_path):
    settings.HOME = tmp_path
    sign_in(page, cast.rosa)
    return page


def chosen(page, data, name="list.csv"):
    """Chooses a list and goes on to what would change."""
    page.goto("/roster/")
    file = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.get_by_label("The list").set_input_files(file)
    press(page, "Read this list")
    press(page, "See what would change")


@pytest.mark.requirement("B25")
def test_a_list_is_taken_over_with_a_bar_that_moves(keeper):
    chosen(keeper, lists.listing([*lists.many(2500), lists.person(9999, join_date="soon")]))
    expect(keeper.get_by_text("Line 2502: “soon” is not a day")).to_be_visible()
    press(keeper, "Take over this list")
    expect(keeper.get_by_role("heading", name="The list is taken over")).to_be_visible()
    assert RosterImport.objects.get().new == 2500
    keeper.get_by_role("link", name="Look somebody up").click()
    keeper.get_by_label("Name or email").fill("person77@")
    press(keeper, "Show")
    expect(keeper.get_by_role("link", name="Hana Holt 77")).to_be_visible()


def test_what_the_server_refuses_is_said_on_the_page(keeper):
    chosen(keeper, lists.listing(lists.many(2)))
    take(lists.many(3))
    press(keeper, "Take over this list")
    expect(keeper.get_by_role("status")).to_contain_text("The roll has changed since you looked")
    assert RosterImport.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_fits_a_phone_and_has_no_faults(keeper, language):
    take([*lists.many(4), lists.person(5, email="person4@example.org")], name="one_20240101.csv")
    keeper.set_viewport_size({"width": 360, "height": 740})
    wrong = lists.person(7, join_date="soon")
    chosen(keeper, lists.listing([lists.person(1, dsa_chapter="Echo"), wrong]), "list_20230101.csv")
    for address in (
        *("/roster/", "/roster/undo/", "/roster/members/", "/roster/invitations/"),
        *(keeper.url, keeper.url.removesuffix("changes/")),
        f"/roster/imports/{RosterImport.objects.get().pk}/",
        f"/roster/members/{code_for(Membership.objects.first())}/",
    ):
        keeper.goto(f"{address}?lang={language}")
        assert faults(keeper) == [], address
        assert fits(keeper), address

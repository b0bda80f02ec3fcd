"""What the desk's browser tests do over and over: opening a case with somebody's key, answering."""

from playwright.sync_api import expect

from tests import make
from tests.sealing.vault_pages import sign_in


def unlock(page, person):
    """Opens the vault in the page that is there: what stands in it stays."""
    page.locator("[data-vault-locked]").wait_for()
    words = make.PASSPHRASES[person.name.partition(" ")[0].lower()]
    page.locator("[data-unlock-form] [data-secret]").fill(words)
    page.locator("[data-unlock-form] button[type=submit]").click()
    page.locator("[data-vault-locked]").wait_for(state="hidden")


def open_case(page, case, person):
    sign_in(page, person)
    page.goto(f"/cases/{case.code}/")
    unlock(page, person)


def read_first(page, case, person):
    """Opens a case that the person has not read before, until their browser has kept what it pinned."""
    with page.expect_response("**/vault/notebook/**"):
        open_case(page, case, person)


def all_opened(page):
    """Waits until no sealed text is about to be opened any more."""
    expect(page.locator("sealed-text:is([data-state=locked], [data-state=opening])")).to_have_count(0)


def opened(page, words):
    """A sealed text that is open and says these words."""
    return page.locator("sealed-text[data-state=open]", has_text=words)


def row_of(page, name):
    """The row of somebody among the people involved, by the name that the opened list gives them."""
    heading = page.get_by_role("heading", name=name, exact=True)
    return page.locator("[data-people-rows] > li", has=heading)


def answer(page, words):
    page.locator("#reply textarea").fill(words)
    page.get_by_role("button", name="Send the answer").click()

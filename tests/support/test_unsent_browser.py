"""What was typed and not sent: the browser asks before it is lost, but not whoever wants to be gone."""

import pytest

from tests import make
from tests.support.visiting import at, come_back, go_on, send, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(page):
    """What the browser asks before it leaves a page; the answer is yes."""
    kinds = []
    page.on("dialog", lambda dialog: (kinds.append(dialog.type), dialog.accept()))
    return kinds


def type_a_word(page):
    at(page, "safety")
    go_on(page, "help")
    go_on(page, "happening")
    page.locator("#happening").press_sequentially("a")


def test_before_typed_words_are_lost_the_browser_asks(page, live_server, cast, asked):
    page.goto("/support/write/?lang=en#a")
    at(page, "safety")
    page.reload()
    type_a_word(page)
    page.locator("#happening").press("Backspace")
    page.reload()
    assert asked == []
    type_a_word(page)
    page.reload()
    at(page, "safety")
    assert asked == ["beforeunload"]


def test_nobody_is_asked_who_leaves_by_the_exit(page, live_server, cast, asked):
    elsewhere = cast.version.pack.exit_url
    page.route(f"{elsewhere}**", lambda route: route.fulfill(body="Sunny", content_type="text/plain"))
    page.goto("/support/write/?lang=en#a")
    type_a_word(page)
    page.get_by_role("link", name="Leave now").click()
    page.wait_for_url(elsewhere)
    page.goto("/support/write/?lang=en#a")
    type_a_word(page)
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(elsewhere)
    assert asked == []


def test_nobody_is_asked_who_calls_somebody(page, live_server, cast, asked):
    page.goto("/support/write/?lang=en#a")
    type_a_word(page)
    page.evaluate("addEventListener('beforeunload', (event) => console.log(event.defaultPrevented))")
    with page.expect_console_message() as said:
        page.locator("a[href^='tel:']:visible").first.click()
    assert (said.value.text, asked) == ("false", [])


def test_what_was_sent_is_not_asked_about(page, live_server, cast, asked):
    write(page)
    send(page)
    page.reload()
    at(page, "safety")
    assert asked == []


def test_a_reply_that_was_not_sent_is_asked_about_but_not_on_closing_and_forgetting(
    page, live_server, cast, asked
):
    make.report("a", code=make.CODES[0])
    come_back(page, make.CODES[0])
    page.locator("#reply").press_sequentially("a")
    page.reload()
    at(page, "code")
    assert asked == ["beforeunload"]
    come_back(page, make.CODES[0])
    page.locator("#reply").press_sequentially("a")
    page.get_by_role("link", name="Close and forget").first.click()
    page.wait_for_url("**/support/?lang=en")
    assert asked == ["beforeunload"]

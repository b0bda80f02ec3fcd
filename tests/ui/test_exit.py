"""Exit this page (ui design, 6.3), in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.urls("tests.ui.addresses"), pytest.mark.usefixtures("riverside", "live_server")]

ELSEWHERE = "https://weather.example/"


@pytest.fixture
def elsewhere(page: Page) -> Page:
    """The ordinary page that the organisation chose; no request leaves this machine."""
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="Sunny", content_type="text/plain"))
    return page


def test_it_is_the_first_thing_after_the_skip_link(page: Page) -> None:
    page.goto("/quiet/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Leave now")).to_be_focused()


def test_without_scripts_it_is_a_link_that_says_nothing_of_where_one_was(
    browser: Browser, base_url: str
) -> None:
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    referrers: list[str | None] = []

    def answer(route: Route) -> None:
        referrers.append(route.request.headers.get("referer"))
        route.fulfill(body="Sunny", content_type="text/plain")

    page.route(f"{ELSEWHERE}**", answer)
    page.goto("/quiet/")
    page.get_by_role("link", name="Leave now").click()
    page.wait_for_url(ELSEWHERE)
    assert referrers == [None]
    page.context.close()


def test_it_replaces_the_page_so_that_back_does_not_return(elsewhere: Page) -> None:
    elsewhere.goto("/words/")
    elsewhere.goto("/quiet/")
    elsewhere.get_by_role("link", name="Leave now").click()
    elsewhere.wait_for_url(ELSEWHERE)
    elsewhere.go_back()
    assert elsewhere.url.endswith("/words/")


def test_it_covers_the_page_at_once_in_the_systems_own_colours(elsewhere: Page) -> None:
    elsewhere.goto("/quiet/")
    covered = elsewhere.evaluate(
        """() => {
            document.querySelector("[data-exit]").click();
            const cover = document.querySelector("[role=alert]");
            const { width, height } = cover.getBoundingClientRect();
            return { words: document.body.innerText, title: document.title,
                     left: document.body.children.length,
                     ground: getComputedStyle(cover).backgroundColor,
                     all: width >= innerWidth - 20 && height === innerHeight };
        }"""
    )
    assert covered == {
        "words": "Loading",
        "title": "Loading",
        "left": 1,
        "ground": "rgb(255, 255, 255)",
        "all": True,
    }
    elsewhere.wait_for_url(ELSEWHERE)


def test_three_presses_of_shift_leave_and_each_is_announced_and_shown(elsewhere: Page) -> None:
    elsewhere.goto("/quiet/")
    button, status = elsewhere.locator(".exit__link"), elsewhere.locator("[data-exit-status]")
    elsewhere.keyboard.press("Shift")
    expect(status).to_have_text("Shift: press it two more times to leave")
    expect(button).to_contain_text("1/3")
    elsewhere.keyboard.press("Shift")
    expect(status).to_have_text("Shift: press it once more to leave")
    expect(button).to_contain_text("2/3")
    elsewhere.keyboard.press("Shift")
    elsewhere.wait_for_url(ELSEWHERE)


def test_presses_are_forgotten_after_five_seconds(elsewhere: Page) -> None:
    elsewhere.clock.install()
    elsewhere.goto("/quiet/")
    elsewhere.keyboard.press("Shift")
    elsewhere.keyboard.press("Shift")
    elsewhere.clock.fast_forward(5_000)
    expect(elsewhere.locator("[data-exit-status]")).to_have_text(
        "Not leaving. Press Shift three times to leave"
    )
    expect(elsewhere.locator(".exit__count")).to_have_text("")
    elsewhere.keyboard.press("Shift")
    expect(elsewhere.locator(".exit__count")).to_have_text("1/3")
    assert elsewhere.url.endswith("/quiet/")


def test_capital_letters_are_no_presses(elsewhere: Page) -> None:
    elsewhere.goto("/quiet/")
    for letter in "ABC":
        elsewhere.keyboard.press(f"Shift+{letter}")
    elsewhere.keyboard.press("Shift")
    expect(elsewhere.locator(".exit__count")).to_have_text("1/3")


def test_it_asks_nothing_even_when_something_was_typed(elsewhere: Page) -> None:
    asked: list[str] = []
    elsewhere.on("dialog", lambda dialog: asked.append(dialog.message))
    elsewhere.goto("/quiet/")
    elsewhere.get_by_role("link", name="Leave now").click()
    elsewhere.wait_for_url(ELSEWHERE)
    assert asked == []


def test_a_page_from_the_browsers_memory_is_loaded_again(page: Page) -> None:
    page.goto("/quiet/")
    page.evaluate("document.body.append('opened text')")
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator("body")).not_to_contain_text("opened text")


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_stays_on_one_line_of_a_phone(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/quiet/?lang={language}")
    assert page.locator(".exit").bounding_box()["height"] < 60


def test_it_stays_in_reach_while_one_reads_and_covers_no_focus(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto("/quiet/")
    page.locator(".foot a").last.focus()
    page.locator("main a").last.focus()
    bar, link = page.locator(".exit").bounding_box(), page.locator("main a").last.bounding_box()
    assert bar["y"] == 0
    assert link["y"] >= bar["height"]

"""The gallery: every part, in both languages, both themes, wide and narrow, without a fault."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.urls("tests.ui.addresses"), pytest.mark.usefixtures("riverside")]

PAGES = ["/gallery/", "/safely/", "/display/", "/shell/", "/nothing/"]


def opened(browser: Browser, base_url: str, **wishes: object) -> Page:
    page = browser.new_context(base_url=base_url, reduced_motion="reduce", **wishes).new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


@pytest.mark.usefixtures("live_server")
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_the_console_is_silent(
    browser: Browser, base_url: str, settings, address: str, language: str, theme: str
) -> None:
    settings.DEMO = True
    page = opened(browser, base_url, locale=language, color_scheme=theme)
    page.goto(address)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert [text for text in page.complaints if "404" not in text or address != "/nothing/"] == []
    page.context.close()


@pytest.mark.usefixtures("live_server")
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(
    browser: Browser, base_url: str, settings, address: str, language: str
) -> None:
    settings.DEMO = True
    page = opened(browser, base_url, locale=language, viewport={"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.context.close()


@pytest.mark.usefixtures("live_server")
@pytest.mark.parametrize(
    ("theme", "device", "ground"),
    [
        ("device", "dark", "rgb(27, 24, 22)"),
        ("device", "light", "rgb(250, 246, 239)"),
        ("light", "dark", "rgb(250, 246, 239)"),
        ("dark", "light", "rgb(27, 24, 22)"),
    ],
)
def test_the_choice_of_theme_holds_on_members_pages_and_paper_stays_light(
    browser: Browser, base_url: str, theme: str, device: str, ground: str
) -> None:
    page = opened(browser, base_url, color_scheme=device)
    page.goto("/display/")
    page.locator(f"[value={theme}]").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this choice").click()
    expect(page.locator(f"[value={theme}]")).to_be_checked()
    expect(page.locator("body")).to_have_css("background-color", ground)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    page.context.close()


@pytest.mark.usefixtures("live_server")
def test_a_link_of_the_error_summary_shows_the_label_and_focuses_the_control(page: Page, settings) -> None:
    settings.DEMO = True
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto("/gallery/")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Write what you call this person").click()
    expect(page.get_by_role("textbox", name="What do you call them?")).to_be_focused()
    label = page.locator("label", has_text="What do you call them?").bounding_box()
    assert label["y"] >= page.locator(".exit").bounding_box()["height"]


@pytest.mark.usefixtures("live_server")
def test_everything_that_is_touched_is_large_enough(page: Page, settings) -> None:
    settings.DEMO = True
    page.goto("/gallery/")
    small = page.evaluate(
        """[...document.querySelectorAll(
                ".button, .choice, .back, .exit a, .masthead a, .foot a, .field__control")]
            .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
            .map((each) => each.outerHTML)"""
    )
    assert small == []


def test_the_gallery_is_for_those_who_build_only(client: Client) -> None:
    assert client.get("/gallery/").status_code == 404


def test_a_page_that_came_back_with_errors_says_so_in_its_title(client: Client) -> None:
    answer = client.post("/display/", {"theme": "violet"})
    assert "<title>Error: Light or dark – Riverside</title>" in answer.content.decode()
    assert not answer.cookies.get("theme")

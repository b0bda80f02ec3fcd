"""shell.js and once.js in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui import addresses

pytestmark = [pytest.mark.urls("tests.ui.addresses"), pytest.mark.usefixtures("riverside", "live_server")]

MODULE = "const shell = await import(document.querySelector('script[src*=\"ui/shell\"]').src);"


def shell(page: Page, script: str) -> object:
    """Runs a piece of script that knows the page's own instance of the module as `shell`."""
    return page.evaluate(f"async () => {{ {MODULE} {script} }}")


def speaking(browser: Browser, base_url: str, locale: str) -> Page:
    return browser.new_context(locale=locale, base_url=base_url).new_page()


# ---- languages of a shell


@pytest.mark.parametrize(
    ("locale", "words"), [("es-MX", "Salir ya"), ("en-US", "Leave now"), ("fr-FR", "Leave now")]
)
def test_a_shell_speaks_the_language_of_the_browser(
    browser: Browser, base_url: str, locale: str, words: str
) -> None:
    page = speaking(browser, base_url, locale)
    page.goto("/shell/")
    expect(page.locator(".exit__link")).to_have_text(words, use_inner_text=True)
    page.context.close()


def test_the_address_decides_before_the_browser(browser: Browser, base_url: str) -> None:
    page = speaking(browser, base_url, "en-US")
    page.goto("/shell/?lang=es")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page).to_have_title("Apoyo")
    page.context.close()


def test_the_language_is_swapped_in_place_and_answers_stay(page: Page) -> None:
    page.goto("/shell/")
    page.evaluate("document.querySelector('[data-when-ready]').append(document.createElement('textarea'))")
    shell(page, "shell.ready()")
    page.locator("textarea").fill("what I wrote")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("link", name="Salir ya")).to_be_visible()
    expect(page.get_by_role("link", name="English")).to_be_focused()
    expect(page.locator("textarea")).to_have_value("what I wrote")
    assert requests == []
    assert page.get_by_role("link", name="Inicio").get_attribute("href").endswith("/?lang=es")


def test_each_step_names_itself_in_the_title_in_both_languages(page: Page) -> None:
    page.goto("/shell/")
    shell(page, "shell.put({name: 'Riverside'}); shell.title({en: 'Question 2', es: 'Pregunta 2'})")
    expect(page).to_have_title("Question 2 – Riverside")
    page.get_by_role("link", name="Español").click()
    expect(page).to_have_title("Pregunta 2 – Riverside")


# ---- the organisation's words


def test_the_organisations_words_are_put_in_as_text(page: Page) -> None:
    page.goto("/shell/")
    shell(
        page,
        """shell.put({name: '<b>Riverside</b>', phone: '555-0142', phone_link: 'tel:5550142',
                      hours: {en: 'At night', es: 'De noche'}, exit_url: 'https://weather.example/'})""",
    )
    expect(page.get_by_role("link", name="<b>Riverside</b>")).to_be_visible()
    expect(page.get_by_role("link", name="555-0142")).to_have_attribute("href", "tel:5550142")
    expect(page.get_by_text("At night")).to_be_visible()
    expect(page.get_by_text("De noche")).to_be_hidden()
    expect(page.locator("[data-exit]")).to_have_attribute("href", "https://weather.example/")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "http://x.example"]
)
def test_an_address_that_is_none_is_not_put_in(page: Page, address: str) -> None:
    page.goto("/shell/")
    before = page.locator("[data-exit]").get_attribute("href")
    shell(page, f"shell.put({{exit_url: '{address}'}})")
    assert page.locator("[data-exit]").get_attribute("href") == before


# ---- what a shell says while it opens, and when it cannot


def test_until_its_module_is_ready_a_shell_says_what_else_one_can_do(page: Page) -> None:
    page.goto("/shell/")
    expect(page.get_by_text("Opening…")).to_be_visible()
    expect(page.get_by_role("link", name="Every other way to reach us")).to_be_visible()
    shell(page, "shell.ready()")
    expect(page.get_by_text("Opening…")).to_be_hidden()


def test_without_scripts_a_shell_says_so_in_both_languages(browser: Browser, base_url: str) -> None:
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto("/shell/")
    expect(page.get_by_role("heading", name="This page needs scripts")).to_be_visible()
    expect(page.get_by_role("heading", name="Esta página necesita scripts")).to_be_visible()
    expect(page.get_by_text("Opening…")).to_be_hidden()
    page.context.close()


# ---- a double press sends once


def test_a_double_press_sends_a_form_once(page: Page) -> None:
    addresses.sent.clear()
    page.goto("/form/")
    with page.expect_navigation():
        page.evaluate(
            "const button = document.querySelector('button'); button.click(); button.click(); button.click()"
        )
    assert addresses.sent == ["once"]


def test_while_a_form_is_sent_its_button_says_so(page: Page) -> None:
    page.goto("/form/")
    with page.expect_navigation():
        said = page.evaluate(
            """() => {
                const button = document.querySelector("button");
                button.click();
                return [button.innerText, button.getAttribute("aria-disabled"), button.disabled];
            }"""
        )
    assert said == ["Sending", "true", False]


def test_a_module_does_its_work_once_for_two_presses_and_the_button_recovers(page: Page) -> None:
    page.goto("/form/")
    done = page.evaluate(
        """async () => {
            const { once } = await import(document.querySelector('script[src*="ui/once"]').src);
            const button = document.querySelector("button");
            let times = 0;
            const soon = () => new Promise((go) => setTimeout(go));
            const work = () => once(button, async () => { times += 1; await soon(); });
            await Promise.all([work(), work()]);
            await once(button, () => Promise.reject(new Error())).catch(() => undefined);
            await work();
            return [times, button.innerText, button.hasAttribute("aria-disabled")];
        }"""
    )
    assert done == [2, "Send", False]

"""What somebody does at the public doors in a browser: answers the questions, keeps the code, comes back."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE = {"width": 360, "height": 740}
STORY = "Somebody shouts at new people at the Thursday canvass."


def at(page, step):
    """Waits until a step is the one that is shown."""
    expect(page.locator(f'[data-step="{step}"]')).to_be_visible()
    return page.locator(f'[data-step="{step}"]')


def until_loaded(page):
    """Waits until what is loaded behind the first question has come (support/later.html)."""
    preloads = "[...document.querySelectorAll('link[data-later], link[rel=modulepreload]')]"
    come = f"{preloads}.every(({{ href }}) => performance.getEntriesByName(href).length)"
    for _ in range(200):
        if page.evaluate(come):
            return
        page.wait_for_timeout(50)
    raise AssertionError("not everything was loaded")


def go_on(page, step=None):
    """Presses the one main button of the step that is shown."""
    page.locator("[data-step]:not([hidden]) button[type=submit]").click()
    if step:
        at(page, step)


def tick(page, *ids):
    for each in ids:
        page.locator(f"label[for={each}]").click()


def write(page, *, door="a", story=STORY, excluding=(), files=(), language="en"):
    """From the start of the questions to the page that says who will read it."""
    page.goto(f"/support/write/?lang={language}#{door}")
    at(page, "safety")
    go_on(page, "help")
    go_on(page, "happening")
    page.locator("#happening").fill(story)
    if files:
        page.locator("#files").set_input_files(list(files))
    go_on(page, "people")
    tick(page, *(f"reachable-{person.username}" for person in excluding))
    for step in ("answer", "easier", "check", "readers"):
        go_on(page, step)
    expect(page.locator("[data-team-number]")).not_to_be_empty()


def send(page):
    """Sends it; returns the return code as it is shown."""
    page.locator("[data-send]").click()
    at(page, "receipt")
    return " ".join(page.locator("[data-return-code]").inner_text().split())


def come_back(page, code, step="inside"):
    page.goto("/support/return/?lang=en")
    at(page, "code")
    page.locator("#code").fill(code)
    go_on(page, step)


def faults(page):
    """What axe finds, and whether the page is wider than the screen."""
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    said = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
    return said + ([f"{wide} px too wide"] if wide > 0 else [])


def remembered(page):
    """Everything the browser keeps for the site."""
    stores = "Object.keys(localStorage), Object.keys(sessionStorage), document.cookie"
    kept = page.evaluate(f"[{stores}].flat().join('')")
    return kept + "".join(cookie["name"] for cookie in page.context.cookies())

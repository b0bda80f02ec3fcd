"""Actors of the stories. Each has a browser and does what a person does, with what is on the page."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from chapterhouse.demo import chapter

PHONE = {"width": 360, "height": 740}
CAST = {who.first: who for who in chapter.CAST}


class Actor:
    """Somebody with a browser; what its console says, and what axe finds, fails the story."""

    def __init__(self, context, house, language):
        self.page = context.pages[0] if context.pages else context.new_page()
        self.house, self.language, self.said = house, language, []
        self.page.set_default_timeout(20_000)
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def goes(self, path):
        self.page.goto(self.house.url + path)

    def says(self, english, spanish):
        """The words of a page in the actor's language."""
        return english if self.language == "en" else spanish

    def heading(self, english, spanish):
        expect(self.page.get_by_role("heading", level=1, name=self.says(english, spanish))).to_be_visible()

    def looks(self):
        """Nothing for axe to find, nothing wider than the screen, a title that only says where one is."""
        assert self.page.title().endswith("Riverside")
        found = Axe().run(self.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{self.page.url} is {width} px too wide"
        assert self.said == []


class Reporter(Actor):
    """Someone on a phone, without a mouse and without an account."""

    def reach(self, locator):
        """Tabs until something has the focus, as far as that may take."""
        for _ in range(120):
            if locator.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{locator} cannot be reached by keyboard")

    def press(self, english, spanish):
        self.reach(
            self.page.get_by_role("button", name=self.says(english, spanish), exact=True)
            .filter(visible=True)
            .first
        )
        self.page.keyboard.press("Enter")

    def tick(self, english, spanish, kind="checkbox"):
        name = re.compile("^" + re.escape(self.says(english, spanish)))
        box = self.page.get_by_role(kind, name=name).filter(visible=True).first
        if kind == "radio":
            # One stop for the whole group; arrows walk inside it.
            group = self.page.locator(f'input[name="{box.get_attribute("name")}"]')
            self.reach(group.first)
        else:
            self.reach(box)
        for _ in range(12):
            if box.evaluate("e => e === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not box.is_checked():
            self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def write(self, field, text):
        self.reach(self.page.locator(field))
        self.page.keyboard.insert_text(text)

    def go_on(self):
        self.looks()
        self.press("Continue", "Continuar")

    def code(self):
        """The return code as it is shown."""
        shown = self.page.locator(".return-code:visible").first
        expect(shown).to_have_text(re.compile(r"(\d{4}\s*){6}"))
        return re.sub(r"\D", "", shown.inner_text())


class Responder(Actor):
    """Somebody of the cast, at a desk."""

    def __init__(self, context, house, first):
        super().__init__(context, house, "en")
        self.who = CAST[first]

    def signs_in(self):
        self.goes("/account/login/?lang=en")
        self.page.locator("input[type=email]").fill(self.who.email)
        before = len(self.house.sign_in_codes(self.who.email))
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.locator("input[name=code]").wait_for()
        self.page.locator("input[name=code]").fill(self.house.await_sign_in_code(self.who.email, before + 1))
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(lambda url: "/account/login/" not in url)

    def unlocks(self, then="/today/"):
        self.goes(f"/vault/#next={then}")
        self.page.locator("[data-secret]").fill(self.who.passphrase)
        self.page.get_by_role("button", name="Unlock", exact=True).click()
        self.page.wait_for_url(lambda url: url == self.house.url + then)

    def cases(self):
        """Code names this person finds anywhere in their lists."""
        found = set()
        for path in ("/today/", "/cases/"):
            self.goes(path)
            found |= set(re.findall(r"C-[2-9B-Z]{4,}", self.page.content()))
        return found

    def status(self, path):
        """What the server answers at an address, status and text, with the reader's own tokens left out."""
        answer = self.page.request.get(self.house.url + path)
        return answer.status, answer.text()

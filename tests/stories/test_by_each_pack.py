"""From the first word to destruction in real browsers, by each pack: what is its own stands between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Case, Closure
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.models import Office
from chapterhouse.support import worker
from tests import make, organisations, planning
from tests.casework.desk_pages import answer, open_case, opened, unlock
from tests.casework.test_appointments_browser import local, propose
from tests.casework.test_formal_browser import fill
from tests.casework.test_plans_browser import fill_step
from tests.sealing.vault_pages import sign_in
from tests.support import visiting
from tests.traces import columns, traces

pytestmark = pytest.mark.django_db(transaction=True)

#: Words that occur nowhere else: what the person told, what they were answered, what stands at the end.
TOLD = "Quincecandelabro broke at the print shop."
ANSWERED = "Kupferdraht: we believe you."
ENDED = "Zwilhelminian words were spoken twice."
WORDS = ("Quincecandelabro", "Kupferdraht", "Zwilhelminian")


@dataclass
class Scene:
    """Where a story stands: the desk's page, the person's telephone, somebody else's browser."""

    house: Any
    desk: Any
    phone: Any
    second: Any
    code: str = ""

    @property
    def team(self) -> list[Any]:
        return next(people for people in self.house.desks.values() if people)

    @property
    def case(self) -> Case:
        return Case.objects.get()

    def returns(self) -> None:
        """The person, with the code."""
        visiting.come_back(self.phone, self.code)

    def part(self, heading: str) -> Any:
        """A section of the case's page."""
        return self.desk.locator("section", has=self.desk.get_by_role("heading", name=heading))


# ---- what is each way's own


def meets(scene: Scene) -> None:
    """Ombudspeople: an appointment is asked for, proposed, chosen, and was."""
    scene.returns()
    scene.phone.locator("#ask-text").fill("After seven, please.")
    scene.phone.get_by_role("button", name="Ask for an appointment").click()
    expect(scene.phone.locator("[data-asking-answer]")).to_contain_text("You asked for an appointment.")
    scene.desk.reload()
    propose(scene.desk, local(3, 18))
    expect(opened(scene.desk, "Echo Street Library")).to_be_visible()
    scene.returns()
    scene.phone.get_by_role("button", name="I choose this").click()
    expect(scene.phone.locator("[data-appointments-answer]")).to_contain_text("It is kept.")
    scene.desk.reload()
    scene.desk.get_by_text("Record how it ended").first.click()
    scene.desk.get_by_label("What was given").select_option("Given: Coaching")
    scene.desk.get_by_role("button", name="Record how it ended").click()
    expect(opened(scene.desk, "Given: Coaching")).to_be_visible()


def mends(scene: Scene) -> None:
    """A conflict resolution team: somebody's own plan is made, agreed to, done, and ends."""
    scene.desk.get_by_role("link", name="Make a plan").click()
    draft = scene.desk.locator("[data-draft]")
    draft.get_by_label("Whose plan it is").select_option(scene.case.parties.get().code)
    draft.get_by_label("What I want").fill("To make it good.")
    fill_step(draft.locator("[data-row]"), "repair", "Mend the lamp", "holder", planning.day(9))
    draft.get_by_label("look at how to go on").fill(planning.day(25).isoformat())
    draft.get_by_label("On this day it ends").fill(planning.day(30).isoformat())
    draft.get_by_role("button", name="Seal it to them").click()
    expect(scene.desk.locator("#step-1")).to_contain_text("Mend the lamp")
    scene.returns()
    scene.phone.get_by_role("button", name="Open the plan").click()
    plan = visiting.at(scene.phone, "plan")
    plan.get_by_role("button", name="Yes, I agree to this version").click()
    expect(scene.phone.locator("[data-plan-answer]")).to_contain_text("You said yes.")
    plan.get_by_text("Say how it goes").click()
    plan.get_by_role("button", name="It is done").click()
    expect(scene.phone.locator("[data-plan-answer]")).to_contain_text("Kept: it is done.")
    scene.desk.reload()
    scene.desk.get_by_text("End the plan").first.click()
    scene.desk.get_by_label("Completed", exact=True).check()
    scene.desk.get_by_label("How you saw it").fill("They did what they said.")
    scene.desk.get_by_role("button", name="End the plan").click()
    expect(scene.desk.get_by_text("Ended on").first).to_be_visible()


def offers(scene: Scene) -> None:
    """Two elected officers: they look, and offer the informal way; the person keeps to the formal one."""
    route = scene.part("The formal route")
    fill(route, "Keep what you saw", ("Scope", "The code."), ("Impact", "Two."), ("Risk", "It goes on."))
    expect(opened(route, "It goes on.")).to_be_visible()
    route.get_by_text("Offer to work it out informally").click()
    fill(route, "Send the offer")
    expect(route).to_contain_text("They have not answered.")
    scene.returns()
    scene.phone.get_by_role("button", name="No, go on with my report").click()
    expect(scene.phone.locator("[data-formal-answer]")).to_contain_text("go on with your report")


def determines(scene: Scene) -> None:
    """The fullest rules: a determination is written, heard on, reviewed by the other officer, and sent."""
    route = scene.part("The formal route")
    route.get_by_text("Write the determination").click()
    route.get_by_label("Finding on allegation 1").select_option(index=1)
    route.get_by_label("What follows").select_option(index=1)
    route.get_by_label("Allegation 1", exact=True).fill("The lamp was broken.")
    route.get_by_label("Evidence considered on allegation 1", exact=True).fill("The lamp.")
    fill(route, "Keep the determination", ("Reasons", "It was seen."))
    # A page that is still opening moves under the pointer.
    expect(opened(route, "It was seen.")).to_be_visible()
    fill(route, "Record that they were heard", ("What they said to it", "It is right."))
    expect(opened(route, "It is right.")).to_be_visible()
    open_case(scene.second, scene.case, scene.team[1])
    scene.second.get_by_role("button", name="Yes, I am independent").click()
    expect(opened(scene.second, "It was seen.").first).to_be_visible()
    scene.second.get_by_role("button", name="I read it: nothing shows who somebody is").click()
    expect(scene.second.locator("main")).to_contain_text("It is recorded that you reviewed it.")
    scene.desk.reload()
    route.get_by_role("button", name="Send it to them").click()
    expect(route).to_contain_text("appeal before")
    scene.returns()
    expect(scene.phone.locator("article").first).to_contain_text("It was seen.")
    expect(scene.phone.locator("[data-appeal-until]")).to_contain_text("You can appeal until the end of")


def moderates(scene: Scene) -> None:
    """A project's conduct team: a moderator does what was decided, and is told the measure alone."""
    moderator = scene.house.backup
    take_office(
        person=moderator, office=Office.objects.get(code="moderator"), starts=make.now(), by="operator"
    )
    scene.desk.reload()
    route = scene.part("The formal route")
    route.get_by_text("Put a measure in place").click()
    route.get_by_label("Access to a tool is paused").check()
    route.get_by_label("Who carries it out").select_option(label=moderator.name)
    named = [("Which place or tool", "The chat"), ("Look at it again on", "2099-01-01")]
    fill(route, "Put it in place", *named, ("Whom it concerns", "Who broke the lamp."))
    expect(route).to_contain_text("Not done yet")
    sign_in(scene.second, moderator)
    scene.second.goto("/measures/")
    expect(scene.second.locator("main")).to_contain_text("The chat")
    expect(scene.second.locator("main")).not_to_contain_text("lamp")
    scene.second.get_by_role("button", name="It is done").click()
    expect(scene.second.locator("main")).to_contain_text("Thank you.")


def reports_back(scene: Scene) -> None:
    """Workplaces in Europe: within three months the person is told what came of it."""
    scene.returns()
    expect(scene.phone.locator("[data-outcome]")).to_contain_text("what came of it", use_inner_text=True)
    scene.desk.reload()
    scene.desk.get_by_role("button", name="They have been told").click()
    expect(scene.desk.locator("main")).to_contain_text("Written down: they have been told what came of it.")


@pytest.fixture
def open_page(browser, live_server):
    contexts = []

    def opens(**options):
        contexts.append(browser.new_context(base_url=live_server.url, **options))
        return contexts[-1].new_page()

    yield opens
    for context in contexts:
        context.close()


@pytest.mark.requirement("B1", "B12")
@pytest.mark.parametrize(
    ("slug", "language", "its_own"),
    [
        ("dsa-la-2018", "es", meets),
        ("dsa-la-crt", "en", mends),
        ("madison-hgo", "es", offers),
        ("r33-chapter", "en", determines),
        ("open-source-conduct", "es", moderates),
        ("workplace-eu", "en", reports_back),
    ],
)
def test_a_life_from_the_first_word_to_destruction(
    open_page, settings, tmp_path, slug: str, language: str, its_own: Callable[[Scene], None]
):
    settings.SEALED_FILES = tmp_path / "sealed"
    phone = open_page(viewport=visiting.PHONE)
    scene = Scene(organisations.working_by(slug), open_page(), phone, open_page())

    visiting.write(phone, story=TOLD, language=language)
    scene.code = visiting.send(phone)
    worker.run_once(make.now())

    answered(scene)
    scene.returns()
    expect(phone.locator("article").first).to_contain_text(ANSWERED)
    its_own(scene)

    closure = closed(scene)
    scene.returns()
    expect(phone.locator("[data-promise]")).to_contain_text("We closed this on", use_inner_text=True)
    assert traces(WORDS, columns()) == []

    for days in (scene.case.rules.warn_days, 0):
        worker.run_once(closure.destroy_at - timedelta(days=days))
    assert not Case.objects.exists()
    assert scene.desk.reload().status == 404
    visiting.come_back(phone, scene.code, step="code")
    expect(phone.locator("[data-step=code]")).to_contain_text("That code does not open anything.")


def answered(scene: Scene) -> None:
    """One of those who were called says that they are independent, takes it with the others, answers."""
    desk, case = scene.desk, scene.case
    desk.goto("/display/?lang=en")
    open_case(desk, case, scene.team[0])
    desk.get_by_role("button", name="Yes, I am independent").click()
    expect(opened(desk, TOLD)).to_be_visible()
    for box in desk.locator("#assign input[type=checkbox]").all():
        box.check()
    desk.get_by_role("button", name="Assign", exact=True).click()
    expect(desk.locator("aside .facts__pair").first).to_contain_text(scene.team[1].name)
    answer(desk, ANSWERED)
    expect(opened(desk, ANSWERED)).to_be_visible()


def closed(scene: Scene) -> Closure:
    """Counted by the first choice of each kind, and closed on its page."""
    scene.desk.goto(f"/cases/{scene.case.code}/closure/")
    if scene.desk.locator("[data-vault-locked]").is_visible():
        unlock(scene.desk, scene.team[0])
    form = scene.desk.locator("form", has=scene.desk.get_by_role("button", name="Close the case"))
    for group in ("door", "kind"):
        choices = form.locator(f"input[type=radio][name={group}]:visible")
        if choices.count():
            choices.first.check()
    form.get_by_role("radio", name="Listening or advice was what they wanted").check()
    form.get_by_label("How it ended").fill(ENDED)
    if form.get_by_label("Why no conversation followed").count():
        form.get_by_label("Why no conversation followed").fill("They asked for none.")
    form.get_by_role("button", name="Close the case").click()
    expect(scene.desk.get_by_role("heading", name="This case is closed")).to_be_visible()
    return Closure.objects.get()

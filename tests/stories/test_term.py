"""A term in real browsers: the call, the proposal, the yes, the vault, a case, the hand-over, and the end."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

from chapterhouse.people.models import Term
from chapterhouse.support import worker
from tests import make
from tests.casework.desk_pages import opened
from tests.casework.test_handing_on_browser import give, open_page, read_as
from tests.people.terms import STATEMENT, adopted, today
from tests.sealing.vault_pages import set_up, sign_in, unlock
from tests.support import visiting

pytestmark = pytest.mark.django_db(transaction=True)

SAID = "Quincecandelabro broke at the print shop."
WHY = "Escucho bien."


@dataclass
class Scene:
    """Where the story stands: Ana on her telephone, in Spanish; the others at a desk, in English."""

    cast: Any
    phone: Any
    desk: Any
    passphrase: str = ""

    @property
    def term(self) -> Term:
        return Term.objects.get(person=self.cast.ana)

    def as_ana(self, address: str) -> Any:
        """Signs Ana in by the clock of now, and goes somewhere; returns what the server answered."""
        sign_in(self.phone, self.cast.ana)
        return self.phone.goto(address)

    def as_rosa(self, address: str) -> Any:
        sign_in(self.desk, self.cast.rosa)
        return self.desk.goto(address)


@pytest.fixture
def scene(browser, live_server, cast):
    """Dana has left the ombudspeople, who sign from now on that they keep confidence."""
    adopted(cast, before=STATEMENT, signs='["confidence"]')
    make.leave(cast.dana)
    contexts = [
        browser.new_context(base_url=live_server.url, viewport=visiting.PHONE, locale="es"),
        browser.new_context(base_url=live_server.url, locale="en"),
    ]
    yield Scene(cast, *(context.new_page() for context in contexts))
    for context in contexts:
        context.close()


@pytest.mark.requirement("S1.66", "S1.5", "S2.44", "S2.49", "S3.26", "B14")
def test_a_term_from_the_call_to_the_moment_in_which_it_ends(scene, mailoutbox):
    call(scene)
    proposal_and_yes(scene)
    taking_office(scene)
    case = given_a_case(scene)
    mailoutbox.clear()
    term = scene.term
    with time_machine.travel(term.ends - timedelta(days=29), tick=True):
        hand_over(scene, case, mailoutbox)
    with time_machine.travel(term.ends - timedelta(minutes=2), tick=True):
        assert scene.as_ana(f"/cases/{case.code}/").status == 200
        assert scene.as_ana("/today/").status == 200
    with time_machine.travel(term.ends + timedelta(seconds=1), tick=True):
        ended(scene, case)


def call(scene: Scene) -> None:
    """A vacancy stands in public; Ana, who holds nothing, says that she would like to take it."""
    scene.phone.goto("/officers/?lang=es")
    expect(scene.phone.locator("#ombuds")).to_contain_text("Puestos: 3. Vacantes ahora: 1.")
    assert visiting.faults(scene.phone) == []
    assert scene.as_ana("/today/").status == 404
    scene.phone.goto("/officers/")
    scene.phone.get_by_role("link", name="Díganos aquí que le gustaría sumarse").click()
    scene.phone.get_by_role("radio", name="Ombudsperson").check()
    scene.phone.get_by_label("Lo que le gustaría que sepamos").fill(WHY)
    assert visiting.faults(scene.phone) == []
    scene.phone.get_by_role("button", name="Enviarlo").click()
    expect(scene.phone.locator("main")).to_contain_text("nos dijo que le gustaría sumarse")
    expect(scene.phone.get_by_role("button", name="Retirarlo ahora")).to_be_visible()


def proposal_and_yes(scene: Scene) -> None:
    """Rosa finds it at Today, puts Ana forward, and writes down what the committee decided."""
    worker.run_once(make.now())
    scene.as_rosa("/today/")
    assert visiting.faults(scene.desk) == []
    scene.desk.get_by_role("link", name="Who would like to join").click()
    expect(scene.desk.get_by_text(WHY)).to_be_visible()
    assert visiting.faults(scene.desk) == []
    scene.desk.get_by_role("button", name="Put them forward").click()
    expect(scene.desk.get_by_label("Who takes the office")).to_have_value(scene.cast.ana.username)
    scene.desk.get_by_label("Where the decision can be found").fill("Minutes of 12 May")
    assert visiting.faults(scene.desk) == []
    scene.desk.get_by_role("button", name="Write it down").click()
    expect(scene.desk.locator("main")).to_contain_text("Nobody has said yes to it yet.")
    scene.desk.get_by_role("link", name="Ana Ruiz").click()
    scene.desk.get_by_label("On which day was it decided?").fill(today(scene.cast.version.pack).isoformat())
    scene.desk.get_by_label("Where the decision can be found").fill("Minutes of 20 May, item 2")
    assert visiting.faults(scene.desk) == []
    scene.desk.get_by_role("button", name="Write the yes down").click()
    expect(scene.desk.locator("main")).to_contain_text("They have not signed yet.")


def taking_office(scene: Scene) -> None:
    """What the office opens is closed until Ana has signed; then she makes her vault."""
    phone = scene.phone
    assert scene.as_ana("/cases/").status == 404
    assert phone.goto("/vault/data.json").status == 404
    phone.goto("/today/")
    assert visiting.faults(phone) == []
    phone.get_by_role("link", name="Leer y firmar").click()
    phone.get_by_role("checkbox").check()
    assert visiting.faults(phone) == []
    phone.get_by_role("button", name="Firmar", exact=True).click()
    expect(phone.locator("main")).to_contain_text("Gracias.")
    phone.goto("/today/")
    expect(phone.get_by_role("link", name="Preparar su clave")).to_be_visible()
    scene.passphrase, _recovery = set_up(phone)


def given_a_case(scene: Scene) -> Any:
    """Bela gives her the keys of a case; she says that she is independent of the people in it, and reads."""
    told = make.report("a", told=make.told(text=SAID))
    make.declare(told.case, by=scene.cast.bela)
    open_page(scene.desk, scene.cast.bela)
    give(scene.desk, scene.cast.ana, [told.case])
    scene.desk.get_by_role("button", name="I have compared it").click()
    expect(scene.desk.locator("[data-given-list]")).to_contain_text("Ana Ruiz has the keys now.")
    unlock(scene.phone, scene.passphrase, "/today/")
    scene.phone.locator("[aria-labelledby=brought]").get_by_role("link", name=told.case.code).click()
    scene.phone.get_by_role("button", name="Sí, hay independencia").click()
    expect(opened(scene.phone, SAID)).to_be_visible()
    return told.case


def hand_over(scene: Scene, case: Any, mailoutbox: list[Any]) -> None:
    """A month before, she is told that something waits, and gives the case to somebody who has just come."""
    new, phone = make.newcomer("ombuds"), scene.phone
    worker.run_once(make.now())
    assert "ana@example.org" in {letter.to[0] for letter in mailoutbox}
    scene.as_rosa("/today/")
    expect(scene.desk.locator("main")).to_contain_text("The term of Ana Ruiz as Ombudsperson ends with")
    scene.as_ana("/today/")
    unlock(phone, scene.passphrase, "/today/")
    expect(phone.get_by_role("heading", name="Es tiempo de pasar sus casos")).to_be_visible()
    assert visiting.faults(phone) == []
    phone.goto("/handing-on/")
    expect(phone.get_by_text("After the meeting")).to_be_visible()
    phone.get_by_label("A quién").select_option(new.username)
    phone.locator(f'[data-case-of="{case.code}"]').check()
    phone.get_by_role("button", name="Dar las claves").click()
    phone.get_by_role("button", name="Lo he comparado").click()
    expect(phone.locator("[data-given-list]")).to_contain_text("Ney Alvarez")
    read_as(scene.desk, new, case, SAID)


def ended(scene: Scene, case: Any) -> None:
    """In that moment nothing is served to her any more, in the very page in which it was; she is a member."""
    for address in ("/today/", "/cases/", f"/cases/{case.code}/", f"/cases/{case.code}/data.json"):
        assert scene.phone.goto(address).status == 404, address
    assert scene.phone.goto("/organisation/").status == 200
    scene.phone.goto("/officers/?lang=es")
    expect(scene.phone.locator("#ombuds")).not_to_contain_text("Ana Ruiz")

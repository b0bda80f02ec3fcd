"""The main job, told whole: a report at night, one responder shut out, two called, an answer, a way back."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.support.visiting import until_loaded
from tests.traces import traces

from .house import standing
from .play import PHONE, Reporter, Responder

#: Words that occur nowhere else: what was told, who was named, what was answered.
TOLD = "quincecandelabro estropeado junto a la imprenta"
NAMED = "Zwilhelmina"
HOPED = "paraguasamarillo devuelto"
ANSWERED = "kupferdrahtbrücke we believe you"
AGAIN = "farolillosverdes thank you"
WORDS = ("quincecandelabro", "Zwilhelmina", "paraguasamarillo", "kupferdraht", "farolillosverdes")


@pytest.fixture
def house(tmp_path, db):
    home = tmp_path / "house"
    home.mkdir()
    with standing(home) as house:
        yield house


@pytest.fixture
def somebody(playwright, browser_type_launch_args, tmp_path):
    """Opens browsers with profiles on disk, which can be searched when they are closed."""
    opened = []

    def open_browser(name, **options):
        profile = tmp_path / "profiles" / name
        context = playwright.chromium.launch_persistent_context(
            profile, **browser_type_launch_args, reduced_motion="reduce", **options
        )
        opened.append(context)
        return context

    yield open_browser
    for context in opened:
        context.close()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.requirement(
    *("S0.7", "S0.43", "S0.55", "S0.70", "S1.7", "S1.18", "S1.28", "S3.17"),
    *("B3", "B4", "B5", "B7", "B10", "B11", "B13", "T7", "T8"),
)
def test_somebody_reports_at_night_and_is_answered(house, somebody, tmp_path, language):
    phone = somebody("ana", viewport=PHONE, locale={"en": "en-US", "es": "es-MX"}[language])
    ana = Reporter(phone, house, language)

    told_at_the_door(ana)
    code = sent_without_bela(ana)
    assert phone.cookies() == []

    subject, body = house.await_mail("chidi@example.org", 1)
    house.await_mail("dana@example.org", 1)
    assert_says_nothing(subject + body)

    chidi = Responder(somebody("chidi"), house, "chidi")
    name = answered(chidi)

    read_and_answered(ana, code)

    bela = Responder(somebody("bela"), house, "bela")
    finds_nothing(bela, name)
    sol = Responder(somebody("sol"), house, "sol")
    finds_nothing(sol, name, unlock=False)
    # The name whole: a part of it may stand in a letter's signed link by chance.
    assert all(name not in body for _, body in house.mails("bela@example.org"))

    for actor in (ana, chidi, bela, sol):
        actor.page.context.close()
    assert traces(WORDS, house.everything()) == []
    profiles = ((path, path.read_bytes()) for path in (tmp_path / "profiles").rglob("*") if path.is_file())
    assert traces([*WORDS, code], profiles) == []


def test_the_search_finds_what_lies_open(tmp_path):
    """The search of the story would find a leak in each of the shapes it looks for."""
    for leak in (
        TOLD.encode(),
        *(base64.b64encode(b"x" * shift + TOLD.encode() + b"yy") for shift in range(3)),
        TOLD.encode("utf-16-le"),
        TOLD.encode().hex().encode(),
    ):
        assert traces(WORDS, [("leak", b"....." + leak + b".....")]) != []


# ---- scenes


def told_at_the_door(ana):
    """The start page says who reads and what is not done here, before anything is asked."""
    ana.goes("/support/")
    ana.heading("Which door is yours?", "¿Cuál es su puerta?")
    ana.looks()
    ana.reach(ana.page.locator(".door__link").first)
    ana.page.keyboard.press("Enter")
    ana.page.wait_for_url("**/support/write/**")


def sent_without_bela(ana):
    """Six questions by keyboard; Bela is shut out by name; the return code at the end."""
    requests = []
    ana.heading("Are you safe now?", "¿Está a salvo ahora?")
    until_loaded(ana.page)
    ana.page.on("request", lambda request: requests.append(request.url))
    ana.tick("No, I am not safe", "No, no estoy a salvo", kind="radio")
    expect(ana.page.get_by_role("link", name="911").filter(visible=True).first).to_be_visible()
    ana.go_on()
    ana.heading("What would help?", "¿Qué ayudaría?")
    ana.go_on()
    ana.write("#happening", TOLD)
    ana.write("#hope", HOPED)
    ana.go_on()
    ana.heading("Who is part of it?", "¿Quién forma parte de esto?")
    ana.tick("Me", "A mí")
    ana.press("Add a person", "Añadir una persona")
    ana.write("[data-one-person] input:not([type=checkbox])", NAMED)
    ana.tick("Bela Novak", "Bela Novak")
    expect(ana.page.locator("[data-who-can-read]")).not_to_contain_text("Bela")
    ana.go_on()
    ana.heading("How may we answer?", "¿Cómo podemos responderle?")
    ana.go_on()
    ana.go_on()
    ana.heading("Check your answers", "Revise sus respuestas")
    assert requests == [], "a step must not be visible to the server"
    ana.go_on()
    ana.heading("Who will read this", "Quién leerá esto")
    readers = ana.page.locator("[data-readers]")
    expect(readers).to_contain_text("Chidi Okafor")
    expect(readers).not_to_contain_text("Bela")
    ana.looks()
    ana.press("Send to these people", "Enviar a estas personas")
    ana.heading("We have your message", "Tenemos su mensaje")
    ana.looks()
    assert TOLD not in ana.page.url
    return ana.code()


def answered(chidi):
    """Called by mail, Chidi finds the case, says they are independent, reads, takes it with Dana, answers."""
    chidi.signs_in()
    before = chidi.cases()
    chidi.unlocks()
    chidi.looks()
    name = found_by_name(chidi, before)
    chidi.page.get_by_role("button", name="Yes, I am independent").click()
    expect(chidi.page.get_by_text(TOLD)).to_be_visible()
    expect(chidi.page.get_by_text(HOPED)).to_be_visible()
    chidi.looks()
    chidi.page.locator("#assign input[type=checkbox]").first.wait_for()
    for box in chidi.page.locator("#assign input[type=checkbox]").all():
        box.check()
    chidi.page.get_by_role("button", name="Assign", exact=True).click()
    expect(chidi.page.locator("aside .facts__pair").first).to_contain_text("Dana Levi")
    chidi.page.get_by_label("Your answer").fill(ANSWERED)
    chidi.page.get_by_role("button", name="Send the answer").click()
    expect(chidi.page.get_by_text(ANSWERED)).to_be_visible()
    chidi.looks()
    return name


def found_by_name(chidi, codes):
    """Opens the cases nobody has yet until the list of people names who was named."""
    for code in sorted(codes):
        chidi.goes(f"/cases/{code}/")
        people = chidi.page.locator("[data-case] .card", has_text="People involved")
        if chidi.page.get_by_role("button", name="Yes, I am independent").count():
            expect(people.locator('[data-when="open"]:visible').first).to_be_visible()
            if NAMED in people.inner_text():
                assert TOLD not in chidi.page.content(), "served before the question was answered"
                return code
    raise AssertionError("the new case is not among Chidi's")


def read_and_answered(ana, code):
    """Back with the code, typed with spaces; the answer is there; Ana writes again and closes."""
    ana.goes("/support/return/")
    ana.heading("Return code", "Código de regreso")
    ana.write("#code", " ".join(re.findall("....", code)))
    ana.press("Open", "Abrir")
    expect(ana.page.get_by_text(ANSWERED)).to_be_visible()
    ana.looks()
    ana.write("#reply", AGAIN)
    ana.press("Send the message", "Enviar el mensaje")
    expect(ana.page.locator("[data-messages]")).to_contain_text(AGAIN)
    ana.looks()


def finds_nothing(person, name, unlock=True):
    """Not in a list, not at an address: the same answer as for a case that never was."""
    person.signs_in()
    if unlock:
        person.unlocks()
    assert name not in person.cases()
    there, never = person.status(f"/cases/{name}/"), person.status("/cases/C-ZZZZZ/")
    assert there == never
    assert there[0] == 404


def assert_says_nothing(mail):
    assert not re.search(r"C-[2-9B-Z]{4}|ombuds|case|caso|report|informe", mail, re.IGNORECASE)

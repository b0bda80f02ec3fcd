"""Writing to us, in a real browser: one question at a time, sealed, sent once, and nothing told before."""

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Case, Exclusion
from chapterhouse.sealing.models import Blob, Entry
from chapterhouse.support.flood import BUSY, gate
from tests import make
from tests.support.visiting import (
    PHONE,
    STORY,
    at,
    faults,
    go_on,
    remembered,
    send,
    tick,
    until_loaded,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


def requests_of(page, kinds=("fetch", "xhr", "document")):
    """Requests from now on, but for scripts and styles."""
    seen = []
    page.on("request", lambda request: seen.append(request) if request.resource_type in kinds else None)
    return seen


def body_of(case, by):
    return make.read(case.parties.get().channel, by)[0]


@pytest.mark.requirement("S1.8", "S1.17", "S1.19", "S1.27", "S1.28", "B5", "B22", "B48", "T8")
@pytest.mark.parametrize("language", ["en", "es"])
def test_somebody_writes_on_a_phone_and_only_those_they_allow_can_read_it(page, live_server, cast, language):
    page.set_viewport_size(PHONE)
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"/support/write/?lang={language}#b")
    at(page, "safety")
    until_loaded(page)
    seen = requests_of(page)
    tick(page, "safe-no")
    expect(page.locator("#unsafe .phones__number").first).to_be_visible()
    assert faults(page) == []
    go_on(page, "help")
    page.locator("[data-options] label").nth(0).click()
    page.locator("[data-options] label").nth(1).click()
    assert faults(page) == []
    go_on(page, "happening")
    page.locator("#happening").fill(STORY)
    page.locator("#hope").fill("That it stops.")
    assert faults(page) == []
    go_on(page, "people")
    tick(page, "about-unknowing", "about-group")
    page.locator("#relation").fill("A friend")
    tick(page, "agree-unasked")
    for name, parts in (("J.", ["caused"]), ("L.", ["experienced", "witnessed"])):
        page.locator("[data-add-person]").click()
        card = page.locator("[data-one-person]").last
        card.locator("input[type=text]").fill(name)
        for part in parts:
            card.locator(f'.choice:has([value="{part}"])').click()
    tick(page, f"reachable-{cast.noor.username}")
    assert faults(page) == []
    go_on(page, "answer")
    tick(page, "by-phone")
    page.locator("#number").fill("555-0133")
    page.locator("#times").fill("after nine")
    assert faults(page) == []
    go_on(page, "easier")
    tick(page, f"prefer-{cast.ida.username}")
    page.locator("#access").fill("a ramp")
    assert faults(page) == []
    go_on(page, "check")
    assert faults(page) == []
    go_on(page, "readers")
    expect(page.locator("[data-readers]")).to_contain_text("Ida Soto")
    expect(page.locator("[data-readers]")).not_to_contain_text("Noor")
    expect(page.locator("[data-one-reader]")).to_be_visible()
    assert faults(page) == []
    assert [request.url for request in seen] == []
    send(page)
    assert faults(page) == []
    assert [request.method for request in seen] == ["POST"]
    assert told == []
    assert remembered(page) == ""
    case = Case.objects.get()
    assert list(Exclusion.objects.values_list("person", flat=True)) == [cast.noor.pk]
    body = body_of(case, cast.ida)
    said = str(body)
    for words in (STORY, "That it stops.", "555-0133", "after nine", "a ramp", "Ida Soto", "A friend", "J."):
        assert words in said
    assert "Noor" not in said
    assert [each["answer"] for each in body["answers"] if each.get("wish")] == [["Ida Soto"], ["a ramp"]]
    assert body["lang"] == language
    _title, people = make.read(case.channel, cast.ida)
    assert people["people"] == [
        {"name": "J.", "parts": ["caused"]},
        {"name": "L.", "parts": ["experienced", "witnessed"]},
    ]
    assert make.read(case.channel, cast.noor) == ["not-for-you", "not-for-you"]


@pytest.mark.requirement("B22", "S1.7", "S1.19", "T8")
def test_only_what_is_happening_must_be_answered_and_going_back_keeps_the_answers(page, live_server, cast):
    page.goto("/support/write/?lang=en#a")
    at(page, "safety")
    address = page.url
    go_on(page, "help")
    go_on(page, "happening")
    go_on(page)
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Error: Question 3")
    assert faults(page) == []
    page.locator(".error-summary__link").click()
    expect(page.locator("#happening")).to_be_focused()
    page.keyboard.type(STORY)
    go_on(page, "people")
    page.go_back()
    at(page, "happening")
    page.locator("[data-speak=es]").click()
    expect(page.locator("[data-step=happening] h1")).to_have_text("¿Qué está pasando?", use_inner_text=True)
    expect(page.locator("#happening")).to_have_value(STORY)
    for step in ("people", "answer", "easier", "check"):
        go_on(page, step)
    page.locator(".summary__row", has_text="Qué espera").get_by_role("link").click()
    at(page, "happening")
    page.locator("#hope").fill("Que pare.")
    go_on(page, "check")
    expect(page.locator("[data-summary]")).to_contain_text("Que pare.")
    assert page.url == address


def test_an_error_goes_as_soon_as_the_field_is_mended(page, live_server, cast):
    page.goto("/support/write/?lang=en#a")
    at(page, "safety")
    go_on(page, "help")
    go_on(page, "happening")
    page.locator("#hope").fill("a" * 60_001)
    go_on(page)
    expect(page.locator(".error-summary__link")).to_have_count(2)
    page.locator("#happening").fill(STORY)
    expect(page.locator(".error-summary__link")).to_have_count(1)
    expect(page.locator("#happening-error")).to_be_hidden()
    expect(page.locator("#happening[aria-invalid]")).to_have_count(0)
    expect(page.locator("#hope-error")).to_be_visible()
    assert page.title().startswith("Error:")
    page.locator("#hope").fill("That it stops.")
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.locator(".field--wrong")).to_have_count(0)
    assert page.title().startswith("Question 3")


def test_only_here_and_the_other_ways_to_answer_take_the_tick_from_each_other(page, live_server, cast):
    page.goto("/support/write/?lang=en#a")
    at(page, "safety")
    go_on(page, "help")
    go_on(page, "happening")
    page.locator("#happening").fill(STORY)
    go_on(page, "people")
    go_on(page, "answer")
    expect(page.locator("label[for=by-here]")).to_contain_text("choosing the one unticks the other")
    tick(page, "by-phone", "by-person")
    page.locator("#number").fill("555-0133")
    tick(page, "by-here")
    expect(page.locator("#by-phone")).not_to_be_checked()
    expect(page.locator("#by-person")).not_to_be_checked()
    expect(page.locator("#reach")).to_be_hidden()
    go_on(page, "easier")
    go_on(page, "check")
    expect(page.locator("[data-summary]")).to_contain_text("Only here")
    expect(page.locator("[data-summary]")).not_to_contain_text("555-0133")
    page.go_back()
    page.go_back()
    at(page, "answer")
    tick(page, "by-phone")
    expect(page.locator("#by-here")).not_to_be_checked()
    expect(page.locator("#by-phone")).to_be_checked()
    expect(page.locator("#reach")).to_be_visible()


def test_the_whole_way_can_be_gone_by_keyboard_alone(page, live_server, cast):
    page.goto("/support/write/?lang=en#a")
    at(page, "safety")

    def press_until(selector, key="Tab"):
        for _ in range(80):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            page.keyboard.press(key)
        raise AssertionError(f"never came to {selector}")

    for step in ("help", "happening"):
        press_until("[data-step]:not([hidden]) button[type=submit]")
        page.keyboard.press("Enter")
        at(page, step)
        assert page.evaluate("document.activeElement.tagName") == "H1"
    press_until("#happening")
    page.keyboard.type(STORY)
    for step in ("people", "answer", "easier", "check", "readers", "receipt"):
        press_until("[data-step]:not([hidden]) button[type=submit]")
        page.keyboard.press("Enter")
        at(page, step)
    assert Case.objects.count() == 1


def test_when_the_line_is_lost_nothing_was_sent_and_the_same_report_goes_later(page, live_server, cast):
    write(page)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if "reports" in request.url else None)
    page.route("**/support/reports/**", lambda route: route.abort())
    page.locator("[data-send]").click()
    expect(page.locator("[data-sending]")).to_contain_text("Nothing was sent. Your answers are still here.")
    assert Case.objects.count() == 0
    page.unroute("**/support/reports/**")
    send(page)
    assert len(set(sent)) == 1
    assert Case.objects.count() == 1


def test_a_report_whose_answer_was_lost_counts_as_sent_and_arrives_once(page, live_server, cast):
    write(page)

    def arrive_and_lose(route):
        route.fetch()
        route.abort()

    page.route("**/support/reports/**", arrive_and_lose, times=1)
    page.locator("[data-send]").dblclick()
    at(page, "receipt")
    assert Case.objects.count() == 1
    expect(page.locator("[data-earlier]")).to_be_hidden()


def test_a_team_that_changed_meanwhile_is_shown_and_sealed_for_anew(page, live_server, cast):
    write(page)
    make.vault_of(cast.bela)
    page.locator("[data-send]").click()
    expect(page.locator("[data-stale]")).to_be_visible()
    expect(page.locator("[data-readers]")).not_to_contain_text("Bela")
    send(page)
    assert STORY in str(body_of(Case.objects.get(), cast.chidi))


@pytest.mark.requirement("B5")
def test_leaving_out_everyone_leads_outside_and_leaving_one_is_left_to_the_person(page, live_server, cast):
    page.goto("/support/write/?lang=en#b")
    at(page, "safety")
    for step in ("help", "happening"):
        go_on(page, step)
    page.locator("#happening").fill(STORY)
    go_on(page, "people")
    tick(page, f"reachable-{cast.ida.username}")
    expect(page.locator("[data-who-can-read]")).to_contain_text("one person can read this: Noor Haddad")
    expect(page.get_by_text("To allow somebody again, take away the tick.")).to_be_visible()
    tick(page, f"reachable-{cast.noor.username}")
    go_on(page)
    expect(page.locator(".error-summary")).to_contain_text("Leave at least one reader")
    assert faults(page) == []
    national = cast.version.pack.national
    expect(page.locator("[data-few-left]")).to_contain_text(national.name.in_("en"))
    expect(page.locator("[data-few-left]")).to_contain_text(cast.version.pack.contacts.phones[0].number)
    expect(page.get_by_text("To allow somebody again, take away the tick.")).to_be_hidden()
    tick(page, f"reachable-{cast.ida.username}")
    expect(page.locator(".error-summary")).to_have_count(0)
    for step in ("answer", "easier", "check", "readers"):
        go_on(page, step)
    expect(page.locator("[data-one-reader]")).to_contain_text(national.name.in_("en"))
    assert faults(page) == []
    page.get_by_role("button", name="Allow somebody again").click()
    at(page, "people")
    tick(page, f"reachable-{cast.noor.username}")
    go_on(page, "check")
    go_on(page, "readers")
    expect(page.locator("[data-readers]")).to_contain_text("Noor Haddad")
    expect(page.locator("[data-one-reader]")).to_be_hidden()


@pytest.mark.requirement(*(f"S1.{line}" for line in range(9, 17)), "B30")
def test_violence_shows_safety_and_the_formal_routes_at_once(page, live_server, cast):
    rules = make.pack("dsa-la-crt").pack
    door = next(each for each in rules.doors if each.desk)
    one = make.newcomer(rules.desk(door.desk).offices[0])
    make.sheet(door.desk, [one], by=one)
    page.goto(f"/support/write/?lang=en#{door.code}")
    at(page, "safety")
    go_on(page, "help")
    for option in door.options:
        choice = page.locator(f"label[for=option-{option.code}]")
        for words in filter(None, [option.name, option.explains, *option.includes]):
            expect(choice).to_contain_text(words.in_("en"))
    urgent = next(option for option in door.options if option.urgent)
    expect(page.locator("#urgent")).to_be_hidden()
    tick(page, f"option-{urgent.code}")
    expect(page.locator("#urgent")).to_contain_text(door.urgent_text.in_("en"))
    expect(page.locator("#urgent")).to_contain_text(rules.national.name.in_("en"))
    expect(page.locator("#urgent .phones__number").first).to_be_visible()
    assert faults(page) == []
    go_on(page, "happening")
    page.locator("#happening").fill(STORY)
    for step in ("people", "answer", "easier", "check", "readers"):
        go_on(page, step)
    send(page)
    title, _people = make.read(Case.objects.get().channel, one)
    assert title == f"Urgent, {urgent.short.in_('en')}"


def test_files_are_sealed_and_follow_the_report(page, live_server, cast):
    photo = {"name": "from-the-hall.png", "mimeType": "image/png", "buffer": b"a photograph" * 20_000}
    write(page, files=[photo])
    send(page)
    blob = Blob.objects.get()
    assert blob.arrived
    assert blob.size > 240_000
    assert b"a photograph" not in bytes(Entry.objects.first().age_file)
    expect(page.locator("[data-lost-files]")).to_be_hidden()


def test_while_many_write_the_proof_is_solved_unseen(page, live_server, cast):
    gate._all.extend([make.now()] * BUSY)
    write(page)
    send(page)
    assert Case.objects.count() == 1


def test_a_page_opened_before_it_got_busy_solves_the_proof_when_asked(page, live_server, cast):
    write(page)
    gate._all.extend([make.now()] * BUSY)
    send(page)
    assert Case.objects.count() == 1


def test_a_browser_that_cannot_seal_says_so_and_shows_the_other_ways(page, live_server, cast):
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })")
    page.goto("/support/write/?lang=en#a")
    expect(page.get_by_text("This browser cannot seal what you write")).to_be_visible()
    expect(page.locator("[data-send]")).to_be_hidden()
    page.locator("[data-back]:visible").click()
    expect(page.get_by_role("heading", name="Other ways to reach us")).to_be_visible()


def test_a_door_that_closed_meanwhile_says_so_with_the_other_ways(page, live_server, cast):
    make.pack()
    cast.ida.terms.all().delete()
    cast.noor.terms.all().delete()
    page.goto("/support/write/?lang=en#b")
    expect(page.get_by_text("Nobody is in office there at this moment.").first).to_be_visible()
    expect(page.locator("[data-ways]")).to_contain_text(cast.version.pack.contacts.phones[0].number)
    assert faults(page) == []


def test_the_code_is_asked_back_by_four_groups_and_can_be_left_without(page, live_server, cast):
    write(page)
    groups = send(page).split()
    for place in (0, 2, 3, 5):
        page.locator(f"#group-{place}").fill(groups[place])
    page.locator("#group-3").fill("0")
    page.get_by_role("button", name="Check my paper").click()
    expect(page.locator("[data-four-answer]")).to_contain_text("differ: 4")
    page.locator("#group-3").fill(groups[3])
    page.get_by_role("button", name="Check my paper").click()
    expect(page.locator("[data-four-answer]")).to_contain_text("All four are right")
    page.emulate_media(media="print")
    expect(page.locator("[data-return-address]")).to_be_visible()
    expect(page.locator("[data-receipt-readers]")).to_be_hidden()
    page.emulate_media(media="screen")
    page.go_back()
    assert STORY not in page.content()
    page.reload()
    at(page, "safety")
    assert " ".join(groups) not in page.locator("body").text_content()
    expect(page.locator("[data-return-code]")).to_be_empty()

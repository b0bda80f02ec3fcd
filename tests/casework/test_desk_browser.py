"""The responders' desk in a real browser: from Today to the answer, and what keeps a draft."""

import pytest
from playwright.sync_api import expect

from chapterhouse.demo.telling import Told
from tests import make
from tests.casework.desk_pages import all_opened, answer, open_case, opened, read_first, row_of, unlock
from tests.sealing.vault_pages import PHONE, faults, fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


#: Another page locks the key while the case is being opened: the signatures in it are checked then.
LOCKED_AT_THE_FIRST_SIGNATURE = """
document.addEventListener("vault:unlocked", () => {
  const real = SubtleCrypto.prototype.verify;
  SubtleCrypto.prototype.verify = function (...given) {
    SubtleCrypto.prototype.verify = real;
    localStorage.clear();
    dispatchEvent(new StorageEvent("storage", { key: "vault", newValue: null }));
    document.title = "locked at once";
    return real.apply(this, given);
  };
});
"""


# ---- from Today to the answer


@pytest.mark.requirement("B4", "S0.43")
def test_a_responder_answers_a_new_report_from_today(page, live_server, cast, told):
    sign_in(page, cast.chidi)
    page.goto("/today/")
    page.get_by_role("link", name=f"{told.case.code}: give the first answer").click()
    expect(page.get_by_role("heading", name="Are you independent of everyone in this?")).to_be_visible()
    unlock(page, cast.chidi)
    expect(opened(page, "Nobody is named.")).to_be_visible()
    page.get_by_role("button", name="Yes, I am independent").click()
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    answer(page, "We hear you, and we are two.")
    expect(opened(page, "We hear you, and we are two.")).to_be_visible()
    expect(page.get_by_text("Nothing is due: we wait for the person")).to_be_visible()
    assert make.read(told.party.channel, told.box)[-1] == "We hear you, and we are two."


def test_what_is_opened_says_who_else_reads_it(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    report = opened(page, "It happened after the meeting.")
    expect(report.locator("[data-readers]")).to_contain_text("Also read by:")
    for name in ("Bela Novak", "Dana Levi", "the person"):
        expect(report.locator("[data-readers]")).to_contain_text(name)


def test_locking_closes_what_was_open_and_keeps_the_draft(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    page.locator("#reply textarea").fill("A draft")
    page.evaluate(
        "localStorage.clear(); dispatchEvent(new StorageEvent('storage', {key: 'vault', newValue: null}))"
    )
    expect(page.get_by_text("It happened after the meeting.")).to_have_count(0)
    expect(page.locator("#reply textarea")).to_have_value("A draft")
    answer(page, "A draft")
    expect(page.get_by_text("Your key is locked. Unlock it above and send again.")).to_be_visible()
    unlock(page, cast.chidi)
    page.get_by_role("button", name="Send the answer").click()
    expect(opened(page, "A draft")).to_be_visible()


def test_the_key_is_locked_from_the_case_and_from_today(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    lock = page.get_by_role("button", name="Lock my key")
    lock.click()
    expect(page.get_by_text("It happened after the meeting.")).to_have_count(0)
    expect(page.locator("[data-unlock-form] [data-secret]")).to_be_focused()
    expect(lock).to_be_hidden()
    unlock(page, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    page.goto("/today/")
    expect(lock).to_be_visible()
    said = page.get_by_role("heading", name="Your key is locked")
    expect(said).to_be_hidden()
    lock.click()
    expect(said).to_be_visible()
    expect(page.get_by_role("link", name="Unlock")).to_be_focused()
    expect(lock).to_be_hidden()


def test_a_key_locked_while_it_opens_a_case_shows_nothing_more(page, live_server, cast, worked):
    page.add_init_script(LOCKED_AT_THE_FIRST_SIGNATURE)
    sign_in(page, cast.chidi)
    page.goto(f"/cases/{worked.case.code}/")
    page.locator("[data-unlock-form] [data-secret]").fill(make.PASSPHRASES["chidi"])
    page.locator("[data-unlock-form] button[type=submit]").click()
    expect(page).to_have_title("locked at once")
    page.wait_for_timeout(500)  # in which all of it would be opened
    expect(page.locator("sealed-text[data-state=open]")).to_have_count(0)
    expect(page.locator("[data-vault-locked]")).to_be_visible()


def test_a_session_that_ended_while_writing_loses_no_word(page, live_server, cast, worked):
    read_first(page, worked.case, cast.chidi)
    page.context.clear_cookies(name="sessionid")
    answer(page, "Written before the session ended")
    expect(page.locator("#reply [data-form-said]")).to_contain_text(
        "Your words are still here. Sign in again"
    )
    expect(page.locator("#reply textarea")).to_have_value("Written before the session ended")
    sign_in(page, cast.chidi)
    page.get_by_role("button", name="Send the answer").click()
    expect(opened(page, "Written before the session ended")).to_have_count(0)
    unlock(page, cast.chidi)
    expect(opened(page, "Written before the session ended")).to_be_visible()


def test_an_answer_whose_line_was_lost_is_kept_once(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    page.route("**/entries/", lambda route: (route.fetch(), route.abort()))
    answer(page, "Only once")
    expect(page.get_by_text("Nothing was sent. Your words are still here.")).to_be_visible()
    page.unroute("**/entries/")
    page.get_by_role("button", name="Send the answer").click()
    expect(opened(page, "Only once")).to_be_visible()
    assert make.read(worked.party.channel, worked.box).count("Only once") == 1


def test_when_two_answer_at_once_the_second_sees_the_first_and_keeps_the_draft(
    page, live_server, cast, worked
):
    open_case(page, worked.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    make.reply(worked.party, by=cast.dana, text="Dana was faster.")
    answer(page, "Chidi writes too.")
    expect(page.get_by_text("Somebody wrote while you did.")).to_be_visible()
    expect(opened(page, "Dana was faster.")).to_be_visible()
    expect(page.locator("#reply textarea")).to_have_value("Chidi writes too.")
    page.get_by_role("button", name="Send the answer").click()
    expect(opened(page, "Chidi writes too.")).to_be_visible()
    assert make.read(worked.party.channel, worked.box)[-2:] == ["Dana was faster.", "Chidi writes too."]


def test_notes_title_and_people_are_written_for_colleagues_alone(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    page.get_by_label("A note for your colleagues").fill("Ask Dana first.")
    page.get_by_role("button", name="Keep the note").click()
    expect(opened(page, "Ask Dana first.")).to_be_visible()
    page.get_by_text("Change the title").click()
    page.get_by_label("Title", exact=True).fill("The meeting in May")
    page.get_by_role("button", name="Keep the title").click()
    expect(opened(page, "The meeting in May")).to_be_visible()
    page.get_by_text("Change the list").click()
    page.locator("#people-text").fill("Jules: caused it\nA friend")
    page.get_by_role("button", name="Keep the list").click()
    expect(row_of(page, "Jules")).to_contain_text("caused it")
    expect(row_of(page, "A friend")).to_be_visible()
    expect(page.get_by_text("The title was “After the meeting”.")).to_be_visible()
    expect(page.get_by_text("The list of people involved was:")).to_be_visible()
    assert "Ask Dana first." in make.read(worked.case.channel, cast.dana)
    assert make.read(worked.party.channel, worked.box) == make.read(worked.party.channel, cast.dana)


@pytest.mark.requirement("S1.29")
def test_what_the_person_asked_for_stands_beside_the_answer_until_they_have_one(page, live_server, cast):
    told = make.report("a", told=Told("After the meeting", "It happened.", preferred=("Dana Levi",)))
    make.declare(told.case, by=cast.chidi)
    open_case(page, told.case, cast.chidi)
    wished = page.locator("[data-wishes]")
    words = "They asked for: Dana Levi. Say in your answer what you could do."
    expect(wished).to_have_text(words)
    page.get_by_role("button", name="Lock my key").click()
    expect(wished).to_be_hidden()
    expect(wished).to_be_empty()
    unlock(page, cast.chidi)
    expect(wished).to_have_text(words)
    page.get_by_text("Openings to begin from").click()
    page.get_by_role("button", name="You told us whom you would rather speak with.").click()
    expect(page.locator("#reply textarea")).to_be_focused()
    page.keyboard.type("Dana answers you.")
    page.get_by_role("button", name="Send the answer").click()
    expect(opened(page, "Dana answers you.")).to_be_visible()
    expect(wished).to_be_hidden()
    said = make.read(told.party.channel, told.box)[-1]
    assert said.startswith("You told us whom you would rather speak with.")
    assert said.endswith("Dana answers you.")


@pytest.mark.requirement("S0.58")
def test_a_recorded_conversation_keeps_the_promise(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    page.get_by_text("Record that you spoke with the person").click()
    page.get_by_label("What was said").fill("She would like to meet.")
    page.get_by_role("button", name="Record it").click()
    expect(opened(page, "She would like to meet.")).to_be_visible()
    expect(page.get_by_text("Nothing is due: we wait for the person")).to_be_visible()


def test_the_list_of_cases_opens_its_titles(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    page.goto("/cases/")
    expect(page.get_by_text("After the meeting")).to_be_visible()


# ---- for everybody


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_the_desk_fits_a_phone_and_axe_finds_nothing(page, live_server, cast, worked, language):
    new = make.report("a", at=make.now())
    page.set_viewport_size(PHONE)
    page.goto(f"/display/?lang={language}")
    sign_in(page, cast.chidi)
    places = (
        "/today/",
        "/cases/",
        f"/cases/{new.case.code}/",
        f"/cases/{worked.case.code}/",
        "/absences/",
        "/write-down/",
    )
    for address in places:
        page.goto(address)
        for locked in page.locator("[data-vault-locked]").all():
            expect(locked).to_be_visible()
        assert (faults(page), fits(page)) == ([], True), f"{address}, locked"
    page.goto(places[3])
    unlock(page, cast.chidi)
    all_opened(page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert (faults(page), fits(page)) == ([], True)


def test_a_case_is_unlocked_read_and_answered_by_keyboard_alone(page, live_server, cast, worked):
    sign_in(page, cast.chidi)
    page.goto(f"/cases/{worked.case.code}/")
    expect(page.locator("[data-unlock-form] [data-secret]")).to_be_focused()
    page.keyboard.type(make.PASSPHRASES["chidi"])
    page.keyboard.press("Enter")
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    page.get_by_role("link", name="Go to the answer").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#reply textarea")).to_be_focused()
    page.keyboard.type("We are two.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(opened(page, "You are not alone in this")).to_contain_text("We are two.")

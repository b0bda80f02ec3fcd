"""Coming back by code, in a real browser."""

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Case, Stop
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.sealing.models import Entry, Mailbox
from tests import make
from tests.support.visiting import PHONE, STORY, at, come_back, faults, go_on, remembered, send, write

pytestmark = pytest.mark.django_db(transaction=True)

CODE = make.CODES[0]
PAPER = make.CODES[1]


@pytest.mark.requirement("S1.18", "S2.5", "T7", "B7", "B48")
def test_somebody_comes_back_reads_the_answer_and_writes_again(page, live_server, cast):
    page.set_viewport_size(PHONE)
    write(page, excluding=[cast.bela])
    code = send(page)
    told = Case.objects.get()
    make.declare(told, by=cast.chidi)
    make.reply(told.parties.get(), by=cast.chidi, text="We hear you.\n\nWhen can we talk?")
    come_back(page, code.replace(" ", "-"))
    assert faults(page) == []
    newest = page.locator("article").first
    expect(newest).to_contain_text("We hear you.")
    expect(newest.locator(".tag")).to_have_text("New", use_inner_text=True)
    expect(newest.locator("h3")).to_have_text("Chidi Okafor")
    expect(page.locator("article").nth(1)).to_contain_text(STORY)
    expect(page.locator("[data-promise]")).to_contain_text("No answer is due from us now")
    expect(page.locator("[data-who]")).not_to_contain_text("Bela")
    page.locator("#reply").fill("Tomorrow after nine.")
    page.locator("#reply-files").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"abc" * 99}
    )
    page.get_by_role("button", name="Send the message").dblclick()
    expect(page.locator("[data-replying]")).to_contain_text("Sent.")
    expect(page.locator("article").first).to_contain_text("Tomorrow after nine.")
    expect(page.locator(".tag", has_text="New")).to_have_count(0)
    assert "Tomorrow after nine." in str(make.read(told.parties.get().channel, cast.chidi))
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a.txt").click()
    assert saved.value.path().read_bytes() == b"abc" * 99
    assert remembered(page) == ""
    page.get_by_role("link", name="Close and forget").first.click()
    page.wait_for_url(lambda address: "/return/" not in address)
    page.go_back()
    assert "We hear you." not in page.content()


@pytest.mark.requirement("S2.5", "S1.29", "S0.43", "B8")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_person_sees_that_something_is_done_by_whom_and_by_when(page, live_server, cast, language):
    told = make.report("a", code=CODE)

    def sees(promise, working):
        page.goto(f"/support/return/?lang={language}")
        at(page, "code")
        page.locator("#code").fill(CODE)
        go_on(page, "inside")
        expect(page.locator("[data-promise]")).to_contain_text(promise[language == "es"], use_inner_text=True)
        expect(page.locator("[data-working]")).to_contain_text(working[language == "es"], use_inner_text=True)

    due = ("We answer here by", "Respondemos aquí a más tardar")
    sees(due, ("Nobody has taken it on yet", "Nadie se ha hecho cargo todavía"))
    make.take(told, cast.chidi, cast.dana)
    sees(due, ("Working on this: Chidi Okafor and Dana Levi", "Se ocupan de esto: Chidi Okafor y Dana Levi"))
    make.exclude(told.case, cast.dana)
    sees(due, ("Working on this: Chidi Okafor.", "Se ocupan de esto: Chidi Okafor."))
    make.stop(told)
    sees(("You asked us to stop", "Nos pidió parar"), ("", ""))
    expect(page.locator("[data-working]")).to_be_empty()
    assert faults(page) == []


def test_wrong_check_digits_are_found_before_anything_is_asked(page, live_server, cast):
    page.goto("/support/return/?lang=en")
    at(page, "code")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#code").fill("1234 5678 9012 3456 7890 1236")
    go_on(page)
    expect(page.locator(".error-summary")).to_contain_text("Two digits at the end check the others")
    assert faults(page) == []
    page.locator("#code").fill("1234 5678")
    go_on(page)
    expect(page.locator(".error-summary")).to_contain_text("there are 8 here")
    assert asked == []


def test_a_code_may_come_in_other_digits_and_an_unknown_one_opens_nothing(page, live_server, cast):
    make.report("a", code=CODE)
    come_back(page, "۱۲۳۴-۵۶۷۸.۹۰۱۲ ۳۴۵۶ ۷۸۹۰ ۱۲۳۵")
    come_back(page, make.CODES[2], step="code")
    expect(page.locator("[data-opening]")).to_have_text(
        "That code does not open anything.", use_inner_text=True
    )


@pytest.mark.requirement("B5")
def test_the_person_shuts_somebody_out_asks_for_another_and_stops(page, live_server, cast):
    told = make.report("a", code=CODE)
    come_back(page, CODE)
    page.locator("[data-who] li", has_text="Bela Novak").get_by_role("button").click()
    expect(page.locator("[data-who-answer]")).to_contain_text("Bela Novak cannot read this any more.")
    bela = page.locator("[data-who] li", has_text="Bela Novak")
    expect(bela).to_contain_text("holds a key until it is next changed; nothing is given to them here")
    expect(bela.get_by_role("button")).to_have_count(0)
    assert not Case.objects.visible_to(cast.bela, make.now()).exists()
    page.get_by_role("button", name="Ask for another responder").click()
    expect(page.locator("[data-another-answer]")).to_contain_text("You asked for another responder")
    page.get_by_role("button", name="Stop here").click()
    expect(page.locator("[data-promise]")).to_contain_text("You asked us to stop")
    assert faults(page) == []
    assert Stop.objects.filter(case=told.case, ended=None).exists()
    make.declare(told.case, by=cast.chidi)
    make.renew(told.case, by=cast.chidi)
    come_back(page, CODE)
    expect(page.locator("[data-who]")).to_contain_text("Chidi Okafor")
    expect(page.locator("[data-who]")).not_to_contain_text("Bela")


def test_who_left_office_with_a_key_is_named_and_can_be_shut_out(page, live_server, cast):
    told = make.report("a", code=CODE)
    leave_office(term=cast.dana.terms.get(), by="operator", at=make.now())
    come_back(page, CODE)
    dana = page.locator("[data-who] li", has_text="Dana Levi")
    expect(dana).to_contain_text("holds a key until it is next changed; nothing is given to them here")
    dana.get_by_role("button", name="Must not read this").click()
    expect(page.locator("[data-who-answer]")).to_contain_text("Dana Levi cannot read this any more.")
    expect(dana.get_by_role("button")).to_have_count(0)
    assert make.fresh(told.case).exclusions.get().person == cast.dana


def test_what_nobody_signed_and_what_is_missing_is_said(page, live_server, cast):
    told = make.report("a", code=CODE)
    make.declare(told.case, by=cast.chidi)
    make.reply(told.party, by=cast.chidi, text="First.")
    make.reply(told.party, by=cast.chidi, text="Second.")
    entries = list(Entry.objects.in_channel(told.party.channel))
    entries[1].delete()
    Entry.objects.filter(pk=entries[0].pk).update(age_file=entries[0].age_file[:-1] + b"x")
    come_back(page, CODE)
    expect(page.locator("article").first).to_contain_text("An entry is missing here")
    expect(page.locator("article").last).to_contain_text("damaged or altered")


def test_a_state_file_that_the_server_put_there_is_not_believed(page, live_server, cast):
    make.report("a", code=CODE)
    other = make.report("a")
    Mailbox.objects.filter(party__isnull=False).exclude(pk=other.party.mailbox_id).update(
        state_file=other.party.mailbox.state_file
    )
    come_back(page, CODE, step="code")
    expect(page.locator("[data-opening]")).to_contain_text("damaged or altered")


def arrived(route):
    """It comes to the site, and nothing comes back."""
    route.fetch()
    route.abort()


def never(route):
    route.abort()


@pytest.mark.parametrize(
    ("lost", "how"),
    [("mailbox/entries/", never), ("mailbox/entries/", arrived), ("mailbox/", never)],
)
def test_a_message_whose_line_was_lost_is_there_once(page, live_server, cast, lost, how):
    told = make.report("a", code=CODE)
    come_back(page, CODE)
    page.route(f"**/support/{lost}?*", how)
    page.locator("#reply").fill("Please call.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator("[data-replying]")).to_contain_text("The line was lost. Your words are still here.")
    page.unroute(f"**/support/{lost}?*")
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator("[data-replying]")).to_contain_text("Sent.")
    expect(page.locator("#reply")).to_have_value("")
    assert Entry.objects.in_channel(told.party.channel).count() == 2


def test_a_word_of_retaliation_whose_line_was_lost_is_there_once(page, live_server, cast):
    told = make.report("b", code=CODE)
    come_back(page, CODE)
    page.locator("summary", has_text="taken out on you").click()
    page.route("**/formal/retaliation/**", arrived)
    page.locator("#retaliation-text").fill("They shut me out.")
    tell = page.locator("[data-tell-retaliation] button")
    tell.click()
    expect(page.locator("[data-formal-answer]")).to_contain_text("it arrives only once")
    page.unroute("**/formal/retaliation/**")
    expect(page.locator("#retaliation-text")).to_have_value("They shut me out.")
    tell.click()
    expect(page.locator("[data-formal-answer]")).to_contain_text("Sent.")
    assert (told.case.retaliations.count(), Entry.objects.in_channel(told.party.channel).count()) == (1, 2)


@pytest.mark.requirement("B14")
def test_words_written_while_somebody_was_taken_off_are_kept_and_sealed_to_those_who_stay(
    page, live_server, cast
):
    told = make.report("a", code=CODE)
    make.declare(told.case, by=cast.chidi)
    come_back(page, CODE)
    page.locator("#reply").fill("Only for those who stay.")
    make.remove(told.case, cast.dana, by=cast.chidi)
    make.renew(told.case, by=cast.chidi)
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator("[data-replying]")).not_to_be_empty()
    expect(page.locator("[data-who] li", has_text="Dana Levi")).to_contain_text("cannot read this now")
    expect(page.locator("[data-who] li", has_text="Mara Quist")).to_contain_text(
        "may hear that an answer is late"
    )
    expect(page.locator("#reply")).to_have_value("Only for those who stay.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator("[data-replying]")).to_contain_text("Sent.")
    assert "Only for those who stay." in make.read(told.party.channel, cast.chidi)
    assert make.read(told.party.channel, cast.dana)[-1] == "not-for-you"


def test_the_page_closes_itself_when_nobody_touches_it(page, live_server, cast):
    make.report("a", code=CODE)
    page.clock.install()
    page.goto("/support/return/?lang=en")
    at(page, "code")
    page.locator("#code").fill(CODE)
    go_on(page)
    at(page, "inside")
    page.clock.fast_forward("16:00")
    page.wait_for_url("**/support/")


@pytest.mark.requirement("S2.13", "B29")
def test_a_code_on_paper_opens_a_letter_and_then_a_code_of_ones_own(page, live_server, cast):
    case = make.written_down(by=cast.ida, invitation=PAPER)
    come_back(page, PAPER, step="letter")
    expect(page.locator("[data-letter]")).to_contain_text("Welcome.")
    expect(page.locator("[data-letter-from]")).to_contain_text("Ida Soto")
    assert faults(page) == []
    go_on(page, "own-code")
    assert faults(page) == []
    own = page.locator("[data-return-code]").inner_text()
    page.get_by_role("button", name="I have it: open the conversation").click()
    at(page, "inside")
    page.locator("#reply").fill("I have read it.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator("[data-replying]")).to_contain_text("Sent.")
    assert "I have read it." in make.read(case.parties.get().channel, cast.noor)
    come_back(page, own)
    come_back(page, PAPER, step="code")
    expect(page.locator("[data-opening]")).to_contain_text("That code does not open anything.")

"""The responders' desk in a real browser: who reads, a server that lies, a report on paper, files."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Case
from chapterhouse.journal.models import Row
from chapterhouse.sealing.actions.files import place_of, receive
from chapterhouse.sealing.models import Blob, Entry, KeyWrap, Notebook
from tests import make
from tests.casework.desk_pages import all_opened, answer, open_case, opened, row_of, unlock
from tests.sealing.vault_pages import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


# ---- who reads


@pytest.mark.requirement("S1.26", "B41")
def test_two_are_proposed_and_one_alone_needs_a_reason(page, live_server, cast, told):
    make.declare(told.case, by=cast.chidi)
    open_case(page, told.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    form = page.locator("#assign form")
    assert form.locator("input:checked").count() == 2
    for other in (cast.bela, cast.dana):
        form.locator(f"input[value={other.username}]").set_checked(False)
    form.get_by_role("button", name="Assign").click()
    expect(form.get_by_text("Say why one person is enough here")).to_be_visible()
    form.locator("textarea").fill("A short question.")
    form.get_by_role("button", name="Assign").click()
    expect(opened(page, "A short question.")).to_be_visible()
    assert [row.person for row in told.case.assignments.all()] == [cast.chidi]


@pytest.fixture
def brought(cast, worked):
    """Bela lost the wraps, as somebody elected later never had them: the case is held by Chidi and Dana."""
    KeyWrap.objects.filter(card__user=cast.bela).delete()
    return worked


@pytest.mark.requirement("B14")
def test_a_newcomer_is_brought_in_after_comparing_numbers_and_reads_it_all(page, live_server, cast, brought):
    make.reply(brought.party, by=cast.dana, text="Before Bela came.")
    open_case(page, brought.case, cast.chidi)
    expect(opened(page, "Before Bela came.")).to_be_visible()
    page.locator("#assign summary").click()
    page.locator(f"#assign input[value={cast.bela.username}]").check()
    page.locator("#assign").get_by_role("button", name="Assign").click()
    expect(page.get_by_text("Compare before you continue")).to_be_visible()
    assert not KeyWrap.objects.filter(card__user=cast.bela).exists()
    page.get_by_role("button", name="I have compared it").click()
    expect(page.get_by_text("Chidi Okafor gave this case to Bela Novak.")).to_be_visible()
    make.declare(brought.case, by=cast.bela)
    assert make.read(brought.party.channel, cast.bela)[-1] == "Before Bela came."
    assert "not-for-you" not in make.read(brought.case.channel, cast.bela)


def test_nobody_is_brought_in_whose_number_was_not_compared(page, live_server, cast, brought):
    open_case(page, brought.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    page.locator("#assign summary").click()
    page.locator(f"#assign input[value={cast.bela.username}]").check()
    page.locator("#assign").get_by_role("button", name="Assign").click()
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_text("Compare before you continue")).to_be_hidden()
    assert not KeyWrap.objects.filter(card__user=cast.bela).exists()


@pytest.mark.requirement("B14")
def test_after_a_removal_the_next_words_are_under_a_key_the_removed_one_lacks(
    page, live_server, cast, worked
):
    open_case(page, worked.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    dana = cast.dana
    page.get_by_text("Take somebody off").click()
    page.locator("#remove").select_option(dana.username)
    page.get_by_role("button", name="Take them off this case").click()
    expect(page.get_by_text("Chidi Okafor changed the key")).to_have_count(0)
    expect(page.get_by_text("Chidi Okafor took Dana Levi off this case.")).to_be_visible()
    answer(page, "Without Dana")
    expect(opened(page, "Without Dana")).to_be_visible()
    newest = Entry.objects.in_channel(worked.party.channel).last().channel_key
    assert newest.version == 2
    assert sorted(wrap.card.user.name for wrap in newest.wraps.exclude(card=None)) == [
        "Bela Novak",
        "Chidi Okafor",
    ]
    assert make.read(worked.party.channel, dana)[-1] == "not-for-you"
    assert make.read(worked.party.channel, worked.box)[-1] == "Without Dana"
    assert Row.objects.filter(subject=worked.case.code, verb="renewed-key").exists()


def test_whoever_the_person_shuts_out_loses_the_next_words_without_a_trace(page, live_server, cast, worked):
    make.exclude(worked.case, cast.bela)
    open_case(page, worked.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.").locator("[data-readers]")).not_to_contain_text(
        "Bela"
    )
    answer(page, "Without Bela")
    expect(opened(page, "Without Bela")).to_be_visible()
    assert make.read(worked.party.channel, cast.bela)[-1] == "not-for-you"


@pytest.mark.requirement("S0.14")
def test_a_case_is_handed_over_and_taken(page, live_server, cast, worked):
    open_case(page, worked.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    page.get_by_text("Hand over", exact=True).click()
    page.get_by_role("button", name="Ask them to take over").click()
    expect(page.get_by_text("Chidi Okafor asked Bela Novak to take over.")).to_be_visible()
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    sign_in(page, cast.bela)
    page.goto("/today/")
    page.get_by_role("link", name="Open it to accept").click()
    expect(page.get_by_role("button", name="Yes, I am independent")).to_be_disabled()
    unlock(page, cast.bela)
    page.get_by_role("button", name="Yes, I am independent").click()
    page.get_by_role("button", name="Accept the case").click()
    expect(page.get_by_text("The case is yours now.")).to_be_visible()
    assert [person.name for person in make.fresh(worked.case).pair] == ["Dana Levi", "Bela Novak"]


# ---- a server that turns against its readers


def test_what_nobody_who_holds_the_key_signed_is_shown_as_not_verified(page, live_server, cast, worked):
    forger = make.box()
    channel = make.visits.come_back(worked.box, worked.party)
    channel.me = forger
    entry = make.sealed(channel, "message", "I am the person, believe me.")
    make.talk.write_as_person(party=worked.party, entry=entry, at=make.now())
    open_case(page, worked.case, cast.chidi)
    expect(opened(page, "Sender not verified").locator(":scope", has_text="believe me")).to_be_visible()


def test_a_message_the_server_keeps_back_leaves_a_gap(page, live_server, cast, worked):
    make.write(worked, "The one that is kept back")
    make.write(worked, "The one after it")
    Entry.objects.in_channel(worked.party.channel).order_by("-pk")[1].delete()
    open_case(page, worked.case, cast.chidi)
    expect(
        opened(page, "A message before this one is missing.").locator(":scope", has_text="after it")
    ).to_be_visible()


def test_a_key_nobody_vouches_for_is_read_and_never_written_to(page, live_server, cast, worked):
    statement = worked.party.channel.statements.order_by("seq").last()
    statement.note = statement.note.replace(cast.bela.username, cast.ida.username)
    statement.save()
    open_case(page, worked.case, cast.chidi)
    expect(page.get_by_text("nobody who held it vouches for the change")).to_be_visible()
    expect(page.get_by_role("button", name="Send the answer")).to_be_hidden()


def test_a_title_moved_from_another_case_is_not_shown_as_its_own(page, live_server, cast, worked):
    other = make.report("a", told=make.told(title="The other title"))
    mine = worked.case.title
    mine.age_file = other.case.title.age_file
    mine.save()
    open_case(page, worked.case, cast.chidi)
    all_opened(page)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    expect(page.get_by_text("The other title")).to_have_count(0)


def test_with_a_notebook_that_is_not_ours_nothing_is_written_or_accepted(page, live_server, cast, brought):
    def lie(route):
        data = route.fetch().json()
        route.fulfill(json=data | {"notebook": data["passphrase_wrap"]})

    page.route("**/vault/data.json", lie)
    open_case(page, brought.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    expect(page.get_by_text("Your notes of what you compared could not be read")).to_be_visible()
    expect(page.get_by_role("link", name="Compare them on the page of your key")).to_have_attribute(
        "href", "/vault/key/"
    )
    expect(page.get_by_role("button", name="Send the answer")).to_be_hidden()
    page.locator("#assign summary").click()
    page.locator(f"#assign input[value={cast.bela.username}]").check()
    page.locator("#assign").get_by_role("button", name="Assign").click()
    expect(page.locator("#assign [data-form-said]")).to_contain_text("Your notes of what you compared")
    assert not Notebook.objects.filter(user=cast.chidi).exists()
    assert not KeyWrap.objects.filter(card__user=cast.bela).exists()


def test_a_new_key_that_is_refused_every_time_is_tried_once_at_each_opening(page, live_server, cast, worked):
    make.remove(worked.case, cast.dana, by=cast.chidi)
    tried = []

    def refuse(route):
        tried.append(route.request.url)
        route.fulfill(status=409, json={"refused": "stale-team", "sentence": "No."})

    page.route("**/keys/", refuse)
    with page.expect_response(f"**/cases/{worked.case.code}/data.json"):  # asked for anew after the refusal
        open_case(page, worked.case, cast.chidi)
    expect(page.locator("[data-said]")).to_be_hidden()
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    assert len(tried) == 1


# ---- written down with the person


@pytest.mark.requirement("S2.13", "B29")
def test_an_officer_writes_it_down_and_the_person_takes_a_code_home(page, live_server, cast):
    sign_in(page, cast.noor)
    page.goto("/write-down/")
    unlock(page, cast.noor)
    expect(page.locator("[data-write-form] [data-readers]")).to_have_text("Ida Soto, Noor Haddad")
    page.locator("[data-told]").fill("He would not let me leave.")
    page.locator("[data-involved]").fill("Max: caused it")
    page.get_by_role("button", name="Seal it and make the slip").click()
    page.get_by_role("button", name="I have compared it").click()
    page.locator("[data-slip]").wait_for()
    code = "".join(page.locator("[data-slip] [data-return-code] span").all_inner_texts())
    assert re.fullmatch(r"\d{24}", code)
    expect(page.locator("[data-return-address]")).to_have_text(f"{live_server.url}/support/return/")
    expect(page.get_by_text("He would not let me leave.")).to_have_count(0)
    page.get_by_role("link", name="Open the case").click()
    expect(opened(page, "He would not let me leave.")).to_be_visible()
    expect(row_of(page, "Max")).to_contain_text("caused it")
    guest = make.join(code)
    make.reply(guest.party, by=cast.noor, text="Welcome.")
    assert make.read(guest.party.channel, guest.box)[-1] == "Welcome."


@pytest.mark.requirement("S1.28")
def test_who_the_person_names_gets_no_key_to_what_is_written_down(page, live_server, cast):
    sign_in(page, cast.noor)
    page.goto("/write-down/")
    unlock(page, cast.noor)
    page.locator("[data-told]").fill("It was Ida.")
    page.get_by_label("Ida Soto").check()
    expect(page.locator("[data-write-form] [data-readers]")).to_have_text("Noor Haddad")
    page.get_by_role("button", name="Seal it and make the slip").click()
    page.locator("[data-slip]").wait_for()
    case = Case.objects.get()
    assert not KeyWrap.objects.filter(card__user=cast.ida).exists()
    assert case.exclusions.get().person == cast.ida


# ---- files


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0300"
    "05fe02fea72d6ee20000000049454e44ae426082"
)


def attach(told, name, kind, data, *, arrives=True):
    """The person writes with a file, as their browser does."""
    channel = make.visits.come_back(told.box, make.fresh(told.party))
    named, sealed = channel.seal_file(name, kind, data)
    sent = channel.seal_entry("message", f"See {name}.", files=[named])
    files = [{"entry": sent["uuid"], "sha256": named.sha256, "size": named.size}]
    make.talk.write_as_person(party=told.party, entry=make.rows.as_entry(sent, files), at=make.now())
    if arrives:
        receive(sha256=named.sha256, body=BytesIO(sealed), at=make.now())


def test_an_attached_file_is_opened_here_and_a_picture_shown(page, live_server, cast, worked):
    attach(worked, "photo.png", "image/png", PICTURE)
    open_case(page, worked.case, cast.chidi)
    with page.expect_download() as download:
        page.get_by_role("button", name="photo.png, image/png").click()
    assert download.value.suggested_filename == "photo.png"
    assert Path(download.value.path()).read_bytes() == PICTURE
    expect(page.get_by_role("img", name="photo.png")).to_be_visible()


def test_a_page_that_somebody_attached_is_kept_and_never_opened_here(page, live_server, cast, worked):
    attach(worked, "page.html", "text/html", b"<script>document.title = 'ran'</script>")
    open_case(page, worked.case, cast.chidi)
    with page.expect_download() as download:
        page.get_by_role("button", name="page.html, text/html").click()
    assert download.value.suggested_filename == "page.html"
    assert page.locator("sealed-text img, iframe, object, embed").count() == 0


def test_a_file_that_never_arrived_is_shown_as_missing(page, live_server, cast, worked):
    attach(worked, "letter.pdf", "application/pdf", b"%PDF", arrives=False)
    open_case(page, worked.case, cast.chidi)
    expect(page.get_by_text("letter.pdf: named, but it never arrived.")).to_be_visible()


def test_a_file_that_was_altered_on_the_server_is_not_given_out(page, live_server, cast, worked):
    attach(worked, "photo.png", "image/png", PICTURE)
    blob = Blob.objects.get()
    place_of(blob.sha256).write_bytes(place_of(blob.sha256).read_bytes()[:-1] + b"x")
    open_case(page, worked.case, cast.chidi)
    page.get_by_role("button", name="photo.png, image/png").click()
    expect(page.get_by_text("Damaged or altered: it cannot be opened.")).to_be_visible()

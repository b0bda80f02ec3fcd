"""A person takes their conversation along: theirs alone, by code, with the key made in their browser."""

import re

import pytest
from playwright.sync_api import expect

from chapterhouse.journal.models import Row
from chapterhouse.sealing.models import Entry, KeyWrap
from tests import make
from tests.casework.exports import commands, follow, got, manifest_of, unpack, unzipped
from tests.support.asking import post
from tests.support.visiting import PHONE, come_back, faults

CODE = make.CODES[0]
STORY = "It was at the Thursday canvass."
#: Downloads in a browser need rows that its server sees.
IN_BROWSER = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(cast):
    told = make.report("a", code=CODE, told=make.told(text=STORY))
    make.declare(told.case, by=cast.chidi)
    make.reply(told.party, by=cast.chidi, text="We hear you.")
    make.note(told.case, by=cast.chidi, text="For colleagues alone.")
    return told


def taken(told):
    return got(post("mailbox/export/", {"auth": told.box.auth}))


# ---- what is in it


def test_only_their_own_channel_and_the_wraps_of_their_mailbox_are_in_it(cast, told):
    make.report("a")
    data = taken(told)
    files = unzipped(data)
    [channel] = manifest_of(files)["channels"]
    assert channel["channel"] == str(told.party.channel.uuid)
    mine = Entry.objects.in_channel(told.party.channel)
    sealed = {content for name, content in files.items() if name.startswith("entry-")}
    assert sealed == {bytes(entry.age_file) for entry in mine}
    for entry in Entry.objects.exclude(pk__in=mine):
        assert bytes(entry.age_file) not in data
    wraps = KeyWrap.objects.filter(mailbox=told.party.mailbox)
    assert {files[key["wrap"]] for key in channel["keys"]} == {bytes(wrap.age_file) for wrap in wraps}
    for wrap in KeyWrap.objects.exclude(pk__in=wraps):
        assert bytes(wrap.age_file) not in data
    assert "identity.age" not in files


def test_neither_words_nor_the_code_of_the_case_stand_in_it(cast, told):
    data = taken(told)
    for word in (STORY, "We hear you.", "For colleagues alone.", told.case.code, told.party.code, CODE):
        assert word.encode() not in data, word


def test_who_may_read_without_having_written_is_named_and_nobody_who_may_not(cast):
    told = make.report("a", excluding=[cast.bela])
    names = manifest_of(unzipped(taken(told)))["names"].values()
    assert {"Chidi Okafor", "Dana Levi"} == set(names)


def test_its_page_needs_one_command(cast, told):
    page = unzipped(taken(told))["HOW.html"].decode()
    assert commands(page) == [["age", "-d", "-i", "case.key", "entry-001.age"]]


# ---- who may


def test_another_code_takes_nothing_and_the_address_holds_none(cast, told, client):
    assert post("mailbox/export/", {"auth": "0" * 64}).status_code == 404
    assert client.get("/support/mailbox/export/").status_code == 405
    assert post("mailbox/export/", {}).status_code == 422


def test_taking_it_is_told_to_nobody(cast, told):
    rows = Row.objects.count()
    taken(told)
    assert Row.objects.count() == rows


def test_its_answer_sets_no_cookie_and_is_kept_nowhere(cast, told):
    answer = post("mailbox/export/", {"auth": told.box.auth})
    assert answer.cookies == {}
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="export.zip"'


# ---- in a browser


def saved(page, words, into):
    with page.expect_download() as download:
        page.get_by_role("button", name=words).click()
    path = into / download.value.suggested_filename
    download.value.save_as(path)
    return path


@IN_BROWSER
def test_the_zip_and_the_key_beside_it_open_with_the_age_program(
    page, live_server, cast, told, age, tmp_path
):
    page.set_viewport_size(PHONE)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    come_back(page, CODE)
    zipped = saved(page, "Save the zip", tmp_path)
    expect(page.locator("[data-take-said]")).to_contain_text("The whole zip has arrived.")
    key = saved(page, "Save case.key", tmp_path)
    assert (zipped.name, key.name) == ("export.zip", "case.key")
    unpack(zipped.read_bytes(), tmp_path)
    [said] = follow(tmp_path, age)
    assert STORY in said
    assert not [body for body in sent if "AGE-SECRET-KEY" in body]
    assert faults(page) == []


@IN_BROWSER
def test_after_somebody_left_one_key_file_still_opens_everything(page, live_server, cast, told, tmp_path):
    make.remove(told.case, cast.dana, by=cast.chidi)
    make.renew(told.case, by=cast.chidi)
    make.reply(told.party, by=cast.chidi, text="Only those who stayed.")
    come_back(page, CODE)
    unpack(saved(page, "Save the zip", tmp_path).read_bytes(), tmp_path)
    saved(page, "Save case.key", tmp_path)
    page.goto((tmp_path / "read.html").as_uri())
    chosen = [path for path in tmp_path.iterdir() if path.suffix != ".zip"]
    page.locator("#files").set_input_files(chosen)
    page.locator("button[type=submit]").click()
    expect(page.locator("article")).to_have_count(3)
    expect(page.locator("article").first.locator("h3")).to_have_text("You", use_inner_text=True)
    expect(page.locator("article").last).to_contain_text("Only those who stayed.")
    expect(page.get_by_text("not verified")).to_have_count(0)


@IN_BROWSER
def test_the_return_code_opens_the_zip_too(page, live_server, cast, told, tmp_path):
    zipped = tmp_path / "export.zip"
    zipped.write_bytes(taken(told))
    unpack(zipped.read_bytes(), tmp_path)
    page.goto((tmp_path / "read.html").as_uri())
    page.locator("#files").set_input_files(zipped)
    page.locator("#secret").fill(re.sub(r"(....)", r"\1-", CODE))
    page.locator("button[type=submit]").click()
    expect(page.locator("article").first).to_contain_text(STORY)


@IN_BROWSER
def test_a_line_that_is_lost_is_said_and_saving_again_works(page, live_server, cast, told, tmp_path):
    come_back(page, CODE)
    page.route("**/mailbox/export/**", lambda route: route.abort())
    page.get_by_role("button", name="Save the zip").click()
    expect(page.locator("[data-take-said]")).to_contain_text("nothing was kept")
    page.unroute("**/mailbox/export/**")
    assert unzipped(saved(page, "Save the zip", tmp_path).read_bytes())

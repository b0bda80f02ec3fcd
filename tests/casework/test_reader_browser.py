"""The offline reader in a real browser, from a disk: opens what was taken along, and asks nobody."""

import re

import pytest
from playwright.sync_api import expect

from tests import make
from tests.casework.exports import FILE, FILE_NAME, attach, got, unpack
from tests.sealing.vault_pages import PHONE, faults, fits

pytestmark = pytest.mark.django_db(transaction=True)
STORY = "It was at the Thursday canvass."


@pytest.fixture
def told(cast):
    told = make.report("a", code=make.CODES[0], told=make.told(text=STORY, title="The canvass in May"))
    make.declare(told.case, by=cast.chidi)
    make.reply(told.party, by=cast.chidi, text="We hear you.")
    make.write(told, "Thank you.")
    attach(told, cast.chidi)
    return told


@pytest.fixture
def zipped(client, cast, told):
    client.force_login(cast.chidi)
    return got(client.get(f"/cases/{told.case.code}/export.zip"))


@pytest.fixture
def folder(zipped, tmp_path):
    return unpack(zipped, tmp_path)


@pytest.fixture
def quiet(page):
    """The page, and what it asked for or complained of besides itself."""
    heard = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return page, heard


def open_with(page, folder, files, secret, language="English"):
    page.goto((folder / "read.html").as_uri())
    switch = page.get_by_role("button", name=language)
    if switch.is_visible():
        switch.click()
    page.locator("#files").set_input_files(files)
    page.locator("#secret").fill(secret)
    page.locator("button[type=submit]").click()


def articles(page):
    return page.locator("article")


def test_a_case_is_read_from_its_folder_with_the_recovery_key(quiet, cast, folder):
    page, heard = quiet
    page.set_viewport_size(PHONE)
    spaced = re.sub(r"(.{6})", r"\1 ", cast.recovery[cast.chidi.username]).lower()
    open_with(page, folder, sorted(folder.iterdir()), spaced)
    expect(page.locator("h1", has_text="The canvass in May")).to_be_visible()
    heading = page.get_by_role("heading", name="Conversation with")
    said = page.locator("[data-open] > section", has=heading).locator("article")
    expect(said).to_have_count(3)
    for entry, name, words in zip(
        said.all(), ("The person", "You", "The person"), (STORY, "We hear you.", "Thank you."), strict=True
    ):
        expect(entry).to_contain_text(words)
        expect(entry.locator("h3")).to_have_text(name, use_inner_text=True)
    expect(page.get_by_text("not verified")).to_have_count(0)
    assert (faults(page), fits(page)) == ([], True)
    with page.expect_download() as saved:
        page.get_by_role("button", name=f"Save {FILE_NAME}").click()
    assert saved.value.path().read_bytes() == FILE
    assert [each for each in heard if not each.startswith(("file:", "blob:file:", "blob:null"))] == []


def test_the_zip_itself_opens_too_and_a_colleague_is_named(quiet, cast, told, folder, zipped, tmp_path):
    page, _heard = quiet
    zip_file = tmp_path / "C.zip"
    zip_file.write_bytes(zipped)
    (tmp_path / "recovery.txt").write_text(cast.recovery[cast.chidi.username])
    open_with(page, folder, [zip_file, tmp_path / "recovery.txt"], "")
    expect(articles(page).filter(has_text="We hear you.")).to_be_visible()


def test_the_whole_folder_can_be_chosen(quiet, cast, folder):
    page, _heard = quiet
    page.goto((folder / "read.html").as_uri())
    page.locator("#folder").set_input_files(folder)
    page.locator("#secret").fill(cast.recovery[cast.chidi.username])
    page.locator("button[type=submit]").click()
    expect(articles(page).filter(has_text=STORY)).to_be_visible()


def test_it_speaks_spanish(quiet, cast, folder):
    page, _heard = quiet
    open_with(page, folder, sorted(folder.iterdir()), cast.recovery[cast.chidi.username], language="Español")
    expect(page.get_by_role("heading", name="Conversación con")).to_be_visible()
    expect(page.get_by_text("Conversation with")).not_to_be_visible()
    assert faults(page) == []


def test_another_key_opens_nothing_and_missing_files_are_said(quiet, cast, folder):
    page, _heard = quiet
    open_with(page, folder, sorted(folder.iterdir()), cast.recovery[cast.dana.username])
    expect(page.locator("[data-said]")).to_contain_text("Nothing opens with this.")
    assert (faults(page), fits(page)) == ([], True)
    open_with(page, folder, [folder / "entry-001.age"], cast.recovery[cast.chidi.username])
    expect(page.locator("[data-said]")).to_contain_text("manifest.json is not among")
    some = [path for path in folder.iterdir() if path.name not in ("entry-005.age", "file-001.age")]
    open_with(page, folder, some, cast.recovery[cast.chidi.username])
    expect(page.get_by_text("The file entry-005.age is not among what you chose.")).to_be_visible()
    page.get_by_role("button", name=f"Save {FILE_NAME}").click()
    expect(page.get_by_text("The file file-001.age is not among what you chose.")).to_be_visible()


def test_what_was_altered_forged_or_put_elsewhere_is_not_believed(quiet, cast, told, folder):
    page, _heard = quiet
    manifest = (folder / "manifest.json").read_text()
    dana, chidi = cast.dana.username, cast.chidi.username
    (folder / "manifest.json").write_text(manifest.replace(f'"author": "{chidi}"', f'"author": "{dana}"'))
    first, *_, report, _reply, last = sorted(folder.glob("entry-*.age"))
    data = first.read_bytes()
    first.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    last.write_bytes(report.read_bytes())
    open_with(page, folder, sorted(folder.iterdir()), cast.recovery[chidi])
    expect(page.get_by_text("Damaged or altered: it cannot be opened.")).to_be_visible()
    expect(page.get_by_text("This was written for another place, and was put here.")).to_be_visible()
    reply = articles(page).filter(has_text="We hear you.")
    expect(reply.locator("h3")).to_have_text("Sender not verified", use_inner_text=True)


def test_a_key_that_no_holder_vouched_for_is_said(quiet, cast, told, client, tmp_path):
    page, _heard = quiet
    statement = told.party.channel.statements.get()
    statement.note = statement.note.replace(cast.chidi.username, cast.dana.username)
    statement.save()
    client.force_login(cast.chidi)
    folder = unpack(got(client.get(f"/cases/{told.case.code}/export.zip")), tmp_path)
    open_with(page, folder, sorted(folder.iterdir()), cast.recovery[cast.chidi.username])
    expect(page.get_by_text("changed in a way that none of its holders signed")).to_be_visible()
    expect(articles(page).filter(has_text=STORY).locator("h3")).to_have_text(
        "Sender not verified", use_inner_text=True
    )

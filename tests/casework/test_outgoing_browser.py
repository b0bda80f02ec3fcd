"""A summary for a body outside, in real browsers: without names, and opened by the age program."""

import subprocess

import pyrage
import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Outgoing
from chapterhouse.demo.telling import Told
from tests import make
from tests.casework.desk_pages import all_opened, open_case
from tests.sealing.vault_pages import PHONE, faults, fits
from tests.support import visiting

pytestmark = pytest.mark.django_db(transaction=True)

STORY = "Jules Marlow shouted at me. Marlow's friends laughed, and Noor Haddad of DSA-LA saw it."


@pytest.fixture
def theirs(tmp_path):
    """The key of the body outside: what is sealed to it, and the file with which they open it."""
    identity = pyrage.x25519.Identity.generate()
    path = tmp_path / "key.txt"
    path.write_text(str(identity))
    return str(identity.to_public()), path


def opened_with(age, key, saved, tmp_path):
    path = tmp_path / "summary.txt.age"
    saved.save_as(path)
    return subprocess.run([age, "-d", "-i", key, path], check=True, capture_output=True, text=True).stdout


@pytest.mark.requirement("B26", "B6")
def test_an_officer_and_the_person_each_seal_a_summary_that_opens_with_the_key_outside(
    page, browser, live_server, cast, age, theirs, tmp_path
):
    recipient, key = theirs
    told = Told(title="After", happening=STORY, people=(("Jules Marlow", ("caused",)),))
    came = make.take(make.report("b", code=make.CODES[0], told=told), cast.ida, cast.noor)
    page.set_viewport_size(PHONE)
    open_case(page, came.case, cast.noor)
    page.goto(f"/cases/{came.case.code}/outside/")
    page.get_by_text("Record that they agree", exact=True).first.click()
    page.get_by_label("How they agreed, and to what").fill("By telephone: yes.")
    page.get_by_role("button", name="Record that they agree").click()
    form = page.locator("form[data-outside]")
    expect(form).to_be_visible()
    expect(form.get_by_role("button", name="Seal it to their key and save")).to_be_enabled()
    all_opened(page)
    form.locator("[data-from]").last.check()
    form.get_by_role("button", name="Put these into the text, without names").click()
    summary = form.get_by_label("Summary", exact=True)
    expect(summary).to_have_value(
        "What is happening\nthe person it is about shouted at me. the person it is about's friends"
        " laughed, and an officer of the organisation saw it."
    )
    assert (faults(page), fits(page)) == ([], True)
    said, seal = (
        form.locator("[data-form-said]"),
        form.get_by_role("button", name="Seal it to their key and save"),
    )
    seal.click()
    expect(said).to_contain_text("tick that it names neither people nor the organisation")
    form.get_by_label("I read it once more").check()
    form.get_by_label("Their age key").fill(recipient[:-1])
    seal.click()
    expect(said).to_contain_text("This is no age key")
    form.get_by_label("Their age key").fill(recipient)
    summary.fill("Somebody, whom Marlow knows, was loud.")
    seal.click()
    expect(said).to_contain_text("“Marlow” still stands in it")
    summary.fill("Somebody was loud.")
    with page.expect_download() as saved:
        seal.click()
    text = opened_with(age, key, saved.value, tmp_path)
    assert text.startswith("The national body, National grievance officers, PO Box 1")
    assert text.endswith("Somebody was loud.\n")
    assert Outgoing.objects.get().body == "national"
    assert "Somebody was loud." in str(make.read(came.case.channel, cast.ida))
    form.get_by_role("button", name="Put it on paper").click()
    expect(page.locator("[data-paper-text]")).to_have_text("Somebody was loud.")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(summary).to_have_value("Somebody was loud.")

    phone = browser.new_context(viewport=PHONE, base_url=live_server.url, reduced_motion="reduce").new_page()
    visiting.come_back(phone, make.CODES[0])
    expect(phone.locator("[data-consents]")).to_contain_text("That we take a summary to a body outside")
    phone.get_by_role("button", name="Take this outside").click()
    visiting.at(phone, "outside")
    expect(phone.locator("#outside-text")).to_have_value("What is happening\n" + STORY)
    assert visiting.faults(phone) == []
    phone.get_by_role("button", name="Seal it to their key and save").click()
    expect(phone.locator("[data-outside-answer]")).to_contain_text("This is no age key")
    phone.locator("#outside-key").fill(recipient)
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    with phone.expect_download() as saved:
        phone.get_by_role("button", name="Seal it to their key and save").click()
    assert STORY in opened_with(age, key, saved.value, tmp_path)
    assert [url for url in asked if "/support/" in url] == []
    assert list(Outgoing.objects.values_list("paper", flat=True)) == [False, True]
    phone.get_by_role("button", name="Put it on paper").click()
    expect(phone.locator("[data-outside-words]")).to_contain_text("Marlow's friends laughed")
    phone.context.close()

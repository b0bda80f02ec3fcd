"""On a telephone: a formal report made of one's own words, and what one thought of it after closing."""

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Case, Opinion, Party
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from tests import make
from tests.casework import closings
from tests.support.visiting import PHONE, at, come_back, faults

pytestmark = pytest.mark.django_db(transaction=True)

CODE = make.CODES[0]


@pytest.fixture
def told(cast):
    return make.take(make.report("a", code=CODE), cast.chidi, cast.dana)


def to_formal(page):
    page.set_viewport_size(PHONE)
    come_back(page, CODE)
    button = page.locator("[data-own-buttons] button")
    expect(button).to_have_count(1)
    button.click()
    at(page, "own")


@pytest.mark.requirement("S0.50")
def test_a_person_makes_a_formal_report_of_their_own_words_and_nothing_connects_the_two(
    page, live_server, cast, told
):
    make.write(told, "He did it again on Friday.")
    make.reply(told.party, by=cast.chidi, text="We are with you.")
    Notice.objects.all().delete()
    before = Row.objects.about(told.case.code).count()
    asked = []
    page.set_viewport_size(PHONE)
    come_back(page, CODE)
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-own-buttons] button").click()
    at(page, "own")
    box = page.locator("#own-text")
    expect(box).to_have_value(
        "What is happening\nSomebody shouted at me after the meeting.\n\nHe did it again on Friday."
    )
    assert faults(page) == []
    box.fill("Somebody shouted at me, twice.")
    page.locator(f"label[for=own-{cast.ida.username}]").click()
    expect(page.locator("[data-own-readers]")).to_contain_text("Noor Haddad can read it.")
    assert asked == [], "nothing is asked of the site before it is sent"

    page.get_by_role("button", name="Send the report").click()
    at(page, "own-code")
    expect(page.locator("[data-own-sent]")).to_be_visible()
    assert faults(page) == []
    code = "".join(page.locator("[data-return-code]").inner_text().split())
    assert [url.rpartition("/support/")[2].partition("?")[0] for url in asked] == ["reports/"]

    made = Case.objects.exclude(pk=told.case.pk).get()
    assert (made.desk.code, code) == ("hgo", code)
    assert code != CODE
    [party] = Party.objects.filter(case=made)
    report = make.read(party.channel, cast.noor)[0]
    assert report["answers"][0]["answer"] == ["Somebody shouted at me, twice."]
    assert make.read(party.channel, cast.ida) == ["not-for-you"]
    assert make.read(party.channel, cast.chidi) == ["not-for-you"]
    assert Row.objects.about(told.case.code).count() == before
    assert not Notice.objects.filter(subject=told.case.code).exists()
    come_back(page, code)
    expect(page.locator("[data-messages]")).to_contain_text("Somebody shouted at me, twice.")
    expect(page.locator("[data-onward-formal]")).to_be_hidden()
    come_back(page, CODE)
    expect(page.locator("[data-messages]")).to_contain_text("We are with you.")


@pytest.mark.requirement("S0.50")
def test_without_a_line_the_words_stay_and_the_report_arrives_once(page, live_server, cast, told):
    to_formal(page)
    page.locator("#own-text").fill("Somebody shouted at me, twice.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("[data-own-sending]")).to_contain_text("Your words are still here.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Send the report").click()
    at(page, "own-code")
    assert Case.objects.count() == 2


def test_with_everyone_shut_out_nothing_can_be_sent(page, live_server, cast, told):
    to_formal(page)
    for box in page.locator("[data-own-reachable] label").all():
        box.click()
    expect(page.locator("[data-own-readers]")).to_contain_text("Nobody would be left to read it.")
    expect(page.get_by_role("button", name="Send the report")).to_be_disabled()
    page.get_by_role("button", name="Back to the conversation").click()
    at(page, "inside")


def test_at_a_formal_desk_it_is_not_offered(page, live_server, cast):
    make.report("b", code=CODE)
    come_back(page, CODE)
    expect(page.locator("[data-onward-formal]")).to_be_hidden()


@pytest.mark.requirement("B44")
def test_after_closing_they_are_asked_in_numbers_how_it_was(page, live_server, cast, told):
    make.reply(told.party, by=cast.chidi)
    page.set_viewport_size(PHONE)
    come_back(page, CODE)
    expect(page.locator("[data-opinion]")).to_be_hidden()
    closings.close(told.case, by=cast.chidi)
    come_back(page, CODE)
    form = page.locator("[data-opinion]")
    expect(form).to_be_visible()
    expect(form.locator("textarea, input[type=text]")).to_have_count(0)
    form.locator("label[for=opinion-heard-4]").click()
    form.locator("label[for=opinion-safe-2]").click()
    assert faults(page) == []
    form.get_by_role("button", name="Add my answers to the count").click()
    expect(page.locator("[data-opinion-answer]")).to_contain_text("They are counted")
    expect(form).to_be_hidden()
    rows = Opinion.objects.values_list("question", "answer", "count")
    assert sorted(rows) == [("heard", 4, 1), ("safe", 2, 1)]

"""Something about one of those who answer here: told past them, and they learn nothing of it (B27)."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from chapterhouse.casework.models import Case, Exclusion
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from tests import make
from tests.support.test_pages import end_terms, shown
from tests.support.visiting import PHONE, STORY, at, faults, go_on, send, tick, until_loaded

#: What an officer of the formal desk opens from day to day.
PAGES = ("/today/", "/cases/", "/load/", "/opinions/", "/handing-on/", "/expectations/", "/account/")


@pytest.mark.django_db
@pytest.mark.requirement("B27", "B5")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_ways_past_an_officer_stand_on_a_page_that_does_not_say_so_in_its_address(cast, language):
    page = shown("/support/readers/", language)
    title = re.search(r"<title>(.*?)</title>", page)[1]
    assert {"en": "Who reads, and who does not", "es": "Quién lee y quién no"}[language] in title
    for name in ("Ida", "Noor Haddad", "Bela Novak", "Mara"):
        assert name in page
    assert f'href="{cast.version.pack.national.address}"' in page
    assert f'href="/support/write/?lang={language}#a"' in page
    assert cast.version.pack.office("hgo").removal.how.in_(language) in page
    assert f'href="/support/readers/?lang={language}"' in shown(language=language)


@pytest.mark.django_db
def test_a_desk_that_hears_complaints_about_officers_of_another_says_so(cast):
    assert "Our rules name this door for complaints about: Ombudspeople." in shown("/support/readers/")
    doors = Client().get("/support/doors.json").json()["doors"]
    assert {door["code"]: door["hears"] for door in doors} == {"a": [], "b": ["ombuds"], "c": []}


@pytest.mark.django_db
def test_a_door_with_nobody_in_office_is_not_offered_as_a_way_past_them(cast):
    end_terms("ombuds")
    page = shown("/support/readers/")
    assert "Nobody is in office at this door now" in page
    assert 'href="/support/write/?lang=en#a"' not in page


@pytest.mark.django_db
def test_without_rules_the_page_says_that_there_is_no_door_yet(db):
    assert Client().get("/support/readers/?lang=en").status_code == 200


def seen_by(client):
    """Every page of theirs as it reads, but for what differs from one request to the next."""
    found = {address: client.get(address) for address in PAGES}
    return {
        address: (
            page.status_code,
            re.sub(r'name="csrfmiddlewaretoken" value="\w+"|\d+:\d+', "", page.content.decode()),
        )
        for address, page in found.items()
    }


@pytest.mark.django_db
@pytest.mark.requirement("B27", "B22")
def test_whoever_it_is_about_sees_the_same_pages_as_before_and_gets_no_notice(cast):
    client = Client()
    client.force_login(cast.ida)
    before = seen_by(client)
    told = make.report("b", excluding=[cast.ida, cast.mara])
    make.declare(told.case, by=cast.noor)
    make.reply(told.party, by=cast.noor, text="We hear you.")
    assert seen_by(client) == before
    assert not Notice.objects.filter(person__in=[cast.ida, cast.mara]).exists()
    assert client.get(f"/cases/{told.case.code}/").status_code == 404
    assert client.post(f"/cases/{told.case.code}/independence/", {"answer": "yes"}).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("B27")
def test_somebody_complains_of_an_officer_who_gets_no_key_and_the_rest_read_that_it_is_about_them(
    page, live_server, cast
):
    page.set_viewport_size(PHONE)
    page.goto("/support/readers/?lang=en")
    assert faults(page) == []
    page.get_by_role("link", name="Write through this door").last.click()
    at(page, "safety")
    until_loaded(page)
    go_on(page, "help")
    go_on(page, "happening")
    page.locator("#happening").fill(STORY)
    go_on(page, "people")
    expect(page.locator("[data-elsewhere]")).to_be_hidden()
    tick(page, f"accused-{cast.ida.username}")
    expect(page.locator(f"#reachable-{cast.ida.username}")).to_be_checked()
    expect(page.locator("[data-who-can-read]")).to_contain_text("one person can read this: Noor Haddad")
    expect(page.locator("[data-elsewhere]")).to_contain_text(cast.version.pack.door("a").name.in_("en"))
    assert faults(page) == []
    tick(page, f"accused-{cast.mara.username}")  # she backs up both desks: no other door is past her
    expect(page.locator("[data-elsewhere]")).to_be_hidden()
    for step in ("answer", "easier", "check"):
        go_on(page, step)
    expect(page.locator("[data-summary]")).to_contain_text("Is it about one of those who answer here?")
    go_on(page, "readers")
    expect(page.locator("[data-readers]")).not_to_contain_text("Ida")
    send(page)
    case = Case.objects.get()
    assert {row.person for row in Exclusion.objects.all()} == {cast.ida, cast.mara}
    team = make.read(case.channel, cast.noor)
    assert "About an officer" in str(team)
    assert "Is it about one of those who answer here?" in str(team)
    assert set(make.read(case.channel, cast.ida)) == {"not-for-you"}
    assert not [row for row in Row.objects.about(case.code) if "officer" in row.verb or row.about]

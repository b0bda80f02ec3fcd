"""The guide as everybody reads it: what it says, what it keeps to itself, what it does with odd addresses."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chapterhouse.referrals.actions import retire
from chapterhouse.referrals.guide import area_key
from chapterhouse.referrals.models import Doubt
from chapterhouse.support import flood
from tests import make
from tests.referrals.entries import proposed, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_times")]


def page(address="/referrals/", status=200):
    answer = Client().get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == status
    assert not answer.cookies
    return answer.content.decode()


def title(html):
    return re.search(r"<title>\s*(.*?) –", html)[1]


@pytest.mark.requirement("S0.54", "S1.59")
def test_whoever_needs_it_reads_the_guide_under_the_numbers_for_now(cast):
    shown(cast, always_open=True, website="https://oak.example.org/", everywhere=True)
    proposed(by=cast.ana, name="Not yet checked")
    html = page()
    assert html.index("care-card--now") < html.index("<h1")
    assert 'href="tel:911"' in html
    assert "police" in html.lower(), "the honest caution stands beside the number"
    assert 'href="tel:5550161"' in html
    assert "Open day and night." in html
    assert "Leave now" in html
    assert "Not yet checked" not in html


@pytest.mark.requirement("S0.54")
def test_an_entry_says_everything_and_not_who_checked_it(cast):
    version = shown(cast, website="https://oak.example.org/")
    html = page(f"/referrals/{version.entry.code}/")
    for said in ("Oak Street", "They listen.", "Nothing at all.", "English, Spanish", "Free", "Riverside"):
        assert said in html
    assert 'rel="noreferrer nofollow">https://oak.example.org/' in html
    assert re.search(r"Checked on <time[^>]*>[^<]*</time> by a member\.", html)
    for person in (cast.ana, cast.bela, cast.rosa):
        assert person.name not in html


def test_titles_and_addresses_do_not_say_what_is_looked_for(cast):
    version = shown(cast, needs=[4], areas=["Harbour Heights"])
    addresses = ["/referrals/?n=4", f"/referrals/?a={area_key('Harbour Heights')}"]
    addresses += [f"/referrals/{version.entry.code}/", f"/referrals/sheet/?e={version.entry.code}"]
    for address in addresses:
        assert title(page(address)) == "Guide"
        assert "arbour" not in address
    assert Client().get("/referrals/")["Referrer-Policy"] == "same-origin"


def test_the_choices_find_what_fits_all_of_them(cast):
    shown(cast)
    shown(cast, name="Harbour Law", needs=[10], areas=["Harbour"], languages=["any"], cost=2)
    shown(cast, name="By telephone", needs=[10], areas=[], everywhere=True, languages=["en"], cost=1)
    wanted = {
        "n=10": {"Harbour Law", "By telephone"},
        f"a={area_key('harbour')}": {"Harbour Law", "By telephone"},
        "s=es": {"Oak Street", "Harbour Law"},
        "c=1": {"Oak Street", "By telephone"},
        "n=10&c=1": {"By telephone"},
        "": {"Oak Street", "Harbour Law", "By telephone"},
    }
    for query, names in wanted.items():
        html = page(f"/referrals/?{query}")
        assert {
            name for name in ("Oak Street", "Harbour Law", "By telephone") if f'/">{name}<' in html
        } == names
    assert "2 of 3 fit" in page("/referrals/?n=10")
    assert 'value="10" selected' in page("/referrals/?n=10")


@pytest.mark.parametrize(
    "query", ["n=999", "n=x", "a=<script>", "s=zz", "c=-1", "n=" + "9" * 5000, "n=%00", "lang=xx&n=0"]
)
def test_a_choice_that_there_is_not_is_left_out_and_said(cast, query):
    shown(cast)
    html = page(f"/referrals/?{query}")
    assert "was left out" in html
    assert "Oak Street" in html
    assert "<script>" not in html


def test_where_nothing_fits_it_says_what_else_there_is(cast):
    shown(cast)
    shown(cast, name="Harbour Law", needs=[10], cost=2)
    html = page("/referrals/?n=10&c=1")
    assert "0 of 2 fit" in html
    assert "These help with it, though another choice is different" in html
    assert "Harbour Law" in html
    assert ">Oak Street<" not in html


def test_an_empty_guide_says_whom_to_ask(cast):
    html = page()
    assert "No entry has been checked by two members yet." in html
    assert "/support/" in html
    assert "<form" not in html


def test_unchecked_for_a_year_is_said_on_the_list_the_entry_and_the_sheet(cast):
    version = shown(cast, at=make.now() - timedelta(days=367))
    said = "Unchecked for a year: it may be wrong by now."
    for address in ("", f"{version.entry.code}/", f"sheet/?e={version.entry.code}"):
        assert said in page(f"/referrals/{address}")
    shown(cast, name="Newer")
    assert page().count(said) == 1


def test_hostile_words_are_words(cast):
    evil = '"><script>alert(1)</script>'
    version = shown(
        cast, name=evil, areas=[evil], words={"en": {"does": evil, "reports": evil, "directions": evil}}
    )
    for address in (
        "",
        f"{version.entry.code}/",
        f"sheet/?e={version.entry.code}",
        f"{version.entry.code}/wrong/",
    ):
        html = page(f"/referrals/{address}")
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_an_entry_in_one_language_is_shown_in_it_and_marked(cast):
    version = shown(cast, words={"es": {"does": "Escuchan a quien llama.", "reports": "Nada."}})
    html = page(f"/referrals/{version.entry.code}/")
    assert "This is not written in your language yet." in html
    assert 'lang="es">Escuchan a quien llama.' in html
    assert "Esto todavía no" not in page(f"/referrals/{version.entry.code}/?lang=es")


def test_an_entry_that_was_taken_out_is_gone_from_pages_and_from_a_sheet_being_printed(cast):
    version, other = shown(cast), shown(cast, name="Harbour Law")
    retire(entry=version.entry, why="gone", by=cast.rosa, at=make.now())
    assert "No longer in the guide" in page(f"/referrals/{version.entry.code}/", 410)
    assert "No longer in the guide" in page(f"/referrals/{version.entry.code}/wrong/", 410)
    assert "We cannot find this entry" in page("/referrals/nowhere/", 404)
    html = page(f"/referrals/sheet/?e={version.entry.code}&e={other.entry.code}")
    assert "1 of those you chose is no longer in the guide" in html
    assert "Oak Street" not in html
    assert "Harbour Law" in html


def test_a_sheet_of_nothing_says_what_to_do(cast):
    assert "Nothing is chosen yet." in page("/referrals/sheet/")
    assert "no longer in the guide" in page("/referrals/sheet/?e=x&e=%3Cb%3E")
    assert page("/referrals/sheet/?" + "&".join(f"e={n}" for n in range(500)))


def test_anybody_tells_what_is_wrong_without_a_word_about_themselves(cast):
    version = shown(cast)
    address = f"/referrals/{version.entry.code}/wrong/"
    assert "<textarea" not in page(address)
    client = Client(enforce_csrf_checks=True)
    sent = {"what": ["phone", "nonsense"], "note": "what happened to me"}
    form = {"data": "what=phone&what=nonsense&note=x", "content_type": "application/x-www-form-urlencoded"}
    answer = client.post(address, **form)
    assert answer.status_code == 302
    assert not answer.cookies
    assert [row.what for row in Doubt.objects.all()] == ["phone"]
    assert "nothing of you was kept" in page(answer["Location"])
    assert client.post(address, sent).status_code == 415, "only what a plain form sends"
    again = client.post(address, **form, headers={"Sec-Fetch-Site": "cross-site"})
    assert again.status_code == 403
    nothing = client.post(address, data="what=", content_type="application/x-www-form-urlencoded")
    assert "Choose what is wrong." in nothing.content.decode()


def test_a_flood_of_remarks_is_stopped_and_leaves_one_row(cast, monkeypatch):
    monkeypatch.setattr(flood, "REMARKS", 3)
    version = shown(cast)
    form = {"data": "what=phone", "content_type": "application/x-www-form-urlencoded"}
    answers = [Client().post(f"/referrals/{version.entry.code}/wrong/", **form) for _time in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200, 200]
    assert "Wait ten minutes." in answers[-1].content.decode()
    assert 'value="phone" checked' in answers[-1].content.decode()
    assert Doubt.objects.count() == 1


def test_thirty_entries_take_as_many_queries_as_one(cast):
    def queries(address):
        with CaptureQueriesContext(connection) as found:
            page(address)
        return len(found)

    version = shown(cast)
    addresses = ["/referrals/", f"/referrals/sheet/?e={version.entry.code}"]
    before = [queries(address) for address in addresses]
    codes = [shown(cast, name=f"Number {number}").entry.code for number in range(29)]
    addresses[1] += "".join(f"&e={code}" for code in codes)
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 3


def test_the_home_page_the_start_page_and_the_rules_lead_to_the_guide(cast):
    for address in ("/", "/support/", "/support/rules/"):
        assert 'href="/referrals/"' in page(address)
        assert 'href="/referrals/?lang=es"' in Client().get(f"{address}?lang=es").content.decode()


def test_it_speaks_spanish(cast):
    version = shown(cast)
    for address in (
        "/referrals/",
        f"/referrals/{version.entry.code}/",
        f"/referrals/sheet/?e={version.entry.code}",
    ):
        mark = "&" if "?" in address else "?"
        html = Client().get(f"{address}{mark}lang=es").content.decode()
        assert "Escuchan." in html
        assert "Gratis" in html
        assert title(html) == "Guía"
        assert "lang=es" in html.split("</header>")[1]

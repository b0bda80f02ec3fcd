"""Reading the handbook: everybody without a cookie, members with what is theirs."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from chapterhouse.handbook.models import Acceptance
from tests import make
from tests.handbook.books import adopted, book, document, drafted, words

pytestmark = pytest.mark.django_db


def read(address, language="en", client=None):
    page = (client or Client()).get(f"{address}?lang={language}", follow=client is not None)
    assert page.status_code == 200, address
    if client is None:
        assert not page.cookies
    return " ".join(page.content.decode().replace("&#x27;", "'").split())


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.requirement("S0.73", "S1.20", "S1.23", "S2.10", "S3.16")
def test_the_five_documents_stand_first_each_with_a_sentence_its_version_and_who_adopted_it(cast):
    kinds = (
        "mandate",
        "expectations",
        "referral-guide",
        "code-of-conduct",
        "harassment-policy",
        "misconduct-policy",
    )
    for kind in kinds:
        elsewhere = {"harassment-policy": "https://example.org/r33", "referral-guide": "/guide/"}.get(
            kind, ""
        )
        text = words(title=f"The {kind}", body="" if elsewhere else "# Text")
        adopted(cast, document(cast, kind, kind=kind), address=elsewhere, en=text)
    page = read("/handbook/")
    assert re.findall(r">The ([a-z-]+)</a>", page) == list(reversed(kinds))
    assert 'href="https://example.org/r33"' in page
    assert "Version 1, in force since" in page
    assert "General meeting, 12 May 2026, vote 41 to 3." in page


def test_before_the_first_document_the_page_says_so(cast):
    assert "No document is in force yet." in read("/handbook/")
    assert "Todavía no hay" in read("/handbook/", "es")


@pytest.mark.requirement("S1.68", "S2.10")
def test_a_document_says_its_parts_its_version_who_adopted_it_what_changed_and_who_agreed(cast):
    book(cast, versions=2, asked="team")
    page = read("/handbook/conduct/")
    assert '<h2 id="part-1">1. Respect</h2>' in page
    assert "Version 2." in page
    assert "Adopted: General meeting, 12 May 2026, vote 41 to 3." in page
    assert "Shorter." in page
    assert "Ombudspeople: 0 of 3" in page
    assert 'href="/handbook/conduct/1/?lang=en"' in page
    assert 'href="/handbook/conduct/changes/1/2/?lang=en"' in page
    assert "Código de Conducta" in read("/handbook/conduct/", "es")


def test_an_earlier_version_stays_readable_and_says_that_it_is_one(cast):
    book(cast, versions=2)
    page = read("/handbook/conduct/1/")
    assert "An earlier version" in page
    assert "finish." in page
    assert "finish 1" not in page


def test_a_version_that_is_to_come_is_announced_and_holds_from_its_day_on(cast):
    row = book(cast)
    adopted(cast, row, day=make.now().date() + timedelta(days=9), en=words(body="To come."))
    page = read("/handbook/conduct/")
    assert "A new version was adopted" in page
    assert "To come." not in page
    assert "Not in force yet" in read("/handbook/conduct/2/")


def test_a_first_version_of_a_day_to_come_is_on_no_list_yet(cast):
    adopted(cast, document(cast), day=make.now().date() + timedelta(days=9))
    assert "No document is in force yet." in read("/handbook/")
    assert Client().get("/handbook/conduct/").status_code == 404
    assert "Until then there is none." in read("/handbook/conduct/1/")


def test_a_day_that_has_passed_is_said_as_it_is(cast):
    adopted(cast, document(cast), day=date(2018, 9, 15))
    assert "15 September 2018" in read("/handbook/conduct/")


def test_a_language_that_is_missing_is_said_and_the_other_shown(cast):
    adopted(cast, document(cast), en=words())
    page = read("/handbook/conduct/", "es")
    assert "Este texto solo existe en: Inglés" in page
    assert '<div class="section stack" lang="en">' in page
    assert "<h1>Code of Conduct</h1>" in page


@pytest.mark.requirement("S0.67")
def test_the_difference_of_two_versions_is_said_in_marks_and_in_words(cast):
    book(cast, versions=3)
    page = read("/handbook/conduct/changes/1/3/")
    assert re.search(r'<del><span class="hidden-words">Taken out: </span>finish\.', page)
    assert re.search(r'<ins><span class="hidden-words">New: </span>finish 2\.', page)
    assert "We let each other" in page
    assert page == read("/handbook/conduct/changes/3/1/").replace("/changes/3/1/", "/changes/1/3/")
    assert "Quitado:" in read("/handbook/conduct/changes/1/3/", "es")


def test_versions_without_a_common_language_cannot_be_set_beside_each_other(cast):
    row = document(cast)
    adopted(cast, row, en=words())
    adopted(cast, row, es=words())
    assert "no language in which both versions" in read("/handbook/conduct/changes/1/2/")
    assert "/changes/" not in read("/handbook/conduct/")


def test_hostile_words_of_a_keeper_harm_nobody_on_any_page(cast):
    row = document(cast)
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) ![x](https://e.example/p.png)"
    for _turn in range(2):
        adopted(cast, row, by=evil[:190], en=words(title=evil[:110], body=evil, changed=evil, about=evil))
    for address in (
        "/handbook/",
        "/handbook/conduct/",
        "/handbook/conduct/1/",
        "/handbook/conduct/changes/1/2/",
    ):
        page = read(address)
        for bad in ("<script>alert", 'href="javascript', "<img"):
            assert bad not in page


@pytest.mark.parametrize(
    "address",
    [
        "/handbook/none/",
        "/handbook/conduct/9/",
        "/handbook/conduct/changes/1/1/",
        "/handbook/conduct/changes/1/9/",
    ],
)
def test_what_is_not_there_is_not_found(cast, address):
    book(cast)
    assert Client().get(address).status_code == 404


def test_what_is_for_members_only_is_found_by_members_alone(cast):
    book(cast, "inner", kind="other", members_only=True, versions=2)
    for address in ("/handbook/inner/", "/handbook/inner/1/", "/handbook/inner/changes/1/2/"):
        assert Client().get(address).status_code == 404
    assert "inner" not in read("/handbook/")
    client = signed_in(cast.ana)
    for address in ("/handbook/mine/inner/", "/handbook/mine/inner/1/", "/handbook/mine/inner/changes/1/2/"):
        assert "Code of Conduct" in read(address, client=client)
        assert Client().get(address).status_code == 302
    assert "For members" in read("/handbook/mine/", client=client)


def test_drafts_are_read_by_nobody_else(cast):
    drafted(cast, document(cast))
    assert Client().get("/handbook/conduct/").status_code == 404
    assert signed_in(cast.ana).get("/handbook/mine/conduct/").status_code == 404


@pytest.mark.requirement("S0.69")
def test_a_person_sees_what_waits_for_their_yes_says_it_and_sees_what_they_agreed_to(cast):
    book(cast, asked="everybody")
    client = signed_in(cast.bela)
    assert "Waits for your yes" in read("/handbook/mine/", client=client)
    assert "I have read it and agree" in read("/handbook/mine/conduct/", client=client)
    done = client.post("/handbook/mine/conduct/1/agreed/", follow=True).content.decode()
    assert "Your yes is written down." in done
    assert "Waits for your yes" not in done
    assert "version 1, on" in " ".join(done.split())
    assert Acceptance.objects.get().person == cast.bela
    assert "I have read it and agree" not in read("/handbook/mine/conduct/", client=client)
    assert "Bela" not in read("/handbook/conduct/")


def test_a_yes_to_a_version_that_was_followed_meanwhile_leads_to_the_one_that_holds(cast):
    row = book(cast, asked="everybody")
    client = signed_in(cast.ana)
    adopted(cast, row, en=words(body="Newer."))
    done = client.post("/handbook/mine/conduct/1/agreed/", follow=True).content.decode()
    assert "no vale hoy" in done
    assert "Newer." in done
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize("documents", [1, 30])
def test_the_lists_take_few_queries_however_long_they_are(cast, documents, django_assert_max_num_queries):
    for number in range(documents):
        book(cast, f"d{number}", kind="other", asked="everybody")
    with django_assert_max_num_queries(6):
        read("/handbook/")
    client = signed_in(cast.rosa)
    client.get("/handbook/mine/")
    with django_assert_max_num_queries(18):
        client.get("/handbook/mine/")
    with django_assert_max_num_queries(18):
        client.get("/handbook/keep/")


@pytest.mark.parametrize("versions", [1, 30])
def test_a_document_takes_few_queries_however_often_it_changed(cast, versions, django_assert_max_num_queries):
    book(cast, versions=versions, asked="team")
    with django_assert_max_num_queries(9):
        read("/handbook/conduct/")


@pytest.mark.requirement("S0.65", "S1.62")
def test_the_words_are_explained_and_those_are_thanked_from_whom_we_learned(cast):
    page = read("/handbook/words/")
    for word in cast.version.pack.glossary:
        assert f'<dt id="{word.code}">' in page
    for paragraph in cast.version.pack.acknowledgements:
        assert paragraph.in_("en") in page
        assert paragraph.in_("es") in read("/handbook/words/", "es")


def test_without_a_pack_the_handbook_is_empty_and_stands(db):
    make.site()
    assert "No words are explained yet." in read("/handbook/words/")
    assert "No document is in force yet." in read("/handbook/")

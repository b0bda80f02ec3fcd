"""The keepers' pages: write, look, put into force; two at one draft; nothing typed is lost."""

import pytest
from django.test import Client

from chapterhouse.handbook.models import Document, Text, Version
from tests.handbook.books import adopted, book, document, drafted, words

pytestmark = pytest.mark.django_db

NEW = {"code": "conduct", "kind": "code-of-conduct", "members_only": "no", "asked": "everybody"}
ADOPTED = {"edition": 1, "adopted_by": "General meeting, 12 May 2026", "in_force": "2026-05-12"}


@pytest.fixture
def keeper(cast):
    cast.rosa.language = "en"
    cast.rosa.save()
    client = Client()
    client.force_login(cast.rosa)
    return client


def draft(edition=0, **more):
    told = {"edition": edition, "address": "", "title_en": "Conduct", "about_en": "How we meet."}
    return told | {"body_en": "# Respect\n\nWe listen.", "changed_en": ""} | more


@pytest.mark.requirement("S2.10", "S3.16")
def test_from_nothing_to_a_document_that_everybody_reads(keeper):
    assert "The handbook is empty." in keeper.get("/handbook/keep/").content.decode()
    assert keeper.post("/handbook/keep/", NEW)["Location"] == "/handbook/keep/conduct/"
    assert keeper.post("/handbook/keep/conduct/", draft())["Location"] == "/handbook/keep/conduct/preview/"
    seen = keeper.get("/handbook/keep/conduct/preview/").content.decode()
    assert "1. Respect" in seen
    assert Client().get("/handbook/conduct/").status_code == 404
    done = keeper.post("/handbook/keep/conduct/adopt/", ADOPTED, follow=True).content.decode()
    assert "nobody changes it any more" in done
    assert "We listen." in Client().get("/handbook/conduct/").content.decode()


ADDRESSES = [
    "/handbook/keep/",
    "/handbook/keep/conduct/",
    "/handbook/keep/conduct/preview/",
    "/handbook/proposals/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("first", "hears"), [("rosa", True), ("bela", True), ("mara", False), ("ana", False)]
)
def test_keepers_keep_and_those_who_speak_for_the_team_hear_proposals_too(cast, address, first, hears):
    drafted(cast, document(cast))
    client = Client()
    assert client.get(address).status_code == 302
    client.force_login(getattr(cast, first))
    opens = first == "rosa" or (hears and address == "/handbook/proposals/")
    assert client.get(address).status_code == (200 if opens else 404)


def test_members_find_the_handbook_and_keepers_their_pages_among_what_is_ours(cast, keeper):
    page = keeper.get("/organisation/").content.decode()
    for address in ("/handbook/mine/", "/handbook/proposals/", "/handbook/keep/"):
        assert f'href="{address}"' in page
    client = Client()
    client.force_login(cast.ana)
    page = client.get("/organisation/").content.decode()
    assert 'href="/handbook/mine/"' in page
    assert 'href="/handbook/keep/"' not in page


@pytest.mark.parametrize("edits", [{"code": "Not so!"}, {"code": "words"}, {"kind": "x"}, {"asked": ""}])
def test_a_document_that_cannot_be_is_refused_and_what_was_typed_stands(keeper, edits):
    page = keeper.post("/handbook/keep/", NEW | edits)
    assert page.status_code == 200
    assert f'value="{(NEW | edits)["code"]}"' in page.content.decode()
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://plain.example/", "//evil.example/", "/a b"]
)
def test_an_address_that_leads_nowhere_safe_is_refused_and_the_text_stands(cast, keeper, address):
    document(cast)
    page = keeper.post("/handbook/keep/conduct/", draft(address=address)).content.decode()
    assert "Begin with https:// or with /" in page
    assert "We listen." in page
    assert not Version.objects.exists()


def test_of_two_keepers_the_second_sees_both_texts_and_saves_knowingly(cast, keeper):
    drafted(cast, document(cast))
    mine = {"title_en": "Mine", "body_en": "My words."}
    keeper.post("/handbook/keep/conduct/", draft(1, title_en="First", body_en="First words."))
    page = keeper.post("/handbook/keep/conduct/", draft(1, **mine)).content.decode()
    assert "saved this draft meanwhile" in page
    assert "My words." in page
    assert "First words." in page
    assert 'name="edition" value="2"' in page
    assert Text.objects.get().body == "First words."
    keeper.post("/handbook/keep/conduct/", draft(2, **mine))
    assert Text.objects.get().body == "My words."


def test_whoever_saves_a_draft_that_was_put_into_force_meanwhile_keeps_their_words(cast, keeper):
    adopted(cast, document(cast))
    page = keeper.post("/handbook/keep/conduct/", draft(1, body_en="Late words.")).content.decode()
    assert "The draft is gone" in page
    assert "Late words." in page
    assert 'name="edition" value="0"' in page


@pytest.mark.parametrize(
    "edits", [{"adopted_by": ""}, {"in_force": ""}, {"in_force": "31.02.2026"}, {"edition": 7}]
)
def test_without_who_how_and_when_nothing_comes_into_force(cast, keeper, edits):
    drafted(cast, document(cast))
    page = keeper.post("/handbook/keep/conduct/adopt/", ADOPTED | edits)
    assert page.status_code == 200
    assert not Version.objects.adopted().exists()


def test_a_new_version_begins_with_the_words_of_the_one_before_and_no_old_reasons(cast, keeper):
    book(cast)
    page = keeper.get("/handbook/keep/conduct/").content.decode()
    assert "It begins with the words of version 1." in page
    assert "We let each other finish." in page
    assert "Código de Conducta" in page
    assert "Shorter." not in page


def test_a_draft_is_thrown_away_and_a_second_click_is_told(cast, keeper):
    drafted(cast, document(cast), en=words())
    done = keeper.post("/handbook/keep/conduct/withdraw/", follow=True).content.decode()
    assert "The draft is gone." in done
    assert not Version.objects.exists()
    assert keeper.post("/handbook/keep/conduct/withdraw/").status_code == 404

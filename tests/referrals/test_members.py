"""Members' pages of the guide: who may do what, what is refused, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chapterhouse.referrals.actions import doubt
from chapterhouse.referrals.models import Check, EntryVersion, Retirement
from tests import make
from tests.people.listed import on_list
from tests.referrals.entries import check_sent, checked, filled_in, proposed, shown

pytestmark = pytest.mark.django_db
OURS = "/organisation/referrals/"


def signed_in(person):
    person.language = "en"
    person.save()
    client = Client()
    client.force_login(person)
    return client


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("path", ["", "new/", "{code}/", "{code}/change/"])
def test_members_pages_are_for_whoever_is_signed_in(cast, path):
    address = OURS + path.format(code=shown(cast).entry.code)
    assert Client().get(address).status_code == 302
    assert signed_in(cast.mara).get(address).status_code == 200
    assert signed_in(cast.sol).get(address).status_code == 200


@pytest.mark.parametrize(("first", "status"), [("rosa", 302), ("bela", 302), ("mara", 404), ("sol", 404)])
def test_taking_out_is_for_those_whom_the_pack_lets(cast, first, status):
    entry, client = shown(cast).entry, signed_in(getattr(cast, first))
    offered = "Take it out now" in text(client.get(f"{OURS}{entry.code}/"))
    assert offered is (status == 302)
    assert client.post(f"{OURS}{entry.code}/out/", {"why": "harm"}).status_code == status
    assert Retirement.objects.exists() is (status == 302)


@pytest.mark.requirement("S0.54", "S0.67")
def test_a_member_proposes_and_two_others_check_on_their_pages(cast):
    client = signed_in(cast.ana)
    assert client.post(f"{OURS}new/", filled_in()).status_code == 302
    version = EntryVersion.objects.get()
    assert version.opens[0] == [[540, 1020]]
    assert version.words == {"en": {"does": "They listen.", "reports": "Nothing at all."}}
    assert "0 of 2 checks" in text(client.get(OURS))
    for person in (cast.bela, cast.rosa):
        client = signed_in(person)
        assert "Oak Street" in text(client.get(OURS)).split('id="due"')[0]
        assert client.post(f"{OURS}{version.entry.code}/check/", check_sent(version)).status_code == 302
        assert "Oak Street" not in text(client.get(OURS)).split('id="due"')[0]
    page = text(signed_in(cast.ana).get(f"{OURS}{version.entry.code}/"))
    assert "Wording 1: Ana Ruiz" in page
    assert "by Bela Novak (I called): The telephone" in " ".join(page.split())
    assert "Oak Street" in text(Client().get("/referrals/"))


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"name": ""}, "required"),
        ({"phone": "ask Maria"}, "Write the number in digits"),
        ({"phone": ""}, "how else would one reach them?"),
        ({"website": "http://oak.example.org"}, "begins with https://"),
        ({"languages": []}, "required"),
        ({"needs": []}, "required"),
        ({"needs": ["99"]}, "Select a valid choice"),
        ({"areas": ""}, "Name an area"),
        ({"areas": "x" * 60}, "Name eight places at most"),
        ({"day0": "9-5"}, "9 am to 5 pm"),
        ({"does_en": "", "reports_en": ""}, "in one language at least"),
        ({"reports_en": ""}, "what they must report"),
        ({"does_es": "Escuchan."}, "what they must report"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence_and_nothing_is_lost(cast, edits, said):
    page = text(signed_in(cast.ana).post(f"{OURS}new/", filled_in(areas="Riverside, Harbour") | edits))
    assert said in page
    assert 'value="9:00-17:00"' in page or "day0" in edits
    assert 'value="Riverside, Harbour"' in page or "areas" in edits
    assert not EntryVersion.objects.exists()


def test_a_correction_begins_with_what_stands_there(cast):
    version = shown(cast, opens=[[[540, 720], [780, 1020]], *[[]] * 6])
    client = signed_in(cast.mara)
    page = text(client.get(f"{OURS}{version.entry.code}/change/"))
    assert 'value="9:00-12:00, 13:00-17:00"' in page
    assert "Escuchan." in page
    sent = filled_in(phone="555-0199", seen="1")
    assert client.post(f"{OURS}{version.entry.code}/change/", sent).status_code == 302
    other = signed_in(cast.ida).post(f"{OURS}{version.entry.code}/change/", sent | {"phone": "555-0177"})
    assert "Somebody has changed this entry in the meantime." in text(other)
    assert 'value="555-0177"' in text(other)


def test_a_check_of_a_text_that_changed_shows_what_is_different(cast):
    version = proposed(by=cast.ana)
    signed_in(cast.ana).post(f"{OURS}{version.entry.code}/change/", filled_in(phone="555-0199", seen="1"))
    client = signed_in(cast.bela)
    page = text(client.post(f"{OURS}{version.entry.code}/check/", check_sent(version)))
    assert "The text has changed since you looked." in page
    assert "<del>555-0161</del> <ins>555-0199</ins>" in page
    assert not Check.objects.exists()
    assert 'name="number" value="2"' in page, "sent again, it is a check of what they see now"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"looked_on": "2999-01-01"}, "this day is to come"),
        ({"looked_on": "2020-01-01"}, "more than 30 days ago"),
        ({"confirmed": []}, "required"),
        ({"means": ""}, "required"),
        ({"number": "x"}, "Enter a whole number"),
        ({"number": "9" * 40}, "The text has changed"),
    ],
)
def test_a_check_that_says_too_little_is_refused(cast, edits, said):
    version = proposed(by=cast.ana)
    sent = check_sent(version) | edits
    assert said in text(signed_in(cast.bela).post(f"{OURS}{version.entry.code}/check/", sent))
    assert not Check.objects.exists()


def test_there_is_no_place_for_a_note_of_a_check(cast):
    page = text(signed_in(cast.bela).get(f"{OURS}{proposed(by=cast.ana).entry.code}/"))
    assert "<textarea" not in page


def test_the_writer_gets_no_form_to_check_and_takes_it_back_instead(cast):
    version = proposed(by=cast.ana)
    client = signed_in(cast.ana)
    page = text(client.get(f"{OURS}{version.entry.code}/"))
    assert "I looked, and this is right" not in page
    sent = client.post(f"{OURS}{version.entry.code}/check/", check_sent(version))
    assert "You wrote this yourself" in text(sent)
    assert client.post(f"{OURS}{version.entry.code}/1/back/").status_code == 302
    assert make.fresh(version).ended


def test_what_was_not_looked_at_for_a_year_stands_on_a_list_with_what_somebody_doubts(cast):
    shown(cast, name="Long ago", at=make.now() - timedelta(days=400))
    fresh = shown(cast, name="Fresh")
    client = signed_in(cast.mara)

    def due():
        return text(client.get(OURS)).split('id="due"')[1].split('id="mine"')[0]

    assert "Long ago" in due()
    assert "Fresh" not in due()
    doubt(version=fresh, what=["gone"], on=make.now().date())
    assert "that this is wrong: They are no longer there." in due()
    client.post(f"{OURS}{fresh.entry.code}/check/", check_sent(fresh))
    assert "Fresh" not in due()


def test_lists_that_are_empty_say_what_would_stand_there(cast):
    page = text(signed_in(cast.ana).get(OURS))
    for said in (
        "Nothing waits for you.",
        "Everything was looked at",
        "Nothing yet.",
        "Nobody stands in it yet",
    ):
        assert said in page


def test_thirty_entries_take_as_many_queries_as_one(cast):
    client = signed_in(cast.mara)

    def queries():
        with CaptureQueriesContext(connection) as found:
            text(client.get(OURS))
        return len(found)

    def one_more(number):
        shown(cast, name=f"Shown {number}", at=make.now() - timedelta(days=400))
        checked(proposed(by=cast.ana, name=f"Waiting {number}"), cast.bela)
        proposed(by=cast.mara, name=f"Mine {number}")

    one_more(0)
    before = queries()
    for number in range(1, 30):
        one_more(number)
    assert queries() == before
    assert before <= 16


def test_it_stands_on_the_page_of_the_organisation(cast):
    assert OURS in text(signed_in(cast.ana).get("/organisation/"))


def test_the_page_of_a_case_leads_to_the_guide_and_nothing_of_a_case_points_to_an_entry(cast):
    told = make.report("a")
    make.take(told, cast.bela, cast.chidi)
    assert 'href="/referrals/"' in text(signed_in(cast.bela).get(f"/cases/{told.case.code}/"))
    assert {field.related_model._meta.app_label for field in EntryVersion._meta.related_objects} == {
        "referrals"
    }
    members = {
        field.related_model
        for model in (EntryVersion, Check)
        for field in model._meta.fields
        if field.is_relation
    }
    assert all(model._meta.app_label in {"referrals", "people"} for model in members)


def test_the_pages_speak_spanish(cast):
    version = shown(cast)
    cast.mara.language = "es"
    cast.mara.save()
    client = Client()
    client.force_login(cast.mara)
    for path in ("", "new/", f"{version.entry.code}/", f"{version.entry.code}/change/"):
        page = text(client.get(OURS + path))
        assert "guía de recursos" in page.lower()
        assert "English" not in page.split("</header>")[1].replace('lang="en"', "")


def test_a_minor_is_named_to_nobody(cast):
    version = proposed(by=cast.ana)
    on_list(cast.ana, minor=True)
    for address in (OURS, f"{OURS}{version.entry.code}/"):
        page = signed_in(cast.bela).get(address).content.decode()
        assert "Ana Ruiz" not in page
    assert "A member" in page

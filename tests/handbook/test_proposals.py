"""What anybody would change in the process: taken in without an account, answered, taken up, forgotten."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from chapterhouse.handbook.actions import proposals
from chapterhouse.handbook.models import Credit, Proposal, Version
from chapterhouse.support.flood import PROPOSALS_FROM_ONE_PLACE
from chapterhouse.support.worker import run_once
from tests import make
from tests.handbook.books import book, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_times")]
HERE = "/support/proposals/"
FORM = "application/x-www-form-urlencoded"


def send(client=None, headers=None, address=HERE, **edits):
    told = {"document": "", "words": "Answer within a day.", "name": "", "contact": ""} | edits
    return (client or Client(enforce_csrf_checks=True)).post(
        address, urlencode(told), content_type=FORM, headers=headers or {}
    )


def proposed(**edits):
    told = {"words": "Answer sooner.", "document": None, "name": "", "contact": ""} | edits
    return proposals.propose(**told, at=make.now())


@pytest.mark.requirement("S0.67", "S1.64", "S1.65")
def test_anybody_proposes_without_account_or_cookie_and_may_say_how_to_be_answered(cast):
    book(cast)
    page = Client().get(f"{HERE}?lang=en").content.decode()
    assert "From members and guests, from other chapters and organisations" in page
    assert "If something happened to you or somebody else, use the doors" in page
    assert "Steering Committee" in page
    assert "Ombudspeople" in page
    done = send(document="conduct", name="North Chapter", contact="north@example.org")
    assert (done.status_code, done["Location"]) == (302, "/support/proposals/thanks/")
    assert not done.cookies
    row = Proposal.objects.get()
    assert (row.document.code, row.name, row.contact) == ("conduct", "North Chapter", "north@example.org")
    assert "Thank you" in Client().get(done["Location"] + "?lang=en").content.decode()


def test_only_the_words_are_needed_and_the_language_is_kept(cast):
    assert send(address=f"{HERE}?lang=es")["Location"] == "/support/proposals/thanks/?lang=es"
    assert Proposal.objects.get().contact == ""


@pytest.mark.parametrize(
    "edits", [{"words": ""}, {"words": "   "}, {"words": "x" * 6_001}, {"document": "none"}]
)
def test_what_cannot_be_sent_is_told_and_nothing_typed_is_lost(cast, edits):
    page = send(name="North Chapter", **edits)
    assert page.status_code == 200
    assert 'value="North Chapter"' in page.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "http://testserver"}, 302),
    ],
)
def test_another_site_sends_nothing_here(cast, headers, status):
    assert send(headers=headers).status_code == status
    assert Proposal.objects.count() == (status == 302)


def test_a_body_that_is_no_form_is_refused(cast):
    assert Client().post(HERE, b"{}", content_type="application/json").status_code == 415


def test_a_flood_is_held_back_and_the_words_stand(cast):
    for number in range(PROPOSALS_FROM_ONE_PLACE):
        assert send(words=f"Number {number}").status_code == 302
    page = send(words="One too many", address=f"{HERE}?lang=en")
    assert "Too many came in a short time." in page.content.decode()
    assert "One too many" in page.content.decode()
    assert Proposal.objects.count() == PROPOSALS_FROM_ONE_PLACE


def test_a_flood_from_many_places_ends_where_nobody_could_read_it_any_more(cast, refused, monkeypatch):
    monkeypatch.setattr(proposals, "MOST_WAITING", 2)
    proposed(words="a")
    proposed(words="b")
    with refused("full"):
        proposed(words="c")
    assert proposed(words="b").words == "b"


def test_the_same_sent_twice_stands_once(cast):
    send()
    send()
    assert Proposal.objects.count() == 1


@pytest.fixture
def keeper(cast):
    cast.rosa.language = "en"
    cast.rosa.save()
    client = Client()
    client.force_login(cast.rosa)
    return client


@pytest.mark.requirement("S0.67")
@pytest.mark.parametrize(
    ("name", "said"), [("North Chapter", "Proposed by North Chapter"), ("", "wished no name")]
)
def test_a_version_thanks_whoever_proposed_what_it_took_up_also_when_that_is_forgotten(
    cast, keeper, name, said
):
    book(cast, versions=2)
    row = proposed(name=name, contact="north@example.org")
    listed = keeper.get("/handbook/proposals/").content.decode()
    assert "Answer sooner." in listed
    assert "north@example.org" in keeper.get(f"/handbook/proposals/{row.code}/").content.decode()
    version = Version.objects.get(number=2)
    done = keeper.post(
        f"/handbook/proposals/{row.code}/", {"words": "We did.", "taken_up": version.pk}, follow=True
    )
    assert "Taken up in version 2 of conduct" in done.content.decode()
    run_once(make.now() + timedelta(days=366))
    assert not Proposal.objects.exists()
    assert said in " ".join(Client().get("/handbook/conduct/?lang=en").content.decode().split())


def test_it_is_kept_for_a_year_and_no_longer(cast):
    proposed()
    run_once(make.now() + timedelta(days=364))
    assert Proposal.objects.exists()
    run_once(make.now() + timedelta(days=365, minutes=1))
    assert not Proposal.objects.exists()


def test_an_answer_is_written_down_once_and_says_something(cast, keeper, refused):
    row = proposed()
    page = keeper.post(f"/handbook/proposals/{row.code}/", {"words": "", "taken_up": ""}).content.decode()
    assert "Write what you answered, or choose the version that took it up." in page
    keeper.post(f"/handbook/proposals/{row.code}/", {"words": "Thank you, but no.", "taken_up": ""})
    assert "Thank you, but no." in keeper.get(f"/handbook/proposals/{row.code}/").content.decode()
    with refused("over"):
        proposals.answer(proposal=row, words="Again", taken_up=None, by=cast.rosa, at=make.now())
    assert not Credit.objects.exists()


def test_a_draft_takes_nothing_up(cast, refused):
    row = book(cast)
    with refused("draft"):
        proposals.answer(
            proposal=proposed(), words="", taken_up=drafted(cast, row), by=cast.rosa, at=make.now()
        )


def test_without_any_the_list_says_so_and_hostile_words_harm_nobody(cast, keeper):
    assert "Nothing was proposed yet." in keeper.get("/handbook/proposals/").content.decode()
    row = proposed(words="<script>alert(1)</script>", contact="javascript:alert(1)", name="<img src=x>")
    for address in ("/handbook/proposals/", f"/handbook/proposals/{row.code}/"):
        page = keeper.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_few_queries(cast, keeper, rows, django_assert_max_num_queries):
    for number in range(rows):
        proposed(words=f"Number {number}")
    keeper.get("/handbook/proposals/")
    with django_assert_max_num_queries(14):
        keeper.get("/handbook/proposals/")


def test_before_anything_is_adopted_one_speaks_of_the_process_as_a_whole(cast):
    assert "The process as a whole" in Client().get(f"{HERE}?lang=en").content.decode()

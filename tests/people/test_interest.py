"""Telling that one would like to join: a way of its own, from the public page to an approved term (S1.66)."""

from datetime import timedelta

import pytest
from django.test import Client

from chapterhouse.casework.actions.terms import remind_of_terms
from chapterhouse.casework.models import Case
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from chapterhouse.people.actions import interest as actions
from chapterhouse.people.actions.interest import (
    answer_interest,
    express_interest,
    forget_interests,
    withdraw_interest,
)
from chapterhouse.people.desks import reads
from chapterhouse.people.interest import joinable
from chapterhouse.people.models import Interest
from chapterhouse.sealing.models import Entry
from chapterhouse.support.worker import run_once
from tests import make
from tests.people.terms import refused, today

pytestmark = pytest.mark.django_db

HERE, LIST = "/officers/interest/", "/offices/interest/"
TOLD = {"office": "ombuds", "name": "Ana Ruiz", "reach": "555 0100", "why": "I listen well."}


@pytest.fixture(autouse=True)
def _nothing_waits(cast):
    Notice.objects.all().delete()


def express(cast, *, person=None, at=None, **more):
    return express_interest(**{**TOLD, **more}, person=person, pack=cast.version.pack, at=at or make.now())


@pytest.mark.requirement("S1.66", "S1.5")
def test_the_way_leads_from_the_public_page_to_a_term_that_was_approved(client, cast):
    make.leave(cast.dana)
    assert HERE in Client().get("/officers/").content.decode()
    client.force_login(cast.ana)
    assert client.post(HERE, TOLD).status_code == 302
    client.force_login(cast.rosa)
    assert LIST in client.get("/today/").content.decode()
    page = client.get(LIST).content.decode()
    assert "I listen well." in page
    assert "555 0100" in page
    forward = client.post(f"{LIST}{Interest.objects.get().code}/", {"state": "forward"})
    form = client.get(forward.headers["Location"]).content.decode()
    assert f'value="{cast.ana.username}"' in form
    days = {"first": str(today(cast.version.pack)), "last": str(today(cast.version.pack, 300))}
    told = {"person": cast.ana.username, "how": "appointed", "decision": "Minutes", **days}
    client.post("/offices/fill/ombuds/", told)
    assert not reads(cast.ana, make.now())
    yes = {"decided_on": days["first"], "decision": "Minutes of 20 May"}
    client.post(f"/offices/fill/ombuds/{cast.ana.username}/approved/", yes)
    assert reads(cast.ana, make.now())
    assert LIST not in client.get("/today/").content.decode()


@pytest.mark.requirement("S2.39", "S1.66")
def test_it_never_mixes_with_reports(client, cast, mailoutbox):
    """It needs no account, makes no case, and only those who fill offices hear that something waits."""
    assert Client().post(HERE, TOLD).status_code == 302
    assert Interest.objects.get().person is None
    assert not Case.objects.exists()
    assert not Entry.objects.exists()
    run_once(make.now())
    assert [letter.to for letter in mailoutbox] == [["rosa@example.org"]]
    assert not any(word in mailoutbox[0].body for word in ("Ana", "join", "ombuds"))
    for person in (cast.bela, cast.ida, cast.mara):
        client.force_login(person)
        assert client.get(LIST).status_code == 404
        assert LIST not in client.get("/today/").content.decode()


@pytest.mark.requirement("S2.39")
def test_who_stands_for_an_elected_office_is_sent_to_the_general_address(cast):
    pack = make.pack("madison-hgo").pack
    assert "hgo" not in {office.code for office in joinable(pack)}
    page = Client().get(HERE + "?lang=en", follow=True).content.decode()
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "mailto:hello@madison.example.org" in main
    confidential = [email.address for email in pack.contacts.emails if email.reaches]
    assert confidential
    assert not any(address in main for address in confidential)


def test_those_who_fill_offices_hear_once_of_each(cast):
    express(cast)
    for minutes in (0, 5):
        remind_of_terms(at=make.now() + timedelta(minutes=minutes))
    assert [row.person for row in Notice.objects.all()] == [cast.rosa]


def test_the_same_twice_stands_once_and_a_flood_is_refused(cast, monkeypatch):
    assert express(cast) == express(cast)
    monkeypatch.setattr(actions, "MOST_WAITING", 2)
    express(cast, name="Somebody")
    refused(express, "full", cast, name="Somebody else")


def test_nothing_typed_is_lost(client, cast):
    page = client.post(HERE, {**TOLD, "office": "steering"}).content.decode()
    assert "I listen well." in page
    assert client.post(HERE, {**TOLD, "reach": ""}).status_code == 200
    assert not Interest.objects.exists()
    refused(express, "office", cast, office="steering")


def test_it_is_answered_by_those_who_fill_offices_and_only_while_it_waits(client, cast):
    row = express(cast)
    refused(answer_interest, "not-yours", interest=row, state="invited", by=cast.bela, at=make.now())
    client.force_login(cast.rosa)
    for state, words in [("invited", "Invited to talk by Rosa Marsh."), ("declined", "did not go on")]:
        assert client.post(f"{LIST}{row.code}/", {"state": state}).status_code == 302
        assert words in client.get(LIST).content.decode()
    refused(answer_interest, "over", interest=row, state="forward", by=cast.rosa, at=make.now())
    client.post(f"{LIST}{row.code}/", {"state": "hired"})
    assert make.fresh(row).state == "declined"


def test_whoever_told_us_takes_it_back_and_nothing_of_it_is_kept(client, cast):
    row = express(cast, person=cast.ana)
    refused(withdraw_interest, "not-yours", interest=row, by=cast.rosa, at=make.now())
    client.force_login(cast.rosa)
    assert client.post(f"{HERE}{row.code}/back/").status_code == 404
    client.force_login(cast.ana)
    assert f"{HERE}{row.code}/back/" in client.get(HERE).content.decode()
    client.post(f"{HERE}{row.code}/back/")
    assert not Interest.objects.exists()
    assert not Row.objects.filter(subject__contains="Ana").exists()


def test_it_is_gone_after_a_year(cast):
    row = express(cast)
    assert forget_interests(at=row.at + timedelta(days=365)) == 0
    assert forget_interests(at=row.at + timedelta(days=365, seconds=1)) == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_list_says_that_nobody_waits_and_asks_no_more_for_thirty(
    client, cast, language, django_assert_max_num_queries
):
    cast.rosa.language = language
    cast.rosa.save()
    client.force_login(cast.rosa)
    empty = {"en": "Nobody waits for an answer.", "es": "Nadie espera una respuesta."}[language]
    assert empty in client.get(LIST).content.decode()
    for number in range(30):
        express(cast, name=f"Person {number}", person=cast.ana, at=make.now() - timedelta(hours=30 - number))
    with django_assert_max_num_queries(10):
        assert client.get(LIST).content.decode().count('class="card ') == 30


def test_a_flood_of_them_is_stemmed_within_the_hour(cast):
    for number in range(actions.MOST_IN_A_WHILE):
        express(cast, name=f"Somebody {number}")
    refused(express, "full", cast, name="One more")
    assert express(cast, name="One more", at=make.now() + actions.A_WHILE + timedelta(minutes=1))

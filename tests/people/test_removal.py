"""Nobody is removed from an office unheard; whoever is, loses it in that moment; anybody may resign (B27)."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from chapterhouse.casework.models import Case
from chapterhouse.journal.models import Row
from chapterhouse.people.actions.offices import leave_office, resign, take_office
from chapterhouse.people.actions.removal import forget_hearings
from chapterhouse.people.models import Hearing, Office, Term
from chapterhouse.ui.refused import Refused
from tests import make
from tests.people.hearings import consider, days, decide, heard, term_of, today, waive

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def second_on_steering(cast):
    office = Office.objects.get(code="steering")
    return take_office(person=cast.ana, office=office, starts=make.now(), by="operator").person


def refusal(act):
    with pytest.raises(Refused) as no:
        act()
    return no.value.code


@pytest.fixture
def hearing(cast):
    return consider(cast, of=cast.ida, by=cast.rosa)


@pytest.mark.requirement("B27")
def test_whoever_was_told_and_heard_may_be_removed_and_can_open_nothing_from_that_moment(cast, hearing):
    told = make.report("b", told=make.told(text="It happened."))
    make.declare(told.case, by=cast.ida)
    assert refusal(lambda: decide(cast, hearing, by=cast.rosa)) == "not-heard"
    heard(cast, hearing, by=cast.rosa)
    client = signed_in(cast.ida)
    assert client.get(f"/cases/{told.case.code}/").status_code == 200
    decide(cast, hearing, by=cast.rosa)
    assert client.get(f"/cases/{told.case.code}/").status_code == 404
    assert not Case.objects.visible_to(cast.ida, make.now()).exists()
    assert not Term.objects.current(make.now()).filter(person=cast.ida).exists()
    hearing.refresh_from_db()
    assert (hearing.outcome, hearing.decided_by) == (Hearing.REMOVED, cast.rosa)
    rows = Row.objects.filter(subject="hgo", about=cast.ida.username).order_by("pk")
    assert list(rows.values_list("by", "verb"))[1:] == [
        (cast.rosa.username, "opened-hearing"),
        (cast.rosa.username, "heard-officer"),
        (cast.rosa.username, "removed-officer"),
        (cast.rosa.username, "left-office"),
    ]


def test_cases_that_nobody_else_can_open_are_left_with_who_was_removed_to_give_their_keys_on(cast, hearing):
    told = make.report("b", excluding=[cast.noor])
    make.declare(told.case, by=cast.ida)
    waive(hearing, by=cast.ida)
    decide(cast, hearing, by=cast.rosa)
    assert told.case.code in signed_in(cast.ida).get("/handing-on/").content.decode()


def test_the_vacancy_alone_is_public(cast, hearing):
    before = Client().get("/support/?lang=en").content
    assert b"Seats: 2. Vacant now: 0." in before
    heard(cast, hearing, by=cast.rosa)
    assert Client().get("/support/?lang=en").content == before
    decide(cast, hearing, by=cast.rosa)
    assert b"Seats: 2. Vacant now: 1." in Client().get("/support/?lang=en").content


@pytest.mark.requirement("B27")
def test_who_is_not_heard_in_the_time_they_had_may_be_removed_and_not_a_day_sooner(cast, hearing):
    assert hearing.heard_by == today(cast) + timedelta(days=7)
    assert refusal(lambda: decide(cast, hearing, by=cast.rosa, at=days(6))) == "not-heard"
    assert decide(cast, hearing, by=cast.rosa, at=days(7)).outcome == Hearing.REMOVED


def test_the_days_to_be_heard_count_from_the_day_on_which_the_officer_can_see_it(cast):
    hearing = consider(cast, of=cast.ida, by=cast.rosa, told_on=today(cast) - timedelta(days=20))
    assert hearing.heard_by == today(cast) + timedelta(days=7)


def test_only_the_officer_says_that_they_need_not_be_heard(cast, hearing):
    assert refusal(lambda: waive(hearing, by=cast.rosa)) == "not-yours"
    assert refusal(lambda: waive(hearing, by=cast.noor)) == "not-yours"
    waive(hearing, by=cast.ida)
    assert decide(cast, hearing, by=cast.rosa, removed=False).outcome == Hearing.STAYS
    assert term_of(cast.ida).ends is None


@pytest.mark.parametrize("day", [-31, 1])
def test_the_cause_is_told_before_anything_and_after_they_took_office(cast, day):
    told_on = today(cast) + timedelta(days=day)
    assert refusal(lambda: consider(cast, of=cast.ida, by=cast.rosa, told_on=told_on)) == "not-told"


@pytest.mark.parametrize("day", [-1, 1])
def test_they_are_heard_after_they_were_told_and_not_on_a_day_to_come(cast, hearing, day):
    on = today(cast) + timedelta(days=day)
    assert refusal(lambda: heard(cast, hearing, by=cast.rosa, on=on)) == "not-heard"


@pytest.mark.parametrize("first", ["noor", "mara", "ana", "ida", "sol"])
def test_only_the_office_that_the_pack_names_decides_and_never_the_officer(cast, hearing, first):
    person = getattr(cast, first)
    for act in (
        lambda: consider(cast, of=cast.noor, by=person),
        lambda: heard(cast, hearing, by=person),
        lambda: decide(cast, hearing, by=person, at=days(8)),
    ):
        assert refusal(act) == "not-yours"


def test_somebody_of_the_deciding_body_does_not_decide_on_themselves_though_others_do(cast):
    office = Office.objects.get(code="hgo")
    make.leave(cast.noor)
    take_office(person=cast.rosa, office=office, starts=make.now(), by="operator")
    term = Term.objects.current(make.now()).get(person=cast.rosa, office=office)
    second = second_on_steering(cast)
    cast.rosa.language = "en"
    cast.rosa.save()
    client = signed_in(cast.rosa)
    page = client.get(f"/offices/hgo/{cast.rosa.username}/").content.decode()
    assert "They were told" not in page
    assert (
        client.post(f"/offices/hgo/{cast.rosa.username}/open/", {"told_on": today(cast)}).status_code == 200
    )
    assert not Hearing.objects.exists()
    answer = signed_in(second).post(f"/offices/hgo/{cast.rosa.username}/open/", {"told_on": today(cast)})
    assert answer.status_code == 302
    assert Hearing.objects.get().term == term
    page = signed_in(cast.rosa).get(f"/offices/hgo/{cast.rosa.username}/").content.decode()
    assert "Ana" in page.split("You are heard by:")[1].split(".")[0]
    assert "Rosa" not in page.split("You are heard by:")[1].split(".")[0]


def test_where_nobody_else_decides_the_page_says_what_to_do(cast, hearing):
    make.leave(cast.rosa)
    page = signed_in(cast.ida).get(f"/offices/hgo/{cast.ida.username}/").content.decode()
    assert (
        "Nobody else holds the office that decides" in page or "Nadie más ocupa el cargo que decide" in page
    )


@pytest.mark.requirement("B27")
def test_an_officer_resigns_on_their_own_page_on_any_day_also_while_it_is_considered(cast, hearing):
    client = signed_in(cast.ida)
    assert b"/handing-on/" in client.get("/offices/hgo/leave/").content
    assert client.post("/offices/hgo/leave/").status_code == 302
    hearing.refresh_from_db()
    assert hearing.outcome == Hearing.LEFT
    assert refusal(lambda: decide(cast, hearing, by=cast.rosa, at=days(8))) == "over"
    assert client.post("/offices/hgo/leave/").status_code == 404
    ended = Term.objects.filter(person=cast.ida).get().ends
    assert refusal(lambda: resign(term=Term.objects.get(person=cast.ida), by=cast.ida, at=days(1))) == "over"
    assert Term.objects.get(person=cast.ida).ends == ended


def test_nobody_resigns_for_another(cast):
    assert refusal(lambda: resign(term=term_of(cast.ida), by=cast.noor, at=make.now())) == "not-yours"
    assert signed_in(cast.bela).post("/offices/hgo/leave/").status_code == 404


def test_what_is_considered_lapses_when_the_term_is_ended_otherwise(cast, hearing):
    leave_office(term=term_of(cast.ida), by="operator", at=make.now())
    hearing.refresh_from_db()
    assert hearing.outcome == Hearing.LEFT


def test_it_is_considered_once_at_a_time_and_may_be_again(cast, hearing):
    assert refusal(lambda: consider(cast, of=cast.ida, by=cast.rosa)) == "open"
    waive(hearing, by=cast.ida)
    decide(cast, hearing, by=cast.rosa, removed=False)
    assert consider(cast, of=cast.ida, by=cast.rosa).pk != hearing.pk


def test_a_second_decision_finds_that_it_was_decided(cast, hearing):
    second = second_on_steering(cast)
    heard(cast, hearing, by=cast.rosa)
    decide(cast, hearing, by=second, removed=False)
    assert refusal(lambda: decide(cast, hearing, by=cast.rosa)) == "over"
    assert term_of(cast.ida).ends is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(cast):
    hearing = consider(cast, of=cast.ida, by=cast.rosa)
    heard(cast, hearing, by=cast.rosa)
    second, said = second_on_steering(cast), []

    def deciding(person, removed):
        try:
            decide(cast, hearing, by=person, removed=removed)
            said.append("done")
        except Refused as no:
            said.append(no.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=deciding, args=who) for who in ((cast.rosa, True), (second, False))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["done", "over"]
    assert Row.objects.filter(verb__in=["removed-officer", "kept-officer"]).count() == 1


@pytest.mark.parametrize("first", ["noor", "bela", "mara", "ana"])
def test_nobody_else_learns_that_it_is_considered(cast, first):
    client = signed_in(getattr(cast, first))
    pages = ("/offices/", f"/offices/hgo/{cast.ida.username}/", "/support/?lang=en", "/account/", "/today/")

    def seen():
        found = [client.get(page) for page in pages]
        return [(each.status_code, re.sub(rb'value="\w{64}"', b"", each.content)) for each in found]

    before = seen()
    consider(cast, of=cast.ida, by=cast.rosa)
    assert seen() == before
    for step in ("open", "heard", "waived", "decision"):
        assert client.post(f"/offices/hgo/{cast.ida.username}/{step}/").status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_officer_reads_on_their_own_page_what_when_and_how_to_be_heard(cast, hearing, language):
    cast.ida.language = language
    cast.ida.save()
    page = signed_in(cast.ida).get(f"/offices/hgo/{cast.ida.username}/").content.decode()
    removal = cast.version.pack.office("hgo").removal
    assert removal.how.in_(language) in page
    assert "Rosa" in page
    assert f'action="/offices/hgo/{cast.ida.username}/waived/"' in page
    assert {"en": "You may bring somebody with you", "es": "Puede ir con alguien"}[language] in page


def test_a_form_that_is_refused_keeps_what_was_typed_and_says_what_to_do(cast, hearing):
    heard(cast, hearing, by=cast.rosa)
    client, address = signed_in(cast.rosa), f"/offices/hgo/{cast.ida.username}/decision/"
    page = client.post(address, {"decision": "Minutes of 12 May"}).content.decode()
    assert 'value="Minutes of 12 May"' in page
    assert not Hearing.objects.exclude(ended=None).exists()
    assert client.post(address, {"decision": "Minutes", "removed": "yes"}).status_code == 302
    assert client.post(address, {"decision": "Minutes", "removed": "no"}).status_code == 404


def test_an_office_of_whose_removal_the_pack_says_nothing_offers_none(cast):
    page = signed_in(cast.mara).get(f"/offices/backup/{cast.mara.username}/")
    assert page.status_code == 200
    assert refusal(lambda: consider(cast, of=cast.mara, by=cast.rosa)) == "not-yours"


def test_a_year_after_its_end_nothing_of_it_is_left(cast, hearing):
    waive(hearing, by=cast.ida)
    decide(cast, hearing, by=cast.rosa, removed=False)
    assert forget_hearings(at=days(364)) == 0
    assert forget_hearings(at=days(366)) == 1

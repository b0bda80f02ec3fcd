"""Filling offices: proposed, approved, signed, and then open; over by itself with its last day."""

from datetime import timedelta

import pytest
from django.test import Client

from chapterhouse.casework.models import Case
from chapterhouse.casework.roster import officers
from chapterhouse.journal.models import Row
from chapterhouse.packs.actions import adopt
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.filling import (
    end_term,
    name_contact,
    sign_statements,
    take_back,
)
from chapterhouse.people.desks import reads
from chapterhouse.people.models import Approval, Membership, RosterImport, Signature, Term
from chapterhouse.people.permissions import Permission, may
from tests import make
from tests.people.terms import STATEMENT, adopted, approve, planned, propose, refused, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def free(cast):
    """Dana has left: a seat among the ombudspeople is free."""
    make.leave(cast.dana)
    return cast


@pytest.mark.requirement("S1.5", "T3")
def test_a_term_opens_nothing_until_those_who_approve_it_have_said_yes(free):
    term = propose(free)
    assert (term.opens, term.how, term.authority) == (None, "appointed", "Minutes of 12 May")
    assert not reads(free.ana, make.now())
    approval = approve(free, term)
    assert (approval.by, approval.office, approval.decision) == (
        free.rosa,
        "steering",
        "Minutes of 20 May, item 2",
    )
    assert reads(free.ana, make.now())
    verbs = Row.objects.filter(about=free.ana.username, subject="ombuds").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["proposed-term", "approved-term", "took-office"]


@pytest.mark.requirement("T3")
def test_where_the_members_confirm_an_appointment_whoever_fills_offices_writes_it_down(free):
    source = free.version.source.replace('approved_by = "steering"', "# nobody else", 1)
    appointed, confirmed = 'filled_by = "appointed" ', 'filled_by = "appointed-then-confirmed" '
    pack = adopt(source=source.replace(appointed, confirmed, 1), at=make.now()).pack
    term = propose(free, pack=pack, how="confirmed")
    assert not reads(free.ana, make.now())
    assert approve(free, term, pack=pack).office == ""
    assert reads(free.ana, make.now())


def test_where_nobody_has_to_say_yes_it_opens_at_once(cast):
    assert not may(cast.ana, Permission.FILL_OFFICES, make.now())
    propose(cast, office="steering", how="elected")
    assert may(cast.ana, Permission.FILL_OFFICES, make.now())


@pytest.mark.requirement("S2.49")
def test_access_begins_with_the_first_day_and_ends_by_itself_with_the_last(free):
    told = make.report("a")
    term = propose(free, first=5, last=20)
    approve(free, term)
    rules, term = free.version.pack.desk("ombuds"), make.fresh(term)
    for at, runs in [
        (make.now(), False), (term.starts - timedelta(seconds=1), False), (term.starts, True),
        (term.ends - timedelta(seconds=1), True), (term.ends, False),
    ]:  # fmt: skip
        assert reads(free.ana, at) is runs
        assert (free.ana in officers(rules, at)) is runs
        assert make.fresh(term).runs_at(at) is runs
        assert Case.objects.visible_to(free.ana, at).filter(pk=told.case.pk).exists() is False  # no key yet
    zone = free.version.pack.zone
    assert term.starts.astimezone(zone).strftime("%H:%M") == "00:00"
    assert (term.ends.astimezone(zone) - timedelta(seconds=1)).date() == today(free.version.pack, 20)


@pytest.mark.requirement("S2.49")
def test_a_reader_whose_last_day_is_over_sees_no_case_and_gets_no_new_one(client, cast):
    told = make.take(make.report("a"), cast.bela, cast.chidi)
    term = cast.bela.terms.get()
    planned(cast, term, 3)
    later = make.fresh(term).ends
    assert Case.objects.visible_to(cast.bela, later - timedelta(seconds=1)).filter(pk=told.case.pk).exists()
    assert not Case.objects.visible_to(cast.bela, later).exists()
    assert cast.bela not in make.pair(make.report("a", at=later).case)
    Term.objects.filter(pk=term.pk).update(ends=make.now())
    client.force_login(cast.bela)
    assert client.get(f"/cases/{told.case.code}/").status_code == 404


def test_a_proposed_term_stands_in_nobodys_way_but_takes_a_seat(free):
    propose(free)
    refused(propose, "no-seat", free, free.sol)
    refused(propose, "twice", free)


@pytest.mark.requirement("S0.11", "S0.12", "S2.3")
def test_there_are_no_more_terms_than_seats_at_any_time(cast):
    refused(propose, "no-seat", cast)
    term = cast.dana.terms.get()
    planned(cast, term, 10)
    refused(propose, "no-seat", cast, first=10)
    assert propose(cast, first=11).opens is None


def test_offices_that_must_be_kept_apart_are_also_kept_apart_in_time_to_come(cast):
    make.leave(cast.dana)
    refused(propose, "apart", cast, cast.rosa)
    term = cast.rosa.terms.get()
    planned(cast, term, 10)
    assert propose(cast, cast.rosa, first=11)


@pytest.mark.parametrize(("first", "last"), [(5, 4), (-20, -2)])
def test_days_that_do_not_follow_are_refused(free, first, last):
    refused(propose, "days", free, first=first, last=last)


def test_a_minor_takes_no_office(free):
    lists = RosterImport.objects.create(by=free.rosa, at=make.now(), file="a.csv", sha256="0" * 64)
    Membership.objects.create(key="1", name="Ana Ruiz", minor=True, person=free.ana, first=lists)
    refused(propose, "minor", free)


@pytest.mark.requirement("S3.26")
def test_whoever_has_held_it_as_often_as_the_rules_allow_may_not_again_or_only_for_a_reason(free):
    limit = "[offices.limit]\nterms = 1\n"
    source = free.version.source.replace("[offices.removal]", limit + "[offices.removal]", 1)
    pack = adopt(source=source, at=make.now()).pack
    refused(propose, "limit", free, free.dana, pack=pack)
    assert propose(free, pack=pack)
    make.leave(free.chidi)
    source = source.replace("terms = 1", "terms = 1\nwith_reason = true")
    pack = adopt(source=source, at=make.now()).pack
    refused(propose, "reason", free, free.dana, pack=pack)
    assert propose(free, free.dana, pack=pack, reason="Nobody else came forward.").passed_over


@pytest.mark.parametrize(("key", "gap_days", "is_reached"), [
    ("", 100, True), ("", 370, False), ("in_years = 4", 370, True), ("in_years = 1", 370, False),
])  # fmt: skip
def test_a_row_ends_after_a_terms_length_out_of_office(cast, key, gap_days, is_reached):
    limit = f"[offices.limit]\nterms = 1\n{key}\n"
    source = cast.version.source.replace("[offices.removal]", limit + "[offices.removal]", 1)
    pack = adopt(source=source, at=make.now()).pack
    began = make.now() - timedelta(days=gap_days + 40)
    Term.objects.filter(person=cast.dana).update(
        starts=began, opens=began, ends=make.now() - timedelta(days=gap_days)
    )
    if is_reached:
        refused(propose, "limit", cast, cast.dana, pack=pack)
    else:
        assert propose(cast, cast.dana, pack=pack)


def test_nobody_else_writes_any_of_it_down(free):
    refused(propose, "not-yours", free, by=free.bela)
    term = propose(free)
    refused(approve, "not-yours", free, term, by=free.mara)
    refused(take_back, "not-yours", term=term, by=free.bela, at=make.now())
    refused(end_term, "not-yours", term=free.bela.terms.get(), reason="asked", by=free.ida, at=make.now())
    refused(approve, "days", free, term, days=1)
    approve(free, term)
    refused(approve, "over", free, term)
    refused(take_back, "over", term=term, by=free.rosa, at=make.now())


def test_nobody_approves_their_own_term(cast):
    term = cast.rosa.terms.get()
    Term.objects.filter(pk=term.pk).update(opens=None, asks_yes=True)
    refused(approve, "not-yours", cast, make.fresh(term))


def test_what_was_taken_back_stands_in_the_journal_alone(free):
    term = propose(free)
    take_back(term=term, by=free.rosa, at=make.now())
    assert not free.ana.terms.exists()
    assert Row.objects.filter(verb="took-back-term", about=free.ana.username).exists()


@pytest.mark.requirement("S2.44")
def test_access_waits_until_the_officer_has_signed_and_the_words_they_read_are_kept(client, free):
    version = adopted(free, before=STATEMENT, signs='["confidence"]')
    term = propose(free, pack=version.pack)
    approve(free, term, pack=version.pack)
    assert not reads(free.ana, make.now())
    sign = {"term": term, "version": version, "language": "es", "at": make.now()}
    refused(sign_statements, "not-yours", codes=["confidence"], by=free.rosa, **sign)
    refused(sign_statements, "all", codes=[], by=free.ana, **sign)
    client.force_login(free.ana)
    assert "Guardo la confianza" in client.get("/offices/ombuds/sign/").content.decode()
    assert client.post("/offices/ombuds/sign/", {}).status_code == 200
    assert client.post("/offices/ombuds/sign/", {"confidence": "on"}).status_code == 302
    signed = Signature.objects.get()
    assert (signed.text, signed.language, signed.pack) == ("No cuento nada.", "es", str(version))
    assert reads(free.ana, make.now())


def test_terms_that_began_before_a_statement_came_into_force_go_on_and_are_asked(client, cast):
    adopted(cast, before=STATEMENT, signs='["confidence"]')
    assert reads(cast.bela, make.now())
    client.force_login(cast.bela)
    assert "/offices/ombuds/sign/" in client.get("/offices/").content.decode()
    client.post("/offices/ombuds/sign/", {"confidence": "on"})
    assert cast.bela.terms.get().signatures.count() == 1
    assert "/offices/ombuds/sign/" not in client.get("/offices/").content.decode()


def test_one_at_a_time_answers_questions_about_an_office(cast):
    for person in (cast.ida, cast.noor):
        name_contact(term=person.terms.get(), by=cast.rosa, at=make.now())
    assert [term.person for term in Term.objects.filter(is_contact=True)] == [cast.noor]


def form(cast, **more):
    told = {"person": "ana@example.org", "first": str(today(cast.version.pack)), "last": "2099-01-01"}
    return {**told, "how": "appointed", "decision": "Minutes of 12 May", **more}


def test_the_pages_lead_from_a_vacancy_to_a_term_and_its_end(client, free):
    client.force_login(free.rosa)
    assert "Vacant now: 1." in client.get("/offices/fill/").content.decode()
    assert 'name="last" value="20' in client.get("/offices/fill/ombuds/").content.decode()
    assert client.post("/offices/fill/ombuds/", form(free)).status_code == 302
    here = f"/offices/fill/ombuds/{free.ana.username}/"
    assert "It was approved" in client.get(here).content.decode()
    client.post(here + "approved/", {"decided_on": "2026-11-20", "decision": "Minutes"})
    assert Approval.objects.count() == 1
    assert client.post(here + "ended/", {}).status_code == 200
    assert client.post(here + "contact/").status_code == 302
    assert client.post(here + "last-day/", {"last": "2098-01-01"}).status_code == 302
    assert client.post(here + "ended/", {"reason": "asked"}).status_code == 302
    assert not reads(free.ana, make.now())
    assert Row.objects.filter(verb="ended-term-asked", about=free.ana.username).exists()
    assert client.get(here).status_code == 404


@pytest.mark.parametrize("edits", [
    {"person": ""}, {"person": "Nobody"}, {"last": "2026-10-01"}, {"first": "x"},
    {"how": ""}, {"decision": ""}, {"person": "Two Alike"},
])  # fmt: skip
def test_what_cannot_be_is_refused_on_the_page_and_the_words_are_kept(client, free, edits):
    for email in ("a@example.org", "b@example.org"):
        join(name="Two Alike", email=email, language="en", at=make.now(), by="operator")
    client.force_login(free.rosa)
    page = client.post("/offices/fill/ombuds/", form(free, **{"decision": "Minutes of 13 May", **edits}))
    assert page.status_code == 200
    assert "decision" in edits or 'value="Minutes of 13 May"' in page.content.decode()
    assert not Term.objects.unended(make.now()).filter(person=free.ana).exists()


@pytest.mark.parametrize("who", ["ana@example.org", "ANA@example.org", "Ana Ruiz", "m-n2222222"])
def test_somebody_is_found_by_address_name_or_username(client, free, who):
    client.force_login(free.rosa)
    assert client.post("/offices/fill/ombuds/", form(free, person=who)).status_code == 302
    assert free.ana.terms.count() == 1


@pytest.mark.parametrize(("first", "list_status", "form_status"), [
    ("rosa", 200, 200), ("bela", 404, 404), ("mara", 404, 404), ("ana", 404, 404), ("sol", 404, 404),
])  # fmt: skip
def test_the_pages_are_there_for_those_who_fill_offices(client, cast, first, list_status, form_status):
    client.force_login(getattr(cast, first))
    assert client.get("/offices/fill/").status_code == list_status
    assert client.get("/offices/fill/ombuds/").status_code == form_status
    assert Client().get("/offices/fill/").status_code == 302
    assert client.get("/offices/fill/none/").status_code == 404

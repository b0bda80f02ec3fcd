"""Helping somebody who was locked out: by whom, confirmed by whom, what goes, and what stays sealed."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from chapterhouse.journal.models import Row
from chapterhouse.people.actions import helping as verbs
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.leaving import forget_person
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.models import Office, Person, SignInHelp
from chapterhouse.sealing.models import IdentityWrap, KeyCard, KeyWrap, Notebook
from chapterhouse.support.worker import run_once
from chapterhouse.ui.refused import Refused
from tests import make
from tests.people.listed import on_list
from tests.people.test_signin_views import PASSWORD, ask, code_in, posted

pytestmark = pytest.mark.django_db
WHY = "Met at the meeting of 3 May; lost their phone."
NEW = "new@example.org"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def vera(cast):
    """A second officer who helps with signing in."""
    return officer("Vera Lind")


def officer(name):
    person = join(
        name=name, email=f"{name[:4].lower()}@example.org", language="en", at=make.now(), by="operator"
    )
    Office.objects.filter(code="steering").update(seats=None)
    take_office(person=person, office=Office.objects.get(code="steering"), starts=make.now(), by="operator")
    return person


def give(person, *, by, email=NEW):
    return verbs.help_sign_in(person=person, email=email, reason=WHY, by=by, at=make.now())


def refused(verb, **told):
    with pytest.raises(Refused) as refusal:
        verb(**told, at=make.now())
    return refusal.value.code


def with_everything(person):
    """Somebody with a password, a second step and a session somewhere."""
    person.set_password(PASSWORD)
    person.save()
    elsewhere = Client()
    ask(person.email, PASSWORD, elsewhere)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "A" * 32})
    return elsewhere


def client_of(person, lang="en"):
    client = Client()
    client.force_login(person)
    client.get(f"/account/?lang={lang}")
    return client


def said(person, address="", lang="en"):
    return client_of(person, lang).get(f"/account/help/{address}").content.decode()


def post(person, address="", **told):
    answer = client_of(person).post(f"/account/help/{address}", told, follow=True)
    posted()
    return answer.content.decode()


# ---- one officer, for a member


def test_a_member_signs_in_by_the_new_address_and_by_nothing_else(cast):
    elsewhere = with_everything(cast.ana)
    row = give(cast.ana, by=cast.rosa)
    assert (bool(row.done), row.email, row.reason) == (True, "", WHY)
    assert elsewhere.get("/account/").status_code == 302
    assert not Session.objects.exists()
    assert not Authenticator.objects.exists()
    assert ask(NEW, PASSWORD).status_code == 200
    mail.outbox.clear()
    ask("ana@example.org")
    assert mail.outbox == []
    client = Client()
    ask(NEW, client=client)
    client.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[-1])})
    assert "Ana Ruiz" in client.get("/account/").content.decode()


def test_it_is_in_the_journal_by_whom_and_the_reason_is_kept_and_shown_to_whom_it_is_about(cast):
    give(cast.ana, by=cast.rosa)
    row = Row.objects.get(verb="changed-sign-in")
    assert (row.by, row.subject, row.about) == (cast.rosa.username, cast.ana.username, cast.ana.username)
    cast.ana.refresh_from_db()
    assert WHY in client_of(cast.ana).get("/account/data/").content.decode()
    assert WHY in client_of(cast.ana).get("/account/data/export/").content.decode()
    assert WHY in said(cast.rosa)


@pytest.mark.parametrize(
    ("first", "words"), [("bela", "has asked that"), ("ana", "ha cambiado la dirección")]
)
def test_the_address_until_now_is_told_in_its_language(cast, first, words):
    person = getattr(cast, first)
    before = person.email
    post(cast.rosa, f"{person.username}/", email=NEW, reason=WHY)
    [letter] = mail.outbox
    assert letter.to == [before]
    assert words in letter.body
    assert NEW not in letter.body
    assert person.name not in letter.body


def test_somebody_without_an_address_is_helped_and_nobody_is_mailed(cast):
    Person.objects.filter(pk=cast.ana.pk).update(email=None)
    assert "Done." in post(cast.rosa, f"{cast.ana.username}/", email=NEW, reason=WHY)
    assert mail.outbox == []


# ---- two, for whoever holds or held an office


@pytest.mark.parametrize("first", ["bela", "ida", "mara"])
def test_for_whom_an_office_was_given_nothing_changes_until_a_second_officer_confirms(cast, vera, first):
    person = getattr(cast, first)
    elsewhere, before = with_everything(person), person.email
    row = give(person, by=cast.rosa)
    person.refresh_from_db()
    assert (row.done, person.email) == (None, before)
    assert elsewhere.get("/account/").status_code == 200
    assert refused(verbs.confirm_sign_in, row=row, by=cast.rosa) == "own"
    verbs.confirm_sign_in(row=row, by=vera, at=make.now())
    person.refresh_from_db()
    assert person.email == NEW
    assert elsewhere.get("/account/").status_code == 302
    assert SignInHelp.objects.get().confirmed_by == vera
    assert list(Row.objects.filter(verb__endswith="sign-in").values_list("verb", "by").order_by("pk")) == [
        ("asked-sign-in", cast.rosa.username),
        ("changed-sign-in", vera.username),
    ]


def test_who_left_an_office_may_still_hold_keys_so_it_takes_two(cast):
    make.leave(cast.bela)
    assert give(cast.bela, by=cast.rosa).done is None


def test_one_officer_cannot_become_two_by_taking_over_the_other(cast, vera):
    give(vera, by=cast.rosa)
    vera.refresh_from_db()
    assert vera.email == "vera@example.org"


def test_a_new_way_in_opens_nothing_that_is_sealed(cast, vera):
    """Keys, and what they open, stay as they were: the passphrase or the recovery key is needed as before."""
    told = make.report("a")
    make.take(told, cast.bela, cast.chidi)
    make.reply(told.party, by=cast.bela, text="We hear you.")
    kinds = (KeyCard, IdentityWrap, KeyWrap, Notebook)
    before = [list(kind.objects.order_by("pk").values()) for kind in kinds]
    assert all(before[:3])
    verbs.confirm_sign_in(row=give(cast.bela, by=cast.rosa), by=vera, at=make.now())
    assert [list(kind.objects.order_by("pk").values()) for kind in kinds] == before
    person = Person.objects.get(pk=cast.bela.pk)
    client = client_of(person)
    seen = "".join(client.get(address, follow=True).content.decode() for address in ("/today/", "/vault/"))
    seen += client.get(f"/cases/{told.case.code}/", follow=True).content.decode()
    assert "We hear you." not in seen


def test_what_waits_is_taken_back_by_an_officer_or_by_the_one_it_is_about(cast, vera):
    row = give(cast.bela, by=cast.rosa)
    verbs.withdraw_sign_in(row=row, by=vera, at=make.now())
    assert refused(verbs.confirm_sign_in, row=row, by=vera) == "over"
    assert refused(verbs.withdraw_sign_in, row=row, by=vera) == "over"
    give(cast.bela, by=cast.rosa)
    client = client_of(cast.bela)
    assert "asked that you sign in by another address" in client.get("/account/").content.decode()
    client.post("/account/help/not-me/")
    assert not SignInHelp.objects.waiting().exists()
    assert "another address" not in client.get("/account/").content.decode()
    assert client.post("/account/help/not-me/").status_code == 404
    assert not SignInHelp.objects.exclude(email="").exists()
    assert Row.objects.filter(verb="withdrew-sign-in").count() == 2


# ---- refusals


def test_who_may_not_help_is_refused(cast):
    row = give(cast.bela, by=cast.rosa)
    for person in (cast.ana, cast.chidi, cast.sol):
        told = {"person": cast.ana, "email": NEW, "reason": WHY, "by": person}
        assert refused(verbs.help_sign_in, **told) == "not-yours"
        assert refused(verbs.confirm_sign_in, row=row, by=person) == "not-yours"
        assert refused(verbs.withdraw_sign_in, row=row, by=person) == "not-yours"


def test_nobody_helps_themselves_nor_into_a_closed_account(cast):
    told = {"email": NEW, "reason": WHY, "by": cast.rosa}
    assert refused(verbs.help_sign_in, person=cast.rosa, **told) == "self"
    forget_person(person=cast.ana, pack=None, at=make.now())
    assert refused(verbs.help_sign_in, person=cast.ana, **told) == "closed"


def test_an_address_of_another_account_is_refused_also_when_it_became_so_in_between(cast, vera):
    told = {"person": cast.ana, "reason": WHY, "by": cast.rosa}
    assert refused(verbs.help_sign_in, email="Bela@example.org", **told) == "taken"
    row = give(cast.bela, by=cast.rosa)
    Person.objects.filter(pk=cast.ana.pk).update(email=NEW)
    assert refused(verbs.confirm_sign_in, row=row, by=vera) == "taken"


def test_for_one_person_one_help_waits_at_a_time(cast, vera):
    give(cast.bela, by=cast.rosa)
    told = {"person": cast.bela, "email": "other@example.org", "reason": WHY, "by": vera}
    assert refused(verbs.help_sign_in, **told) == "waits"


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"withdrawn": make.now(), "email": "x@example.org"},
        {"done": make.now(), "withdrawn": make.now(), "email": ""},
    ],
)
def test_the_database_keeps_no_help_that_cannot_be(cast, wrong):
    row = give(cast.bela, by=cast.rosa)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInHelp.objects.filter(pk=row.pk).update(**wrong)


def test_the_database_lets_nobody_help_or_confirm_themselves(cast):
    row = give(cast.bela, by=cast.rosa)
    for told in ({"by": cast.bela}, {"confirmed_by": cast.rosa, "done": make.now(), "email": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignInHelp.objects.filter(pk=row.pk).update(**told)


# ---- how long it is kept


def test_after_a_year_nobody_knows_that_somebody_was_helped(cast):
    give(cast.ana, by=cast.rosa)
    run_once(make.now() + timedelta(days=364))
    assert SignInHelp.objects.exists()
    run_once(make.now() + timedelta(days=366))
    assert not SignInHelp.objects.exists()


def test_who_is_forgotten_was_never_helped(cast):
    give(cast.ana, by=cast.rosa)
    forget_person(person=cast.ana, pack=None, at=make.now())
    assert not SignInHelp.objects.exists()


# ---- pages


@pytest.mark.parametrize(("first", "status"), [("rosa", 200), ("bela", 404), ("ana", 404), ("sol", 404)])
def test_only_holders_of_an_office_that_helps_open_the_pages(cast, first, status):
    client = client_of(getattr(cast, first))
    for address in ("", f"{cast.chidi.username}/"):
        assert client.get(f"/account/help/{address}").status_code == status
        assert Client().get(f"/account/help/{address}").status_code == 302
    if status == 404:
        assert client.post(f"/account/help/{cast.chidi.username}/confirm/").status_code == 404


def test_the_way_there_stands_on_the_page_of_those_who_may_go_it(cast):
    assert "/account/help/" in client_of(cast.rosa).get("/organisation/").content.decode()
    assert "/account/help/" not in client_of(cast.bela).get("/organisation/").content.decode()


@pytest.mark.parametrize("who", ["ana@example.org", "ANA@example.org ", "m-n2222222"])
def test_a_member_is_found_by_the_whole_address_or_handle(cast, who):
    assert "<h1>Ana Ruiz" in post(cast.rosa, who=who)


@pytest.mark.parametrize("who", ["ana", "Ana Ruiz", "nobody@example.org", "m-"])
def test_nobody_is_found_by_less_and_what_was_typed_stays(cast, who):
    page = post(cast.rosa, who=who)
    assert "No account has this address or handle." in page
    assert f'value="{who}"' in page


def test_an_empty_form_says_what_to_do(cast):
    page = post(cast.rosa, f"{cast.ana.username}/", email="nonsense", reason="")
    assert "Write a whole address" in page
    assert 'value="nonsense"' in page
    cast.ana.refresh_from_db()
    assert cast.ana.email == "ana@example.org"


def test_a_refusal_stands_beside_the_form_and_nothing_typed_is_lost(cast):
    page = post(cast.rosa, f"{cast.ana.username}/", email="bela@example.org", reason=WHY)
    assert "Another account signs in by this address." in page
    assert WHY in page
    assert "Nobody does this for themselves" in post(
        cast.rosa, f"{cast.rosa.username}/", email=NEW, reason=WHY
    )


def test_on_pages_one_officer_asks_and_another_confirms(cast, vera):
    assert "It waits." in post(cast.rosa, f"{cast.bela.username}/", email=NEW, reason=WHY)
    assert "I made sure" not in said(cast.rosa, f"{cast.bela.username}/")
    assert "Somebody else than who asked" in post(cast.rosa, f"{cast.bela.username}/confirm/")
    assert "They hold an office, or held one" in said(vera, f"{cast.bela.username}/")
    assert "Done." in post(vera, f"{cast.bela.username}/confirm/")
    cast.bela.refresh_from_db()
    assert cast.bela.email == NEW
    assert [letter.to for letter in mail.outbox] == [["bela@example.org"], ["bela@example.org"]]


def test_on_pages_it_is_taken_back(cast, vera):
    post(cast.rosa, f"{cast.bela.username}/", email=NEW, reason=WHY)
    assert "Nothing was changed." in post(cast.rosa, f"{cast.bela.username}/confirm/", withdraw="1")
    assert "taken back" in said(vera)


@pytest.mark.parametrize(("lang", "words"), [("en", "Nobody was helped."), ("es", "No se ayudó a nadie.")])
def test_when_nobody_was_helped_it_says_so(cast, lang, words):
    assert words in said(cast.rosa, lang=lang)


def test_a_minor_who_was_helped_stands_in_no_list(cast):
    on_list(cast.ana, minor=True)
    give(cast.ana, by=cast.rosa)
    assert "Ana Ruiz" not in said(cast.rosa)


def test_the_page_asks_no_more_questions_for_thirty(cast, django_assert_max_num_queries):
    client = client_of(cast.rosa)

    def asked():
        with django_assert_max_num_queries(60) as found:
            client.get("/account/help/")
        return len(found)

    def one(n):
        person = join(name=f"N {n}", email=None, language="en", at=make.now(), by="operator")
        give(person, by=cast.rosa, email=f"n{n}@example.org")

    one(0)
    before = asked()
    for n in range(1, 30):
        one(n)
    assert asked() == before


def test_nobody_confirms_for_whom_they_have_their_office_or_their_way_in_from(cast, vera):
    row = give(cast.ida, by=cast.rosa)
    Row.objects.create(
        by=cast.rosa.username, verb="proposed-term", subject="steering", about=vera.username, at=make.now()
    )
    with pytest.raises(Refused) as refusal:
        verbs.confirm_sign_in(row=row, by=vera, at=make.now())
    assert refusal.value.code == "own"
    Row.objects.filter(verb="proposed-term", about=vera.username).delete()
    SignInHelp.objects.create(
        person=vera, by=cast.rosa, reason=WHY, email="", asked=make.now(), done=make.now()
    )
    with pytest.raises(Refused):
        verbs.confirm_sign_in(row=row, by=vera, at=make.now())


def test_an_address_of_letters_that_only_look_alike_is_another_address(cast):
    Person.objects.filter(pk=cast.ana.pk).update(email="ana@maildsa.example")
    assert Person.objects.reached_at("ANA@MAILDSA.example").get() == cast.ana
    assert not Person.objects.reached_at("ana@maıldsa.example").exists()

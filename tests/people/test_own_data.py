"""What is held about somebody: seen, taken along, forgotten; and never anything of a case in it."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from chapterhouse.casework.models import Case
from chapterhouse.notices.models import Notice
from chapterhouse.people.actions import groups as verbs
from chapterhouse.people.actions.leaving import forget_person
from chapterhouse.people.models import GroupMembership, Membership, Person, Term
from chapterhouse.sealing.models import IdentityWrap, Notebook
from chapterhouse.ui.dates import day_words
from chapterhouse.ui.refused import Refused
from tests import make
from tests.people.listed import on_list
from tests.people.test_groups import TEXTS
from tests.people.test_signin_views import PASSWORD, ask
from tests.people.test_trainings import trained

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def signed_in(person):
    """A client that signed in a moment ago, by a password."""
    person.set_password(PASSWORD)
    person.save()
    client = Client()
    ask(person.email, PASSWORD, client)
    client.get("/account/?lang=en")
    return client


def taken_along(client):
    answer = client.get("/account/data/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="about-me.json"'
    assert answer["Cache-Control"] == "no-store"
    return json.loads(answer.content)


def leads_housing(cast, person):
    group = verbs.open_group(code="housing", kind="committee", **TEXTS, by=cast.rosa, at=make.now())
    verbs.join_group(group=group, pack=cast.version.pack, by=person, at=make.now())
    verbs.name_coordinator(group=group, person=person, by=cast.rosa, at=make.now())
    verbs.write_handover_note(group=group, text="The key.", after=0, by=person, at=make.now())
    return group


def forget(person, pack=None):
    return forget_person(person=person, pack=pack, at=make.now())


# ---- seeing it, taking it along


@pytest.mark.requirement("B59")
def test_somebody_sees_everything_that_is_held_with_why_and_for_how_long(cast):
    on_list(cast.rosa, name="Rosalind Marsh")
    leads_housing(cast, cast.rosa)
    trained(cast.version.pack, cast.rosa, by=cast.ida)
    page = signed_in(cast.rosa).get("/account/data/").content.decode()
    for words in ("Rosa Marsh", "rosa@example.org", cast.rosa.username, "Rosalind Marsh", "Housing"):
        assert words in page
    for words in ("Steering Committee", "The course, AORTA", "1 session", "office taken, by somebody else"):
        assert words in page
    assert page.count("Kept:") == 13
    assert "Standing, as the list calls it: in good standing" in page
    starts = timezone.localtime(cast.rosa.terms.get().starts, cast.version.pack.zone)
    started = day_words(starts, "en", year=True, weekday=False)
    assert f"Steering Committee: since {started}" in page


def test_the_file_holds_the_same_part_by_part(cast):
    on_list(cast.rosa, name="Rosalind Marsh")
    leads_housing(cast, cast.rosa)
    trained(cast.version.pack, cast.rosa, by=cast.ida)
    told = taken_along(signed_in(cast.rosa))
    assert told["account"][0]["email"] == "rosa@example.org"
    assert told["membership"][0]["name"] == "Rosalind Marsh"
    assert [row.get("text") for row in told["groups"]] == [None, None, "The key."]
    assert [row["office"] for row in told["offices"]] == ["steering"]
    assert [row["provider"] for row in told["trainings"]] == ["AORTA"]
    assert {row["kind"] for row in told["journal"]} >= {"joined", "took-office", "opened-group"}
    assert len(told["sessions"]) == 1


def test_of_somebody_new_there_is_little_and_it_says_so(cast):
    page = signed_in(cast.sol).get("/account/data/").content.decode()
    assert "Nothing." in page
    assert taken_along(signed_in(cast.sol))["groups"] == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_nothing_of_it_ever_joins_to_a_case(cast, lang):
    """Who reads cases, wrote in them or one down, was shut out of one or told of one, finds none of it."""
    told = make.report("a", excluding=[cast.dana])
    make.take(told, cast.bela, cast.chidi)
    make.reply(told.party, by=cast.bela)
    make.note(told.case, by=cast.bela)
    make.written_down("b", by=cast.ida)
    assert Notice.objects.filter(person=cast.bela, subject=told.case.code).exists()
    codes = list(Case.objects.values_list("code", flat=True))
    assert len(codes) == 2
    for person in (cast.bela, cast.chidi, cast.dana, cast.ida):
        client = signed_in(person)
        seen = client.get(f"/account/data/?lang={lang}", follow=True).content.decode()
        seen += json.dumps(taken_along(client))
        assert not [code for code in codes if code in seen]
        for verb in ("assigned", "replied", "noted", "opened-case", "declared-independent", "took-case"):
            assert verb not in seen


def test_only_for_who_is_signed_in(client, db):
    for address in ("data/", "data/export/", "data/delete/"):
        assert client.get(f"/account/{address}").status_code == 302


def test_a_long_journal_is_in_the_file_and_the_page_asks_no_more_questions(
    cast, django_assert_max_num_queries
):
    from chapterhouse.people.actions.accounts import choose_language

    client = signed_in(cast.rosa)

    def asked():
        with django_assert_max_num_queries(100) as found:
            page = client.get("/account/data/").content.decode()
        return len(found), page

    choose_language(person=cast.rosa, language="en", at=make.now())
    before, _page = asked()
    for _ in range(30):
        choose_language(person=cast.rosa, language="en", at=make.now())
    after, page = asked()
    assert before == after
    assert "The older ones are in the file." in page
    kinds = [row["kind"] for row in taken_along(client)["journal"]]
    assert kinds.count("chose-language") == 31


# ---- being forgotten


def test_who_signed_in_long_ago_is_asked_whether_it_is_they(client, cast):
    client.force_login(cast.ana)
    page = client.post("/account/data/delete/?lang=en", {"sure": "on"}).content.decode()
    assert "You signed in a while ago." in page
    assert Person.objects.filter(email="ana@example.org", is_active=True).exists()
    cast.ana.set_password(PASSWORD)
    cast.ana.save()
    client.force_login(cast.ana)
    assert client.get("/account/data/delete/").url.startswith("/account/sure/")


def test_without_the_tick_nothing_is_deleted(cast):
    client = signed_in(cast.sol)
    page = client.post("/account/data/delete/").content.decode()
    assert "Read it, and tick this box if you want it." in page
    cast.sol.refresh_from_db()
    assert cast.sol.is_active


def test_who_asks_is_forgotten_at_once_and_everywhere(cast):
    client, elsewhere = signed_in(cast.rosa), Client()
    on_list(cast.rosa)
    group = leads_housing(cast, cast.rosa)
    trained(cast.version.pack, cast.rosa, by=cast.ida)
    Authenticator.objects.create(user=cast.rosa, type="totp", data={"secret": "A" * 32})
    elsewhere.force_login(cast.rosa)
    answer = client.post("/account/data/delete/", {"sure": "on"})
    assert "Your account is deleted" in answer.content.decode()
    gone = Person.objects.get(pk=cast.rosa.pk)
    assert (gone.name, gone.email, gone.pronouns, gone.is_active) == ("A former member", None, "", False)
    assert not gone.has_usable_password()
    for kind in (Authenticator, Session, GroupMembership):
        assert not kind.objects.exists()
    assert not Membership.objects.exists()
    assert not Term.objects.current(make.now()).filter(person=gone).exists()
    for one in (client, elsewhere):
        assert one.get("/account/").status_code == 302
    assert ask("rosa@example.org", PASSWORD).status_code == 200
    assert [row.person.name for row in group.coordinators.all()] == ["A former member"]
    assert [row.by.name for row in group.handover_notes.all()] == ["A former member"]


def test_somebody_who_is_forgotten_names_nobody_in_any_row(cast):
    on_list(cast.ana, name="Ana Maria Ruiz")
    forget(cast.ana)
    from django.apps import apps

    for model in apps.get_models():
        for row in model._default_manager.values():
            assert "Ruiz" not in str(row), model
            assert "'ana@example.org'" not in str(row), model


def test_who_holds_an_office_that_reads_hands_on_first(cast):
    client = signed_in(cast.bela)
    page = client.get("/account/data/delete/").content.decode()
    assert "lay the office down" in page.replace("\n", " ")
    assert "Delete my account now" not in page
    assert "lay the office down" in client.post("/account/data/delete/", {"sure": "on"}).content.decode()
    with pytest.raises(Refused) as refusal:
        forget(cast.bela)
    assert refusal.value.code == "first"
    cast.bela.refresh_from_db()
    assert cast.bela.is_active


def test_who_alone_holds_keys_gives_them_on_first(cast):
    told = make.report("a", excluding=[cast.chidi, cast.dana])
    make.leave(cast.bela)
    with pytest.raises(Refused, match="Give keys on"):
        forget(cast.bela)
    assert Case.objects.filter(pk=told.case.pk).exists()


def test_a_former_officer_is_forgotten_and_what_they_signed_stays_checkable(cast):
    told = make.report("a")
    make.take(told, cast.bela, cast.chidi)
    make.reply(told.party, by=cast.bela, text="We hear you.")
    make.leave(cast.bela)
    forget(cast.bela, cast.version.pack)
    card = cast.bela.key_cards.get()
    assert card.retired
    assert not IdentityWrap.objects.filter(card=card).exists()
    assert not Notebook.objects.filter(user=cast.bela).exists()
    assert "We hear you." in make.read(told.party.channel, told.box)
    assert "We hear you." in make.read(told.party.channel, cast.chidi)


def test_the_next_list_may_bring_them_again_without_an_account(cast):
    on_list(cast.ana, key="77")
    forget(cast.ana)
    again = on_list(key="77", name="Ana Ruiz")
    assert again.person is None
    assert not Person.objects.filter(email="ana@example.org").exists()


def test_the_words_for_somebody_forgotten_are_in_the_packs_first_language(cast):
    from dataclasses import replace

    assert forget(cast.ana, replace(cast.version.pack, languages=("es", "en"))).name == "Ya no es integrante"


def test_what_was_forgotten_cannot_be_forgotten_twice_nor_signed_in_to(cast):
    forget(cast.ana)
    assert ask("ana@example.org").status_code == 302
    later = make.now() + timedelta(days=1)
    assert not Session.objects.filter(expire_date__gt=later + timedelta(days=30)).exists()

"""The vault's data and what it accepts: who is answered, what is refused, what is left behind."""

import base64
import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from chapterhouse.demo.agekeys import Member, new_identity, seal
from chapterhouse.journal.models import Row
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.sealing import seals
from chapterhouse.sealing.formats.keys import recipient_of
from chapterhouse.sealing.formats.sheets import read_sheet
from chapterhouse.sealing.models import KeyCard, TeamSheet, site_id
from tests import make

pytestmark = pytest.mark.django_db
SHELLS = ("/vault/", "/vault/setup/", "/vault/key/")


@pytest.fixture
def bela_client(client, cast):
    client.force_login(cast.bela)
    return client


def post(client, path, body, method="post"):
    return getattr(client, method)(f"/vault/{path}", json.dumps(body), content_type="application/json")


def wrap(text="a wrap"):
    return base64.b64encode(seal(recipient_of(new_identity()), text)).decode()


def card(person, version):
    keys = Member.new(site_id(), person.username, version).card
    sent = {"recipient": keys.recipient, "signing_key": keys.key, "version": version}
    return {**sent, "passphrase_wrap": wrap(), "recovery_wrap": wrap()}


# ---- the shells


@pytest.mark.parametrize("address", SHELLS)
def test_a_shell_is_the_same_for_everyone_and_sets_no_cookie(address, cast):
    stranger, member = Client(), Client()
    member.force_login(cast.dana)
    pages = [one.get(address, headers={"accept-language": "es"}) for one in (stranger, member)]
    assert pages[0].content == pages[1].content
    assert not any(page.cookies for page in pages)
    assert pages[0]["Cache-Control"] == "no-cache"
    make.pack("madison-hgo")
    assert Client().get(address).content == pages[0].content


@pytest.mark.parametrize("address", SHELLS)
def test_a_shell_holds_no_inline_script_and_no_named_field(address, client):
    page = client.get(address).content.decode()
    assert "<script>" not in page
    assert " style=" not in page
    assert "<input" in page
    assert "<input name=" not in page
    assert ' name="pass' not in page


# ---- who is answered


def test_data_are_never_kept_anywhere(bela_client):
    answer = bela_client.get("/vault/data.json")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert post(bela_client, "seal/", {"open": True})["Cache-Control"] == "no-store"


def test_data_are_ones_own_and_public(bela_client, cast):
    data = bela_client.get("/vault/data.json").json()
    assert data["card"]["name"] == f"{site_id()}/{cast.bela.username}"
    assert [desk["code"] for desk in data["desks"]] == ["ombuds"]
    assert data["desks"][0]["readers"] == [cast.bela.username, cast.chidi.username, cast.dana.username]
    text = json.dumps(data)
    assert cast.ida.username not in text
    assert cast.bela.email not in text


@pytest.mark.parametrize("first", ["ana", "mara", "rosa", "sol"])
def test_who_holds_no_office_that_reads_finds_nothing_not_even_a_superuser(client, cast, first):
    client.force_login(getattr(cast, first))
    assert client.get("/vault/data.json").status_code == 404
    assert client.get("/vault/safety.svg").status_code == 404
    assert post(client, "seal/", {"open": True}).status_code == 404
    assert post(client, "card/", card(getattr(cast, first), 1)).status_code == 404
    assert not KeyCard.objects.filter(user=getattr(cast, first)).exists()


@pytest.mark.parametrize("path", ["data.json", "safety.svg"])
def test_a_modules_request_without_a_session_gets_401(client, cast, path):
    assert client.get(f"/vault/{path}", headers={"sec-fetch-dest": "empty"}).status_code == 401


def test_posts_need_the_token_that_the_data_carry(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.bela)
    assert post(client, "seal/", {"open": True}).status_code == 403
    token = client.get("/vault/data.json").json()["csrf"]
    answer = client.post(
        "/vault/seal/", '{"open": true}', content_type="application/json", headers={"x-csrftoken": token}
    )
    assert answer.status_code == 200


@pytest.mark.requirement("B14")
def test_after_a_term_no_new_key_may_be_made_and_no_list_signed(bela_client, cast):
    leave_office(term=cast.bela.terms.get(), by="operator", at=timezone.now() - timedelta(seconds=1))
    assert bela_client.get("/vault/data.json").json()["desks"] == []
    assert post(bela_client, "card/", card(cast.bela, 2)).status_code == 404
    assert post(bela_client, "sheets/", {"desk": "ombuds", "seq": 3, "note": "x"}).status_code == 404


# ---- the seal


def test_the_seal_is_served_until_thirty_minutes_after_its_last_use(bela_client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        made = post(bela_client, "seal/", {"open": True}).json()["seal"]
        assert len(base64.b64decode(made)) == 32
        clock.shift(timedelta(minutes=29))
        assert post(bela_client, "seal/", {"open": False}).json() == {"seal": made}
        clock.shift(timedelta(minutes=29))
        assert post(bela_client, "seal/", {"open": False}).json() == {"seal": made}
        clock.shift(timedelta(minutes=31))
        late = post(bela_client, "seal/", {"open": False})
    assert (late.status_code, late.json()["refused"]) == (409, "locked")
    assert "vault_seal" not in bela_client.session


def test_locking_deletes_the_seal(bela_client):
    post(bela_client, "seal/", {"open": True})
    assert post(bela_client, "lock/", {}).status_code == 204
    assert post(bela_client, "seal/", {"open": False}).status_code == 409


def test_a_renewal_that_was_under_way_does_not_bring_back_what_locking_took(bela_client):
    post(bela_client, "seal/", {"open": True})
    under_way = bela_client.session
    assert under_way["vault_seal"]
    post(bela_client, "lock/", {})
    assert seals.use(under_way, timezone.now()) is None
    assert not under_way.modified
    assert "vault_seal" not in bela_client.session


# ---- what is sent


def test_a_card_must_follow_on_the_last_one(bela_client, cast):
    stale = post(bela_client, "card/", card(cast.bela, 1))
    assert (stale.status_code, stale.json()["refused"]) == (409, "stale-card")
    assert post(bela_client, "card/", card(cast.bela, 2)).status_code == 201
    assert cast.bela.key_cards.current().get().version == 2
    assert not cast.bela.key_cards.get(version=1).wraps.exists()


BAD_CARDS = {
    "not JSON": "{",
    "a field too many": {"passphrase": "seven words"},
    "a wrap that is no age file": {"passphrase_wrap": base64.b64encode(b"plain words").decode()},
    "a wrap with a passphrase stanza": {
        "recovery_wrap": base64.b64encode(
            b"age-encryption.org/v1\n-> scrypt c2FsdA 18\nAAAA\n--- AAAA\n"
        ).decode()
    },
    "a recipient of another kind": {"recipient": "ssh-ed25519 AAAA"},
    "a recipient that is no point": {"recipient": "age1" + "q" * 58},
    "a short signing key": {"signing_key": "AAAA"},
}


@pytest.mark.parametrize("change", BAD_CARDS.values(), ids=BAD_CARDS)
def test_a_card_that_is_not_one_is_refused_and_nothing_changes(bela_client, cast, change):
    body = change if isinstance(change, str) else {**card(cast.bela, 2), **change}
    answer = bela_client.post(
        "/vault/card/", body if isinstance(body, str) else json.dumps(body), content_type="application/json"
    )
    assert (answer.status_code, answer.json()["refused"]) == (422, "malformed")
    assert "plain words" not in answer.content.decode()
    assert cast.bela.key_cards.get().version == 1


def test_refusals_speak_the_language_that_the_module_asks_for(bela_client, cast):
    said = bela_client.post("/vault/card/?lang=es", "{", content_type="application/json").json()["sentence"]
    assert said == "Esta página envió algo que no podemos leer. Vuelva a cargarla e inténtelo otra vez."


def test_wraps_are_replaced_row_by_row(bela_client, cast):
    before = {one.method: bytes(one.age_file) for one in cast.bela.key_cards.get().wraps.all()}
    assert post(bela_client, "wraps/", {"passphrase_wrap": wrap("new")}).status_code == 204
    after = {one.method: bytes(one.age_file) for one in cast.bela.key_cards.get().wraps.all()}
    assert after["passphrase"] != before["passphrase"]
    assert after["recovery"] == before["recovery"]
    assert Row.objects.filter(verb="changed-passphrase", by=cast.bela.username).count() == 1


def test_the_notebook_is_replaced(bela_client, cast):
    assert post(bela_client, "notebook/", {"age_file": wrap("one")}, "put").status_code == 204
    assert post(bela_client, "notebook/", {"age_file": wrap("two")}, "put").status_code == 204
    assert post(bela_client, "notebook/", {"age_file": ""}, "put").status_code == 422
    assert cast.bela.notebook


def test_the_safety_number_is_drawn_on_the_server_from_the_public_card(bela_client):
    answer = bela_client.get("/vault/safety.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    assert b"style=" not in answer.content


# ---- lists


def signed(person, cards, previous=True):
    row = TeamSheet.objects.filter(desk="ombuds").order_by("seq").last()
    before = read_sheet(row.note) if previous else None
    return {"desk": "ombuds", "seq": row.seq + 1, "note": make.member(person).sheet("ombuds", cards, before)}


def test_a_list_is_kept_when_it_follows(bela_client, cast):
    cards = [make.member(one).card for one in (cast.bela, cast.chidi)]
    assert post(bela_client, "sheets/", signed(cast.bela, cards)).status_code == 201


def test_a_list_is_refused_when_it_does_not(bela_client, cast):
    own = make.member(cast.bela).card
    stranger = Member.new(site_id(), "m-bad22222")
    cases = {
        "of a stranger": (signed(cast.bela, [own, stranger.card]), "stale-team"),
        "of somebody from another desk": (signed(cast.bela, [own, make.member(cast.ida).card]), "stale-team"),
        "started again without need": (signed(cast.bela, [own], previous=False), "malformed"),
        "unsigned": ({"desk": "ombuds", "seq": 3, "note": "{}"}, "malformed"),
        "out of place": ({**signed(cast.bela, [own]), "seq": 9}, "stale-sheet"),
    }
    for name, (body, code) in cases.items():
        assert (name, post(bela_client, "sheets/", body).json()["refused"]) == (name, code)
    assert TeamSheet.objects.filter(desk="ombuds").count() == 2


def test_nobody_signs_the_list_of_a_desk_where_they_do_not_read(bela_client, cast):
    assert post(bela_client, "sheets/", {"desk": "hgo", "seq": 3, "note": "x"}).status_code == 404

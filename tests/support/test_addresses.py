"""What arrives at the public addresses: reports, files, visits by code, and every way they can be wrong."""

import base64
import hashlib
import os
from datetime import timedelta

import brotli
import pyrage
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chapterhouse.casework.models import Case, Party
from chapterhouse.people.models import Term
from chapterhouse.sealing.actions.files import place_of
from chapterhouse.sealing.models import Blob, Entry, Invitation, Mailbox
from tests import make
from tests.support.asking import doors, post, put, refused, send

PASSPHRASE_STANZA = (
    b"age-encryption.org/v1\n-> scrypt 2fcXZsUjPFMHhYNTxjWiAA 10\n"
    + b"A" * 43
    + b"\n--- "
    + b"A" * 43
    + b"\nx"
)


def b64(data):
    return base64.b64encode(data).decode()


# ---- reports


@pytest.mark.requirement("S0.3", "S0.7", "S1.7", "S2.4", "T1")
def test_a_report_without_name_account_or_contact_is_taken_in_and_its_promise_told(cast):
    wire, _box = make.report_wire("a")
    answer = send(wire)
    assert answer.status_code == 201
    assert answer.json()["hours"] == 48
    assert set(answer.json()["by"]) == {"en", "es"}
    assert Case.objects.get(uuid=wire.case).desk.code == "ombuds"


@pytest.mark.requirement("S0.8")
def test_the_formal_door_delivers_to_the_formal_desk(cast):
    wire, _box = make.report_wire("b")
    send(wire)
    assert Case.objects.get(uuid=wire.case).desk.code == "hgo"


def test_a_report_that_arrives_twice_is_one_case(cast):
    wire, _box = make.report_wire("a")
    assert send(wire).status_code == 201
    assert refused(send(wire)) == (409, "replayed")
    assert Case.objects.count() == 1


def test_a_new_report_under_an_old_code_is_not_taken_for_a_second_case(cast):
    wire, _box = make.report_wire("a")
    other, _ = make.report_wire("a")
    send(wire)
    assert refused(send(other, mailbox=make.as_json(wire)["mailbox"])) == (409, "replayed")
    assert Case.objects.count() == 1


def test_a_page_older_than_the_team_is_asked_to_seal_again(cast):
    wire, _box = make.report_wire("a")
    assert refused(send(wire, sheet=wire.sheet + 1)) == (409, "stale-team")
    assert refused(send(wire, pack="dsa-la-2018 0")) == (409, "stale-team")
    make.vault_of(cast.bela)
    assert refused(send(wire)) == (409, "stale-team")
    assert Case.objects.count() == 0


@pytest.mark.requirement("B5")
def test_a_report_that_leaves_out_everyone_is_refused(cast):
    wire, _box = make.report_wire("b", excluding=[cast.ida])
    everyone = [cast.ida.username, cast.noor.username]
    assert refused(send(wire, excluded=everyone)) == (409, "no-reader")


@pytest.mark.parametrize(
    "fields",
    [
        {"v": 2},
        {"case": "not a uuid"},
        {"extra": "field"},
        {"entries": []},
        {"excluded": ["../../etc"]},
        {"files": [{"entry": "x", "sha256": "y", "size": 0}]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_malformed_report_is_refused_and_nothing_of_it_kept(cast, fields):
    wire, _box = make.report_wire("a")
    answer = send(wire, **fields)
    assert refused(answer) == (422, "malformed")
    assert str(next(iter(fields.values()))) not in answer.json()["sentence"]
    assert Case.objects.count() == Mailbox.objects.count() == 0


@pytest.mark.parametrize(
    "age_file",
    [b"hello", PASSPHRASE_STANZA, b"age-encryption.org/v1\n-> ssh-ed25519 abc def\nAAAA\n--- AAAA\n"],
    ids=["not age", "passphrase", "foreign"],
)
def test_what_is_not_sealed_to_a_key_is_not_kept(cast, age_file):
    wire, _box = make.report_wire("a")
    entries = make.as_json(wire)["entries"]
    entries[0]["age_file"] = b64(age_file)
    assert refused(send(wire, entries=entries)) == (422, "malformed")
    assert Case.objects.count() == Entry.objects.count() == 0


def test_a_body_that_is_no_json_or_of_another_kind_is_refused(cast):
    client = Client()
    assert refused(post("reports/", "{")) == (422, "malformed")
    assert refused(client.post("/support/reports/", b"{}", content_type="application/octet-stream")) == (
        415,
        "wrong-kind",
    )
    assert client.post("/support/reports/", {"a": "form"}).status_code == 415
    assert client.get("/support/reports/").status_code == 405


def test_a_body_that_is_too_large_is_refused(cast):
    assert refused(post("reports/", {"v": "x" * 5 * 1024 * 1024})) == (413, "too-large")


def test_a_request_from_another_site_is_refused(cast):
    wire, _box = make.report_wire("a")
    answer = post("reports/", make.as_json(wire), **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert Case.objects.count() == 0


def test_refusals_speak_the_language_of_the_page(cast):
    answer = post("mailbox/?lang=es", {"auth": "0" * 64})
    assert answer.json()["sentence"] == "Ese código no abre nada."


# ---- files


@pytest.fixture
def named(cast):
    """A sealed file that a report has named, and the report."""
    data = _sealed(b"a photograph" * 1000)
    wire, box = make.report_wire("a")
    digest = hashlib.sha256(data).hexdigest()
    entry = str(next(each.uuid for each in wire.entries if each.slot == "report"))
    send(wire, files=[{"entry": entry, "sha256": digest, "size": len(data)}])
    return data, digest, box


def _sealed(data):
    return pyrage.encrypt(data, [pyrage.x25519.Identity.generate().to_public()])


def test_a_file_that_an_entry_named_arrives_and_comes_back_by_code(named):
    data, digest, box = named
    assert put(digest, data).status_code == 204
    assert place_of(digest).read_bytes() == data
    back = post("mailbox/file/", {"auth": box.auth, "sha256": digest})
    assert b"".join(back.streaming_content) == data
    assert refused(post("mailbox/file/", {"auth": "0" * 64, "sha256": digest})) == (404, "unknown")


def test_a_file_that_nobody_named_is_not_kept(cast):
    data = _sealed(b"nobody asked")
    digest = hashlib.sha256(data).hexdigest()
    assert refused(put(digest, data)) == (409, "unknown-file")
    assert not place_of(digest).exists()


@pytest.mark.parametrize(
    "alter", [lambda d: d + b"x", lambda d: d[:-1], lambda d: d[:-1] + bytes([d[-1] ^ 1])]
)
def test_a_file_other_than_was_named_is_not_kept(named, alter):
    data, digest, _box = named
    assert refused(put(digest, alter(data))) == (409, "wrong-file")
    assert not place_of(digest).exists()
    assert Blob.objects.get(sha256=digest).arrived is None


def test_a_file_that_is_not_sealed_is_not_kept(cast):
    data = os.urandom(100)
    digest = hashlib.sha256(data).hexdigest()
    wire, _box = make.report_wire("a")
    entry = str(wire.entries[0].uuid)
    send(wire, files=[{"entry": entry, "sha256": digest, "size": 100}])
    assert refused(put(digest, data)) == (422, "malformed")


def test_a_file_beyond_64_mb_is_refused_before_it_is_read(named):
    _data, digest, _box = named
    answer = put(digest, b"x", **{"Content-Length": str(64 * 1024 * 1024 + 1)})
    assert refused(answer) == (413, "too-large")


def test_a_file_of_the_wrong_kind_is_refused(named):
    _data, digest, _box = named
    answer = Client().put(f"/support/files/{digest}/", {"a": 1}, content_type="application/json")
    assert refused(answer) == (415, "wrong-kind")


# ---- coming back


@pytest.mark.requirement("S1.18", "T14", "B7")
def test_a_code_opens_its_own_conversation_and_no_other_party(cast):
    told, other = make.report("a"), make.report("a")
    view = post("mailbox/", {"auth": told.box.auth}).json()
    assert [entry["uuid"] for entry in view["party"]["entries"]] == [
        str(entry.uuid) for entry in Entry.objects.in_channel(told.party.channel)
    ]
    assert str(other.case.uuid) not in str(view)
    assert told.case.code not in str(view)


def test_an_unknown_code_gets_one_answer_whether_or_not_anything_exists(cast):
    nothing = post("mailbox/", {"auth": "0" * 64})
    make.report("a")
    make.written_down(by=cast.ida)
    Invitation.objects.update(expires=timezone.now())
    after = post("mailbox/", {"auth": "0" * 64})
    assert nothing.status_code == after.status_code == 404
    assert nothing.content == after.content == post("invitations/", {"auth": "0" * 64}).content


def test_every_unknown_code_takes_the_same_one_query(cast):
    told = make.report("a")
    near = told.box.auth[:-1] + ("0" if told.box.auth[-1] != "0" else "1")
    counts = []
    for auth in ("0" * 64, near):
        with CaptureQueriesContext(connection) as queries:
            assert post("mailbox/", {"auth": auth}).status_code == 404
        counts.append([query["sql"].split("WHERE")[0] for query in queries])
    assert counts[0] == counts[1]


@pytest.mark.requirement("B5", "S1.28")
def test_somebody_shut_out_later_loses_the_conversation_at_once(cast):
    told = make.report("a")
    answer = post("mailbox/exclusions/", {"auth": told.box.auth, "username": cast.bela.username})
    assert answer.status_code == 204
    assert not Case.objects.visible_to(cast.bela, timezone.now()).exists()
    view = post("mailbox/", {"auth": told.box.auth}).json()
    assert cast.bela.username not in view["readers"] + view["reachable"]


def test_the_last_reader_cannot_be_shut_out_and_a_stranger_neither(cast):
    told = make.report("b", excluding=[cast.ida])
    body = {"auth": told.box.auth, "username": cast.noor.username}
    assert refused(post("mailbox/exclusions/", body)) == (409, "no-reader")
    for stranger in (cast.ana.username, "m-nobody22"):
        assert refused(post("mailbox/exclusions/", body | {"username": stranger})) == (409, "unknown-person")


def test_a_message_by_code_arrives_once(cast):
    told = make.report("a")
    entry = make.as_json(make.message_wire(told, "It happened again."))
    body = {"auth": told.box.auth, "entry": entry}
    assert post("mailbox/entries/", body).status_code == 201
    assert refused(post("mailbox/entries/", body)) == (409, "replayed")
    assert Entry.objects.in_channel(told.party.channel).count() == 2


def test_stopping_and_asking_for_another_are_shown_and_said_twice_count_once(cast):
    told = make.report("a")
    for address in ("mailbox/stop/", "mailbox/another/"):
        assert post(address, {"auth": told.box.auth}).status_code == 204
        assert post(address, {"auth": told.box.auth}).status_code == 204
    view = post("mailbox/", {"auth": told.box.auth}).json()
    assert view["stopped"]
    assert view["another_asked"]
    assert view["promise"] is None


@pytest.mark.requirement("S2.5", "B8")
def test_the_person_sees_that_we_are_late_and_the_new_date(cast):
    told = make.report("a", at=timezone.now() - timedelta(hours=50))
    make.sweep()
    promise = post("mailbox/", {"auth": told.box.auth}).json()["promise"]
    assert promise["late"]
    assert set(promise["new_date"]) == {"en", "es"}


def test_a_new_date_that_has_passed_is_not_told(cast):
    told = make.report("a", at=timezone.now() - timedelta(hours=100))
    make.sweep(timezone.now() - timedelta(hours=50))
    promise = post("mailbox/", {"auth": told.box.auth}).json()["promise"]
    assert promise["late"]
    assert promise["new_date"] is None


@pytest.mark.requirement("S2.5", "S1.29")
def test_the_person_is_told_who_works_on_it_and_never_somebody_who_cannot_read_it(cast):
    told = make.report("a")

    def working():
        return post("mailbox/", {"auth": told.box.auth}).json()["working"]

    assert working() == []
    make.take(told, cast.chidi, cast.dana)
    assert working() == [cast.chidi.username, cast.dana.username]
    Term.objects.filter(person=cast.dana).update(ends=timezone.now() - timedelta(hours=1))
    assert working() == [cast.chidi.username]


def test_cards_of_everyone_who_wrote_or_held_the_key_come_with_the_conversation(cast):
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    make.reply(told.party, by=cast.chidi)
    view = post("mailbox/", {"auth": told.box.auth}).json()
    names = {card["name"].rpartition("/")[2] for card in view["cards"]}
    assert names == {cast.bela.username, cast.chidi.username, cast.dana.username}
    assert [entry["mine"] for entry in view["party"]["entries"]] == [True, False]


# ---- invitations


def test_an_invitation_shows_its_letter_and_then_opens_a_mailbox_of_ones_own(cast):
    make.written_down(by=cast.ida)
    wire, box = make.joining_wire()
    letter = post("invitations/", {"auth": wire.auth}).json()
    assert {name.rpartition("/")[2] for name in letter["holders"]} == {cast.ida.username, cast.noor.username}
    assert post("invitations/join/", make.as_json(wire)).status_code == 201
    assert post("mailbox/", {"auth": box.auth}).status_code == 200
    assert refused(post("invitations/", {"auth": wire.auth})) == (404, "unknown")
    assert refused(post("invitations/join/", make.as_json(wire))) == (404, "unknown")
    assert Party.objects.exclude(mailbox=None).count() == 1


# ---- the data of the doors


def test_the_doors_name_readers_apart_from_those_a_notice_could_reach(cast):
    data = doors()
    mara = cast.mara.username
    assert set(data["readers"]["ombuds"]) == {cast.bela.username, cast.chidi.username, cast.dana.username}
    assert mara in data["reachable"]["ombuds"]
    assert mara not in data["readers"]["ombuds"]
    assert data["people"][mara]["name"] == cast.mara.name


def test_the_doors_of_a_site_without_a_pack_are_none(db):
    data = doors()
    assert (data["pack"], data["doors"]) == (None, [])


def test_the_doors_are_the_same_however_they_are_packed_for_the_way(cast):
    packed = Client().get("/support/doors.json", headers={"Accept-Encoding": "br"})
    assert packed["Content-Encoding"] == "br"
    plain = Client().get("/support/doors.json").content
    assert len(brotli.decompress(packed.content)) == len(plain)

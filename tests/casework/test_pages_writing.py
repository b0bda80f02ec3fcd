"""What the desk's modules send: sealed JSON in, an answer or a refusal in a sentence out."""

import uuid

import pytest
from django.test import Client

from chapterhouse.casework.models import Case
from chapterhouse.clocks.models import Promise
from chapterhouse.sealing.models import Entry
from tests import make


@pytest.fixture
def post(client, cast, worked):
    """Sends JSON to an address of the case as Chidi; gives status and what was answered."""
    client.force_login(cast.chidi)

    def send(address, body):
        answer = client.post(f"/cases/{worked.case.code}/{address}", body, content_type="application/json")
        return answer.status_code, answer.json() if answer["Content-Type"] == "application/json" else None

    return send


def reply_body(worked, by, **more):
    return {
        "entry": make.as_json(make.reply_wire(worked.party, by=by)),
        "seen": str(make.seen(worked.party.channel)),
        **more,
    }


def note_body(worked, by, kind="note"):
    return {"entry": make.as_json(make.note_wire(worked.case, by=by, kind=kind))}


def entries_address(worked):
    return f"parties/{worked.party.code}/entries/"


@pytest.mark.requirement("S0.43", "B8")
def test_an_answer_is_kept_and_meets_the_promise(cast, worked, post):
    assert post(entries_address(worked), reply_body(worked, cast.chidi)) == (201, {})
    assert make.read(worked.party.channel, worked.box)[-1] == "We hear you."
    assert not Promise.objects.open().on(worked.case.code).exists()


def test_a_note_meets_no_promise(cast, worked, post):
    assert post("notes/", note_body(worked, cast.chidi))[0] == 201
    assert Promise.objects.open().on(worked.case.code).exists()


def test_title_and_people_are_replaced_and_the_earlier_ones_stay(cast, worked, post):
    before = worked.case.title
    assert post("title/", note_body(worked, cast.chidi, "title"))[0] == 201
    assert post("people/", note_body(worked, cast.chidi, "people"))[0] == 201
    assert make.fresh(worked.case).title != before
    assert Entry.objects.filter(pk=before.pk).exists()


def test_a_conversation_is_recorded_with_and_without_a_note(cast, worked, post):
    assert post("contacts/", {"means": "telephone", "note": None})[0] == 201
    assert post("contacts/", {"means": "in-person", "note": note_body(worked, cast.chidi)["entry"]})[0] == 201
    assert worked.case.contacts.count() == 2


def test_what_was_sent_twice_is_kept_once(cast, worked, post):
    body = note_body(worked, cast.chidi)
    assert post("notes/", body)[0] == 201
    status, said = post("notes/", body)
    assert (status, said["refused"]) == (409, "replayed")


def test_who_did_not_see_the_newest_message_is_told_so(cast, worked, post):
    body = reply_body(worked, cast.chidi)
    make.reply(worked.party, by=cast.dana)
    status, said = post(entries_address(worked), body)
    assert (status, said["refused"]) == (409, "written-meanwhile")
    assert said["sentence"].endswith(".")


def test_a_refusal_speaks_the_language_of_the_page(client, cast, worked, post):
    client.cookies["django_language"] = "es"
    body = note_body(worked, cast.chidi)
    post("notes/", body)
    assert "sent already" not in post("notes/", body)[1]["sentence"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"entry": 1}', b'{"entry": {"uuid": "x", "age_file": ""}}', b'{"text": "unsealed"}'],
)
def test_what_is_malformed_is_refused_and_nothing_kept(cast, worked, post, body):
    before = Entry.objects.count()
    assert post("notes/", body)[0] == 422
    assert Entry.objects.count() == before


def test_what_is_not_sealed_is_refused(cast, worked, post):
    entry = {"uuid": str(uuid.uuid4()), "age_file": "cGxhaW4gdGV4dA==", "version": 1, "files": []}
    assert post("notes/", {"entry": entry})[0] == 422


def test_without_the_pages_token_nothing_is_taken(cast, worked):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.chidi)
    answer = strict.post(
        f"/cases/{worked.case.code}/notes/", note_body(worked, cast.chidi), "application/json"
    )
    assert answer.status_code == 403


def test_a_party_that_is_not_of_the_case_is_not_there(cast, worked, post):
    assert post("parties/P-2222/entries/", reply_body(worked, cast.chidi))[0] == 404


@pytest.mark.requirement("S1.26")
def test_assigning_one_alone_without_a_reason_is_refused(client, cast, told):
    make.declare(told.case, by=cast.bela)
    client.force_login(cast.bela)
    address = f"/cases/{told.case.code}/assignments/"
    answer = client.post(address, {"people": [cast.bela.username], "sharings": []}, "application/json")
    assert answer.json()["refused"] == "needs-reason"


def test_a_handover_is_offered_and_declined(client, cast, worked, post):
    assert post("handovers/", {"taker": cast.bela.username, "sharings": []})[0] == 201
    client.force_login(cast.bela)
    number = worked.case.handovers.get().pk
    address = f"/cases/{worked.case.code}/handovers/{number}/answer/"
    assert client.post(address, {"answer": "decline"}).headers["Location"] == "/today/"
    assert cast.chidi in make.fresh(worked.case).pair
    assert client.post(address, {"answer": "accept"}).status_code == 404


@pytest.mark.requirement("B4", "B14")
def test_a_handover_is_accepted_only_after_the_question_of_independence(client, cast, worked, post):
    post("handovers/", {"taker": cast.bela.username, "sharings": []})
    client.force_login(cast.bela)
    address = f"/cases/{worked.case.code}/handovers/{worked.case.handovers.get().pk}/answer/"
    assert client.post(address, {"answer": "accept"}).status_code == 404
    make.declare(worked.case, by=cast.bela)
    assert client.post(address, {"answer": "accept"}).status_code == 302
    assert [person.name for person in make.fresh(worked.case).pair] == ["Dana Levi", "Bela Novak"]


def test_nobody_answers_a_handover_for_somebody_else(client, cast, worked, post):
    post("handovers/", {"taker": cast.bela.username, "sharings": []})
    client.force_login(cast.dana)
    address = f"/cases/{worked.case.code}/handovers/{worked.case.handovers.get().pk}/answer/"
    assert client.post(address, {"answer": "accept"}).status_code == 404


def test_a_removal_asks_for_new_keys_and_these_are_taken_once(cast, worked, post):
    assert post("removals/", {"person": cast.dana.username})[0] == 201
    keys = {"keys": [make.as_json(key) for key in make.renewal_wire(worked.case, by=cast.chidi)]}
    assert post("keys/", keys) == (201, {})
    assert make.fresh(worked.party.channel).newest_key.version == 2
    assert post("keys/", keys)[1]["refused"] == "stale-key"


# ---- written down with the person


@pytest.mark.requirement("S2.13", "B29")
def test_what_an_officer_writes_down_opens_a_case_and_leaves_an_invitation(client, cast):
    client.force_login(cast.noor)
    sent = make.as_json(make.written_down_wire("b", by=cast.noor))
    answer = client.post("/write-down/", sent, content_type="application/json")
    case = Case.objects.get(code=answer.json()["code"])
    assert answer.status_code == 201
    assert case.parties.get().invitation is not None
    assert not Promise.objects.open().on(case.code).exists()


def test_the_page_offers_only_the_doors_of_ones_own_desks(client, cast):
    client.force_login(cast.noor)
    page = client.get("/write-down/").content.decode()
    assert "Formal report here" in page
    assert "Informal" not in page
    assert f'value="{cast.ida.username}"' in page
    assert f'value="{cast.noor.username}"' not in page


def test_who_would_not_read_it_cannot_write_it_down(client, cast):
    client.force_login(cast.chidi)
    sent = make.as_json(make.written_down_wire("b", by=cast.noor))
    answer = client.post("/write-down/", sent, content_type="application/json")
    assert answer.json()["refused"] == "not-a-reader"
    assert not Case.objects.exists()


def test_a_stale_list_or_nonsense_opens_nothing(client, cast):
    client.force_login(cast.noor)
    sent = make.as_json(make.changed(make.written_down_wire("b", by=cast.noor), sheet=1))
    assert (
        client.post("/write-down/", sent, content_type="application/json").json()["refused"] == "stale-team"
    )
    assert client.post("/write-down/", b"{", content_type="application/json").status_code == 422
    assert not Case.objects.exists()

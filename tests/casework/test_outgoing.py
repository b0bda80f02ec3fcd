"""Summaries for bodies outside: made with the party's yes, recorded that and when, and nothing of what."""

import json

import pytest

from chapterhouse.casework.actions import outgoing
from chapterhouse.casework.models import Consent, Outgoing
from tests import beside, formal, linking, make, others
from tests.casework import closings

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return formal.worked(cast)


@pytest.fixture
def client(client):
    client.cookies["django_language"] = "en"
    return client


def agree(told, *, by, party=None):
    about = make.fresh(party or told.party)
    return others.consult(about, "outside", by=by, party=about, words="By telephone: yes, the national body.")


def take(told, *, by, body="national", party=None, paper=False):
    words = make.note_wire(told.case, by=by, text="To the national body.\n\nSomebody was loud.")
    sent = {"party": make.fresh(party or told.party), "body": body, "paper": paper, "words": words}
    return outgoing.take_outside(**sent, by=by, at=make.now())


@pytest.mark.requirement("B6", "B26")
def test_it_goes_with_the_yes_of_the_party_alone_and_no_more_once_that_was_taken_back(cast, told, refused):
    with refused("ask-first"):
        take(told, by=cast.ida)
    consent = agree(told, by=cast.ida)
    row = take(told, by=cast.ida)
    assert (row.body, row.party, row.by) == ("national", told.party, cast.ida)
    assert "loud" not in str(Outgoing.objects.values())
    others.take_back(consent, by=told.party)
    with refused("ask-first"):
        take(told, by=cast.ida)


def test_the_yes_of_one_is_not_that_of_another(cast, told, refused):
    guest = formal.noticed(told.case, by=cast.ida)
    agree(told, by=cast.ida)
    with refused("ask-first"):
        take(told, by=cast.ida, party=guest.party)


@pytest.mark.parametrize("about", ["guest", "told"])
def test_nobody_agrees_to_it_for_another(cast, told, refused, about):
    guest = formal.noticed(told.case, by=cast.ida)
    pair = (told.party, guest.party) if about == "guest" else (guest.party, told.party)
    with refused("malformed"):
        others.consult(pair[1], "outside", by=cast.ida, party=pair[0], words="")
    assert not Consent.objects.filter(step="outside").exists()


def test_it_goes_to_a_body_of_the_pack_or_to_another_that_is_sealed(cast, told, refused):
    agree(told, by=cast.ida)
    assert take(told, by=cast.ida, body="another").body == "another"
    with refused("malformed"):
        take(told, by=cast.ida, body="police")


@pytest.mark.requirement("B26", "B31")
def test_nothing_goes_outside_while_the_person_asked_us_to_wait(client, cast, told, refused):
    agree(told, by=cast.ida)
    linking.wait(told)
    with refused("waits"):
        take(told, by=cast.ida)
    client.force_login(cast.ida)
    page = f"/cases/{told.case.code}/outside/"
    assert "data-outside=" not in client.get(page).content.decode()
    linking.begin(told)
    assert "data-outside=" in client.get(page).content.decode()
    assert take(told, by=cast.ida)


def test_nothing_goes_while_the_person_asked_us_to_stop_and_it_may_after_closing(cast, told, refused):
    agree(told, by=cast.ida)
    make.stop(told)
    with refused("stopped"):
        take(told, by=cast.ida)
    make.write(told)
    make.reply(told.party, by=cast.ida)
    closings.close(told.case, by=cast.ida, door="b")
    assert take(told, by=cast.ida)


def test_who_may_not_read_the_case_takes_nothing_outside_and_finds_no_page(client, cast, told, refused):
    agree(told, by=cast.ida)
    words = make.note_wire(told.case, by=cast.ida)
    with refused("not-yours"):
        outgoing.take_outside(
            party=told.party, body="national", paper=True, words=words, by=cast.chidi, at=make.now()
        )
    client.force_login(cast.chidi)
    assert client.get(f"/cases/{told.case.code}/outside/").status_code == 404


@pytest.mark.requirement("B26")
def test_the_page_asks_first_and_then_offers_the_bodies_with_their_addresses(client, cast, told):
    client.force_login(cast.ida)

    def page(path="outside/"):
        return client.get(f"/cases/{told.case.code}/{path}").content.decode()

    assert "Record that they agree" in page()
    assert "Seal it to their key and save" not in page()
    agree(told, by=cast.ida)
    assert "PO Box 1" in page()
    assert "Seal it to their key and save" in page()
    take(told, by=cast.ida, paper=True)
    assert "The national body</strong>" in page("")
    assert "on paper" in page("")
    assert "made a summary for a body outside" in page("")


@pytest.mark.requirement("B26")
def test_those_who_hear_an_appeal_get_such_a_summary(client, cast, told):
    row = formal.ready(told.case, by=cast.ida, reviewer=cast.noor)
    formal.send(row, told.party, by=cast.ida)
    asked = formal.appeal(told)
    client.force_login(cast.ida)
    page = client.get(f"/cases/{told.case.code}/outside/").content.decode()
    assert "To those who hear the appeal" in page
    assert f"/appeals/{asked.pk}/summary/" in page
    assert str(row.document.uuid) in page
    formal.pass_on(asked, by=cast.ida)
    assert (
        "To those who hear the appeal" not in client.get(f"/cases/{told.case.code}/outside/").content.decode()
    )


def sent(told, cast, **fields):
    words = make.as_json(make.note_wire(told.case, by=cast.ida))
    return {
        "party": told.party.code,
        "body": "national",
        "paper": False,
        "nameless": True,
        "words": words,
    } | fields


@pytest.mark.parametrize(
    "fields",
    [{"nameless": False}, {"body": "Police!"}, {"paper": "no"}, {"party": "P-1"}, {"text": "in clear"}],
)
def test_what_was_not_read_once_more_or_cannot_be_understood_is_refused(client, cast, told, fields):
    agree(told, by=cast.ida)
    client.force_login(cast.ida)
    path = f"/cases/{told.case.code}/outside/"
    answer = client.post(path, json.dumps(sent(told, cast, **fields)), content_type="application/json")
    assert answer.status_code == 422
    assert not Outgoing.objects.exists()


def test_the_page_sends_what_is_taken_and_not_for_who_stands_beside_somebody(client, cast, told):
    agree(told, by=cast.ida)
    nora = beside.stand(told, by=cast.ida)
    client.force_login(cast.ida)
    path = f"/cases/{told.case.code}/outside/"
    for party, status in ((nora.party.code, 404), (told.party.code, 201)):
        body = json.dumps(sent(told, cast, party=party))
        assert client.post(path, body, content_type="application/json").status_code == status
    assert Outgoing.objects.get().party == told.party

"""Taking one's own matter to a body outside, from the return page: ours to know only if they want."""

import pytest

from chapterhouse.casework.actions.outgoing import ONE_SAYING
from chapterhouse.casework.models import Outgoing
from chapterhouse.journal.models import Row
from tests import beside, formal, make
from tests.support.asking import post, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return formal.worked(cast)


def view(someone):
    return post("mailbox/", {"auth": someone.box.auth}).json()


def go(someone, body="national", paper=False, **more):
    return post("mailbox/outside/", {"auth": someone.box.auth, "body": body, "paper": paper, **more})


@pytest.mark.requirement("S0.9", "B5")
def test_each_party_sees_the_bodies_of_their_desk_with_address_and_key(cast, told):
    guest = formal.noticed(told.case, by=cast.ida)
    for someone in (told, guest):
        [body] = view(someone)["outside"]
        assert (body["code"], body["key"]) == ("national", None)
        assert "PO Box 1" in body["address"]["en"]
    other = make.report("a")
    assert view(other)["outside"] == []


@pytest.mark.requirement("B26")
def test_the_team_is_told_that_and_whereto_if_the_person_wants(cast, told):
    assert go(told, paper=True).status_code == 204
    row = Outgoing.objects.get()
    assert (row.party, row.body, row.paper, row.by, row.words) == (told.party, "national", True, None, None)
    assert Row.objects.about(told.case.code).filter(verb="took-outside", by=told.party.code).exists()


def test_sent_again_after_the_line_was_lost_it_was_said_once(told):
    assert [go(told).status_code, go(told).status_code] == [204, 204]
    assert Row.objects.about(told.case.code).filter(verb="took-outside").count() == 1
    go(told, paper=True)
    assert Outgoing.objects.count() == 2
    Outgoing.objects.update(at=make.now() - ONE_SAYING)
    go(told)
    assert Outgoing.objects.count() == 3


def test_nobody_beside_a_party_says_it_and_no_other_body_is_taken(cast, told):
    nora = beside.stand(told, "representative", by=cast.ida)
    assert view(nora)["outside"] == []
    assert refused(go(nora)) == (409, "not-yours")
    assert refused(go(told, body="police")) == (422, "malformed")
    assert refused(go(told, body="national", text="In clear.")) == (422, "malformed")
    assert not Outgoing.objects.exists()

"""The formal route by return code: each is told of their own part, and says their own word."""

from datetime import timedelta

import pytest

from tests import formal, make
from tests.support.asking import post, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return formal.worked(cast)


@pytest.fixture
def guest(cast, told):
    return formal.noticed(told.case, by=cast.ida)


def view(someone):
    return post("mailbox/", {"auth": someone.box.auth}).json()["formal"]


def say(address, someone, **fields):
    return post(f"mailbox/formal/{address}/", {"auth": someone.box.auth, **fields})


def write(address, someone, text="My words."):
    return say(address, someone, **make.as_json({"entry": make.message_wire(someone, text)}))


def test_another_desk_tells_nothing_of_it(cast):
    assert view(make.report("a")) is None


@pytest.mark.requirement("S0.57")
def test_an_offer_is_theirs_to_answer_and_no_guest_sees_it(cast, told, guest):
    formal.offer(told.case, by=cast.ida)
    assert (view(told)["offered"], view(guest)["offered"]) == (True, False)
    assert refused(say("offer", guest, accept=True))[1] == "unknown"
    assert say("offer", told, accept=False).status_code == 204
    assert view(told)["offered"] is False


@pytest.mark.requirement("B15")
def test_who_was_given_notice_is_told_the_last_day_and_answers(cast, told, guest):
    assert view(told)["notice"] is None
    notice = view(guest)["notice"]
    assert (notice["over"], notice["answered"]) == (False, None)
    assert set(notice["until"]) == {"en", "es"}
    assert write("notice", guest).status_code == 204
    assert view(guest)["notice"]["answered"] is not None
    assert refused(write("notice", told))[1] == "unknown"


@pytest.mark.requirement("B26")
def test_an_appeal_is_open_to_whom_it_was_sent_with_the_grounds_of_the_pack(cast, told, guest):
    assert refused(write("appeal", guest))[1] == "unknown"
    row = formal.ready(told.case, by=cast.ida, reviewer=cast.noor)
    formal.send(row, guest.party, by=cast.ida)
    appeal = view(guest)["appeal"]
    assert len(appeal["grounds"]) == len(told.case.pack.pack.formal.appeal.grounds)
    assert (appeal["asked"], appeal["over"], view(told)["appeal"]) == (False, False, None)
    assert write("appeal", guest).status_code == 204
    asked = row.sendings.get().appeal
    formal.decide(formal.pass_on(asked, by=cast.ida), "upheld", by=cast.ida)
    assert (view(guest)["appeal"]["asked"], view(guest)["appeal"]["outcome"]) == (True, "upheld")


@pytest.mark.requirement("B26")
def test_after_its_days_an_appeal_is_over():
    cast, at = make.cast(at=make.now() - timedelta(days=60)), make.now() - timedelta(days=40)
    told = formal.worked(cast, at=at)
    row = formal.ready(told.case, by=cast.ida, reviewer=cast.noor, at=at)
    formal.send(row, told.party, by=cast.ida, at=at)
    assert view(told)["appeal"]["over"] is True
    assert refused(write("appeal", told))[1] == "late"


@pytest.mark.requirement("B20")
def test_retaliation_is_told_by_whoever_has_a_code(told, guest):
    assert write("retaliation", told).status_code == write("retaliation", guest).status_code == 204
    assert told.case.retaliations.count() == 2

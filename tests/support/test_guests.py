"""Who was invited, at the return page: a conversation of their own, and nothing of anybody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chapterhouse.casework.models import AnotherAsked, Consent, Exclusion
from chapterhouse.sealing.models import Blob, Entry
from tests import make, others
from tests.support.asking import post, refused

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def start():
    return timezone.now() - 30 * HOUR


@pytest.fixture
def told(cast, start):
    """A request that was answered at once."""
    told = make.take(make.report("a", at=start), cast.chidi, cast.dana, at=start)
    make.reply(told.party, by=cast.chidi, at=start)
    return told


@pytest.fixture
def guest(cast, told, start):
    return others.guest(told.case, by=cast.chidi, at=start)


def view(someone):
    answer = post("mailbox/", {"auth": someone.box.auth})
    assert answer.status_code == 200
    return answer.json()


def say(address, someone, **fields):
    return post(f"mailbox/{address}/", {"auth": someone.box.auth, **fields})


# ---- what is theirs to say


@pytest.mark.requirement("B5")
def test_a_guest_shuts_nobody_out_of_the_case(cast, told, guest):
    answer = say("exclusions", guest, username=cast.dana.username)
    assert refused(answer) == (409, "not-yours")
    assert "Write to us" in answer.json()["sentence"]
    assert not Exclusion.objects.exists()
    assert cast.dana.username in view(guest)["readers"]
    assert view(guest)["reachable"] == view(guest)["hears_lateness"] == []
    assert say("exclusions", told, username=cast.dana.username).status_code == 204


def test_a_guest_asks_for_no_other_responder_here_and_does_not_see_that_somebody_did(told, guest):
    assert refused(say("another", guest)) == (409, "not-yours")
    assert not AnotherAsked.objects.exists()
    assert say("another", told).status_code == 204
    assert (view(told)["another_asked"], view(guest)["another_asked"]) == (True, False)


@pytest.mark.requirement("S1.39")
def test_a_guest_who_stops_leaves_and_the_case_goes_on(cast, told, guest):
    make.write(guest)
    before = view(told)
    for _twice in range(2):
        assert say("stop", guest).status_code == 204
    assert view(guest)["stopped"]
    assert view(guest)["promise"] is None
    assert not make.fresh(told.case).stopped
    assert view(told) == before
    make.write(guest, "I am back.")
    assert not view(guest)["stopped"]
    assert view(guest)["promise"]


def test_that_the_person_stopped_is_not_told_to_a_guest(told, guest):
    before = view(guest)
    assert say("stop", told).status_code == 204
    assert view(told)["stopped"]
    assert view(guest) == before


# ---- nothing of another


@pytest.mark.requirement("B7", "T14")
def test_the_person_learns_nothing_of_a_guest_who_comes_writes_is_answered_and_leaves(cast, told, start):
    before = view(told)
    guest = others.guest(told.case, by=cast.chidi, at=start + HOUR)
    said = make.reply(guest.party, by=cast.dana, at=start + 2 * HOUR)
    assert say("entries", guest, entry=make.as_json(make.message_wire(guest))).status_code == 201
    assert view(told) == {**before, "consents": view(told)["consents"]}
    say("stop", guest)
    after = view(told)
    assert after == {**before, "consents": after["consents"]}
    for trace in (guest.party.code, str(guest.party.channel.uuid), str(said.uuid)):
        assert trace not in str(after)


@pytest.mark.requirement("B7", "T14")
def test_a_guest_learns_nothing_of_what_the_person_writes_and_is_answered(cast, told, guest, start):
    before = view(guest)
    make.write(told, at=start + HOUR)
    assert view(guest) == before
    make.reply(told.party, by=cast.chidi)
    assert view(guest) == before
    theirs = Entry.objects.exclude(channel_key__channel=guest.party.channel)
    assert not any(str(entry.uuid) in str(before) for entry in theirs)
    for trace in (told.party.code, str(told.party.channel.uuid), str(told.case.channel.uuid), told.case.code):
        assert trace not in str(before)


@pytest.mark.requirement("S2.5", "B8")
def test_what_is_promised_to_each_comes_of_their_own_messages_alone(cast, told, guest, start):
    def due(someone):
        promise = view(someone)["promise"]
        return promise and promise["due"]

    assert (due(told), due(guest)) == (None, None)
    make.write(told, at=start + 2 * HOUR)
    make.write(guest, at=start + 5 * HOUR)
    make.write(guest, at=start + 6 * HOUR)
    when = [(start + hours * HOUR).strftime("%Y-%m-%dT%H:%M") for hours in (50, 53)]
    assert [due(told)[:16], due(guest)[:16]] == when
    make.reply(told.party, by=cast.chidi)
    assert due(told) is None
    assert due(guest)[:16] == when[1]
    make.reply(guest.party, by=cast.chidi)
    assert (due(told), due(guest)) == (None, None)


@pytest.mark.requirement("S2.5", "B8")
def test_a_guest_is_told_when_we_are_late_with_their_own_answer(cast, told, start):
    guest = others.guest(told.case, by=cast.chidi, at=start - 40 * HOUR)
    make.write(told, at=start - 30 * HOUR)
    make.write(guest, at=start - 20 * HOUR)
    make.sweep()
    assert view(guest)["promise"]["late"]
    assert view(guest)["promise"]["new_date"] is None
    make.reply(told.party, by=cast.chidi)
    make.sweep()
    assert set(view(guest)["promise"]["new_date"]) == {"en", "es"}


# ---- what they agreed to


@pytest.mark.requirement("B6", "S1.39")
def test_everybody_sees_what_they_agreed_to_and_takes_it_back_by_code(cast, told, guest, start):
    others.consult(guest.party, "dialogue", by=cast.chidi, given=False, at=start + HOUR)
    others.consult(guest.party, "dialogue", by=cast.chidi, at=start + 2 * HOUR)
    others.consult(guest.party, "plan", by=cast.chidi, party=guest.party)
    assert [row["step"] for row in view(told)["consents"]] == ["contact", "dialogue"]
    [plan] = view(guest)["consents"]
    assert (plan["number"], plan["step"], set(plan["when"])) == (1, "plan", {"en", "es"})
    assert guest.party.code not in str(view(told))
    number = view(told)["consents"][1]["number"]
    assert say("consents/withdrawal", told, number=number).status_code == 204
    assert [row["step"] for row in view(told)["consents"]] == ["contact"]
    assert view(guest)["consents"] == [plan]
    assert Consent.objects.get(step="dialogue", given=True).withdrawn


def test_nobody_takes_back_by_code_what_is_not_theirs(cast, told, guest):
    assert refused(say("consents/withdrawal", guest, number=1)) == (404, "unknown")
    for number in (0, -1, "1", 10**9):
        assert refused(say("consents/withdrawal", told, number=number)) == (422, "malformed")
    assert Consent.objects.standing().count() == 1


# ---- keys and letters


@pytest.mark.requirement("B3", "S1.35")
def test_neither_key_opens_the_conversation_of_the_other_with_the_whole_database_in_hand(cast, told, guest):
    make.write(told, "Only for the team.")
    make.write(guest, "Mine alone.")
    make.reply(guest.party, by=cast.chidi, text="For you alone.")
    assert set(make.read(told.party.channel, guest.box)) == {"not-for-you"}
    assert set(make.read(guest.party.channel, told.box)) == {"not-for-you"}
    for box in (told.box, guest.box):
        assert set(make.read(told.case.channel, box)) == {"not-for-you"}
    assert make.read(guest.party.channel, guest.box) == ["Mine alone.", "For you alone."]


def test_a_file_of_the_person_is_not_given_to_a_guest(told, guest):
    entry = Entry.objects.in_channel(told.party.channel).first()
    Blob.objects.create(sha256="ab" * 32, entry=entry, size=12, arrived=timezone.now())
    assert refused(say("file", guest, sha256="ab" * 32)) == (404, "unknown")


def test_a_letter_says_whether_it_is_for_a_guest(cast, told, guest):
    party = others.involve(told.case, "Priya", by=cast.chidi)
    others.consult(party, by=cast.chidi)
    others.invite(party, by=cast.chidi, invitation=make.CODES[2])
    auth = make.joining_wire(make.CODES[2])[0].auth
    letter = post("invitations/", {"auth": auth}).json()
    assert letter["guest"]
    assert told.case.code not in str(letter)
    make.written_down(by=cast.ida, invitation=make.CODES[1])
    auth = make.joining_wire(make.CODES[1])[0].auth
    assert not post("invitations/", {"auth": auth}).json()["guest"]

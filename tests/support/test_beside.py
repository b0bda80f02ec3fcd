"""Who stands beside a party, at the return page: their own conversation, and nothing of anybody else."""

import pytest

from chapterhouse.casework.actions import supporters
from chapterhouse.casework.models import Supporter
from chapterhouse.sealing.models import Entry
from chapterhouse.support.flood import BY_ONE_CODE
from chapterhouse.ui.refused import Refused
from tests import beside, formal, make, meeting, others
from tests.casework import closings
from tests.support.asking import post, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return closings.answered(cast)


@pytest.fixture
def client(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def nora(cast, told):
    return beside.stand(told, by=cast.chidi)


def view(someone):
    answer = post("mailbox/", {"auth": someone.box.auth})
    assert answer.status_code == 200
    return answer.json()


def say(address, someone, **fields):
    return post(f"mailbox/{address}/", {"auth": someone.box.auth, **fields})


def message(someone, text="Here."):
    return make.as_json(make.message_wire(someone, text))


# ---- the party


@pytest.mark.requirement("B28")
def test_how_often_a_part_is_changed_has_an_end_and_ending_it_has_none(cast, told, nora):
    for number in range(BY_ONE_CODE):
        role = ("steward", "support")[number % 2]
        assert say("beside/said", told, number=1, says=role).status_code == 204
    assert refused(say("beside/said", told, number=1, says="steward")) == (429, "too-many")
    assert say("beside/said", told, number=1, says="end").status_code == 204


@pytest.mark.requirement("B28", "B62")
def test_nobody_stands_beside_a_member_of_a_panel(cast):
    told = formal.worked(cast)
    panel = formal.seat_panel(told.case, by=cast.ida)
    came = formal.member(panel, by=cast.ida)
    formal.declare_member(came)
    wire = make.as_json(beside.ask_wire(came))
    assert refused(say("beside", came, role="representative", entry=wire)) == (409, "not-yours")
    assert not Supporter.objects.exists()


@pytest.mark.requirement("B28", "B62")
def test_who_has_somebody_beside_them_is_asked_to_no_panel(cast):
    told = formal.worked(cast)
    panel = formal.seat_panel(told.case, by=cast.ida)
    party = formal.asked(told.case, "Riverside", by=cast.ida)
    others.invite(party, by=cast.ida, invitation=make.CODES[2])
    came = make.join(make.CODES[2])
    row = beside.ask(came)
    with pytest.raises(Refused) as refusal:
        formal.add_member(panel, party, by=cast.ida)
    assert refusal.value.code == "not-outside"
    supporters.end_beside(supporter=row, by=make.fresh(came.party), at=make.now())
    assert formal.add_member(panel, party, by=cast.ida)


@pytest.mark.requirement("B28")
def test_a_party_asks_changes_and_ends_by_their_own_code_and_sees_how_it_stands(cast, told):
    wire = make.as_json(beside.ask_wire(told))
    assert say("beside", told, role="steward", entry=wire).status_code == 204
    [row] = view(told)["beside"]
    assert (row["number"], row["role"], row["state"], row["words"]) == (1, "steward", "asked", wire["uuid"])
    supporter = Supporter.objects.get()
    beside.invite(supporter, by=cast.chidi)
    assert view(told)["beside"][0]["state"] == "invited"
    nora = make.join(beside.LETTER)
    assert view(told)["beside"][0]["state"] == "here"
    assert say("beside/said", told, number=1, says="representative").status_code == 204
    assert view(nora)["standing"]["role"] == "representative"
    for _twice in range(2):
        assert say("beside/said", told, number=1, says="end").status_code == 204
    [row] = view(told)["beside"]
    assert (row["state"], set(row["ended"])) == ("ended", {"en", "es"})


def test_the_same_request_that_arrives_twice_is_one(told):
    wire = make.as_json(beside.ask_wire(told))
    assert say("beside", told, role="support", entry=wire).status_code == 204
    assert say("beside", told, role="support", entry=wire).status_code == 409
    assert Supporter.objects.count() == 1


def test_nobody_says_anything_of_those_beside_another(cast, told, nora):
    jules = others.guest(told.case, by=cast.chidi)
    assert refused(say("beside/said", jules, number=1, says="end")) == (404, "unknown")
    assert view(jules)["beside"] == []
    assert not make.fresh(nora.row).ended


@pytest.mark.parametrize(
    "sent",
    [
        {"number": 0, "says": "end"},
        {"number": 1, "says": "party"},
        {"number": "1", "says": "end"},
        {"number": 1},
        {"number": 1, "says": "end", "role": "support"},
    ],
)
def test_what_cannot_be_understood_changes_nothing(told, nora, sent):
    assert refused(say("beside/said", told, **sent)) == (422, "malformed")
    assert view(told)["beside"][0]["state"] == "here"


# ---- who stands beside them


@pytest.mark.requirement("B28", "B7", "T14")
def test_they_are_told_nothing_of_who_reported_of_others_or_of_how_many_there_are(cast, told, nora):
    before = view(nora)
    jules = others.guest(told.case, by=cast.chidi)
    row = meeting.ask(told)
    meeting.propose(row, by=cast.chidi)
    make.write(told, "Something new.")
    make.write(jules, "And this.")
    other = beside.stand(jules, by=cast.chidi, invitation=make.CODES[0])
    assert view(nora) == before
    mine = str(before)
    theirs = Entry.objects.exclude(channel_key__channel=nora.party.channel)
    assert not any(str(entry.uuid) in mine for entry in theirs)
    for trace in (told.party, jules.party, nora.party, other.party):
        assert trace.code not in mine
    assert told.case.code not in mine
    assert str(told.party.channel.uuid) not in mine
    for empty in ("consents", "offers", "appointments", "plans", "apologies", "beside", "reachable"):
        assert before[empty] == []
    assert before["standing"] == {"role": "support", "theirs": None}


@pytest.mark.requirement("B28")
@pytest.mark.parametrize("role", ["steward", "representative"])
def test_a_steward_and_a_representative_see_until_when_an_answer_is_owed(cast, role):
    told = formal.worked(cast)
    guest = formal.noticed(told.case, by=cast.ida)
    nora = beside.stand(guest, role, by=cast.ida)
    theirs = view(nora)["standing"]["theirs"]
    assert theirs["promise"] == view(guest)["promise"]
    assert theirs["notice"] == view(guest)["formal"]["notice"]["until"]
    assert theirs["outcome"] is None
    beside.change(nora, "support")
    assert view(nora)["standing"]["theirs"] is None


@pytest.mark.requirement("B28")
@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("entries", {"entry": {}}),
        ("exclusions", {"username": "m-bl222222"}),
        ("another", {}),
        ("consents/withdrawal", {"number": 1}),
        ("opinions", {"answers": {"heard": 1}}),
        ("offers/answer", {"number": 1, "yes": True}),
        ("appointments", {"kind": "single", "entry": {}}),
        ("appointments/answer", {"number": 1, "says": "yes"}),
        ("formal/offer", {"accept": True}),
        ("formal/notice", {"entry": {}}),
        ("formal/appeal", {"entry": {}}),
        ("plans/answer", {"number": 1, "version": 1, "says": "yes"}),
        ("apologies/answer", {"number": 1, "says": "yes"}),
        ("beside", {"role": "support", "entry": {}}),
        ("beside/said", {"number": 1, "says": "representative"}),
    ],
)
def test_nothing_that_is_a_partys_to_say_is_said_with_their_code(cast, told, address, more):
    nora = beside.stand(told, "representative", by=cast.chidi)
    if "entry" in more:
        more = more | {"entry": message(nora)}
    assert refused(say(address, nora, **more)) == (409, "not-yours")
    assert make.fresh(nora.row).role == "representative"


def test_a_party_writes_in_nobodys_name_but_their_own(told, nora):
    answer = say("beside/entries", told, entry=message(told), for_them=True)
    assert refused(answer) == (409, "not-yours")


@pytest.mark.requirement("B28")
def test_what_a_representative_writes_is_shown_as_theirs_for_the_party(client, cast, told):
    nora = beside.stand(told, "representative", by=cast.chidi)
    assert say("beside/entries", nora, entry=message(nora), for_them=True).status_code == 201
    assert say("beside/entries", nora, entry=message(nora)).status_code == 201
    client.force_login(cast.chidi)
    page = client.get(f"/cases/{told.case.code}/").content.decode()
    assert f"The representative of {told.party.code} wrote for them" in page
    assert f"Beside {told.party.code}, in their own name" in page
    assert "Nora" not in page


def test_what_the_wrong_opener_of_a_letter_wrote_is_shown_in_nobodys_name(client, cast, told):
    nora = beside.stand(told, "representative", by=cast.chidi)
    say("beside/entries", nora, entry=message(nora), for_them=True)
    others.invite(nora.party, by=cast.chidi, invitation=make.CODES[2], turn_away=True)
    client.force_login(cast.chidi)
    page = client.get(f"/cases/{told.case.code}/").content.decode()
    assert "Who opened a letter that was not for them" in page
    assert "wrote for them" not in page
    assert refused(post("mailbox/", {"auth": nora.box.auth})) == (404, "unknown")


@pytest.mark.requirement("B28")
def test_once_it_has_ended_their_code_is_told_that_and_nothing_else(told, nora):
    typed = message(nora)
    beside.end(nora)
    answers = [
        say("beside/entries", nora, entry=typed),
        post("mailbox/", {"auth": nora.box.auth}),
        say("stop", nora),
        say("export", nora),
        say("file", nora, sha256="ab" * 32),
        say("formal/retaliation", nora, entry=typed),
    ]
    assert {refused(answer) for answer in answers} == {(409, "ended")}
    assert "copy it" in answers[0].json()["sentence"]
    assert not Entry.objects.filter(uuid=typed["uuid"]).exists()


def test_they_stop_by_their_own_code_and_the_party_goes_on(told, nora):
    assert say("stop", nora).status_code == 204
    assert refused(post("mailbox/", {"auth": nora.box.auth})) == (409, "ended")
    assert view(told)["beside"][0]["state"] == "ended"
    assert not view(told)["stopped"]


def test_they_take_their_own_conversation_along(told, nora):
    answer = say("export", nora)
    assert answer.status_code == 200
    assert told.case.code not in str(b"".join(answer.streaming_content))


# ---- the officers


@pytest.mark.requirement("B28")
def test_the_case_page_shows_who_stands_beside_whom_and_a_letter_for_them(client, cast, told):
    row = beside.ask(told, "steward")
    client.force_login(cast.chidi)

    def page():
        return client.get(f"/cases/{told.case.code}/").content.decode()

    assert "Beside the people in this" in page()
    assert "cannot stand beside somebody in it" in page()
    assert f"/parties/{row.guest.code}/invitation/" in page()
    row.row = row
    beside.end(row)
    assert f"/parties/{row.guest.code}/invitation/" not in page()
    client.force_login(cast.bela)
    assert row.guest.code not in client.get(f"/cases/{told.case.code}/").content.decode()


def test_copies_are_offered_of_the_whole_conversation_for_a_representative_and_of_a_time_for_others(
    client, cast, told
):
    nora = beside.stand(told, by=cast.chidi)
    client.force_login(cast.chidi)

    def offered():
        page = client.get(f"/cases/{told.case.code}/").content.decode()
        return page.partition("data-copied")[2].partition("</select>")[0]

    assert not offered()
    row = meeting.ask(told)
    meeting.propose(row, by=cast.chidi)
    meeting.pick(told, row, make.now() + closings.DAY)
    [choice] = row.choices.all()
    assert offered().count("<option") == 1
    assert str(choice.uuid) in offered()
    beside.change(nora, "representative")
    assert offered().count("<option") == Entry.objects.in_channel(told.party.channel).count() - 1

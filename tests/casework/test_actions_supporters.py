"""Somebody beside a party: no party of the case, and able to do no more than the party lets them."""

import json
from datetime import timedelta

import pytest

from chapterhouse.casework.actions import involving, letters, retaliation
from chapterhouse.casework.appointments import appointments_of
from chapterhouse.casework.ledger import ledger_of
from chapterhouse.casework.models import Appointment, Case, Consent, Party, Supporter
from chapterhouse.casework.story import document_page_of
from chapterhouse.casework.waiting import waiting_since
from chapterhouse.clocks.models import Promise
from chapterhouse.notices.models import Notice
from chapterhouse.sealing.models import Channel, Invitation, Mailbox
from tests import beside, formal, make, others
from tests.casework import closings

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def told(cast):
    """A request that was answered, and every notice of it read."""
    told = closings.answered(cast)
    Notice.objects.all().delete()
    return told


@pytest.fixture
def nora(cast, told):
    return beside.stand(told, "representative", by=cast.chidi)


# ---- asked for, and come


@pytest.mark.requirement("B28")
@pytest.mark.parametrize("role", Supporter.ROLES)
def test_somebody_is_asked_for_by_the_party_and_comes_by_a_letter_to_a_channel_of_their_own(
    cast, told, told_of, journal, role
):
    row = beside.ask(told, role)
    assert (row.party, row.role, row.ended) == (told.party, role, None)
    assert told_of(told.case) == [cast.chidi.name, cast.dana.name]
    beside.invite(row, by=cast.chidi)
    nora = make.join(beside.LETTER)
    assert nora.party == row.guest
    assert nora.party.channel not in (told.party.channel, told.case.channel)
    who, guest = told.party.code, row.guest.code
    assert (who, "asked-beside", guest) in journal(told.case)
    assert journal(told.case)[-1][:2] == (guest, "joined-case")
    assert "Nora" not in str(Supporter.objects.values()) + str(journal(told.case))


def test_a_guest_asks_for_somebody_too_and_it_is_beside_them_alone(cast, told):
    jules = others.guest(told.case, by=cast.chidi)
    nora = beside.stand(jules, by=cast.chidi)
    assert nora.row.party == jules.party
    assert not told.party.supporters.exists()


def test_two_stand_beside_one_party_at_most_also_of_one_kind_until_it_ends_with_one(told, refused):
    first, _second = beside.ask(told), beside.ask(told, name="Ola")
    with refused("enough"):
        beside.ask(told, name="Third")
    first.row = first
    beside.end(first)
    assert beside.ask(told, name="Third").role == "support"


def test_no_letter_is_made_in_a_case_that_rests_or_was_closed(cast, told, refused):
    row = beside.ask(told)
    make.reply(told.party, by=cast.chidi)
    closings.close(told.case, by=cast.chidi)
    with refused("closed"):
        beside.invite(row, by=cast.chidi)
    closings.reopen(told.case, by=cast.chidi)
    make.stop(told)
    with refused("stopped"):
        beside.invite(row, by=cast.chidi)


def test_who_may_not_read_the_case_makes_no_letter(cast, told, refused):
    row = beside.ask(told)
    wire = others.letter_wire(row.guest, by=cast.chidi)
    for person in (cast.bela, cast.ida):
        with refused("not-yours"):
            letters.invite(party=make.fresh(row.guest), invitation=wire, by=person, at=make.now())


@pytest.mark.requirement("B28")
def test_a_letter_that_the_wrong_person_opened_is_replaced_and_they_are_no_party_by_it(
    cast, told, nora, refused, journal
):
    kept = beside.write(nora, "I am somebody else.", for_them=True)
    others.invite(nora.party, by=cast.chidi, invitation=make.CODES[2], turn_away=True)
    assert journal(told.case)[-1][1:] == ("invited", nora.party.code)
    assert (cast.chidi.username, "turned-away", nora.party.code) in journal(told.case)
    assert set(make.fresh(told.case).parties.all()) == {told.party}
    stranger = Supporter.objects.exclude(pk=nora.row.pk).get()
    assert stranger.ended
    assert stranger.guest.is_shut
    assert not nora.row.spoken.filter(pk=kept.pk).exists()
    right = make.join(make.CODES[2])
    assert right.party == nora.party
    assert not right.party.left


@pytest.mark.requirement("B28")
def test_whom_the_wrong_opener_of_a_partys_letter_asked_for_goes_with_them(cast, told):
    wrong = others.guest(told.case, by=cast.chidi)
    nora = beside.stand(wrong, by=cast.chidi)
    waiting = beside.ask(wrong, name="Ola")
    beside.invite(waiting, by=cast.chidi, invitation=make.CODES[0])
    others.invite(wrong.party, by=cast.chidi, invitation=make.CODES[2], turn_away=True)
    assert not make.fresh(wrong.party).supporters.exists()
    assert make.fresh(nora.row).ended
    assert make.fresh(waiting).ended
    assert Invitation.objects.count() == 1  # the new one


# ---- what they may do


@pytest.mark.requirement("B28")
@pytest.mark.parametrize("role", ["support", "steward"])
def test_only_a_representative_writes_for_the_party(cast, told, refused, role):
    nora = beside.stand(told, role, by=cast.chidi)
    with refused("not-representative"):
        beside.write(nora, for_them=True)
    beside.write(nora)
    assert not nora.row.spoken.exists()
    beside.change(nora, "representative")
    kept = beside.write(nora, for_them=True)
    assert list(nora.row.spoken.all()) == [kept]
    beside.change(nora, role)
    with refused("not-representative"):
        beside.write(nora, for_them=True)


def test_what_they_write_is_answered_in_time_like_any_message(cast, told, nora):
    make.reply(told.party, by=cast.chidi)
    kept = beside.write(nora)
    assert waiting_since(make.fresh(told.case)) == kept.received
    assert Promise.objects.answers().on(told.case.code).open().get().started_at == kept.received
    make.reply(nora.party, by=cast.dana)
    assert waiting_since(make.fresh(told.case)) is None
    assert not Promise.objects.answers().on(told.case.code).open().exists()


@pytest.mark.requirement("B28")
def test_the_party_ends_it_while_they_write_and_nothing_of_it_is_kept(
    cast, told, nora, refused, told_of, journal
):
    Notice.objects.all().delete()
    beside.end(nora)
    with refused("ended"):
        beside.write(nora)
    assert (told.party.code, "ended-beside", nora.party.code) in journal(told.case)
    assert told_of(told.case) == [cast.chidi.name, cast.dana.name]
    beside.end(nora)  # twice is once
    assert [verb for _by, verb, _about in journal(told.case)].count("ended-beside") == 1


def test_they_end_it_themselves_and_nothing_of_it_stops_the_party(told, nora):
    beside.end(nora, by=nora.party)
    assert make.fresh(nora.row).ended
    assert not make.fresh(told.party).left
    assert not make.fresh(told.case).stopped


def test_nobody_but_the_two_ends_it_and_nobody_but_the_party_changes_it(cast, told, nora, refused):
    jules = others.guest(told.case, by=cast.chidi)
    for someone in (jules.party, nora.party):
        with refused("not-yours"):
            beside.change(nora, "support", by=someone)
    with refused("not-yours"):
        beside.end(nora, by=jules.party)
    beside.end(nora)
    with refused("over"):
        beside.change(nora, "support")


def test_a_letter_that_waits_opens_nothing_once_it_has_ended(cast, told, refused):
    row = beside.ask(told)
    beside.invite(row, by=cast.chidi)
    wire, _box = make.joining_wire(beside.LETTER)
    row.row = row
    beside.end(row)
    assert not Invitation.objects.exists()
    with refused("ended"):
        beside.invite(row, by=cast.chidi)
    assert wire


def test_it_ends_when_the_one_beside_whom_they_stand_takes_no_further_part(cast, told, refused):
    jules = others.guest(told.case, by=cast.chidi)
    nora = beside.stand(jules, by=cast.chidi)
    others.leave(jules)
    with refused("ended"):
        beside.write(nora)


@pytest.mark.requirement("B28")
def test_they_end_no_stop_and_no_closing(cast, told, nora, refused):
    make.stop(told)
    with refused("stopped"):
        beside.write(nora)
    make.write(told)
    make.reply(told.party, by=cast.chidi)
    closings.close(told.case, by=cast.chidi)
    with refused("closed"):
        beside.write(nora, for_them=True)
    assert make.fresh(told.case).closure


def test_that_the_first_one_stopped_is_not_told_to_who_stands_beside_another(cast, told):
    jules = others.guest(told.case, by=cast.chidi)
    nora = beside.stand(jules, by=cast.chidi)
    make.stop(told)
    assert beside.write(nora)
    assert make.fresh(told.case).stopped


@pytest.mark.requirement("B20", "B28")
def test_retaliation_against_them_is_told_by_themselves_for_as_long_as_they_stand_there(cast, refused):
    told = formal.worked(cast)
    nora = beside.stand(told, by=cast.ida)
    row = formal.report_retaliation(nora)
    assert row.party == nora.party
    beside.end(nora)
    with refused("ended"):
        retaliation.report_retaliation(
            party=make.fresh(nora.party), entry=make.message_wire(nora), at=make.now()
        )


# ---- no party of the case


@pytest.mark.requirement("B28")
def test_they_are_no_party_wherever_parties_are_counted(cast, told, nora):
    case = make.fresh(told.case)
    assert list(case.parties.all()) == list(Party.objects.filter(case=case)) == [told.party]
    assert [one.party for one in ledger_of(case).everyone] == [told.party]
    assert appointments_of(case, []).parties == [told.party]
    page = document_page_of(case, "narrative", cast.chidi, make.now())
    assert page["to_show"] == [told.party]
    assert not Appointment.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.requirement("B28")
@pytest.mark.parametrize("what", ["tellings", "offers", "showings", "first"])
def test_no_page_about_parties_finds_them(client, cast, told, nora, what):
    entry = make.as_json(make.reply_wire(nora.party, by=cast.chidi))
    sent = {
        "tellings": {"means": "telephone"},
        "offers": {"about": told.party.code, "entry": entry},
        "showings": {"draft": entry["uuid"], "entry": entry},
        "first": {"notes": entry},
    }[what]
    client.force_login(cast.chidi)
    for party, found in ((told.party, True), (nora.party, False)):
        path = f"/cases/{told.case.code}/parties/{party.code}/{what}/"
        answer = client.post(path, json.dumps(sent), content_type="application/json")
        assert found or answer.status_code == 404


@pytest.mark.requirement("B28", "B17")
def test_no_notice_and_no_determination_goes_to_them(client, cast):
    told = formal.worked(cast)
    nora = beside.stand(told, by=cast.ida)
    row = formal.ready(told.case, by=cast.ida, reviewer=cast.noor)
    entry = {"entry": make.as_json(make.reply_wire(nora.party, by=cast.ida))}
    letter = make.as_json(others.letter_wire(nora.party, by=cast.ida))
    client.force_login(cast.ida)
    for path, sent in (
        (f"parties/{nora.party.code}/notice/letter/", letter),
        (f"parties/{nora.party.code}/notice/message/", entry),
        (f"determinations/{row.pk}/{nora.party.code}/", entry),
    ):
        answer = client.post(f"/cases/{told.case.code}/{path}", sent, content_type="application/json")
        assert answer.status_code == 404, path
    assert not told.case.notifications.exists()
    assert not row.sendings.exists()


def test_a_code_that_they_have_is_given_to_nobody_else(cast, told, nora, refused):
    wire = others.involve_wire(told.case, by=cast.chidi, code=nora.party.code)
    with refused("replayed"):
        involving.involve(case=make.fresh(told.case), involved=wire, by=cast.chidi, at=make.now())


# ---- keys


@pytest.mark.requirement("B3", "B28")
def test_they_open_their_own_channel_and_nothing_else_with_the_whole_database_in_hand(cast, told, nora):
    make.write(told, "For the team.")
    make.reply(nora.party, by=cast.chidi, text="For Nora.")
    assert make.read(nora.party.channel, nora.box) == ["For Nora."]
    for channel in (told.party.channel, told.case.channel):
        assert set(make.read(channel, nora.box)) == {"not-for-you"}
    assert set(make.read(nora.party.channel, told.box)) == {"not-for-you"}


@pytest.mark.requirement("B5", "B28")
def test_whom_the_party_shuts_out_loses_this_conversation_too_and_its_key_is_renewed(cast, told, nora):
    make.exclude(told.case, cast.bela)
    make.exclude(told.case, cast.dana)
    assert set(make.read(nora.party.channel, cast.dana)) <= {"not-for-you"}
    make.renew(told.case, by=cast.chidi)
    beside.write(nora, "After.")
    assert "After." in make.read(nora.party.channel, cast.chidi)


def test_who_is_brought_into_the_case_reads_this_conversation_too(cast, told, nora):
    beside.write(nora, "I was there.")
    make.remove(told.case, cast.bela, by=cast.chidi)
    assert "I was there." in make.read(nora.party.channel, cast.dana)


@pytest.mark.requirement("B12", "B28")
def test_nothing_of_them_is_left_when_the_case_is_destroyed(cast, told, nora):
    beside.write(nora, for_them=True)
    make.reply(told.party, by=cast.chidi)
    make.reply(nora.party, by=cast.chidi)
    closure = closings.close(told.case, by=cast.chidi)
    assert closings.destroy(closure)
    assert not Case.objects.exists()
    for model in (Supporter, Mailbox, Invitation, Channel):
        assert not model.objects.exists(), model
    assert not Party.everyone.exists()

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import intake, talk
from chapterhouse.casework.actions.intake import INVITATION_LASTS
from chapterhouse.sealing.models import Invitation
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("S2.13", "B29")
def test_an_officer_writes_it_down_and_the_first_answer_is_given(cast, told_of, promised, journal):
    case = make.written_down(by=cast.ida)
    assert promised(case) is None
    assert case.contacts.get().means == "in-person"
    assert told_of(case) == [cast.noor.name]
    assert journal(case) == [(cast.ida.username, "wrote-down", "")]
    assert make.read(case.channel, cast.ida)[0] == make.told().report("b")
    assert make.read(case.channel, cast.bela)[0] == "not-for-you"


@pytest.mark.requirement("S2.13", "B29")
def test_the_paper_code_brings_the_person_into_their_case(cast):
    case = make.written_down(by=cast.ida)
    guest = make.join(code=make.CODES[0])
    assert guest.case == case
    assert not Invitation.objects.exists()
    make.reply(guest.party, by=cast.ida, text="Welcome.")
    assert make.read(guest.party.channel, make.box(make.CODES[0])) == ["Welcome."]
    assert make.read(guest.party.channel, cast.noor) == ["Welcome."]
    assert make.read(case.channel, guest.box)[0] == "not-for-you"


def test_only_somebody_who_will_read_it_writes_it_down(cast, refused):
    wire = make.written_down_wire("b", by=cast.ida, excluding=[cast.ida])
    with refused("not-a-reader"):
        intake.write_down(report=wire, by=cast.ida, at=make.now())


def test_until_the_person_has_come_they_cannot_be_written_to(cast, refused):
    case = make.written_down(by=cast.ida)
    told = make.report("b")
    entry = make.reply_wire(told.party, by=cast.ida)
    with refused("not-joined"):
        talk.reply(party=case.parties.get(), entry=entry, seen=None, by=cast.ida, at=make.now())


def join(wire, at=None):
    return intake.accept_invitation(joining=wire, at=at or make.now())


@pytest.mark.requirement("S2.13")
def test_an_invitation_works_once(cast, refused):
    make.written_down(by=cast.ida)
    wire, _box = make.joining_wire()
    second, _box = make.joining_wire()
    join(wire)
    for late in (wire, second):
        with refused("unknown"):
            join(late)


@pytest.mark.requirement("S2.13")
def test_an_invitation_lasts_thirty_days(cast, refused):
    at = make.now()
    make.written_down(by=cast.ida, at=at)
    wire, _box = make.joining_wire()
    assert timedelta(days=30) == INVITATION_LASTS
    with refused("unknown"):
        join(wire, at=at + timedelta(days=30))
    assert join(wire, at=at + timedelta(days=29, hours=23))


def test_a_code_that_was_never_given_opens_nothing(cast, refused):
    make.written_down(by=cast.ida)
    wire, _box = make.joining_wire()
    with refused("unknown"):
        join(make.changed(wire, auth="0" * 64))


def test_a_guest_whose_team_has_changed_seals_again(cast, refused):
    case = make.written_down(by=cast.ida)
    wire, _box = make.joining_wire()
    make.recuse(case, by=cast.noor)
    with refused("stale-team"):
        join(wire)


def test_a_guest_cannot_leave_a_holder_out_or_bring_one_in(cast, refused):
    make.written_down(by=cast.ida)
    wire, _box = make.joining_wire()
    with refused("stale-team"):
        join(make.changed(wire, party=make.changed(wire.party, wraps=wire.party.wraps[:1])))


def test_a_letter_that_waits_already_is_not_kept_a_second_time(cast, refused):
    make.written_down(by=cast.ida)
    twice = make.written_down_wire("b", by=cast.ida)
    with refused("replayed"):
        intake.write_down(report=twice, by=cast.ida, at=make.now())

"""Letters by which others come into a case, every way they can go wrong, and leaving again."""

import pytest

from chapterhouse.casework.access import may_be_told
from chapterhouse.casework.actions import intake, letters
from chapterhouse.casework.models import Consent, Party
from chapterhouse.notices.models import Notice
from chapterhouse.sealing.models import Invitation, Mailbox
from tests import linking, make, others
from tests.casework import closings

pytestmark = pytest.mark.django_db

PAPER, ANOTHER = make.CODES[1], make.CODES[2]


def closed(told):
    by = told.case.assignments.get(person__name="Chidi Okafor").person
    make.reply(told.party, by=by)
    return closings.close(told.case, by=by)


@pytest.fixture
def told(cast):
    return others.worked(cast)


@pytest.fixture
def jules(cast, told):
    return others.involve(told.case, "Jules", by=cast.chidi)


@pytest.fixture
def invited(cast, jules):
    others.consult(jules, by=cast.chidi)
    return others.invite(jules, by=cast.chidi, text="Somebody would like to speak with you.")


@pytest.mark.requirement("S1.35", "S0.59")
def test_a_letter_opens_a_conversation_of_ones_own_and_the_team_keeps_a_copy(cast, told, invited, journal):
    guest = make.join(PAPER)
    assert (guest.party, guest.party.invitation) == (invited, None)
    make.write(guest, "I am here.")
    make.reply(guest.party, by=cast.chidi, text="Thank you.")
    assert make.read(guest.party.channel, guest.box) == ["I am here.", "Thank you."]
    copy = f"Letter for {invited.code}:\n\nSomebody would like to speak with you."
    assert copy in make.read(told.case.channel, cast.dana)
    assert [row for row in journal(told.case) if row[1] in ("invited", "joined-case")] == [
        (cast.chidi.username, "invited", invited.code),
        (invited.code, "joined-case", ""),
    ]


def test_a_new_letter_takes_the_place_of_the_one_that_waits(cast, invited, refused):
    wire, _box = make.joining_wire(PAPER)
    others.invite(invited, by=cast.dana, invitation=ANOTHER)
    assert Invitation.objects.count() == 1
    with refused("unknown"):
        intake.accept_invitation(joining=wire, at=make.now())
    assert make.join(ANOTHER).party == invited


def test_the_same_letter_sent_again_is_kept_once(cast, jules, refused):
    others.consult(jules, by=cast.chidi)
    wire = others.letter_wire(jules, by=cast.chidi)
    letters.invite(party=jules, invitation=wire, by=cast.chidi, at=make.now())
    with refused("replayed"):
        letters.invite(party=jules, invitation=wire, by=cast.chidi, at=make.now())
    assert make.join(PAPER).party == jules


def test_a_letter_used_twice_opens_nothing_and_a_new_one_is_refused_to_who_is_here(cast, invited, refused):
    wire, _box = make.joining_wire(PAPER)
    make.join(PAPER)
    with refused("unknown"):
        intake.accept_invitation(joining=wire, at=make.now())
    with refused("joined"):
        others.invite(invited, by=cast.chidi, invitation=ANOTHER)


def test_a_letter_opened_too_late_opens_nothing_and_another_can_be_made(cast, invited, refused):
    late = make.now() + intake.INVITATION_LASTS
    wire, _box = make.joining_wire(PAPER)
    with refused("unknown"):
        intake.accept_invitation(joining=wire, at=late)
    others.invite(invited, by=cast.chidi, invitation=ANOTHER, at=late)
    assert make.join(ANOTHER, at=late).party == invited


def test_a_letter_taken_back_while_it_is_being_opened_opens_nothing(cast, told, invited, refused):
    wire, _box = make.joining_wire(PAPER)
    others.take_back(Consent.objects.get(), by=told.party)
    with refused("unknown"):
        intake.accept_invitation(joining=wire, at=make.now())


def test_who_opened_a_letter_that_was_not_theirs_is_shut_out_and_another_is_made(
    cast, told, invited, told_of
):
    wrong = make.join(PAPER)
    make.write(wrong, "Who is this about?")
    others.invite(invited, by=cast.chidi, invitation=ANOTHER, turn_away=True)
    assert not Mailbox.objects.filter(lookup=intake.lookup_of(wrong.box.auth)).exists()
    apart = Party.objects.exclude(pk__in=[told.party.pk, invited.pk]).get()
    assert apart.is_shut
    assert "Who is this about?" in make.read(apart.channel, cast.dana)
    right = make.join(ANOTHER)
    assert right.party == invited
    make.write(right, "I am here.")
    assert "I am here." not in make.read(right.party.channel, wrong.box)
    assert cast.dana.name in told_of(told.case)


@pytest.mark.requirement("S2.13", "B31")
@pytest.mark.parametrize("rests", [make.stop, linking.wait])
def test_what_a_stranger_with_the_letter_of_a_whole_case_wanted_to_rest_does_not(client, cast, rests):
    case = make.written_down("b", by=cast.ida)
    rests(make.join(PAPER))
    assert make.fresh(case).rests
    client.force_login(cast.ida)
    assert 'name="turn_away"' in client.get(f"/cases/{case.code}/").content.decode()
    others.invite(make.first(case), by=cast.ida, invitation=ANOTHER, turn_away=True)
    assert not make.fresh(case).rests
    assert make.join(ANOTHER).party.is_first


@pytest.mark.requirement("B31")
def test_what_an_officer_heard_of_waiting_stays_though_a_stranger_came(cast, refused):
    case = make.written_down("b", by=cast.ida)
    stranger = make.join(PAPER)
    linking.wait(stranger, by=cast.ida)
    linking.wait(stranger, until_match=False)
    with refused("waits"):
        others.invite(make.first(case), by=cast.ida, invitation=ANOTHER, turn_away=True)
    assert make.fresh(case).wait


@pytest.mark.requirement("B5")
@pytest.mark.parametrize("rests", [make.stop, closed])
def test_who_opened_anothers_letter_is_shut_out_though_nobody_may_be_told_now(
    client, cast, told, invited, rests
):
    """Until then they read on, and by writing they could open a closed case."""
    wrong = make.join(PAPER)
    rests(told)
    client.force_login(cast.chidi)
    place = f"/cases/{told.case.code}/"
    page = client.get(place).content.decode()
    assert ('name="turn_away"' in page, f"parties/{invited.code}/stranger/" in page) == (False, True)
    client.post(f"{place}parties/{invited.code}/stranger/")
    assert not Mailbox.objects.filter(lookup=intake.lookup_of(wrong.box.auth)).exists()
    assert make.fresh(invited).mailbox is None
    assert make.fresh(told.case).rests


def test_nobody_is_shut_out_as_a_stranger_who_has_no_letter_open_or_by_who_reads_nothing(
    cast, told, invited, refused
):
    with refused("not-joined"):
        letters.turn_away(party=make.fresh(invited), by=cast.chidi, at=make.now())
    make.join(PAPER)
    with refused("not-yours"):
        letters.turn_away(party=make.fresh(invited), by=cast.ida, at=make.now())


def test_nobody_can_be_turned_away_who_wrote_to_us_themselves(cast, told, invited, refused):
    for party in (told.party, invited):
        with refused("not-joined"):
            others.invite(party, by=cast.chidi, invitation=ANOTHER, turn_away=True)
    with refused("joined"):
        others.invite(told.party, by=cast.chidi, invitation=ANOTHER)


@pytest.mark.requirement("S2.13")
def test_who_lost_the_paper_of_their_own_case_gets_another_without_being_asked_about(cast, refused):
    case = make.written_down("b", by=cast.ida)
    party = case.parties.get()
    wire, _box = make.joining_wire(PAPER)
    others.invite(party, by=cast.ida, invitation=ANOTHER)
    with refused("unknown"):
        intake.accept_invitation(joining=wire, at=make.now())
    assert make.join(ANOTHER).party.is_first


def test_an_officer_who_was_shut_out_gets_no_key_of_a_guest(cast, told):
    make.exclude(told.case, cast.bela)
    make.renew(told.case, by=cast.chidi)
    guest = others.guest(told.case, by=cast.chidi)
    make.write(guest, "I am here.")
    assert make.read(guest.party.channel, cast.bela) == ["not-for-you"]


# ---- leaving


@pytest.mark.requirement("S1.39")
def test_who_leaves_takes_back_what_they_agreed_to_and_the_case_goes_on(
    cast, told, journal, told_of, promised, refused
):
    guest = others.guest(told.case, by=cast.chidi)
    plan = others.consult(guest.party, "plan", by=cast.chidi, party=guest.party)
    Notice.objects.all().delete()
    clock = promised(told.case)
    others.leave(guest)
    others.leave(guest)
    assert make.fresh(plan).withdrawn
    assert promised(told.case) == clock
    assert not make.fresh(told.case).stopped
    assert told_of(told.case) == [cast.chidi.name, cast.dana.name]
    assert [row for row in journal(told.case) if row[1] == "left-case"] == [
        (guest.party.code, "left-case", "")
    ]
    with refused("left"):
        make.reply(guest.party, by=cast.chidi)


@pytest.mark.requirement("S1.39")
def test_who_left_and_writes_again_is_back(cast, told):
    guest = others.guest(told.case, by=cast.chidi)
    others.leave(guest)
    make.write(guest, "I thought about it.")
    assert make.fresh(guest.party).left is None
    make.reply(guest.party, by=cast.chidi)


def test_with_who_leaves_go_the_letters_that_only_they_agreed_to(cast, told, jules):
    priya = others.guest(told.case, "Priya", by=cast.chidi, invitation=ANOTHER)
    others.consult(jules, by=cast.chidi)
    others.consult(jules, by=cast.chidi, party=priya.party)
    others.invite(jules, by=cast.chidi)
    others.leave(priya)
    assert not may_be_told(jules)
    assert not Invitation.objects.exists()

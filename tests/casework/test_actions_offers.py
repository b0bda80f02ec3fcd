"""A conversation with another is an offer, and without everybody's yes there is none."""

from datetime import timedelta

import pytest

from chapterhouse.casework.models import Appointment, Consent, Offer
from tests import make, meeting, mending, others
from tests.casework import closings

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return mending.told(cast)


@pytest.fixture
def guest(cast, told):
    return others.guest(told.case, by=cast.chidi)


def agree(cast, told, guest):
    """Each is offered it, and says yes."""
    for one, other in ((told.party, guest.party), (guest.party, told.party)):
        mending.answer(mending.offer(one, other, by=cast.chidi))


@pytest.mark.requirement("S1.41")
def test_an_offer_is_answered_by_nobody_but_the_one_who_was_asked_and_stands_in_the_ledger(
    cast, told, guest, told_of, refused
):
    offer = mending.offer(told.party, guest.party, by=cast.chidi)
    assert make.read(told.party.channel, told.box)[-1] == "Would you speak with them, with us there?"
    with refused("waiting"):
        mending.offer(told.party, guest.party, by=cast.dana)
    mending.answer(offer)
    row = Consent.objects.get(step=Consent.DIALOGUE)
    assert (row.party, row.about, row.given, row.by) == (told.party, guest.party, True, None)
    assert make.fresh(offer).accepted is True
    assert told_of(told.case) == ["Chidi Okafor", "Dana Levi"]
    with refused("over"):
        mending.answer(offer, yes=False)


def test_while_all_rests_nothing_is_offered_or_shown(cast, told, guest, refused):
    draft = mending.draft(told.case, "We disagree.", by=cast.chidi)
    make.stop(told)
    with refused("stopped"):
        mending.offer(told.party, guest.party, by=cast.chidi)
    with refused("stopped"):
        mending.show(draft, told.party, by=cast.chidi)


@pytest.mark.requirement("S1.39", "S1.41")
def test_a_no_is_kept_and_it_can_be_offered_again_later(cast, told, guest):
    mending.answer(mending.offer(told.party, guest.party, by=cast.chidi), yes=False)
    assert not told.case.consents.standing().filter(step="dialogue").exists()
    mending.answer(mending.offer(told.party, guest.party, by=cast.chidi))
    assert told.case.consents.standing().filter(step="dialogue").exists()


@pytest.mark.requirement("S1.39", "S1.42")
def test_without_everybodys_yes_no_conversation_together_is_begun(cast, told, guest, refused):
    both = [told.party, guest.party]
    with refused("ask-first"):
        meeting.begin(told.case, both, kind="joint", by=cast.chidi)
    mending.answer(mending.offer(told.party, guest.party, by=cast.chidi))
    with refused("ask-first"):
        meeting.begin(told.case, both, kind="joint", by=cast.chidi)
    mending.answer(mending.offer(guest.party, told.party, by=cast.chidi))
    assert meeting.begin(told.case, both, kind="joint", by=cast.chidi).is_joint


@pytest.mark.requirement("S1.39")
def test_a_yes_that_is_taken_back_puts_the_time_off_and_no_new_one_is_set(cast, told, guest, refused):
    agree(cast, told, guest)
    row = meeting.begin(told.case, [told.party, guest.party], kind="joint", by=cast.chidi)
    for party in (told.party, guest.party):
        meeting.say(row, party)
        meeting.commit_to(row, party)
    starts = make.now() + timedelta(days=3)
    meeting.set_time(row, starts, by=cast.chidi)
    assert make.fresh(row).starts == starts
    others.take_back(Consent.objects.get(step="dialogue", party=guest.party), by=guest.party)
    assert make.fresh(row).starts is None
    with refused("ask-first"):
        meeting.set_time(row, starts, by=cast.chidi)
    with refused("ask-first"):
        meeting.propose(row, by=cast.chidi)


def test_a_no_that_an_officer_heard_puts_the_time_off_too(cast, told, guest):
    agree(cast, told, guest)
    row = meeting.begin(told.case, [told.party, guest.party], kind="joint", by=cast.chidi)
    Appointment.objects.update(starts=make.now() + timedelta(days=2))
    others.consult(told.party, "dialogue", by=cast.chidi, party=guest.party, given=False)
    assert make.fresh(row).starts is None


@pytest.mark.requirement("S1.39")
def test_a_guest_who_leaves_takes_their_yes_along_and_the_time_is_off(cast, told, guest, refused):
    agree(cast, told, guest)
    row = meeting.begin(told.case, [told.party, guest.party], kind="joint", by=cast.chidi)
    Appointment.objects.update(starts=make.now() + timedelta(days=2))
    offer = mending.offer(guest.party, told.party, by=cast.chidi)
    others.leave(guest)
    assert make.fresh(row).starts is None
    assert not told.case.consents.standing().filter(party=guest.party).exists()
    with refused("rests"):
        mending.answer(offer)


def test_while_the_case_rests_no_offer_is_answered(cast, told, guest, refused):
    offer = mending.offer(told.party, guest.party, by=cast.chidi)
    make.stop(told)
    with refused("rests"):
        mending.answer(offer)


@pytest.mark.requirement("S1.34")
def test_nobody_is_offered_a_conversation_with_somebody_we_may_not_speak_with(cast, told, guest, refused):
    priya = others.involve(told.case, "Priya", by=cast.chidi)
    with refused("ask-first"):
        mending.offer(told.party, priya, by=cast.chidi)
    with refused("malformed"):
        mending.offer(told.party, told.party, by=cast.chidi)


def test_an_ombuds_desk_offers_none_and_asks_for_no_ledger(cast, refused):
    told = closings.answered(cast)
    guest = others.guest(told.case, by=cast.chidi)
    with refused("malformed"):
        mending.offer(told.party, guest.party, by=cast.chidi)
    assert meeting.begin(told.case, [told.party, guest.party], kind="joint", by=cast.chidi)


@pytest.mark.requirement("S1.44")
def test_a_team_closes_only_after_a_conversation_that_followed_or_with_the_reason_why_none_did(
    cast, told, refused
):
    with refused("no-follow-up"):
        closings.close(told.case, by=cast.chidi)
    single = meeting.begin(told.case, [told.party], by=cast.chidi)
    meeting.end(single, by=cast.chidi)
    with refused("no-follow-up"):
        closings.close(told.case, by=cast.chidi)
    check_in = meeting.begin(told.case, [told.party], kind="check-in", by=cast.chidi)
    meeting.end(check_in, by=cast.chidi)
    assert closings.close(told.case, by=cast.chidi).no_follow_up is None


@pytest.mark.requirement("S1.44")
def test_the_reason_why_no_conversation_followed_is_sealed(cast, told):
    closure = mending.close(told.case, by=cast.chidi, why="They moved away.")
    assert make.read(told.case.channel, cast.dana)[-1] == "They moved away."
    assert closure.no_follow_up.age_file


def test_offers_go_with_the_case(cast, told, guest):
    agree(cast, told, guest)
    assert closings.destroy(mending.close(told.case, by=cast.chidi)) == 1
    assert not Offer.objects.exists()

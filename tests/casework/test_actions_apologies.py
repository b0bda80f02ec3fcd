"""An apology passed on: read, offered, delivered only after a yes, and a no that nobody is blamed for."""

from datetime import timedelta

import pytest

from chapterhouse.casework.models import Apology, Consent
from tests import make, others, planning
from tests.support.asking import post

pytestmark = pytest.mark.django_db

SORRY = "I am sorry that I shouted."


scene, told, guest = planning.fixtures()


@pytest.fixture
def plan(cast, guest):
    plan = planning.begin(guest, [planning.step("apology")], by=cast.ida)
    planning.agree(plan)
    return plan


@pytest.fixture
def read(cast, guest, plan):
    """One that was written and read."""
    return planning.look_at(planning.apologise(guest, plan), by=cast.noor)


@pytest.fixture
def offered(cast, told, read):
    return planning.offer(read, told.party, by=cast.ida)


def seen_by_author(guest):
    """What the one who wrote it is told of their plans, and when they write one more all the same."""
    page = post("mailbox/", {"auth": guest.box.auth}).json()["plans"]
    entry = make.as_json(make.message_wire(guest, {"kind": "apology", "text": "And another."}))
    answer = post("mailbox/plans/apology/", {"auth": guest.box.auth, "number": 1, "entry": entry})
    return page, answer.status_code, answer.content


@pytest.mark.requirement("B38", "S1.51")
def test_it_is_delivered_only_after_the_one_it_is_for_said_yes(cast, told, guest, read, refused):
    with refused("ask-first"):
        planning.deliver(read, told.party, by=cast.ida)
    offered = planning.offer(read, told.party, by=cast.ida)
    with refused("ask-first"):
        planning.deliver(offered, told.party, by=cast.ida)
    assert SORRY not in str(make.read(told.party.channel, told.box))
    planning.answer(offered, told.party)
    planning.deliver(offered, told.party, by=cast.ida)
    assert make.read(told.party.channel, told.box)[-1] == {"kind": "apology", "text": SORRY}
    said = Consent.objects.get(step="apology")
    assert (said.party, said.about, said.given, said.by) == (told.party, guest.party, True, None)


@pytest.mark.requirement("B38")
def test_a_no_is_kept_and_nothing_is_delivered(cast, told, offered, refused):
    planning.answer(offered, told.party, yes=False)
    with refused("ask-first"):
        planning.deliver(offered, told.party, by=cast.ida)
    planning.answer(offered, told.party)
    planning.deliver(offered, told.party, by=cast.ida)


@pytest.mark.requirement("B38", "S1.39")
def test_a_yes_that_is_taken_back_delivers_nothing(cast, told, offered, refused):
    yes = planning.answer(offered, told.party)
    others.take_back(yes, by=told.party)
    with refused("ask-first"):
        planning.deliver(offered, told.party, by=cast.ida)


@pytest.mark.requirement("B38")
def test_a_yes_that_an_officer_heard_counts_as_well(cast, told, guest, offered):
    others.consult(guest.party, "apology", by=cast.ida)
    assert planning.deliver(offered, told.party, by=cast.ida).delivered


@pytest.mark.requirement("B38")
def test_who_wrote_it_is_told_the_same_before_and_after_a_no_and_without_an_answer(cast, told, guest, read):
    before = seen_by_author(guest)
    assert before[0][0]["apology"] == "with-us"
    offered = planning.offer(read, told.party, by=cast.ida)
    assert seen_by_author(guest) == before
    planning.answer(offered, told.party, yes=False)
    assert seen_by_author(guest) == before


@pytest.mark.requirement("B38")
def test_nothing_is_offered_before_a_responder_has_read_it(cast, told, guest, plan, refused):
    apology = planning.apologise(guest, plan)
    with refused("not-reviewed"):
        planning.offer(apology, told.party, by=cast.ida)
    planning.look_at(apology, by=cast.ida, good=False)
    with refused("not-reviewed"):
        planning.offer(apology, told.party, by=cast.ida)
    assert planning.apologise(guest, plan, "I am sorry for what it did to you.").given_back is None


def test_other_words_are_read_anew(cast, told, guest, plan, read, refused):
    planning.look_at(read, by=cast.noor, good=False)
    planning.apologise(guest, plan, "I am sorry for what it did to you.")
    assert Apology.objects.count() == 1
    with refused("not-reviewed"):
        planning.offer(read, told.party, by=cast.ida)


@pytest.mark.requirement("B38")
def test_words_that_nobody_read_are_not_passed_on(cast, told, guest, plan, refused):
    shown = planning.apologise(guest, plan).words
    apology = planning.write_for(plan, "I am sorry that you took it so.", by=cast.ida)
    with refused("changed-meanwhile"):
        planning.look_at(apology, by=cast.noor, read=shown)
    with refused("not-reviewed"):
        planning.offer(apology, told.party, by=cast.ida)


@pytest.mark.requirement("B38")
def test_a_yes_to_an_earlier_one_delivers_no_other(cast, told, guest, plan, offered, refused):
    planning.answer(offered, told.party)
    planning.take_apology_back(offered, guest.party)
    later = make.now() + timedelta(hours=1)
    second = planning.look_at(planning.apologise(guest, plan, "And another."), by=cast.noor)
    second = planning.offer(second, told.party, by=cast.ida, at=later)
    with refused("ask-first"):
        planning.deliver(second, told.party, by=cast.ida, at=later)
    planning.answer(second, told.party, at=later)
    planning.deliver(second, told.party, by=cast.ida, at=later)


def test_while_all_rests_nobody_is_asked_about_one_and_none_is_delivered(cast, told, read, refused):
    make.stop(told)
    with refused("stopped"):
        planning.offer(read, told.party, by=cast.ida)
    make.write(told)
    offered = planning.offer(read, told.party, by=cast.ida)
    planning.answer(offered, told.party)
    make.stop(told)
    with refused("stopped"):
        planning.deliver(offered, told.party, by=cast.ida)


def test_an_answer_that_is_said_again_is_kept_once(cast, told, offered):
    for yes, kept in ((True, 1), (True, 1), (False, 2), (False, 2), (True, 3)):
        planning.answer(offered, told.party, yes=yes)
        assert Consent.objects.filter(step="apology").count() == kept


@pytest.mark.requirement("B38")
def test_who_wrote_it_down_does_not_read_it_for_us(cast, plan, refused):
    apology = planning.write_for(plan, by=cast.ida)
    with refused("second"):
        planning.look_at(apology, by=cast.ida)
    assert planning.look_at(apology, by=cast.noor).reviewed


def test_while_one_is_on_its_way_there_is_no_second(cast, guest, plan, offered, refused):
    with refused("waiting"):
        planning.apologise(guest, plan)
    with refused("offered"):
        planning.write_for(plan, by=cast.ida)


@pytest.mark.requirement("B38")
@pytest.mark.parametrize("who", ["author", "officer"])
def test_it_can_be_taken_back_until_it_is_delivered(cast, told, guest, offered, refused, who):
    planning.answer(offered, told.party)
    planning.take_apology_back(offered, guest.party if who == "author" else cast.noor)
    with refused("over"):
        planning.deliver(offered, told.party, by=cast.ida)
    assert SORRY not in str(make.read(told.party.channel, told.box))


def test_what_was_delivered_is_not_taken_back(cast, told, guest, offered, refused):
    planning.answer(offered, told.party)
    planning.deliver(offered, told.party, by=cast.ida)
    with refused("over"):
        planning.take_apology_back(offered, guest.party)


def test_nobody_takes_back_what_is_not_theirs(cast, told, offered, refused):
    with refused("not-yours"):
        planning.take_apology_back(offered, told.party)
    with refused("not-yours"):
        planning.take_apology_back(offered, cast.chidi)


@pytest.mark.requirement("B38")
@pytest.mark.parametrize("far", ["offered", "delivered"])
def test_what_went_to_somebody_who_had_the_letter_is_offered_to_the_right_one(
    cast, told, guest, far, refused
):
    plan = planning.begin(told, by=cast.ida)
    apology = planning.look_at(planning.apologise(told, plan), by=cast.noor)
    planning.offer(apology, guest.party, by=cast.ida)
    planning.answer(apology, guest.party)
    if far == "delivered":
        planning.deliver(apology, guest.party, by=cast.ida)
    others.invite(guest.party, by=cast.ida, invitation=make.CODES[2], turn_away=True)
    right = make.join(make.CODES[2])
    assert post("mailbox/", {"auth": right.box.auth}).json()["apologies"] == []
    later = make.now() + timedelta(hours=1)
    planning.offer(apology, right.party, by=cast.ida, at=later)
    with refused("ask-first"):
        planning.deliver(apology, right.party, by=cast.ida, at=later)
    planning.answer(apology, right.party, at=later)
    planning.deliver(apology, right.party, by=cast.ida, at=later)
    assert make.read(right.party.channel, right.box)[-1]["text"] == SORRY


def test_what_somebody_wrote_who_had_the_letter_is_passed_on_by_nobody(cast, told, guest, read, refused):
    others.invite(guest.party, by=cast.ida, invitation=make.CODES[2], turn_away=True)
    with refused("over"):
        planning.offer(read, told.party, by=cast.ida)


def test_an_apology_that_its_author_cannot_read_is_written_down_once_more(client, cast, guest, plan):
    planning.write_for(plan, by=cast.ida)
    others.invite(guest.party, by=cast.ida, invitation=make.CODES[2], turn_away=True)
    right = make.join(make.CODES[2])
    client.force_login(cast.ida)
    client.cookies["django_language"] = "en"
    address, said = f"/cases/{guest.case.code}/plans/1/", "Write it down once more"
    assert said in client.get(address).content.decode()
    assert "They cannot read this plan" in client.get(address).content.decode()
    planning.write_for(plan, by=cast.ida)
    assert said not in client.get(address).content.decode()
    assert make.read(right.party.channel, right.box)[-1]["kind"] == "apology"


def test_it_is_offered_to_somebody_else_once_and_answered_by_them_alone(cast, told, guest, read, refused):
    with refused("malformed"):
        planning.offer(read, guest.party, by=cast.ida)
    offered = planning.offer(read, told.party, by=cast.ida)
    with refused("over"):
        planning.offer(offered, told.party, by=cast.ida)
    with refused("unknown"):
        planning.answer(offered, guest.party)

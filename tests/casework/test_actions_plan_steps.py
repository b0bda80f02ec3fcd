"""How the steps of a plan go, its check-ins and its end: said by who does it, or recorded by an officer."""

from datetime import timedelta

import pytest
from django.apps import apps

from chapterhouse.casework.models import Plan, Step
from tests import make, meeting, mending, others, planning
from tests.casework import closings
from tests.planning import rare, step

pytestmark = pytest.mark.django_db


scene, told, guest = planning.fixtures()


@pytest.fixture
def plan(cast, guest):
    return planning.begin(guest, by=cast.ida)


@pytest.fixture
def agreed(plan):
    planning.agree(plan)
    return plan


# ---- steps


@pytest.mark.requirement("B37")
def test_they_say_how_a_step_goes_and_only_a_call_for_help_asks_for_an_answer(
    cast, told, guest, agreed, promised
):
    make.reply(told.party, by=cast.ida)
    for says in ("done", "hard"):
        planning.say(guest, agreed, says)
        assert promised(guest.case) is None
    row = planning.nth(agreed)
    assert row.done
    assert row.set_back
    planning.say(guest, agreed, "help")
    assert promised(guest.case)
    assert make.read(guest.party.channel, cast.noor)[-1]["says"] == "help"


def test_what_asks_for_no_answer_leaves_nobody_waiting(cast, told, guest, agreed, promised):
    make.reply(told.party, by=cast.ida)
    planning.say(guest, agreed, "hard")
    make.write(told)
    make.reply(told.party, by=cast.ida)
    assert promised(told.case) is None


def test_a_step_that_was_left_out_is_not_there_to_be_done(cast, guest, agreed, refused):
    planning.change(guest, agreed, [step("power")], by=cast.ida)
    planning.agree(agreed)
    with refused("unknown"):
        planning.say(guest, agreed, "done", 1)


def test_an_officer_records_it_with_a_note_for_the_team_alone(cast, guest, agreed):
    planning.mark(agreed, "hard", by=cast.noor, note="Stay close.")
    assert planning.nth(agreed).set_back
    assert "Stay close." in make.read(guest.case.channel, cast.ida)
    assert "Stay close." not in str(make.read(guest.party.channel, guest.box))


@pytest.mark.requirement("S1.52", "T6")
def test_a_conversation_is_arranged_only_while_the_other_one_says_yes(cast, told, guest, refused):
    plan = planning.begin(guest, [step("mediated-sessions")], by=cast.ida)
    planning.agree(plan)
    with refused("ask-first"):
        planning.mark(plan, "arranged", by=cast.ida, other=told.party)
    yes = others.consult(guest.party, "mediation", by=cast.ida)
    planning.mark(plan, "arranged", by=cast.ida, other=told.party)
    others.take_back(yes, by=told.party)
    assert not Step.objects.with_consent().get(plan=plan).is_arranged
    with refused("ask-first"):
        planning.say(guest, plan, "done")
    others.consult(guest.party, "dialogue", by=cast.ida)
    planning.say(guest, plan, "done")


def test_a_conversation_is_arranged_with_somebody_else_and_only_of_its_kind(cast, told, guest, refused):
    plan = planning.begin(guest, [step("mediated-sessions"), step()], by=cast.ida)
    planning.agree(plan)
    others.consult(guest.party, "mediation", by=cast.ida)
    for number, other in ((1, guest.party), (1, None), (2, told.party)):
        with refused("malformed"):
            planning.mark(plan, "arranged", number, by=cast.ida, other=other)


# ---- check-ins


@pytest.mark.requirement("S1.43", "T4")
def test_with_a_rhythm_one_check_in_follows_another_until_the_plan_ends(cast, guest, agreed):
    planning.rhythm(agreed, 14, by=cast.ida)
    planning.rhythm(agreed, 7, by=cast.ida)
    [first] = guest.case.appointments.open()
    assert (first.kind, first.counts) == ("check-in", False)
    meeting.end(first, "missed", by=cast.ida)
    assert not guest.case.appointments.open().exists(), "what did not take place is begun by hand"
    second = meeting.begin(guest.case, [guest.party], kind="check-in", by=cast.ida)
    meeting.end(second, by=cast.ida)
    third = guest.case.appointments.open().get()
    late = make.now() + timedelta(days=28)
    meeting.end(third, by=cast.ida, at=late)
    assert not guest.case.appointments.open().exists(), "the plan ends before the next one"


def test_without_a_rhythm_nothing_follows(cast, guest, agreed, refused):
    meeting.end(meeting.begin(guest.case, [guest.party], kind="check-in", by=cast.ida), by=cast.ida)
    assert not guest.case.appointments.open().exists()
    with refused("malformed"):
        planning.rhythm(agreed, 3, by=cast.ida)


# ---- the end


@pytest.mark.requirement("B37")
@pytest.mark.parametrize("outcome", Plan.OUTCOMES)
def test_it_ends_in_one_of_three_ways_and_then_nothing_more_is_said_in_it(
    cast, guest, agreed, refused, outcome
):
    planning.end(agreed, outcome, by=cast.ida)
    assert make.fresh(agreed).outcome == outcome
    for late in (
        lambda: planning.say(guest, agreed),
        lambda: planning.agree(agreed),
        lambda: planning.change(guest, agreed, [step(number=1)], by=cast.ida),
        lambda: planning.end(agreed, by=cast.ida),
    ):
        with refused("over"):
            late()


def test_there_is_no_fourth_way(cast, agreed, refused):
    with refused("malformed"):
        planning.end(agreed, "failed", by=cast.ida)


@pytest.mark.requirement("B37")
def test_that_it_was_looked_at_is_recorded_and_asked_again_when_the_day_changes(cast, guest, agreed):
    planning.look_again(agreed, by=cast.ida)
    planning.change(guest, agreed, [step(number=1)], by=cast.ida)
    assert make.fresh(agreed).reviewed
    planning.change(guest, agreed, [step(number=1)], by=cast.ida, review=28)
    assert make.fresh(agreed).reviewed is None


@pytest.mark.requirement("B37")
def test_no_case_is_closed_while_a_plan_goes_on(cast, told, agreed, refused):
    make.reply(told.party, by=cast.ida)
    with refused("open-plan"):
        closings.close(told.case, by=cast.ida)
    planning.end(agreed, by=cast.ida)
    mending.close(told.case, by=cast.ida)


def test_it_goes_with_the_case(cast, told, guest, settings, tmp_path):
    settings.SEALED_FILES = tmp_path
    plan = planning.begin(guest, [rare(guest.case, by=cast.ida), step("mediated-sessions")], by=cast.ida)
    planning.mark(plan, "confirmed", by=cast.noor)
    planning.agree(plan)
    others.consult(guest.party, "mediation", by=cast.ida)
    planning.mark(plan, "arranged", 2, by=cast.ida, other=told.party)
    planning.say(guest, plan)
    apology = planning.apologise(guest, plan)
    planning.look_at(apology, by=cast.noor)
    planning.offer(apology, told.party, by=cast.ida)
    planning.end(plan, by=cast.ida)
    make.reply(told.party, by=cast.ida)
    assert closings.destroy(mending.close(told.case, by=cast.ida)) == 1
    names = ("plan", "planversion", "step", "apology", "plan_asides")
    left = {name: apps.get_model("casework", name).objects.count() for name in names}
    assert left == dict.fromkeys(names, 0)

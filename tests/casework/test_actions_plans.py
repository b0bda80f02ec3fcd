"""Accountability plans: what must be in one, who agrees to it, how it changes, and how each is refused."""

import pytest
from django.db import DatabaseError, transaction

from chapterhouse.casework.actions import plans
from chapterhouse.casework.models import Plan, PlanVersion, Step
from chapterhouse.notices.models import Notice
from tests import faults, make, others, planning
from tests.planning import rare, span, step
from tests.support.asking import post

pytestmark = pytest.mark.django_db


scene, told, guest = planning.fixtures()


@pytest.fixture
def plan(cast, guest):
    return planning.begin(guest, by=cast.ida)


@pytest.fixture
def agreed(plan):
    planning.agree(plan)
    return plan


# ---- beginning


@pytest.mark.requirement("S1.45", "B37")
def test_a_plan_has_steps_with_persons_and_days_and_ends(cast, guest, plan):
    row = make.fresh(plan)
    assert (row.holder, row.ends, row.review_on) == (guest.party, planning.day(30), planning.day(25))
    [one] = row.standing
    assert (one.kind, one.who, one.due) == ("repair", "holder", planning.day(20))
    assert not row.agreed, "nobody is bound before they say yes"
    assert make.read(guest.party.channel, guest.box)[-1]["texts"]["want"] == planning.WANT


def test_in_clear_are_kinds_days_and_answers_and_nothing_of_what_it_says(cast, guest, plan):
    planning.agree(plan)
    planning.say(guest, plan, "hard", text="I shouted again.")
    kept = str([list(model.objects.values()) for model in (Plan, PlanVersion, Step)])
    for words in (planning.WANT, "Step 1", "I shouted again.", "Jules"):
        assert words not in kept


def test_the_other_person_s_channel_holds_nothing_of_it(cast, told, plan):
    assert planning.WANT not in str(make.read(told.party.channel, told.box))


@pytest.mark.requirement("S1.45")
@pytest.mark.parametrize("who", ["", "m-zz222222"])
def test_no_step_is_without_somebody_who_does_it(cast, guest, refused, who):
    with refused("no-person"):
        planning.begin(guest, [step(who=who)], by=cast.ida)


def test_an_officer_or_a_supporter_may_do_a_step(cast, guest):
    steps = [step(who=cast.noor.username), step(who="supporter")]
    plan = planning.begin(guest, steps, by=cast.ida)
    assert [(row.who, row.officer) for row in plan.standing] == [("officer", cast.noor), ("supporter", None)]


@pytest.mark.requirement("T6", "S1.52")
def test_nothing_in_a_plan_binds_the_one_who_was_hurt(cast, told, guest, refused):
    with refused("not-bound"):
        planning.begin(guest, [step("mediated-sessions", who=told.party.code)], by=cast.ida)


@pytest.mark.parametrize(
    ("code", "days"), [("no-end", {"ends": None}), ("no-review", {"review": None}), ("no-step", {})]
)
@pytest.mark.requirement("B37")
def test_it_always_has_an_end_a_day_to_look_at_it_and_a_step(cast, guest, refused, code, days):
    with refused(code):
        planning.begin(guest, [] if code == "no-step" else None, by=cast.ida, **days)


@pytest.mark.parametrize("days", [{"ends": 0, "review": 0}, {"review": -1}, {"review": 31}])
def test_its_days_are_to_come_and_in_their_order(cast, guest, refused, days):
    with refused("wrong-days"):
        planning.begin(guest, [step(due=1)], by=cast.ida, **days)


@pytest.mark.parametrize("due", [-2, 31])
def test_the_days_of_a_step_lie_within_it(cast, guest, refused, due):
    with refused("wrong-days"):
        planning.begin(guest, [step(due=due)], by=cast.ida)


def test_no_day_is_chosen_for_anybody(cast, guest, refused):
    with refused("no-date"):
        planning.begin(guest, [step(due=None)], by=cast.ida)


@pytest.mark.requirement("S1.46")
def test_stepping_back_has_a_first_and_a_last_day(cast, guest, refused):
    with refused("two-dates"):
        planning.begin(guest, [step("step-back")], by=cast.ida)
    with refused("wrong-days"):
        planning.begin(guest, [span(first=20, due=20)], by=cast.ida)
    [row] = planning.begin(guest, [span(first=2, due=20)], by=cast.ida).standing
    assert (row.starts, row.due) == (planning.day(2), planning.day(20))


@pytest.mark.requirement("S1.47", "S1.49", "S1.50", "S1.51", "S1.52")
@pytest.mark.parametrize("kind", ["leave-leadership", "reading", "training", "apology", "mediated-sessions"])
def test_each_measure_of_the_rules_is_a_kind_of_step(cast, guest, kind):
    assert planning.begin(guest, [step(kind)], by=cast.ida).standing[0].kind == kind


@pytest.mark.requirement("S2.14", "S2.16", "S2.17", "S2.18", "S2.19", "S2.20")
@pytest.mark.parametrize("kind", ["repair", "prevention", "intent-and-impact", "power", "other"])
def test_what_repairs_prevents_and_teaches_is_a_kind_at_every_desk_that_makes_plans(cast, kind):
    told = make.report("b")
    make.take(told, cast.ida, cast.noor)
    plan = planning.begin(told, [step(kind)], by=cast.ida)
    planning.agree(plan)
    planning.say(told, plan)
    assert planning.nth(plan).done


def test_a_kind_that_nobody_knows_is_refused(cast, guest, refused):
    with refused("malformed"):
        planning.begin(guest, [step("prison")], by=cast.ida)


def test_an_informal_desk_makes_none(cast, refused):
    told = make.take(make.report("a"), cast.chidi, cast.dana)
    with refused("not-here"):
        planning.begin(told, by=cast.chidi)


def test_somebody_has_one_at_a_time(cast, guest, plan, refused):
    with refused("open"):
        planning.begin(guest, by=cast.noor)
    planning.end(plan, "withdrawn", by=cast.ida)
    planning.begin(guest, by=cast.noor)


def test_who_may_not_read_the_case_begins_none(cast, guest, refused):
    sent = planning.wire(guest, by=cast.ida)
    with refused("not-yours"):
        plans.begin(case=make.fresh(guest.case), sent=sent, by=cast.chidi, at=make.now())


def test_nobody_is_given_one_after_the_person_asked_us_to_stop(cast, told, guest, refused):
    make.stop(told)
    with refused("stopped"):
        planning.begin(guest, by=cast.ida)


def test_none_is_changed_while_all_rests(cast, told, guest, refused):
    plan = planning.begin(guest, by=cast.ida)
    make.stop(told)
    with refused("stopped"):
        planning.change(guest, plan, [planning.step()], by=cast.ida)


@pytest.mark.parametrize("table", ["casework_plan", "casework_planversion", "casework_step", "journal_row"])
def test_what_cannot_be_written_whole_is_not_begun(cast, guest, table):
    sent, before = planning.wire(guest, by=cast.ida), faults.everything()
    with faults.refusing(table), pytest.raises(DatabaseError), transaction.atomic():
        plans.begin(case=make.fresh(guest.case), sent=sent, by=cast.ida, at=make.now())
    assert faults.everything() == before


# ---- what is rare


@pytest.mark.requirement("S1.48")
def test_a_hiatus_needs_a_reason_and_counts_when_a_second_responder_confirmed_it(cast, guest, refused):
    with refused("no-reason"):
        planning.begin(guest, [span("hiatus")], by=cast.ida)
    plan = planning.begin(guest, [rare(guest.case, by=cast.ida)], by=cast.ida)
    with refused("not-confirmed"):
        planning.agree(plan)
    with refused("second"):
        planning.mark(plan, "confirmed", by=cast.ida)
    planning.mark(plan, "confirmed", by=cast.noor)
    planning.agree(plan)
    assert "Nothing less would do." in make.read(guest.case.channel, cast.noor)


def test_a_hiatus_is_confirmed_anew_in_each_version_and_other_days_need_a_reason(cast, guest, refused):
    plan = planning.begin(guest, [rare(guest.case, by=cast.ida)], by=cast.ida)
    planning.mark(plan, "confirmed", by=cast.noor)
    with refused("no-reason"):
        planning.change(guest, plan, [span("hiatus", due=29, number=1)], by=cast.ida)
    planning.change(guest, plan, [span("hiatus", due=20, number=1)], by=cast.ida)
    assert make.fresh(plan).unconfirmed, "its words may have changed, and they are sealed"
    planning.mark(plan, "confirmed", by=cast.noor)
    assert not make.fresh(plan).unconfirmed
    planning.change(guest, plan, [rare(guest.case, by=cast.noor, due=29, number=1)], by=cast.noor)
    with refused("second"):
        planning.mark(plan, "confirmed", by=cast.noor)


# ---- agreeing


@pytest.mark.requirement("B37", "S1.39")
def test_they_agree_with_their_own_code_and_a_change_asks_anew(cast, guest, plan, told_of):
    planning.agree(plan)
    assert make.fresh(plan).agreed
    assert told_of(guest.case) == [cast.ida.name, cast.noor.name]
    planning.change(guest, plan, [step(number=1), step("prevention")], by=cast.noor)
    row = make.fresh(plan)
    assert (row.newest.number, row.agreed) == (2, False)
    assert row.versions.get(number=1).agreed, "what they agreed to before stays known"


def test_nobody_agrees_to_words_they_have_not_seen(cast, guest, plan, refused):
    planning.change(guest, plan, [step(number=1)], by=cast.noor)
    with refused("changed-meanwhile"):
        planning.agree(plan, version=1)


@pytest.mark.requirement("S1.39", "B37")
def test_half_way_they_take_their_yes_back_and_nothing_more_counts(cast, guest, refused, told_of):
    plan = planning.begin(guest, [step(), step("prevention")], by=cast.ida)
    planning.agree(plan)
    planning.say(guest, plan, "done")
    Notice.objects.all().delete()
    planning.take_back(plan)
    assert told_of(guest.case) == [cast.ida.name, cast.noor.name]
    assert planning.nth(plan, 1).done, "what was done stays done"
    for says in (
        lambda: planning.say(guest, plan, "done", 2),
        lambda: planning.mark(plan, "done", 2, by=cast.ida),
    ):
        with refused("not-agreed"):
            says()
    with refused("not-agreed"):
        planning.end(plan, "completed", by=cast.ida)
    planning.end(plan, "withdrawn", by=cast.ida)


def test_who_takes_no_further_part_stands_by_nothing(cast, guest, agreed):
    others.leave(guest)
    assert not make.fresh(agreed).agreed


def test_a_yes_by_somebody_who_opened_the_wrong_letter_counts_for_nothing(cast, guest, agreed):
    others.invite(guest.party, by=cast.ida, invitation=make.CODES[2], turn_away=True)
    assert not make.fresh(agreed).agreed


def test_who_comes_by_the_right_letter_after_it_agrees_to_nothing_they_cannot_read(
    cast, guest, agreed, refused
):
    others.invite(guest.party, by=cast.ida, invitation=make.CODES[2], turn_away=True)
    right = make.join(make.CODES[2])
    with refused("unreadable"):
        planning.agree(agreed)
    assert view(right)["words"] is None
    planning.change(right, agreed, [step(number=1)], by=cast.ida)
    planning.agree(agreed)
    assert make.read(right.party.channel, right.box)[-1]["version"] == 2
    assert view(right)["words"] == str(make.fresh(agreed).newest.words.uuid)


def view(someone):
    """The plan as its page is told of it."""
    return post("mailbox/", {"auth": someone.box.auth}).json()["plans"][0]


# ---- changing


def test_a_step_stays_what_it_was_and_what_was_done_stays_done(cast, guest):
    plan = planning.begin(guest, [step(), step("reading")], by=cast.ida)
    planning.agree(plan)
    planning.say(guest, plan, "done", 1)
    planning.change(guest, plan, [step(number=1), step("power")], by=cast.noor)
    rows = {row.number: (row.kind, bool(row.done), bool(row.dropped)) for row in plan.steps.all()}
    assert rows == {1: ("repair", True, False), 2: ("reading", False, True), 3: ("power", False, False)}


def test_a_step_never_turns_into_another_kind(cast, guest, plan, refused):
    with refused("malformed"):
        planning.change(guest, plan, [step("power", number=1)], by=cast.ida)
    with refused("malformed"):
        planning.change(guest, plan, [step(number=7)], by=cast.ida)


@pytest.mark.requirement("B37")
def test_of_two_who_change_it_at_once_the_second_is_refused_and_nothing_of_the_first_is_lost(
    cast, guest, plan, refused
):
    mine = planning.change_wire(guest, plan, [step(number=1)], by=cast.ida, want="Ida's words.")
    planning.change(guest, plan, [step(number=1), step("power")], by=cast.noor, want="Noor's words.")
    with refused("changed-meanwhile"):
        plans.change(plan=make.fresh(plan), sent=mine, by=cast.ida, at=make.now())
    assert make.read(guest.party.channel, cast.ida)[-1]["texts"]["want"] == "Noor's words."
    assert [row.kind for row in make.fresh(plan).standing] == ["repair", "power"]

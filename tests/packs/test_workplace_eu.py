"""What the directive and the guideline ask of an inner channel."""

import pytest

from chapterhouse.packs.loading import PackError, pack_from
from chapterhouse.packs.pack import Pack
from tests.packs.edits import GONE, edited, table_of


def said(*texts):
    return " ".join(text.in_("en") for text in texts)


@pytest.mark.requirement("B67")
def test_it_is_confirmed_within_seven_days_and_feedback_comes_within_three_months(workplace: Pack):
    assert workplace.door("a").promise_days == 7
    assert workplace.desk("integrity").outcome_days == 90


@pytest.mark.requirement("B67")
def test_the_way_outside_stands_beside_the_inner_one_and_need_not_come_second(workplace: Pack):
    door = workplace.national
    assert door.outside
    assert "need not try the inner channel first" in door.is_for.in_("en")
    guide = workplace.document("referral-guide")
    assert "authorities of this country and of the union" in guide.about.in_("en")


@pytest.mark.requirement("B67")
def test_impartial_people_receive_reports_and_the_management_reads_none(workplace: Pack):
    assert "management" in workplace.apart("designated")
    assert workplace.office("management").reads is None
    assert "confidential, and that of everybody they mention" in said(*workplace.principles)


def test_nobody_is_asked_for_proof_and_whoever_is_named_is_protected_too(workplace: Pack):
    principles = said(*workplace.principles)
    assert "never ask you to collect any" in principles
    assert "presumed innocent" in principles
    assert "unfounded" in {remedy.code for remedy in workplace.formal.remedies}


def test_the_risk_of_reprisals_is_asked_about_from_the_first_message_until_after_the_end(workplace: Pack):
    assert "reprisal" in {option.code for option in workplace.door("a").options}
    assert workplace.formal.retaliation_days == (30, 90)


def complaints(**edits):
    with pytest.raises(PackError) as no:
        pack_from(edited(table_of("workplace-eu"), edits), file="ours.toml")
    return [f"{mistake.key}: {mistake.reason}" for mistake in no.value.mistakes]


def test_what_came_of_it_is_promised_for_later_than_the_first_answer():
    wrong = "Write more days than the promise of its door; what came of it follows the first answer."
    assert complaints(**{"desks[0].outcome_days": 7}) == [f"desks[0].outcome_days: {wrong}"]
    assert complaints(**{"desks[0].outcome_days": 0}) == [
        "desks[0].outcome_days: Write a whole number from 1 to 36500, not 0."
    ]


def test_a_pack_that_promises_nothing_of_the_kind_leaves_it_out():
    table = edited(table_of("workplace-eu"), {"desks[0].outcome_days": GONE, "doors[0].leads_to": GONE})
    pack = pack_from(table, file="ours.toml")
    assert pack.desk("integrity").outcome_days is None
    assert pack.door("a").leads_to == ()

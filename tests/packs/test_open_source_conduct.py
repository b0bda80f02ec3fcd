"""Code-of-conduct response as handbooks of several projects describe it."""

import pytest

from chapterhouse.packs.pack import Pack


def said(*texts):
    return " ".join(text.in_("en") for text in texts)


@pytest.mark.requirement("B68")
def test_a_report_is_confirmed_within_a_day_and_decided_or_explained_within_a_week(project: Pack):
    assert project.door("a").promise_hours == 24
    assert project.desk("conduct").outcome_days == 7


@pytest.mark.requirement("B68")
def test_three_work_on_a_case_and_two_agree_before_anything_is_done(project: Pack):
    assert project.desk("conduct").working_unit == 3
    assert "At least two of us agree" in said(*project.principles)


@pytest.mark.requirement("B68")
def test_the_ladder_goes_from_a_message_to_a_permanent_ban_and_its_top_is_rare(project: Pack):
    ladder = [measure.code for measure in project.measures]
    assert ladder[0] == "message"
    assert ladder[-3:] == ["short-suspension", "long-suspension", "ban"]
    assert [measure.code for measure in project.measures if measure.rare] == ["long-suspension", "ban"]
    assert "Steps may be skipped" in said(*project.door("a").leads_to)


@pytest.mark.requirement("B68")
def test_moderators_carry_out_what_was_decided_and_read_no_case(project: Pack):
    moderator = project.office("moderator")
    assert moderator.reads is None
    assert "nothing else" in moderator.explains.in_("en")
    assert "moderator" in project.apart("responder")
    assert project.formal.look_after_days == (7, 14)


@pytest.mark.requirement("B68")
def test_numbers_come_twice_a_year_with_repair_and_punishment_apart(project: Pack):
    assert (project.statistics.year_starts, project.statistics.every_months) == (1, 6)
    about = project.statistics.about.in_("en")
    assert "repair and punishment apart" in about
    assert "where there were none we say that" in about
    assert {remedy.kind for remedy in project.formal.remedies} == {"restorative", "punitive"}


def test_an_ombudsperson_outside_the_committee_hears_appeals(project: Pack):
    assert project.formal.appeal.deciders == "appeals"
    assert "responder" in project.apart("appeals")


def test_whoever_was_reported_must_not_write_to_whoever_was_hurt(project: Pack):
    assert "must not get in touch" in said(*project.principles)
    apology = next(measure for measure in project.measures if measure.code == "apology")
    assert "only if it is wanted" in apology.explains.in_("en")


def test_somebody_suspended_may_ask_to_come_back(project: Pack):
    assert "return" in {option.code for option in project.door("a").options}


def test_a_report_about_the_committee_goes_to_the_board(project: Pack):
    assert project.national == project.door("b")
    assert project.door("b").email

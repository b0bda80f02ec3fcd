"""The fullest set of rules that a chapter has published, as far as a pack can say them."""

import pytest

from chapterhouse.packs.pack import Pack


def said(*texts):
    return " ".join(text.in_("en") for text in texts)


@pytest.mark.requirement("B1")
def test_two_officers_are_elected_apart_for_staggered_terms_of_two_years(r33: Pack):
    office = r33.office("hgo")
    assert (office.seats, office.filled_by, office.term_months) == (2, "elected", 24)
    assert "one seat each year" in office.by.in_("en")
    assert "steering" in r33.apart("hgo")
    assert "has been heard" in office.authority.in_("en")


@pytest.mark.requirement("B1")
def test_it_is_confirmed_in_three_days_answered_in_seven_and_ended_in_thirty(r33: Pack):
    assert r33.door("a").promise_days == 3
    assert r33.formal.answer_days == 7
    assert r33.desk("hgo").outcome_days == 30
    steps = said(*r33.door("a").steps)
    for days in ("within seven days", "ten days at most", "within thirty days"):
        assert days in steps
    assert "within five days" in said(*r33.door("a").limits)


@pytest.mark.requirement("B31", "B32", "B33")
def test_reports_are_joined_or_wait_as_their_authors_wish_and_who_leaves_stays_away_for_three_years(
    r33: Pack,
):
    assert (r33.desk("hgo").consolidation, r33.desk("hgo").can_wait) == (True, True)
    assert r33.formal.away_days == 3 * 365


@pytest.mark.requirement("B5")
def test_one_officer_alone_the_neighbouring_chapter_and_the_national_officers_are_ways_round(r33: Pack):
    assert "keep it to one of the two" in r33.door("a").confidentiality.in_("en")
    assert [door.outside for door in r33.doors] == [False, True, True]
    assert r33.national == r33.door("c")


def test_a_grievance_may_name_nobody_and_may_be_urgent(r33: Pack):
    options = {option.code: option for option in r33.door("a").options}
    assert "Nobody in particular" in options["hostile-space"].explains.in_("en")
    assert options["emergency"].urgent
    assert "shorten each step" in r33.door("a").urgent_text.in_("en")


def test_an_appeal_has_thirty_days_three_grounds_and_goes_to_neighbours(r33: Pack):
    appeal = r33.formal.appeal
    assert (appeal.days, appeal.deciders) == (30, "neighbours")
    assert [ground.code for ground in appeal.grounds] == ["definition", "procedure", "proportion"]
    assert "national body stays open" in said(*r33.door("a").steps)


def test_what_is_credible_is_more_likely_than_not_and_remedies_mend_or_take_away(r33: Pack):
    assert r33.formal.standard.in_("en") == "more likely than not"
    kinds = {remedy.code: remedy.kind for remedy in r33.formal.remedies}
    assert kinds["repair"] == kinds["other-relief"] == "restorative"
    assert kinds["suspension"] == kinds["committee"] == kinds["chapter"] == "punitive"


def test_the_four_things_that_the_national_body_asks_for_each_year_are_named(r33: Pack):
    about = r33.statistics.about.in_("en")
    assert "from July to June" in about
    for asked in ("how many reports", "formal process", "how many measures", "what we would change"):
        assert asked in about


def test_reprisals_joining_cases_and_political_disagreement_have_their_rule(r33: Pack):
    assert "Reprisals are forbidden" in said(*r33.principles)
    assert "only if none of those who brought them objects" in said(*r33.door("a").steps)
    assert "politics" in {each.code for each in r33.out_of_scope}

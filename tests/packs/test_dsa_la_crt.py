"""The facts of the team's later page: one form, seven days, pairs."""

import pytest

from chapterhouse.packs.pack import Pack


@pytest.mark.requirement("S1.6", "T2")
def test_one_form_leads_to_the_team_behind_the_accountability_wall(crt: Pack):
    inside = [door for door in crt.doors if not door.outside]
    assert [crt.desk(door.desk).wall for door in inside] == ["accountability"]


@pytest.mark.requirement("S1.9", "S1.10", "S1.11", "S1.12", "S1.13", "S1.14", "S1.15", "S1.16")
def test_eight_situations_can_be_ticked(crt: Pack):
    assert [option.code for option in crt.door("a").options] == [
        *("think-through", "mediated", "accountability", "amends"),
        *("intervene", "culture", "communication", "harassment"),
    ]


@pytest.mark.requirement("S1.12")
def test_someone_worried_about_harm_they_caused_is_not_accused(crt: Pack):
    amends = crt.door("a").options[3]
    assert amends.name.in_("en").startswith("I am worried")
    assert "not begin with blame" in amends.explains.in_("en")


@pytest.mark.requirement("S1.14")
def test_a_group_can_be_meant_without_naming_anyone(crt: Pack):
    assert crt.door("a").options[5].explains.in_("es") == "No hace falta nombrar a nadie en particular."


@pytest.mark.requirement("S1.16")
def test_harassment_is_urgent_and_shows_safety_text_and_a_formal_route(crt: Pack):
    door = crt.door("a")
    assert [option.code for option in door.options if option.urgent] == ["harassment"]
    assert "in danger now" in door.urgent_text.in_("en")
    assert crt.formal_doors == (crt.national,)


@pytest.mark.requirement("S1.7", "S1.8")
def test_anyone_may_stay_unnamed_and_may_write_for_others(crt: Pack):
    assert crt.door("a").anonymous
    assert crt.door("a").on_behalf


@pytest.mark.requirement("S1.22")
def test_the_national_route_is_an_email_address(crt: Pack):
    assert crt.national.address == "mailto:grievance@national.example.org"


@pytest.mark.requirement("S1.24", "T1")
def test_the_team_reaches_out_within_seven_days(crt: Pack):
    assert (crt.door("a").promise_hours, crt.door("a").promise_days) == (168, 7)


def test_check_ins_of_this_team_are_not_counted_against_a_limit(crt: Pack):
    assert crt.door("a").appointment_limit is None


@pytest.mark.requirement("S1.26")
def test_the_team_works_in_pairs(crt: Pack):
    assert crt.desk("crt").working_unit == 2


@pytest.mark.requirement("S1.29")
def test_wishes_about_who_answers_may_not_be_met_and_it_says_so(crt: Pack):
    note = crt.door("a").wishes_note.in_("en")
    assert "small" in note
    assert "we will try" in note


@pytest.mark.requirement("T3")
def test_the_steering_committee_approves_the_team(crt: Pack):
    office = crt.office("crt")
    assert office.filled_by == "appointed"
    assert "Steering Committee" in office.by.in_("en")


@pytest.mark.requirement("S1.2", "S1.3")
def test_the_team_gives_support_and_resources_and_leaves_the_decision_to_the_person(crt: Pack):
    described = crt.team.describes.in_("en")
    assert "support and resources" in described
    assert "you decide" in described


@pytest.mark.requirement("S1.55", "S1.57")
def test_three_things_are_outside_the_responsibility_of_the_team(crt: Pack):
    assert [entry.code for entry in crt.out_of_scope] == ["unrelated", "counselling", "emergencies"]
    assert "not equipped" in crt.crisis.not_us.in_("en")


def test_seven_measures_and_a_third_party_can_be_asked_for(crt: Pack):
    assert [(measure.code, measure.rare) for measure in crt.measures] == [
        ("step-back", False),
        ("leave-leadership", False),
        ("hiatus", True),
        ("reading", False),
        ("training", False),
        ("apology", False),
        ("mediated-sessions", False),
        ("third-party", True),
    ]


def test_no_measure_binds_the_person_who_was_hurt(crt: Pack):
    sessions = next(measure for measure in crt.measures if measure.code == "mediated-sessions")
    assert "never binds the person who was hurt" in sessions.explains.in_("en")


@pytest.mark.requirement("S1.62", "S1.63")
def test_credits_and_the_admission_that_the_work_is_messy(crt: Pack):
    thanked = " ".join(words.in_("en") for words in crt.acknowledgements)
    assert all(name in thanked for name in ("San Francisco", "AORTA", "Empathy in Action"))
    assert "messy and complicated" in crt.principles[0].in_("en")


@pytest.mark.requirement("S1.65", "S1.67")
def test_people_can_write_about_collaborating_and_joining_to_one_of_two_addresses(crt: Pack):
    assert len(crt.contacts.emails) == 2
    assert {each.code for each in crt.involvement if each.email} == {"feedback", "collaborate", "join-team"}


@pytest.mark.requirement("S1.69")
def test_it_takes_the_place_of_the_earlier_way_of_working(crt: Pack, la_2018: Pack):
    assert crt.replaces == la_2018.slug
    assert crt.since > la_2018.since

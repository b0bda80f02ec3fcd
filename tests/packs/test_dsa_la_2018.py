"""The facts of the team's page of 2018."""

import pytest

from chapterhouse.packs.pack import Pack


def codes(entries) -> list[str]:
    return [entry.code for entry in entries]


@pytest.mark.requirement("S0.11", "S0.12", "S0.13")
def test_five_seats_are_three_ombudspeople_and_two_grievance_officers(la_2018: Pack):
    assert (la_2018.office("ombuds").seats, la_2018.office("hgo").seats) == (3, 2)
    assert la_2018.team_size == 5


@pytest.mark.requirement("S0.15")
def test_the_two_roles_read_different_desks_and_cannot_be_held_together(la_2018: Pack):
    ombuds, hgo = la_2018.office("ombuds"), la_2018.office("hgo")
    assert la_2018.desk(ombuds.reads).wall == "informal"
    assert la_2018.desk(hgo.reads).wall == "formal"
    assert "ombuds" in la_2018.apart("hgo")
    assert "hgo" in la_2018.apart("ombuds")


@pytest.mark.requirement("S0.70")
def test_the_steering_committee_reads_no_desk(la_2018: Pack):
    assert la_2018.office("steering").reads is None
    assert {"ombuds", "hgo"} <= la_2018.apart("steering")


@pytest.mark.requirement("S0.6", "S0.7", "S0.8")
def test_three_doors_stand_side_by_side_informal_formal_and_national(la_2018: Pack):
    assert [(door.desk, door.outside) for door in la_2018.doors] == [
        ("ombuds", False),
        ("hgo", False),
        (None, True),
    ]
    assert la_2018.formal_doors == la_2018.doors[1:]


@pytest.mark.requirement("S0.20")
def test_the_informal_door_is_about_conflict_in_the_organisation(la_2018: Pack):
    assert "conflict between people in the organisation" in la_2018.door("a").is_for.in_("en")


def test_ombudspeople_give_support_coaching_and_mediation(la_2018: Pack):
    assert codes(la_2018.desk("ombuds").services) == ["support", "coaching", "mediation"]


@pytest.mark.requirement("S0.27", "S0.28", "S0.29", "S0.30", "S0.31")
def test_five_appointment_purposes_are_explained(la_2018: Pack):
    single = [option for option in la_2018.door("a").options if not option.joint]
    assert codes(single) == ["experiences", "interactions", "boundaries", "communication", "conflicts"]
    assert all(option.explains or option.includes for option in single)


@pytest.mark.requirement("S0.32", "S0.33", "S0.34")
def test_conflicts_cover_hard_conversations_mediation_and_the_formal_procedure(la_2018: Pack):
    conflicts = la_2018.door("a").options[4]
    assert [words.in_("en") for words in conflicts.includes] == [
        "Coaching for hard conversations",
        "How to ask for mediation",
        "Help to understand the formal procedure, without starting it",
    ]


def test_two_or_more_may_ask_together_for_one_of_two_purposes(la_2018: Pack):
    door = la_2018.door("a")
    assert codes(option for option in door.options if option.joint) == ["joint-resolve", "joint-work"]
    assert door.joint.least == 2


def test_at_most_two_appointments_for_one_issue_said_kindly(la_2018: Pack):
    door = la_2018.door("a")
    assert door.appointment_limit == 2
    assert "another matter starts afresh" in door.appointment_text.in_("en")


@pytest.mark.requirement("S0.43", "S0.58", "T1")
def test_both_doors_promise_an_answer_within_48_hours(la_2018: Pack):
    assert [la_2018.door(code).promise_hours for code in "ab"] == [48, 48]
    assert la_2018.door("a").promise_days is None


@pytest.mark.requirement("T12")
def test_the_meeting_place_is_public_accessible_and_private_enough(la_2018: Pack):
    meeting = la_2018.door("a").meeting.in_("en")
    assert all(word in meeting for word in ("public", "accessible", "private", "online"))


@pytest.mark.requirement("S0.48", "S0.50", "S0.51")
def test_four_things_are_out_of_scope_and_discipline_points_to_the_formal_door(la_2018: Pack):
    listed = {entry.code: entry for entry in la_2018.out_of_scope}
    assert set(listed) == {"unrelated", "counselling", "discipline", "emergencies"}
    assert (listed["discipline"].doors, listed["discipline"].door) == (("a",), "b")
    assert listed["emergencies"].emergency
    assert "discipline" not in codes(la_2018.out_of_scope_at("b"))


@pytest.mark.requirement("S0.52")
def test_the_county_line_of_the_page_is_kept_with_its_age(la_2018: Pack):
    line = next(line for line in la_2018.crisis.lines if line.number == "1-877-727-4747")
    assert line.checked_on.year == 2018
    assert "988" in line.caution.in_("es")


@pytest.mark.requirement("S0.57")
def test_a_broken_code_of_conduct_is_offered_the_informal_way_and_never_forced(la_2018: Pack):
    option = next(each for each in la_2018.door("b").options if each.code == "code-of-conduct")
    assert "mediated conversation" in option.explains.in_("en")
    assert "The choice is yours" in option.explains.in_("en")


@pytest.mark.requirement("T5")
def test_the_formal_door_says_before_anything_is_told_that_the_people_named_are_told(la_2018: Pack):
    first = la_2018.door("b").limits[0].in_("en")
    assert "the people named are told" in first
    assert "You hear first" in first


def test_the_steps_name_what_the_outside_commission_does(la_2018: Pack):
    steps = " ".join(step.in_("en") for step in la_2018.door("b").steps)
    assert all(part in steps for part in ("finds the facts", "assesses the harm", "recommends"))


@pytest.mark.requirement("S0.65")
def test_san_francisco_aorta_and_the_members_are_credited(la_2018: Pack):
    thanked = " ".join(words.in_("en") for words in la_2018.acknowledgements)
    assert all(name in thanked for name in ("San Francisco", "AORTA", "Members"))

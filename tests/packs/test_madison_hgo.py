"""The facts of the article on Madison's grievance officers."""

import pytest

from chapterhouse.packs.pack import Pack


@pytest.mark.requirement("S2.3", "T3")
def test_two_officers_are_elected_and_accountable_to_the_members(madison: Pack):
    office = madison.office("hgo")
    assert (office.seats, office.filled_by) == (2, "elected")
    assert "accountable to them" in office.by.in_("en")


@pytest.mark.requirement("S2.2")
def test_the_office_cites_constitution_bylaws_and_national_policy(madison: Pack):
    authority = madison.office("hgo").authority.in_("en")
    assert all(source in authority for source in ("constitution", "bylaws", "national policy"))


@pytest.mark.requirement("S2.12")
def test_a_confidential_address_reaches_the_officers_alone(madison: Pack):
    assert madison.email_of("hgo") == "grievance@madison.example.org"
    assert [email.reaches for email in madison.contacts.emails] == ["hgo", None]


@pytest.mark.requirement("S2.39")
def test_candidacies_go_to_the_general_address_and_never_to_the_confidential_one(madison: Pack):
    stand = next(each for each in madison.involvement if each.code == "stand")
    assert stand.email not in (None, madison.email_of("hgo"))


@pytest.mark.requirement("S2.45")
def test_who_takes_the_office_signs_that_they_uphold_the_code_of_conduct(madison: Pack):
    said = {each.code: each.text.in_("en") for each in madison.signed_for("hgo")}
    assert "I hold to it myself" in said["code-of-conduct"]


def test_questions_about_the_office_have_a_contact_of_their_own(madison: Pack):
    assert madison.office("hgo").contact not in (None, madison.email_of("hgo"))


@pytest.mark.requirement("S2.13", "B29")
def test_people_without_email_can_speak_with_an_officer_and_get_the_code_on_paper(madison: Pack):
    assert "do not use email" in madison.contacts.in_person.in_("en")
    assert "código de regreso en papel" in madison.contacts.on_paper.in_("es")


@pytest.mark.requirement("S2.4", "S2.8")
def test_anyone_who_felt_unsafe_or_unwelcome_may_complain_member_or_not(madison: Pack):
    door = madison.door("a")
    assert "member or not" in door.is_for.in_("en")
    assert "unsafe or unwelcome" in door.options[0].name.in_("en")


def test_six_qualities_are_asked_of_candidates(madison: Pack):
    assert len(madison.office("hgo").qualities) == 6


def test_the_principles_are_restorative(madison: Pack):
    said = " ".join(words.in_("en") for words in madison.principles)
    for part in ("restorative", "rights", "repaired", "prevented", "intent is not impact", "privilege"):
        assert part in said


@pytest.mark.requirement("S2.10")
def test_the_code_of_conduct_is_at_a_public_address_with_its_version(madison: Pack):
    document = madison.document("code-of-conduct")
    assert document.address.startswith("https://")
    assert document.version

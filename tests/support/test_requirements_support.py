"""Lines of the founding documents that somebody meets on the start page and in the questions."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from chapterhouse.casework.models import Case
from chapterhouse.packs.actions import adopt
from chapterhouse.packs.loading import load
from chapterhouse.people.models import Term
from tests import make
from tests.support.asking import doors, send
from tests.support.visiting import at, go_on


def shown(address="/support/", language="en"):
    """The text of a page, in one line."""
    page = Client().get(f"{address}?lang={language}").content.decode()
    return " ".join(page.replace("&#x27;", "'").split())


def part(page, name):
    """The section of a page that a heading's id names."""
    return page.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def steps_of(page, door):
    """The steps of a door, in their order."""
    listed = part(page, "steps").split(f">{door}</summary>")[1].split("</ol>")[0]
    return re.findall(r'<li class="steps__item">(.*?)</li>', listed)


@pytest.mark.requirement("S0.11", "S0.12", "S0.13")
def test_the_start_page_says_how_many_seats_the_team_has_and_which_are_vacant(cast):
    assert re.findall(r"Seats: \d\. Vacant now: \d\.", part(shown(), "team")) == [
        "Seats: 3. Vacant now: 0.",
        "Seats: 2. Vacant now: 0.",
    ]
    Term.objects.filter(person=cast.dana).update(ends=timezone.now() - timedelta(hours=1))
    team = part(shown(), "team")
    assert team.index("Ombudspeople") < team.index("Seats: 3. Vacant now: 1.")
    assert "Puestos: 3. Vacantes ahora: 1." in part(shown(language="es"), "team")


@pytest.mark.requirement("S0.14", "S1.4")
@pytest.mark.parametrize("pack", ["dsa-la-2018", "dsa-la-crt"])
def test_the_start_page_says_that_the_team_are_volunteers(cast, pack):
    rules = make.pack(pack).pack
    assert "volunteer" in rules.team.volunteers.in_("en")
    assert rules.team.volunteers.in_("en") in part(shown(), "team")


@pytest.mark.requirement("S0.22")
def test_collecting_the_first_information_is_a_step_of_its_own_before_any_finding_of_facts(cast):
    steps = steps_of(shown(), "Formal report here")
    first = next(number for number, step in enumerate(steps) if "collect the first information" in step)
    facts = next(number for number, step in enumerate(steps) if "finds the facts" in step)
    assert first < facts
    assert "Commission" in steps[facts]


@pytest.mark.requirement("T5")
def test_the_person_hears_at_the_door_that_they_are_asked_before_anyone_named_is_told(cast):
    page = shown()
    formal = cast.version.pack.door("b")
    assert formal.limits[0].in_("en") in part(page, "limits")
    assert "You hear first" in formal.limits[0].in_("en")
    steps = steps_of(page, "Formal report here")
    assert any("ask you before they tell the people named" in step for step in steps)
    assert "We speak to nobody else before asking you." in page


@pytest.mark.requirement("T12")
def test_where_we_meet_is_public_and_private_enough_and_online_the_same_holds(cast):
    steps = part(shown(), "steps")
    assert "a public and accessible place that also has room for a private conversation" in steps
    assert "online, the same three things hold" in steps


def test_how_often_one_matter_can_be_met_about_is_said_before_it_is_asked(cast):
    assert "Appointments for one matter: at most 2. Another matter starts afresh." in part(shown(), "steps")
    make.pack("dsa-la-crt")
    assert "Appointments for one matter" not in shown()


@pytest.mark.requirement("S0.50")
def test_discipline_is_not_for_the_informal_door_and_leads_to_the_formal_one(cast):
    listed = part(shown(), "not").split("<li>")
    discipline = next(each for each in listed if "disciplin" in each.lower())
    assert 'href="/support/write/?lang=en#b"' in discipline


@pytest.mark.requirement("S0.5")
def test_repair_and_change_are_said_to_be_outcomes_in_their_own_right(cast):
    assert "repairing harm and changing behaviour are outcomes in their own right" in shown()


@pytest.mark.requirement("S0.20")
@pytest.mark.django_db(transaction=True)
def test_the_questions_say_what_their_door_is_for(page, live_server, cast):
    page.goto("/support/write/?lang=en#a")
    at(page, "safety")
    go_on(page, "help")
    expect(page.locator("[data-step=help]")).to_contain_text("conflict between people in the organisation")


@pytest.mark.requirement(*(f"S0.{line}" for line in range(27, 35)), "S0.37", "S0.38")
@pytest.mark.django_db(transaction=True)
def test_every_purpose_of_an_appointment_can_be_ticked_and_is_explained(page, live_server, cast):
    page.goto("/support/write/?lang=en#a")
    at(page, "safety")
    go_on(page, "help")
    explained = {
        "experiences": ("went through", "confused, uncomfortable, frustrated or upset"),
        "interactions": ("make sense of something", "something ongoing in the organisation"),
        "boundaries": ("set a boundary", "a plan for setting it"),
        "communication": ("how I communicate", "Your own style"),
        "conflicts": (
            *("next steps in a conflict", "Coaching for hard conversations", "How to ask for mediation"),
            "Help to understand the formal procedure, without starting it",
        ),
        "joint-resolve": ("a misunderstanding or a conflict between us", "an ombudsperson as mediator"),
        "joint-work": ("communicate and work together better", "people who organise together"),
    }
    for code, said in explained.items():
        choice = page.locator(f"label[for=option-{code}]")
        for words in said:
            expect(choice).to_contain_text(words)


@pytest.mark.requirement("S1.2", "S1.3")
def test_the_team_leaves_the_decision_to_the_person_and_its_resources_are_one_link_from_the_form(cast):
    make.pack("dsa-la-crt")
    page = shown()
    assert "you decide" in part(page, "team")
    assert "support and resources" in part(page, "team")
    assert "Resource and Referral Guide" in page
    questions = shown("/support/write/")
    assert questions.count('href="/support/"') > 5


@pytest.mark.requirement("S1.6", "T2")
def test_a_team_with_one_form_has_one_way_in_and_says_that_nothing_crosses_by_itself(cast):
    rules = make.pack("dsa-la-crt").pack
    one = make.newcomer("crt")
    make.sheet("crt", [one], by=one)
    page = shown()
    assert set(re.findall(r'href="(/support/write/[^"]*)"', page)) == {"/support/write/?lang=en#a"}
    assert "nothing moves between them unless you say so" in page
    assert [door["code"] for door in doors()["doors"] if door["desk"]] == ["a"]
    assert rules.desk("crt").wall == "accountability"


@pytest.mark.requirement("S2.4", "S2.8", "S1.7")
def test_somebody_who_is_no_member_can_bring_an_official_complaint_to_the_officers(cast):
    make.pack("madison-hgo")
    page = shown()
    assert "member or not" in page
    assert "All of them are open to members and guests." in page
    door = doors()["doors"][0]
    assert "unsafe or unwelcome" in door["options"][0]["name"]["en"]
    wire, _box = make.report_wire(door["code"])
    assert send(wire).status_code == 201
    assert Case.objects.get().rules.wall == "formal"


@pytest.mark.requirement("S0.65", "S0.73")
def test_thanks_and_the_five_documents_stand_on_public_pages(cast):
    thanked = part(shown(), "part")
    assert "San Francisco" in thanked
    assert "AORTA" in thanked
    found = part(shown("/"), "find")
    for document in cast.version.pack.documents:
        assert document.name.in_("en") in found
    assert len(cast.version.pack.documents) >= 5


@pytest.mark.requirement("S1.62", "S1.63", "S1.65", "S1.67")
def test_the_page_thanks_admits_that_the_work_is_messy_and_says_how_to_take_part(cast):
    rules = make.pack("dsa-la-crt").pack
    page = shown()
    for name in ("San Francisco", "AORTA", "Empathy in Action"):
        assert name in part(page, "part")
    assert "messy and complicated" in part(page, "rules")
    collaborate = next(way for way in rules.involvement if way.code == "collaborate")
    assert f'href="mailto:{collaborate.email}"' in part(page, "part")
    for email in rules.contacts.emails:
        assert f'href="mailto:{email.address}"' in part(page, "other-ways")


@pytest.mark.requirement("S2.10")
def test_the_code_of_conduct_is_linked_with_its_version(cast):
    document = make.pack("madison-hgo").pack.document("code-of-conduct")
    link = f'<a href="{document.address}">{document.name}</a>, version {document.version}'
    assert link in part(shown(), "rules")


@pytest.mark.requirement("S0.57")
def test_a_broken_code_of_conduct_may_be_talked_through_and_the_form_says_so(cast):
    option = next(each for each in doors()["doors"][1]["options"] if each["code"] == "code-of-conduct")
    assert "mediated conversation" in option["explains"]["en"]
    assert "The choice is yours" in option["explains"]["en"]


def adopted(slug, *changes):
    """A pack in force in which some lines stand otherwise."""
    text = make.pack(slug).source
    for line, instead in changes:
        assert line in text
        text = text.replace(line, instead, 1)
    return adopt(source=text, at=make.now()).pack


@pytest.mark.requirement("S0.2")
def test_the_mandate_leads_to_the_decision_that_gave_it(cast):
    decided = 'decided.es = "Decidido democráticamente por la membresía."'
    address = "https://la.example.org/decisions/crt"
    adopted("dsa-la-2018", (decided, f'{decided}\naddress = "{address}"'))
    link = f'<a href="{address}">Decided democratically by the members.</a>'
    assert link in part(shown("/"), "commitment")


@pytest.mark.requirement("S1.20", "S1.23")
@pytest.mark.parametrize("slug", ["dsa-la-2018", "dsa-la-crt"])
def test_both_policies_can_be_read_in_their_version_where_the_organisation_has_put_them(cast, slug):
    kinds, changes = ("misconduct-policy", "harassment-policy"), []
    for kind in kinds:
        head = f'kind = "{kind}"\n'
        changes.append((head, f'{head}address = "https://la.example.org/{kind}"\nversion = "2021"\n'))
    rules, page = adopted(slug, *changes), shown()
    for kind in kinds:
        name = rules.document(kind).name.in_("en")
        link = f'<a href="https://la.example.org/{kind}">{name}</a>, version 2021'
        assert link in part(page, "rules")


@pytest.mark.requirement("S0.68", "B70")
def test_the_whole_process_can_be_taken_as_a_file_by_others_and_no_case_is_in_it(cast):
    told = make.report("a")
    assert 'href="/support/process.toml"' in part(shown(), "rules")
    answer = Client().get("/support/process.toml")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dsa-la-2018-1.toml"'
    assert not answer.cookies
    text = answer.content.decode()
    assert load(text) == cast.version.pack
    assert all(name not in text for name in (told.case.code, "Bela Novak", cast.bela.username))


def test_without_a_pack_there_is_no_process_to_take(db):
    assert Client().get("/support/process.toml").status_code == 404

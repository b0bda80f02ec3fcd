"""Asking outside: terms of reference, what is handed over, three tasks, each recommendation answered."""

import pytest

from chapterhouse.casework.actions import commission
from chapterhouse.casework.models import Deciding, Engagement, Organisation, Recommendation
from chapterhouse.notices.models import Notice
from tests import formal, make, others
from tests.casework import closings
from tests.casework.test_pages_case import place, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return formal.worked(cast)


@pytest.fixture
def came(cast, told):
    return formal.outside(told.case, by=cast.ida)


@pytest.fixture
def decider(cast, came):
    """Rosa, of the Steering Committee, was asked and said that she is impartial."""
    return formal.declare_impartial(formal.ask_to_decide(came.row, cast.rosa, by=cast.ida)).person


@pytest.mark.requirement("S0.25", "S0.61", "S1.53")
def test_somebody_outside_is_asked_with_terms_that_are_sealed(cast, told, refused):
    party = others.involve(told.case, "Riverside Mediation", by=cast.ida)
    with refused("ask-first"):
        formal.engage(party, by=cast.ida)
    others.consult(party, by=cast.ida)
    row = formal.engage(party, by=cast.ida)
    assert make.read(told.case.channel, cast.noor)[-1] == "Find the facts by June."
    with refused("engaged"):
        formal.engage(party, by=cast.noor)
    assert "June" not in str(Engagement.objects.filter(pk=row.pk).values_list()[0])


def test_nobody_who_has_a_part_in_it_is_asked_to_look_into_it(cast, told, refused):
    guest = formal.noticed(told.case, by=cast.ida)
    for party in (told.party, guest.party):
        with refused("not-outside"):
            formal.engage(party, by=cast.ida)


def test_nothing_is_handed_over_before_the_one_who_reported_agreed_to_it(cast, told, refused):
    came = formal.outside(told.case, by=cast.ida, share=False)
    with refused("ask-share"):
        formal.hand_material(came.row, by=cast.ida)
    consent = others.consult(came.party, "share", by=cast.ida)
    formal.hand_material(came.row, by=cast.ida)
    assert make.read(came.party.channel, came.box)[-1] == "Their report, word for word."
    assert make.read(told.party.channel, came.box) == ["not-for-you"]
    others.take_back(consent, by=told.party)
    with refused("ask-share"):
        formal.hand_material(came.row, by=cast.ida)


@pytest.mark.requirement("S0.62", "S0.63", "S0.64")
def test_each_of_the_three_tasks_is_done_on_a_day(cast, came, refused):
    for task in ("facts", "harm", "advice"):
        commission.finish_task(engagement=came.row, task=task, by=cast.ida, at=make.now())
    row = make.fresh(came.row)
    assert row.facts <= row.harm <= row.advice
    with refused("malformed"):
        commission.finish_task(engagement=row, task="party", by=cast.ida, at=make.now())


@pytest.mark.requirement("B19")
def test_nobody_decides_who_has_not_said_that_they_are_impartial(cast, came, refused, told_of):
    row = formal.recommend(came.row, by=cast.ida)
    Notice.objects.all().delete()
    asked = formal.ask_to_decide(came.row, cast.rosa, by=cast.ida)
    assert told_of(came.case) == [cast.rosa.name]
    with refused("not-impartial"):
        formal.answer_recommendation(row, cast.rosa, by=cast.ida)
    with refused("not-yours"):
        formal.declare_impartial(asked, by=cast.sol)
    formal.declare_impartial(asked)
    formal.answer_recommendation(row, cast.rosa, by=cast.ida)
    assert [one.person for one in row.deciders.all()] == [cast.rosa]


@pytest.mark.requirement("B18", "B19")
def test_who_stepped_back_decides_nothing_and_does_not_come_back(cast, came, decider, refused):
    row = formal.recommend(came.row, by=cast.ida)
    formal.declare_impartial(Deciding.objects.get(), impartial=False)
    with refused("not-impartial"):
        formal.answer_recommendation(row, decider, by=cast.ida)
    with refused("recused"):
        formal.declare_impartial(Deciding.objects.get())


@pytest.mark.parametrize("how", ["excluded", "removed", "stepped back"])
def test_who_is_shut_out_after_saying_that_they_are_impartial_decides_nothing(cast, came, refused, how):
    formal.declare_impartial(formal.ask_to_decide(came.row, cast.noor, by=cast.ida))
    row = formal.recommend(came.row, by=cast.ida)
    if how == "excluded":
        make.exclude(came.case, cast.noor)
    elif how == "removed":
        make.remove(came.case, cast.noor, by=cast.ida)
    else:
        make.recuse(came.case, by=cast.noor)
    with refused("not-impartial"):
        formal.answer_recommendation(row, cast.noor, by=cast.ida)


@pytest.mark.requirement("B18", "S0.64")
def test_each_recommendation_is_answered_by_itself_and_why_is_sealed(cast, came, decider, refused):
    first = formal.recommend(came.row, by=cast.ida)
    second = formal.recommend(came.row, by=cast.ida, text="Teach all of us.")
    with refused("nobody"):
        formal.answer_recommendation(first, by=cast.ida)
    formal.answer_recommendation(first, decider, by=cast.ida)
    assert make.read(came.case.channel, cast.noor)[-1] == "Rejected: a week is enough."
    with refused("answered"):
        formal.answer_recommendation(first, decider, by=cast.noor)
    assert make.fresh(second).answered is None
    assert "week" not in str(Recommendation.objects.values_list()[0])


def test_who_is_shut_out_is_not_asked_to_decide(cast, told, came, refused):
    make.exclude(told.case, cast.mara)
    with refused("not-them"):
        formal.ask_to_decide(came.row, cast.mara, by=cast.ida)


def test_all_of_it_goes_with_the_case_and_the_register_stays(cast, told, came, decider, settings, tmp_path):
    settings.SEALED_FILES = tmp_path / "sealed"
    commission.register(name="Riverside", contact="r@example.org", about="", by=cast.ida, at=make.now())
    formal.answer_recommendation(formal.recommend(came.row, by=cast.ida), decider, by=cast.ida)
    make.reply(told.party, by=cast.ida)
    closings.destroy(closings.close(told.case, by=cast.ida, door="b"))
    assert not any(model.objects.exists() for model in (Engagement, Deciding, Recommendation))
    assert Organisation.objects.count() == 1


# ---- pages


@pytest.mark.requirement("S0.61")
def test_officers_keep_a_register_and_nobody_else_finds_it(client, cast):
    client.force_login(cast.ida)
    sent = {"name": "Riverside", "contact": "r@example.org", "about": "Finds facts."}
    assert client.post("/organisations/", sent).status_code == 302
    assert "Finds facts." in text(client, cast.noor, "/organisations/")
    client.post(f"/organisations/{Organisation.objects.get().pk}/end/")
    assert "None is on the register yet." in text(client, cast.noor, "/organisations/")
    for person in (cast.chidi, cast.ana, cast.sol):
        text(client, person, "/organisations/", status=404)


@pytest.mark.requirement("B19")
def test_a_decider_says_it_on_a_page_that_tells_nothing_of_the_matter(client, cast, came):
    asked = formal.ask_to_decide(came.row, cast.rosa, by=cast.ida)
    page = text(client, cast.rosa, "/deciding/")
    assert "I am impartial and will keep it to myself" in page
    for hidden in (came.case.code, "Riverside", "Jules", "Ida"):
        assert hidden not in page
    assert "What you decide" in text(client, cast.rosa, "/today/")
    assert client.post(f"/deciding/{asked.pk}/", {"answer": "yes"}).status_code == 302
    assert "The officers give you the recommendation." in text(client, cast.rosa, "/deciding/")
    client.force_login(cast.ana)
    assert client.post(f"/deciding/{asked.pk}/", {"answer": "no"}).status_code == 404


@pytest.mark.requirement("B18", "S0.62")
def test_the_case_page_shows_tasks_deciders_and_what_waits_for_an_answer(client, cast, told, came, decider):
    row = formal.recommend(came.row, by=cast.ida)
    page = " ".join(text(client, cast.noor, place(told)).split())
    assert "Finds the facts" in page
    assert "Record the answer to it" in page
    assert f"{decider.name}: said on" in page
    client.post(f"{place(told)}engagements/{came.row.pk}/tasks/", {"task": "facts"})
    assert make.fresh(came.row).facts is not None
    assert f'value="{cast.mara.username}">{cast.mara.name}' in page
    client.post(f"{place(told)}engagements/{came.row.pk}/deciders/", {"person": cast.mara.username})
    assert Deciding.objects.filter(person=cast.mara).exists()
    wire = {"words": make.note_wire(told.case, by=cast.noor), "deciders": f"{decider.username} "}
    sent = make.as_json(wire)
    assert (
        client.post(f"{place(told)}advice/{row.pk}/", sent, content_type="application/json").status_code
        == 201
    )
    assert "Answered on" in text(client, cast.noor, place(told))

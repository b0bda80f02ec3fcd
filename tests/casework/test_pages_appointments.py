"""Appointments on the case page: what is in clear, what works without a key, and who finds nothing."""

import re
from datetime import timedelta

import pytest

from chapterhouse.casework.models import Appointment
from tests import make, meeting, others
from tests.casework.test_pages_case import place, text


@pytest.fixture
def told(cast):
    return make.take(make.report("a", at=make.now() - timedelta(hours=2)), cast.chidi, cast.dana)


def post(client, person, told, address, **sent):
    client.force_login(person)
    return client.post(f"{place(told)}appointments/{address}", sent)


@pytest.mark.requirement("S0.41")
def test_the_page_says_how_many_of_how_many_there_were(client, cast, told):
    meeting.end(meeting.ask(told), by=cast.chidi)
    page = text(client, cast.chidi, place(told))
    assert "1 of 2 for this matter." in page
    assert "It took place" in page


@pytest.mark.requirement("S0.45", "S0.46", "T12")
def test_each_place_stands_with_its_three_facts(client, cast, told):
    page = text(client, cast.chidi, place(told))
    for each in told.case.pack.pack.places:
        for fact in (each.public, each.accessible, each.private):
            assert str(fact) in page.replace("&#x27;", "'")
    assert page.count("Where others cannot hear") == 2
    assert page.count("Who else could hear") == 1


@pytest.mark.requirement("S0.17", "S0.18", "S0.19")
def test_the_service_that_was_given_is_chosen_among_those_of_the_desk_and_goes_sealed(client, cast, told):
    meeting.ask(told)
    page = text(client, cast.chidi, place(told))
    [select] = re.findall(r"<select[^>]*id=\"service-1\"[^>]*>.*?</select>", page, re.S)
    for service in ("Support", "Coaching", "Mediation"):
        assert f'value="Given: {service}"' in select
    assert "data-text" in select
    assert "name=" not in select


def test_no_field_for_times_places_or_words_has_a_name(client, cast, told):
    meeting.ask(told)
    page = text(client, cast.chidi, place(told))
    forms = re.findall(r"<form[^>]*data-meet.*?</form>", page, re.S)
    assert len(forms) == 2
    assert not any(" name=" in form for form in forms)


def test_an_appointment_is_begun_without_scripts_and_without_a_key(client, cast, told):
    answer = post(client, cast.chidi, told, "", kind="check-in", party=told.party.code)
    assert answer.headers["Location"] == f"{place(told)}#appointments"
    assert Appointment.objects.get().kind == "check-in"
    assert "Check-in" in text(client, cast.chidi, place(told))


@pytest.mark.parametrize(
    "sent",
    [{}, {"kind": "single"}, {"kind": "trial"}, {"kind": "single", "party": "P-2222"}],
)
def test_whom_nobody_knows_is_asked_for_again(client, cast, told, sent):
    post(client, cast.chidi, told, "", **sent)
    assert "Choose with whom." in text(client, cast.chidi, place(told))
    assert not Appointment.objects.exists()


@pytest.mark.requirement("S0.41")
def test_a_third_is_refused_on_the_page_with_the_words_of_the_pack(client, cast, told):
    for _ in range(2):
        meeting.end(meeting.ask(told), by=cast.chidi)
    post(client, cast.chidi, told, "", kind="single", party=told.party.code)
    assert "The formal doors and the referral guide stay open to you" in text(client, cast.chidi, place(told))


@pytest.mark.requirement("S0.35", "S0.39", "S0.40", "B35")
def test_the_page_shows_each_ones_own_answer_and_what_was_prepared(client, cast, told):
    other = others.guest(told.case, by=cast.chidi)
    row = meeting.ask(told, "joint")
    post(client, cast.chidi, told, "1/seats/", party=other.party.code)
    post(client, cast.chidi, told, "1/prepared/", party=other.party.code)
    meeting.commit_to(row, told.party)
    meeting.say(row, other.party, yes=False)
    page = " ".join(text(client, cast.chidi, place(told)).split())
    for words in ("said yes on", "committed themselves on", "said no on", "Prepared with them alone on"):
        assert words in page, words
    assert "No time can be set before each person has said yes" in page


@pytest.mark.parametrize("address", ["0/seats/", "2/seats/", f"{10**30}/prepared/", "1/prepared/"])
def test_what_is_not_there_is_not_found(client, cast, told, address):
    meeting.ask(told)
    assert post(client, cast.chidi, told, address, party="P-2222").status_code == 404


@pytest.mark.parametrize("who", ["bela", "ida", "mara"])
def test_to_whom_the_case_does_not_open_no_address_of_it_is_there(client, cast, told, who):
    meeting.ask(told)
    for address in ("", "1/seats/", "1/prepared/", "1/times/", "1/time/", "1/end/"):
        assert post(client, getattr(cast, who), told, address).status_code in (403, 404)
    assert Appointment.objects.filter(ended=None).count() == 1


def test_the_page_asks_as_much_for_one_appointment_as_for_ten(
    client, cast, told, django_assert_max_num_queries
):
    client.force_login(cast.chidi)
    meeting.begin(told.case, [told.party], kind="check-in", by=cast.chidi)
    with django_assert_max_num_queries(30) as one:
        client.get(place(told))
    for _ in range(9):
        meeting.begin(told.case, [told.party], kind="check-in", by=cast.chidi)
    with django_assert_max_num_queries(len(one)):
        client.get(place(told))

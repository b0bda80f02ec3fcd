"""The formal route on the case page, at Today, and on the page of whoever carries a measure out."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from chapterhouse.casework.models import Measure, Notification
from tests import formal, make, meeting, others, planning
from tests.casework import closings
from tests.casework.test_pages_case import place, text
from tests.people.listed import on_list

DAY = timedelta(days=1)


@pytest.fixture
def told(cast):
    return formal.worked(cast, at=make.now() - timedelta(hours=2))


@pytest.fixture
def guest(cast, told):
    return formal.noticed(told.case, by=cast.ida)


def page_of(client, person, told, language="en"):
    return " ".join(text(client, person, place(told), language=language).split())


def post(client, person, address, **sent):
    client.force_login(person)
    return client.post(address, sent, follow=True)


def seal(client, person, address, sent):
    client.force_login(person)
    return client.post(address, make.as_json(sent), content_type="application/json")


# ---- the case page


def test_another_desk_shows_nothing_of_it(client, cast):
    other = make.take(make.report("a"), cast.chidi, cast.dana)
    assert "The formal route" not in page_of(client, cast.chidi, other)


@pytest.mark.requirement("S0.59", "T5")
def test_before_the_question_was_asked_no_notice_can_be_given(client, cast, told):
    party = others.involve(told.case, by=cast.ida)
    page = page_of(client, cast.ida, told)
    assert "They have no notice. Ask the person who came to us first" in page
    assert "Give notice by a letter" not in page
    others.consult(party, by=cast.ida)
    page = page_of(client, cast.ida, told)
    assert "Give notice by a letter" in page
    assert "A report is not a finding" in page
    assert "You have 7 days from the day on which you have this." in page


@pytest.mark.requirement("B15")
def test_the_page_says_since_when_they_have_it_until_when_they_answer_and_that_they_did(
    client, cast, told, guest
):
    row = Notification.objects.get()
    page = page_of(client, cast.ida, told)
    assert "They have had it since" in page
    assert "until the end of" in page
    assert "Record that no answer came" not in page
    formal.answer(guest)
    assert "Answered</span>" in page_of(client, cast.ida, told)
    assert str(row.pk) not in re.findall(r"P-\w+", page)


@pytest.mark.requirement("B15")
def test_after_the_last_day_a_button_records_that_no_answer_came(client, cast, told):
    at = make.now() - 10 * DAY
    party = formal.asked(told.case, by=cast.ida)
    formal.notify(party, by=cast.ida, at=at)
    formal.hand_over(party, by=cast.ida, at=at)
    assert "Record that no answer came" in page_of(client, cast.ida, told)
    answer = post(client, cast.ida, f"{place(told)}parties/{party.code}/notice/silence/")
    assert "It says nothing about them." in answer.content.decode()
    assert "Go on without it" in page_of(client, cast.ida, told)


def test_a_yes_that_was_taken_back_says_what_they_have_and_that_nothing_more_is_sent(
    client, cast, told, guest
):
    others.take_back(told.case.consents.get(), by=told.party)
    page = page_of(client, cast.ida, told)
    assert "They have had it since" in page
    assert "Send them nothing more; what they have, they have." in page


@pytest.mark.requirement("B17", "B39")
def test_it_can_be_sent_when_it_was_heard_on_and_reviewed_and_the_author_cannot_review_it(
    client, cast, told, guest
):
    row = formal.determine(told.case, by=cast.ida)
    assert "I read it: nothing shows who somebody is" not in page_of(client, cast.ida, told)
    assert "I read it: nothing shows who somebody is" in page_of(client, cast.noor, told)
    assert "Send it to them" not in page_of(client, cast.ida, told)
    formal.hear(row, by=cast.ida)
    post(client, cast.noor, f"{place(told)}determinations/{row.pk}/review/")
    page = page_of(client, cast.ida, told)
    assert page.count("Send it to them") == 2
    formal.send(row, guest.party, by=cast.ida)
    assert page_of(client, cast.ida, told).count("Send it to them") == 1
    formal.appeal(guest)
    assert "Others decide it: work with them" in page_of(client, cast.ida, told)


@pytest.mark.requirement("B17")
def test_the_form_offers_the_standard_and_remedies_of_the_pack(client, cast, told):
    page = page_of(client, cast.ida, told)
    assert "<option>Credible: more likely than not</option>" in page
    for remedy in told.case.pack.pack.formal.remedies:
        assert f"<option>{remedy.name.in_('en')}</option>" in page
    assert "You can appeal within 30 days" in page
    assert "más probable que improbable" in page_of(client, cast.ida, told, language="es")


def test_no_field_of_what_is_sealed_has_a_name(client, cast, told, guest):
    formal.determine(told.case, by=cast.ida)
    formal.measure(told.case, cast.ana, by=cast.ida)
    page = page_of(client, cast.noor, told)
    section = page[page.index('id="formal"') : page.index("What happened")]
    named = set(re.findall(r'<(?:textarea|select|input)[^>]* name="(\w+)"', section))
    assert named == {
        "csrfmiddlewaretoken",
        "means",
        "kind",
        "place",
        "doer",
        "starts",
        "ends",
        "review_on",
        "interim",
        "course",
        "back_on",
        "appeal",
        "last_day",
    }
    assert not re.search(r"data-text[^>]* name=| name=[^>]*data-text", section)


def test_a_minor_is_not_offered_to_carry_a_measure_out_nor_taken(client, cast, told, refused):
    offered = f'<option value="{cast.ana.username}">'
    assert offered in page_of(client, cast.ida, told)
    on_list(cast.ana, minor=True)
    assert offered not in page_of(client, cast.ida, told)
    with refused("not-them"):
        formal.measure(told.case, cast.ana, by=cast.ida)


def test_modules_send_what_is_sealed_and_a_stranger_finds_nothing(client, cast, told):
    sent = {"words": make.note_wire(told.case, by=cast.ida)}
    assert seal(client, cast.ida, f"{place(told)}triage/", sent).status_code == 201
    assert seal(client, cast.chidi, f"{place(told)}triage/", sent).status_code == 404
    wire = formal.measure_wire(told.case, cast.ana, by=cast.ida)
    assert seal(client, cast.ida, f"{place(told)}measures/", wire).status_code == 201
    row = formal.determine(told.case, by=cast.ida)
    for address in (f"determinations/{row.pk}/review/", f"measures/{Measure.objects.get().pk}/end/"):
        client.force_login(cast.chidi)
        assert client.post(place(told) + address).status_code == 404


def test_the_page_asks_as_much_for_one_of_each_as_for_several(
    client, cast, told, guest, django_assert_max_num_queries
):
    def more():
        formal.triage(told.case, by=cast.ida)
        formal.measure(told.case, cast.ana, by=cast.ida)
        row = formal.ready(told.case, by=cast.ida, reviewer=cast.noor)
        formal.send(row, told.party, by=cast.ida)
        formal.report_retaliation(told)

    more()
    client.force_login(cast.ida)
    with django_assert_max_num_queries(28) as one:
        client.get(place(told))
    more()
    with django_assert_max_num_queries(len(one)):
        client.get(place(told))


def test_of_a_case_with_everything_in_it_each_kind_of_row_is_asked_for_once(
    client, cast, told, guest, django_assert_max_num_queries
):
    formal.triage(told.case, by=cast.ida)
    formal.offer(told.case, by=cast.ida)
    formal.measure(told.case, cast.ana, by=cast.ida)
    row = formal.ready(told.case, by=cast.ida, reviewer=cast.noor)
    formal.send(row, guest.party, by=cast.ida)
    formal.pass_on(formal.appeal(guest), by=cast.ida)
    formal.report_retaliation(guest)
    came = formal.outside(told.case, by=cast.ida)
    formal.declare_impartial(formal.ask_to_decide(came.row, cast.rosa, by=cast.ida))
    formal.answer_recommendation(formal.recommend(came.row, by=cast.ida), cast.rosa, by=cast.ida)
    meeting.begin(told.case, [told.party], by=cast.ida)
    planning.begin(guest, by=cast.ida)
    client.force_login(cast.ida)
    with django_assert_max_num_queries(39):
        assert client.get(place(told)).status_code == 200


# ---- Today


@pytest.mark.requirement("B20")
def test_retaliation_stands_first_of_all_until_somebody_looked_into_it(client, cast, told):
    row = formal.report_retaliation(told)
    page = text(client, cast.noor, "/today/")
    assert "First of all" in page
    assert page.index("First of all") < page.index(f"{told.case.code}: ")
    assert "One thing is due." in page or "things are due." in page
    formal.look_into(row, by=cast.ida)
    assert "First of all" not in text(client, cast.noor, "/today/")


@pytest.mark.requirement("B16", "B40")
def test_a_look_that_is_due_stands_at_today(client, cast, told):
    formal.measure(told.case, cast.ana, by=cast.ida, at=make.now() - 8 * DAY)
    page = text(client, cast.ida, "/today/")
    assert "Look whether it holds" in page
    assert "The chat" in page
    assert "Jules" not in page
    assert "Look whether it holds" not in text(client, cast.chidi, "/today/")


def test_where_a_measure_holds_is_told_to_nobody_before_they_say_that_they_are_independent(
    client, cast, told
):
    formal.measure(told.case, cast.ana, by=cast.ida, at=make.now() - timedelta(days=8))
    told.case.independences.filter(person=cast.noor).delete()
    for person, shown in ((cast.ida, True), (cast.noor, False)):
        page = text(client, person, "/today/")
        assert "Look whether it holds" in page
        assert ("The chat" in page) == shown


@pytest.mark.requirement("B20")
def test_a_check_after_closing_stands_at_today_when_its_day_has_come(client, db):
    cast, at = make.cast(at=make.now() - 40 * DAY), make.now() - 31 * DAY
    old = formal.worked(cast, at=at)
    make.reply(old.party, by=cast.ida, at=at)
    closings.close(old.case, by=cast.ida, door="b", at=at)
    page = text(client, cast.ida, "/today/")
    assert f"{old.case.code}: ask how it is since it was closed" in page
    formal.record_check(old.case.closures.get().checks.first(), by=cast.ida)
    assert "Ask how it is now" not in text(client, cast.ida, "/today/")


# ---- whoever carries a measure out


@pytest.mark.requirement("B40")
def test_a_member_sees_the_measure_and_not_the_story(client, cast, told):
    assert client.get("/measures/").status_code == 302
    assert "Nothing is asked of you now." in text(client, cast.ana, "/measures/")
    row = formal.measure(told.case, cast.ana, by=cast.ida)
    page = text(client, cast.ana, "/measures/")
    assert "Access paused: The chat" in page
    for hidden in (told.case.code, "Jules", "Ida", "finding"):
        assert hidden not in page
    assert "What you carry out" in text(client, cast.ana, "/today/")
    answer = post(client, cast.ana, f"/measures/{row.pk}/done/")
    assert "Thank you." in answer.content.decode()
    assert "It is done" not in answer.content.decode()
    assert "Done on" in page_of(client, cast.ida, told)


@pytest.mark.requirement("B40")
def test_what_is_over_is_undone_and_what_is_anothers_is_not_there(client, cast, told):
    row = formal.measure(told.case, cast.ana, by=cast.ida)
    client.force_login(cast.sol)
    assert client.post(f"/measures/{row.pk}/done/").status_code == 404
    formal.lift(row, by=cast.ida)
    page = text(client, cast.ana, "/measures/")
    assert "undo it, if you have not" in page
    assert timezone.localdate(make.fresh(row).lifted) == make.fresh(row).over_since

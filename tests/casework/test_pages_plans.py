"""Plans on the desk's pages: what is in clear, who finds nothing, and what Today says of them."""

from datetime import timedelta

import pytest

from chapterhouse.casework.models import Plan
from tests import make, meeting, others, planning
from tests.casework.test_pages_case import place, text
from tests.planning import rare, step

pytestmark = pytest.mark.django_db


scene, told, guest = planning.fixtures()


def page_of(client, person, told, address=""):
    client.cookies["django_language"] = "en"
    return " ".join(text(client, person, place(told) + address).split())


def post(client, person, told, address, sent, *, form=False):
    client.force_login(person)
    kind = {} if form else {"content_type": "application/json"}
    return client.post(f"{place(told)}plans/{address}", sent if form else make.as_json(sent), **kind)


@pytest.mark.requirement("S1.45", "B37")
def test_the_page_shows_steps_days_and_answers_and_none_of_the_words(client, cast, told, guest):
    plan = planning.begin(guest, [step("reading", who=cast.noor.username), step()], by=cast.ida)
    planning.agree(plan)
    planning.say(guest, plan, "hard", 2, text="A word that nobody sees.")
    page = page_of(client, cast.noor, told, "plans/1/")
    for words in ("Readings", "Noor Haddad", "Ends on", "yes, with their own code, on", "It was hard,"):
        assert words in page, words
    for words in (planning.WANT, "A word that nobody sees.", "Jules"):
        assert words not in page, words


@pytest.mark.requirement("S2.15")
def test_the_page_says_when_the_person_who_came_to_us_was_not_asked_about_it(client, cast, told, guest):
    planning.begin(guest, by=cast.ida)
    assert "Ask the person who came to us" in page_of(client, cast.noor, told, "plans/1/")
    others.consult(guest.party, "plan", by=cast.ida)
    assert "Ask the person who came to us" not in page_of(client, cast.noor, told, "plans/1/")


def test_who_does_the_plan_and_came_to_us_themselves_is_nobody_to_be_asked_beside(client, cast, told):
    planning.begin(told, by=cast.ida)
    assert "Ask the person who came to us" not in page_of(client, cast.noor, told, "plans/1/")


@pytest.mark.requirement("S1.48")
def test_a_rare_step_waits_for_a_second_responder_on_the_page(client, cast, told, guest):
    planning.begin(guest, [rare(guest.case, by=cast.ida)], by=cast.ida)
    page = page_of(client, cast.noor, told, "plans/1/")
    assert "Waits for a second responder" in page
    assert "I read the reason, and confirm this step" in page
    assert post(client, cast.noor, told, "1/steps/1/", {"says": "confirmed"}).status_code == 201
    assert "Confirmed by Noor Haddad on" in page_of(client, cast.noor, told, "plans/1/")


def test_no_field_of_the_wording_has_a_name(client, cast, told, guest):
    page = page_of(client, cast.noor, told, "plans/new/")
    draft = page.split("data-draft=")[1].split("</template>")[0]
    assert " name=" not in draft


def test_it_is_begun_changed_and_ended_by_what_browsers_send(client, cast, told, guest):
    assert post(client, cast.ida, told, "", planning.wire(guest, by=cast.ida)).status_code == 201
    plan = Plan.objects.get()
    sent = planning.change_wire(guest, plan, [step(number=1)], by=cast.ida)
    assert post(client, cast.ida, told, "1/versions/", sent).status_code == 201
    answer = post(client, cast.noor, told, "1/versions/", sent)
    assert (answer.status_code, answer.json()["refused"]) == (409, "changed-meanwhile")
    note = {"note": make.note_wire(told.case, by=cast.ida)}
    assert post(client, cast.ida, told, "1/review/", note).status_code == 201
    planning.agree(plan)
    note = {"note": make.note_wire(told.case, by=cast.ida)}
    assert post(client, cast.ida, told, "1/end/", {"outcome": "completed"} | note).status_code == 201
    assert "Completed" in page_of(client, cast.ida, told)


@pytest.mark.requirement("S1.43")
def test_a_rhythm_is_set_without_a_key_and_shown(client, cast, told, guest):
    planning.begin(guest, by=cast.ida)
    post(client, cast.ida, told, "1/rhythm/", {"days": "14"}, form=True)
    page = page_of(client, cast.ida, told, "plans/1/")
    assert '<option value="14" selected>' in page
    assert "no time has been set" in page


def test_the_closing_page_leads_to_a_plan_that_goes_on(client, cast, told, guest):
    planning.begin(guest, by=cast.ida)
    make.reply(told.party, by=cast.ida)
    page = page_of(client, cast.ida, told, "closure/")
    assert f'href="{place(told)}plans/1/#end"' in page
    assert "For the count" not in page


@pytest.mark.parametrize("address", ["0/", "2/", "1/steps/9/", "1/apologies/1/look/"])
def test_what_is_not_there_is_not_found(client, cast, told, guest, address):
    planning.begin(guest, by=cast.ida)
    client.force_login(cast.ida)
    method = client.get if address.count("/") == 1 else client.post
    sent = {"data": make.as_json({"says": "done"}), "content_type": "application/json"}
    answer = method(f"{place(told)}plans/{address}", **({} if method == client.get else sent))
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["chidi", "mara", "ana"])
@pytest.mark.parametrize(
    "address", ["", "new/", "1/", "1/versions/", "1/steps/1/", "1/end/", "1/rhythm/", "1/apologies/"]
)
def test_to_whom_the_case_does_not_open_no_address_of_it_is_there(client, cast, told, guest, who, address):
    planning.begin(guest, by=cast.ida)
    client.force_login(getattr(cast, who))
    for method in (client.get, client.post):
        assert method(f"{place(told)}plans/{address}").status_code in (403, 404, 405)
    assert Plan.objects.get().newest.number == 1


def test_an_informal_desk_has_no_section_of_plans(client, cast):
    told = make.take(make.report("a"), cast.chidi, cast.dana)
    assert 'id="plans"' not in page_of(client, cast.chidi, told)
    assert client.get(f"{place(told)}plans/new/").status_code == 302


# ---- Today


@pytest.mark.requirement("B37")
def test_today_names_a_plan_in_which_something_is_due_within_a_week_and_no_more(client, cast, told, guest):
    plan = planning.begin(guest, [step(due=9)], by=cast.ida)
    client.force_login(cast.ida)
    client.cookies["django_language"] = "en"
    assert "Something in a plan is due" not in client.get("/today/").content.decode()
    Plan.objects.filter(pk=plan.pk).update(review_on=planning.day(6))
    page = client.get("/today/").content.decode()
    assert f"{told.case.code}: Something in a plan is due" in page
    assert guest.party.code not in page
    planning.look_again(plan, by=cast.ida)
    assert "Something in a plan is due" not in client.get("/today/").content.decode()


def test_a_step_that_is_done_is_due_no_more_and_a_check_in_without_a_time_is(client, cast, told, guest):
    plan = planning.begin(guest, [step(due=3)], by=cast.ida)
    planning.agree(plan)
    client.force_login(cast.ida)
    client.cookies["django_language"] = "en"
    assert "Something in a plan is due" in client.get("/today/").content.decode()
    planning.say(guest, plan)
    assert "Something in a plan is due" not in client.get("/today/").content.decode()
    planning.rhythm(plan, 7, by=cast.ida)
    assert "Something in a plan is due" in client.get("/today/").content.decode()
    check_in = guest.case.appointments.get()
    meeting.set_time(check_in, make.now() + timedelta(days=10), by=cast.ida)
    assert "Something in a plan is due" not in client.get("/today/").content.decode()


def test_today_and_the_case_ask_as_much_for_one_plan_as_for_several(
    client, cast, told, guest, django_assert_max_num_queries
):
    client.force_login(cast.ida)
    planning.end(planning.begin(told, by=cast.ida), "withdrawn", by=cast.ida)
    with django_assert_max_num_queries(12) as today:
        client.get("/today/")
    with django_assert_max_num_queries(45) as case:
        client.get(place(told))
    for who in (guest, told):
        planning.begin(who, [step(due=3), step("power", due=4)], by=cast.ida)
    with django_assert_max_num_queries(len(today)):
        client.get("/today/")
    with django_assert_max_num_queries(len(case)):
        client.get(place(told))

"""Giving keys on, in pages: who is shown what, before and after the end of a term; the load; the cost."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chapterhouse.casework.models import Unavailability
from chapterhouse.casework.urls import urlpatterns
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.models import Office
from chapterhouse.sealing.models import Entry, KeyWrap
from tests import make
from tests.casework.rows import copies

pytestmark = pytest.mark.django_db
PAGE, LOAD, TODAY = "/handing-on/", "/load/", "/today/"


def text(client, person, address, status=200):
    client.force_login(person)
    client.cookies["django_language"] = "en"
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def post(client, person, case, sent):
    client.force_login(person)
    return client.post(f"/cases/{case.code}/readers/", sent, content_type="application/json")


def wire(case, taker, by):
    return {"taker": taker.username, "sharings": make.as_json(make.let_in_wire(case, taker, by=by))}


def ago(**span):
    return make.now() - timedelta(**span)


@pytest.fixture
def told(cast):
    """A report to the grievance officers, Ida and Noor, which both have looked at and work on."""
    told = make.report("b", at=ago(hours=2))
    for person in (cast.ida, cast.noor):
        make.declare(told.case, by=person)
    make.assign(told.case, [cast.ida, cast.noor], by=cast.ida)
    return told


@pytest.fixture
def alone(cast, told):
    """… until Noor is taken off it, and Ida's term ends."""
    make.remove(told.case, cast.noor, by=cast.ida)
    make.leave(cast.ida)
    return told


def ending(person, **ahead):
    person.terms.filter(ends=None).update(ends=make.now() + timedelta(**ahead))


# ---- who reads a case


@pytest.mark.requirement("B14", "B42")
def test_a_colleague_is_brought_in_by_a_post_and_sees_the_case_with_its_question(client, cast, told):
    new = make.newcomer("hgo")
    assert post(client, cast.ida, told.case, wire(told.case, new, cast.ida)).status_code == 201
    page = text(client, new, f"/cases/{told.case.code}/")
    assert "Are you independent of everyone in this?" in page
    assert "Ida Soto gave Ney Alvarez the keys of this case." in text(
        client, cast.ida, f"/cases/{told.case.code}/"
    )


def test_a_refusal_says_its_sentence(client, cast, told):
    answer = post(client, cast.ida, told.case, {"taker": cast.bela.username, "sharings": []})
    assert (answer.status_code, answer.json()["refused"]) == (409, "not-eligible")


@pytest.mark.requirement("B3", "B4", "B14")
@pytest.mark.parametrize(
    "who", ["stranger", "member", "other desk", "superuser", "undeclared", "recused", "excluded"]
)
def test_for_everyone_else_there_is_nothing_to_give_on(client, cast, told, who):
    if who == "recused":
        make.recuse(told.case, by=cast.noor)
    if who == "excluded":
        make.exclude(told.case, cast.noor)
    new = make.newcomer("hgo")
    sent = wire(told.case, new, cast.ida)
    make.bring_in(told.case, new, by=cast.ida)
    person = {"member": cast.ana, "other desk": cast.bela, "superuser": cast.sol, "undeclared": new}
    if who != "stranger":
        client.force_login(person.get(who, cast.noor))
    address = f"/cases/{told.case.code}/readers/"
    status = 302 if who == "stranger" else 404
    assert client.post(address, sent, content_type="application/json").status_code == status
    assert client.get(f"{PAGE}{told.case.code}/keys.json").status_code == status
    page = client.get(PAGE)
    assert told.case.code not in page.content.decode()


def test_the_case_page_offers_a_second_pair_of_eyes_among_who_is_not_on_it(client, cast, told):
    new = make.newcomer("hgo")
    page = text(client, cast.ida, f"/cases/{told.case.code}/")
    form = re.search(r"<form[^>]*/readers/.*?</form>", page, re.S)[0]
    assert new.name in form
    assert cast.noor.name not in form


# ---- the page


@pytest.mark.requirement("B14")
def test_the_page_lists_what_one_may_read_with_who_else_reads_it(client, cast, told):
    other = make.report("b", at=ago(hours=1))
    make.declare(other.case, by=cast.ida)
    make.remove(other.case, cast.noor, by=cast.ida)
    make.report("b")  # not looked at yet: nothing to give on
    page = text(client, cast.ida, PAGE)
    rows = re.findall(r'value="(C-\w+)"', page)
    assert rows == [other.case.code, told.case.code]
    assert page.count("Only you can read this") == 1
    assert "one other reads it: Noor Haddad" in page
    assert "checked" not in page


def test_successors_are_officers_of_the_desk_with_a_key(client, cast, told):
    new = make.newcomer("hgo")
    page = text(client, cast.ida, PAGE)
    assert new.name in page
    assert cast.noor.name in page
    assert cast.bela.name not in page
    new.key_cards.update(retired=make.now())
    assert new.name not in text(client, cast.ida, PAGE)


def test_without_anybody_to_give_them_to_the_page_says_what_to_do(client, cast, alone):
    cast.noor.key_cards.update(retired=make.now())
    assert "Nobody else at the desk has set up a key yet." in text(client, cast.ida, PAGE)


def test_who_has_nothing_to_give_on_is_thanked(client, cast):
    assert "You have no keys to give on. Thank you." in text(client, cast.chidi, PAGE)


@pytest.mark.requirement("B13", "B14")
def test_a_former_officer_is_given_keys_and_never_contents(client, cast, alone):
    held = make.report("b", at=ago(hours=1))  # arrived when Noor alone was in office
    page = text(client, cast.ida, PAGE)
    assert alone.case.code in page
    assert held.case.code not in page
    assert "Nobody in office can open this" in page
    data = json.loads(text(client, cast.ida, f"{PAGE}{alone.case.code}/keys.json"))
    assert [channel["entries"] for channel in data["channels"]] == [[], []]
    assert all(channel["keys"][0]["wrap"] for channel in data["channels"])
    assert not {"title", "people", "names"} & set(data)
    for said in (page, json.dumps(data)):
        assert not any(str(entry.uuid) in said for entry in Entry.objects.all())


def addresses(told):
    """Every address of this room about a case but those for giving keys on, whatever may be added later."""
    known = {"<slug:code>": told.case.code, "<slug:party>": told.party.code, "<slug:sha256>": "0" * 64}
    for pattern in urlpatterns:
        address = str(pattern.pattern)
        if "<slug:code>" in address and pattern.name not in {"readers", "handing-on-keys"}:
            for place, value in known.items():
                address = address.replace(place, value)
            yield "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<slug:\w+>", "x", address))


def answers(client, address):
    """The status of a GET and of a POST."""
    return [client.get(address).status_code, client.post(address, {}, "application/json").status_code]


@pytest.mark.requirement("B14")
def test_after_a_term_no_address_of_a_case_answers(client, cast, told):
    make.leave(cast.ida)
    client.force_login(cast.ida)
    sent = {"taker": cast.noor.username, "sharings": []}
    assert post(client, cast.ida, told.case, sent).status_code == 404
    for address in (*addresses(told), f"{PAGE}{told.case.code}/keys.json"):
        assert {*answers(client, address)} <= {404, 405}, address
    for address in (TODAY, "/cases/", LOAD, "/absences/", "/write-down/"):
        assert client.get(address).status_code == 404, address
    assert told.case.code not in text(client, cast.ida, PAGE)


@pytest.mark.requirement("B14")
def test_of_a_case_that_was_left_with_them_only_its_keys_answer(client, cast, alone):
    client.force_login(cast.ida)
    for address in addresses(alone):
        assert {*answers(client, address)} <= {404, 405}, address
    new = make.newcomer("hgo")
    assert post(client, cast.ida, alone.case, wire(alone.case, new, cast.ida)).status_code == 201
    assert client.get(f"{PAGE}{alone.case.code}/keys.json").status_code == 404


def test_who_changed_desks_gives_on_what_was_left_and_reads_what_is_theirs(client, cast, alone):
    Office.objects.filter(code="ombuds").update(seats=None)
    take_office(person=cast.ida, office=Office.objects.get(code="ombuds"), starts=make.now(), by="operator")
    page = text(client, cast.ida, PAGE)
    assert "Nobody in office can open this" in page
    assert str(alone.case.title.uuid) not in page
    assert alone.case.code not in text(client, cast.ida, "/cases/")
    assert "Cases wait for you to give their keys on" in text(client, cast.ida, TODAY)


# ---- Today


@pytest.mark.requirement("B14")
@pytest.mark.parametrize(("days", "said"), [(59, True), (61, False)])
def test_the_end_of_a_term_is_said_sixty_days_before(client, cast, told, days, said):
    ending(cast.ida, days=days)
    assert ("Your term ends on" in text(client, cast.ida, TODAY)) is said


def test_who_was_chosen_again_is_told_of_no_end(client, cast, told):
    ending(cast.ida, days=10)
    office = Office.objects.get(code="hgo")
    take_office(person=cast.ida, office=office, starts=cast.ida.terms.get().ends, by="operator")
    assert "Your term ends on" not in text(client, cast.ida, TODAY)


@pytest.mark.requirement("B14")
def test_whom_cases_were_left_with_sees_the_way_and_nothing_else(client, cast, alone):
    page = text(client, cast.ida, TODAY)
    assert "Cases wait for you to give their keys on" in page
    assert f'href="{PAGE}"' in page
    assert alone.case.code not in page
    assert "/cases/" not in page
    make.bring_in(alone.case, make.newcomer("hgo"), by=cast.ida)
    client.force_login(cast.ida)
    assert client.get(TODAY).status_code == 404


@pytest.mark.requirement("B4", "B14")
def test_a_newcomer_finds_the_case_on_today_until_they_have_answered(client, cast, told):
    new = make.newcomer("hgo")
    make.bring_in(told.case, new, by=cast.ida)
    page = text(client, new, TODAY)
    assert "You were given the keys" in page
    assert "Say whether you are independent." in page
    assert told.case.code in page
    make.declare(told.case, by=new)
    assert told.case.code not in text(client, new, TODAY)


def test_what_only_a_former_officer_was_on_is_nobodys(client, cast, told):
    make.leave(cast.ida)
    assert "Nobody has these yet" not in text(client, cast.noor, TODAY)
    new = make.newcomer("hgo")
    make.bring_in(told.case, new, by=cast.noor)
    make.leave(cast.noor)
    assert "Nobody has these yet" in text(client, new, TODAY)


# ---- the load


@pytest.mark.requirement("B42")
def test_the_load_counts_open_cases_that_the_viewer_may_see_and_says_who_is_away(client, cast, told):
    hidden = make.report("b", excluding=[cast.noor])
    make.declare(hidden.case, by=cast.ida)
    make.assign(hidden.case, [cast.ida], by=cast.ida, reason="The other was left out.")
    end = make.now() + timedelta(days=3)
    Unavailability.objects.create(person=cast.ida, starts=ago(days=1), ends=end)
    assert loads(text(client, cast.ida, LOAD)) == {
        "Ida Soto": "On 2 open cases.",
        "Noor Haddad": "On one open case.",
    }
    page = text(client, cast.noor, LOAD)
    assert loads(page) == {"Ida Soto": "On one open case.", "Noor Haddad": "On one open case."}
    assert page.count("Away") == 1
    make.stop(told)
    assert loads(text(client, cast.noor, LOAD))["Ida Soto"] == "On no open case."


def loads(page):
    """What the page says of each."""
    rows = re.findall(r"<strong>([^<]+)</strong>.*?(On [^<]+\.)", page, re.S)
    return dict(rows)


@pytest.mark.requirement("B42")
def test_the_load_leads_to_a_pause(client, cast):
    page = text(client, cast.chidi, LOAD)
    assert 'href="/absences/"' in page
    assert "talk it over" in page


# ---- what it costs


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(("address", "most"), [(PAGE, 17), (LOAD, 12), (TODAY, 12)])
def test_each_page_asks_as_much_for_one_case_as_for_thirty(client, cast, told, address, most):
    ending(cast.ida, days=10)
    client.force_login(cast.ida)
    client.get(address)
    one = asked(client, address)
    assert one <= most
    copies(told.case, 30, assigned=[cast.ida])
    assert asked(client, address) == one


def test_the_page_of_a_former_officer_asks_as_much_for_one_case_as_for_thirty(client, cast, alone):
    client.force_login(cast.ida)
    client.get(PAGE)
    one = asked(client, PAGE)
    copies(alone.case, 30)
    assert KeyWrap.objects.filter(card__user=cast.ida).count() > 30
    assert asked(client, PAGE) == one
    assert asked(client, TODAY) <= 12

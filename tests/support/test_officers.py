"""What is said of offices: in public, and to members, who see who may do what and who is about to leave."""

from html import unescape

import pytest
from django.test import Client

from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.filling import name_contact, sign_statements
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.people.models import Office
from chapterhouse.people.terms import offices_held
from tests import make
from tests.people.terms import STATEMENT, adopted, planned

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("S3.26", "B57")
def test_members_see_who_is_about_to_leave_and_where_too_many_leave_in_a_year(client, cast):
    version = adopted(cast, seats_a_year="1")
    for person, last in [(cast.bela, 40), (cast.chidi, 41), (cast.dana, 500)]:
        term = person.terms.get()
        planned(cast, term, last)
    cast.ana.language = "en"
    cast.ana.save()
    client.force_login(cast.ana)
    page = client.get("/organisation/terms/").content.decode()
    assert page.count("About to leave.") == 2
    seats = offices_held(version.pack, make.now())[0]
    assert [held.term.person for held in seats.leaving] == [cast.bela, cast.chidi]
    years = [held.last_day.year for held in seats.running]
    assert bool(seats.crowded) is (len(set(years)) < 3)


def test_thirty_officers_cost_no_more_questions_than_one(client, cast, django_assert_max_num_queries):
    client.force_login(cast.ana)
    Office.objects.update(seats=None)
    for n in range(30):
        person = join(name=f"P {n}", email=f"p{n}@example.org", language="en", at=make.now(), by="operator")
        make.take_office(
            person=person, office=Office.objects.get(code="steering"), starts=make.now(), by="operator"
        )
    for address in ("/organisation/terms/", "/organisation/who-may/", "/officers/"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_member_reads_who_may_do_what_and_that_reading_is_another_thing(client, cast, language):
    cast.ana.language = language
    cast.ana.save()
    client.force_login(cast.ana)
    page = client.get("/organisation/who-may/").content.decode()
    for name in ("Rosa Marsh", "Bela Novak", "Ida Soto"):
        assert name in page
    assert "Sol Winter" not in page
    leave_office(term=cast.rosa.terms.get(), by="operator", at=make.now())
    page = client.get("/organisation/who-may/").content.decode()
    assert "Rosa Marsh" not in page
    assert page.count({"en": "Nobody at this moment.", "es": "Nadie en este momento."}[language]) == 6
    assert Client().get("/organisation/who-may/").status_code == 302


@pytest.mark.requirement("S0.11", "S0.12", "S0.13", "S0.14", "S2.49")
def test_in_public_each_office_says_its_seats_its_vacancies_and_who_holds_it(cast):
    make.leave(cast.dana)
    page = Client().get("/officers/?lang=en").content.decode()
    assert "Seats: 3. Vacant now: 1." in page
    assert "Seats: 2. Vacant now: 0." in page
    assert "We look for somebody." in page
    assert "volunteer" in page
    assert ("Bela Novak" in page, "Dana Levi" in page, "Rosa Marsh" in page) == (True, False, False)
    assert not Client().get("/officers/").cookies


@pytest.mark.requirement("S0.2", "S2.2", "S2.35", "S2.39", "S2.46")
def test_in_public_an_office_says_on_what_it_rests_how_one_leaves_and_where_questions_go():
    make.site()
    pack = make.pack("madison-hgo").pack
    page = unescape(Client().get("/officers/?lang=en").content.decode())
    office = pack.office("hgo")
    for said in (office.authority, office.by, office.removal.how, office.contact):
        assert str(said) in page
    assert "Our documents do not say; this was chosen for this site." in page
    confidential = [each.address for each in pack.contacts.emails if each.reaches]
    assert confidential
    candidates = page.split("If you would like to take one")[1].split("</section>")[0]
    assert "hello@madison.example.org" in candidates
    assert not any(address in candidates for address in confidential)


def test_all_have_signed_is_said_once_it_is_true_of_all(cast):
    version = adopted(cast, before=STATEMENT, signs='["confidence"]')
    said = "Everybody in it has signed what the office asks."
    for person in (cast.bela, cast.chidi, cast.dana):
        assert said not in Client().get("/officers/?lang=en").content.decode()
        sign_statements(
            term=person.terms.get(),
            codes=["confidence"],
            version=version,
            language="en",
            by=person,
            at=make.now(),
        )
    assert said in Client().get("/officers/?lang=en").content.decode()


@pytest.mark.requirement("S2.46")
def test_the_named_contact_stands_beside_the_address_for_questions(cast):
    name_contact(term=cast.ida.terms.get(), by=cast.rosa, at=make.now())
    assert (
        'Ida Soto: <a href="mailto:team@la.example.org">'
        in Client().get("/officers/?lang=en").content.decode()
    )


def test_a_site_without_a_pack_says_so_and_shows_members_nothing(client, db):
    make.site()
    assert Client().get("/officers/").status_code == 200

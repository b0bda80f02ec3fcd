import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chapterhouse.journal.models import Row
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.offices import establish_offices, leave_office, take_office
from chapterhouse.people.models import Office, Person, Term
from chapterhouse.ui.refused import Refused
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.pack()


def someone(name="Kim Ode", **more):
    return join(name=name, email=None, language="en", at=make.now(), by="operator", **more)


def office(code):
    return Office.objects.get(code=code)


def take(person, code, *, at=None, pack=None):
    return take_office(person=person, office=office(code), starts=at or make.now(), by="operator", pack=pack)


@pytest.mark.requirement("B10")
def test_a_username_is_drawn_by_lot_and_has_nothing_of_the_name():
    people = [someone("Bela Novak") for _ in range(20)]
    assert len({person.username for person in people}) == 20
    assert all(re.fullmatch(r"m-[bcdfghjkmnpqrstvwxz2-9]{8}", person.username) for person in people)


def test_who_joins_has_no_password_until_they_choose_one():
    assert not someone().has_usable_password()


def test_a_handle_somebody_had_before_can_be_kept():
    assert someone(handle="m-bl222222").username == "m-bl222222"


def test_two_people_cannot_share_an_address_or_a_handle():
    someone(handle="m-bl222222")
    with pytest.raises(IntegrityError), transaction.atomic():
        someone(handle="m-bl222222")


@pytest.mark.requirement("S0.11", "S0.12", "S0.13")
def test_offices_have_the_seats_the_pack_names(version):
    seats = dict(Office.objects.values_list("code", "seats"))
    assert (seats["ombuds"], seats["hgo"]) == (3, 2)
    assert establish_offices(pack=version.pack)
    assert Office.objects.count() == len(seats)


@pytest.mark.requirement("S0.12", "S0.13")
@pytest.mark.parametrize(("code", "seats"), [("ombuds", 3), ("hgo", 2)])
def test_a_seat_that_is_taken_is_taken_until_its_term_ends(version, code, seats):
    terms = [take(someone(), code) for _ in range(seats)]
    with pytest.raises(Refused) as no:
        take(someone(), code)
    assert no.value.code == "no-seat"
    leave_office(term=terms[0], by="operator", at=make.now())
    assert take(someone(), code, at=make.now() + timedelta(minutes=1))


@pytest.mark.requirement("S0.15")
@pytest.mark.parametrize(("first", "second"), [("ombuds", "hgo"), ("hgo", "ombuds"), ("backup", "hgo")])
def test_offices_that_are_kept_apart_cannot_be_held_together(version, first, second):
    person = someone()
    take(person, first, pack=version.pack)
    with pytest.raises(Refused) as no:
        take(person, second, pack=version.pack)
    assert no.value.code == "apart"


def test_an_office_is_held_once_at_a_time(version):
    person = someone()
    take(person, "steering")
    with pytest.raises(IntegrityError), transaction.atomic():
        take(person, "steering")


@pytest.mark.requirement("B14")
def test_a_term_runs_from_its_start_to_its_end_and_not_a_moment_longer(version):
    start = make.now()
    term = take(someone(), "ombuds", at=start)
    end = start + timedelta(days=365)
    leave_office(term=term, by="operator", at=end)
    current = [bool(Term.objects.current(at)) for at in (start - timedelta(seconds=1), start, end)]
    assert current == [False, True, False]
    assert Term.objects.current(end - timedelta(seconds=1)).get() == term


def test_taking_and_leaving_stand_in_the_journal_by_handle(version):
    person = someone()
    term = take(person, "ombuds")
    leave_office(term=term, by="operator", at=make.now() + timedelta(days=1))
    rows = Row.objects.about("ombuds").values_list("verb", "about")
    assert list(rows) == [("left-office", person.username), ("took-office", person.username)]


def test_a_term_cannot_end_before_it_begins(version):
    term = take(someone(), "ombuds")
    with pytest.raises(IntegrityError), transaction.atomic():
        leave_office(term=term, by="operator", at=term.starts - timedelta(days=1))


def test_a_superuser_is_a_person_without_an_office(cast):
    assert Person.objects.get(is_superuser=True).terms.count() == 0

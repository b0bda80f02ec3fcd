"""Saying yes: to one version, for a term or as a member; what waits, and what stands."""

from datetime import timedelta

import pytest

from chapterhouse.handbook.actions.agreeing import agree
from chapterhouse.handbook.agreeing import agreed_by_office, waiting_for
from chapterhouse.handbook.models import Acceptance, Version
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.models import Office
from tests import make
from tests.handbook.books import adopted, book, document, words

pytestmark = pytest.mark.django_db


def today():
    return make.now().date()


def say_yes(person, version=None):
    version = version or Version.objects.adopted().get()
    return agree(version=version, by=person, at=make.now(), today=today())


def waits(person):
    return [str(each) for each in waiting_for(person, at=make.now(), today=today())]


def counts(version):
    return {row.office: (row.agreed, row.holders) for row in agreed_by_office(version, make.now())}


@pytest.mark.requirement("S0.69")
def test_each_of_the_team_says_yes_and_the_page_counts_them_by_office(cast):
    version = book(cast, "expectations", kind="expectations", asked="team").versions.get()
    assert waits(cast.bela) == ["expectations 1"]
    assert waits(cast.ana) == waits(cast.rosa) == []
    say_yes(cast.bela)
    say_yes(cast.ida)
    assert waits(cast.bela) == []
    assert counts(version) == {"Ombudspeople": (1, 3), "Harassment Grievance Officers": (1, 2)}


def test_a_yes_is_written_down_once_with_its_term(cast):
    book(cast, asked="team")
    assert len(say_yes(cast.bela)) == 1
    assert say_yes(cast.bela) == []
    assert Acceptance.objects.get().term == cast.bela.terms.get()


def test_a_member_without_an_office_agrees_for_themselves(cast):
    book(cast, asked="everybody")
    assert waits(cast.ana) == ["conduct 1"]
    [row] = say_yes(cast.ana)
    assert row.term is None
    assert waits(cast.ana) == []


@pytest.mark.requirement("S1.68")
def test_after_a_new_version_the_old_yes_stands_for_the_old_alone(cast):
    row = book(cast, asked="team")
    say_yes(cast.bela)
    first = row.versions.get()
    second = adopted(cast, row, en=words(body="Other."))
    assert waits(cast.bela) == ["conduct 2"]
    assert Acceptance.objects.get().version == first
    assert counts(second)["Ombudspeople"] == (0, 3)
    term = cast.bela.terms.get()
    assert list(Version.objects.kept_with(term)) == [first]


def test_whoever_takes_office_again_or_another_is_asked_again(cast):
    book(cast, asked="everybody")
    say_yes(cast.ana)
    office = Office.objects.get(code="steering")
    take_office(person=cast.ana, office=office, starts=make.now(), by="operator")
    assert waits(cast.ana) == ["conduct 1"]
    [row] = say_yes(cast.ana)
    assert row.term.office == office
    assert Acceptance.objects.by_person(cast.ana).count() == 2


def test_whoever_left_office_is_not_counted(cast):
    version = book(cast, asked="team").versions.get()
    say_yes(cast.bela)
    make.leave(cast.bela)
    assert counts(version)["Ombudspeople"] == (0, 2)


def test_nobody_agrees_to_what_does_not_hold_or_is_not_asked_of_them(cast, refused):
    row = book(cast, asked="team", versions=2)
    with refused("not-in-force"):
        say_yes(cast.bela, row.versions.get(number=1))
    coming = adopted(cast, row, day=today() + timedelta(days=3))
    with refused("not-in-force"):
        say_yes(cast.bela, coming)
    with refused("not-asked"):
        say_yes(cast.ana, row.versions.get(number=2))
    with refused("not-asked"):
        say_yes(cast.bela, adopted(cast, document(cast, "mandate", kind="mandate")))


def test_what_nobody_is_asked_to_agree_to_counts_nobody(cast):
    assert counts(book(cast).versions.get()) == {}

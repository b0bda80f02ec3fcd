"""The commands by which whoever runs the site brings people into office and out of it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chapterhouse.journal.models import Row
from chapterhouse.people.models import Person, Term
from tests import make

pytestmark = pytest.mark.django_db


def said(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue().strip()


def appoint(office="hgo", email="kim@example.org", **options):
    return said("appoint", office, email, **options)


@pytest.fixture
def house():
    make.site()
    return make.pack("madison-hgo")


@pytest.mark.requirement("S1.5")
def test_somebody_new_gets_an_account_and_a_term_with_its_day_and_the_decision_behind_it(house):
    before = make.now()
    told = appoint(name="Kim Ode", decision="Elected at the general meeting of 3 May.")
    assert told == "Kim Ode holds an office now: Harassment Grievance Officer."
    term = Term.objects.get()
    assert (term.person.name, term.office.code) == ("Kim Ode", "hgo")
    assert term.authority == "Elected at the general meeting of 3 May."
    assert before <= term.starts <= make.now()
    assert term.person.language == "en"
    assert not term.person.has_usable_password()
    assert list(
        Row.objects.filter(by="operator", about=term.person.username).values_list("verb", flat=True)
    ) == ["took-office"]


def test_somebody_known_keeps_their_account_whatever_the_letters_of_their_address(house):
    appoint(name="Kim Ode", language="es")
    said("end_term", "hgo", "KIM@example.org")
    appoint("backup", email="Kim@Example.org")
    assert Person.objects.get().language == "es"
    assert list(Term.objects.order_by("pk").values_list("office__code", flat=True)) == ["hgo", "backup"]


def test_nobody_is_in_office_any_more_when_their_term_has_ended(house):
    appoint(name="Kim Ode")
    assert said("end_term", "hgo", "kim@example.org") == "The term of Kim Ode has ended."
    assert not Term.objects.current(make.now()).exists()
    with pytest.raises(CommandError, match="Nobody with this address holds this office now"):
        said("end_term", "hgo", "kim@example.org")


@pytest.mark.parametrize(
    ("words", "options", "why"),
    [
        (("hgo", "new@example.org"), {}, "Nobody has this address yet. Say who it is: --name."),
        (("hgos", "kim@example.org"), {}, "Name an office of madison-hgo: hgo, backup."),
        (("hgo", "kim@example.org"), {}, "They hold this office already."),
        (("backup", "kim@example.org"), {}, "This office cannot be held together with one they hold now."),
        (("hgo", "a@example.org"), {"name": "A"}, "All seats of this office are taken. End a term first."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(house, words, options, why):
    appoint(name="Kim Ode")
    appoint(email="ode@example.org", name="Ode Kim")
    with pytest.raises(CommandError, match=f"^{why}$"):
        said("appoint", *words, **options)
    assert (Person.objects.count(), Term.objects.count()) == (2, 2)


def test_before_a_pack_is_adopted_there_is_no_office(db):
    with pytest.raises(CommandError, match="Adopt a pack first"):
        appoint(name="Kim Ode")

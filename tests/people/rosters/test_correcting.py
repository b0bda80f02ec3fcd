"""What we know better than the list: it stays, whatever comes; whom a page shows; what a file says."""

import csv
import io
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from chapterhouse.journal.models import Row
from chapterhouse.people import migrations
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.corrections import correct, take_back
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.actions.rosters import preview, undo_import
from chapterhouse.people.members import PAGE, Sought, code_for, everybody, find
from chapterhouse.people.models import Correction, Membership, Office, Person
from chapterhouse.people.roster import csvs
from chapterhouse.people.roster.codes import code_of, number_of
from chapterhouse.ui.refused import Refused
from tests import faults, make
from tests.people.rosters import lists
from tests.people.rosters.test_importing import counts, roster, take

pytestmark = pytest.mark.django_db


def one(number=1):
    return Membership.objects.get(key=str(500_000 + number))


def mend(number=1, *, by, **fields):
    for field, value in fields.items():
        correct(member=one(number), field=field, value=value, by=by, at=make.now())


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.rosa)
    return client


def text(answer):
    return answer.content.decode()


# ---- corrections


@pytest.mark.requirement("B25")
def test_a_correction_survives_the_next_list_and_everybody_reads_it(cast):
    take(lists.many(2))
    mend(by=cast.rosa, email="right@example.org", no_calls=True, name="Bobbie Álvarez", family="Ruiz")
    assert one().email == "right@example.org"
    assert (one().filed, one().called) == ("ruiz bobbie alvarez", "bobbie alvarez")
    assert take(lists.many(2)) == counts(unchanged=2)
    assert take([lists.person(1, dsa_chapter="Echo"), lists.person(2)]) == counts(changed=1, unchanged=1)
    assert (one().email, one().no_calls, one().name) == ("right@example.org", True, "Bobbie Álvarez")
    assert one().chapter == "Echo"
    assert Row.objects.filter(verb="corrected-member", by=cast.rosa.username).count() == 4


@pytest.mark.requirement("B25")
def test_the_preview_names_where_a_list_changed_what_we_had_corrected(cast):
    take(lists.many(2))
    mend(by=cast.rosa, email="right@example.org", no_calls=True)
    assert not preview(roster(lists.many(2))).conflicts
    changed = [lists.person(1, email="newer@example.org", do_not_call="TRUE"), lists.person(2)]
    [conflict] = preview(roster(changed)).conflicts
    assert conflict[2:] == ("email", "right@example.org", "newer@example.org")
    take(changed)
    assert one().email == "right@example.org"
    assert not preview(roster(changed)).conflicts, "it was said once, and what the list says is kept beside"
    assert Correction.objects.get(field="email").listed == "newer@example.org"


@pytest.mark.requirement("B25")
def test_undoing_an_import_keeps_corrections_made_before_it_and_after_it(cast):
    take(lists.many(2))
    mend(by=cast.rosa, email="right@example.org")
    before = faults.everything()
    take([lists.person(1, email="newer@example.org"), lists.person(2, first_name="Other")])
    undo_import(by="operator", at=make.now())
    after = faults.everything()
    told = {"people.RosterImport", "journal.Row"}
    assert [label for label in after if after[label] != before[label] and label not in told] == []
    take([lists.person(1), lists.person(2, email="newer@example.org")])
    mend(2, by=cast.rosa, email="two@example.org")
    undo_import(by="operator", at=make.now())
    assert one(2).email == "two@example.org"
    assert Correction.objects.get(key="500002").listed == "person2@example.org"


def test_a_correction_of_somebody_whose_import_is_undone_holds_when_they_come_again(cast):
    take(lists.many(1))
    mend(by=cast.rosa, name="Ana")
    undo_import(by="operator", at=make.now())
    assert not Membership.objects.exists()
    take(lists.many(1))
    assert one().name == "Ana"


def test_taken_back_the_list_is_right_again_and_saying_the_same_is_no_correction(cast):
    take(lists.many(1))
    mend(by=cast.rosa, email="right@example.org")
    take_back(member=one(), field="email", by=cast.rosa, at=make.now())
    assert (one().email, Correction.objects.count()) == ("person1@example.org", 0)
    mend(by=cast.rosa, email="person1@example.org", no_calls=False)
    assert not Correction.objects.exists()
    mend(by=cast.rosa, email="right@example.org")
    mend(by=cast.rosa, email="person1@example.org")
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "code"), [("name", " ", "no-name"), ("email", "no at sign", "no-email")]
)
def test_what_cannot_be_is_refused(cast, field, value, code):
    take(lists.many(1))
    with pytest.raises(Refused) as no:
        mend(by=cast.rosa, **{field: value})
    assert no.value.code == code
    assert not Correction.objects.exists()


# ---- accounts and a changed address


def account(number, cast, **more):
    person = join(name="P", email=f"person{number}@example.org", language="en", at=make.now(), by="operator")
    Membership.objects.filter(key=str(500_000 + number)).update(person=person)
    Person.objects.filter(pk=person.pk).update(**more)
    return person


@pytest.mark.requirement("B25")
def test_a_changed_list_moves_an_account_that_nobody_uses_and_no_other(cast):
    take(lists.many(5))
    for number in (1, 3, 5):
        account(number, cast)
    used = account(2, cast, last_login=make.now())
    Office.objects.filter(code="steering").update(seats=None)
    office = Office.objects.get(code="steering")
    take_office(person=account(4, cast), office=office, starts=make.now(), by="operator")
    addresses = ["a@example.org", "b@example.org", "bela@example.org", "d@example.org", "a5@example.org"]
    take([lists.person(at, email=email) for at, email in enumerate(addresses, 1)])
    now = dict(Person.objects.filter(membership__isnull=False).values_list("membership__key", "email"))
    assert now == {
        "500001": "a@example.org",
        "500002": "person2@example.org",
        "500003": "person3@example.org",
        "500004": "person4@example.org",
        "500005": "a5@example.org",
    }
    assert used.email == "person2@example.org"
    undo_import(by="operator", at=make.now())
    assert one(1).person.email == "person1@example.org"


def test_an_address_two_people_share_is_given_to_no_account(cast):
    take(lists.many(2))
    account(1, cast)
    take([lists.person(1, email="both@example.org"), lists.person(2, email="both@example.org")])
    assert one(1).person.email == "person1@example.org"


# ---- who may be reached


@pytest.mark.requirement("B25")
def test_who_said_no_to_a_way_of_being_reached_is_not_open_to_it(cast):
    people = [
        lists.person(1),
        lists.person(2, do_not_call="TRUE"),
        lists.person(3, p2ptext_optout="1"),
        lists.person(4, mailing_pref="No"),
        lists.person(5, email=""),
        lists.person(6, membership_status="Lapsed"),
    ]
    take(people)
    mend(1, by=cast.rosa, no_mail=True)

    def open_to(way):
        return sorted(
            int(key) - 500_000 for key in Membership.objects.open_to(way).values_list("key", flat=True)
        )

    assert open_to(Membership.EMAIL) == [2, 3, 4]
    assert open_to(Membership.CALL) == [1, 3, 4, 5]
    assert open_to(Membership.TEXT) == [1, 2, 4, 5]
    assert open_to(Membership.POST) == [1, 2, 3, 5]


# ---- looking people up


def found(said, standing=""):
    return [each.key for each in find(Sought(said, standing)).people]


@pytest.mark.parametrize(
    "said", ["eun-ji", "EUN-JI BR", "brown 14", "Brown", "person14@", "Person14@Example.org", "500014"]
)
def test_somebody_is_found_by_the_beginning_of_a_name_or_an_address_or_by_the_number(said):
    take([lists.person(14), lists.person(27)])
    assert found(said) == ["500014"]


def test_who_took_another_name_is_found_by_it_after_the_next_list_and_not_by_the_old_one():
    take([lists.person(1), lists.person(2)])
    other = lists.person(1, last_name="Zamora", first_name="Zoe", email="zoe@example.org")
    take([other, lists.person(2)])
    assert found("zamora") == found("zoe") == found("zoe@") == ["500001"]
    assert found("álvarez 1") == found("bo") == found("person1@") == []
    assert found("") == ["500002", "500001"]


def test_who_was_on_the_roll_before_lists_were_searched_is_found_too():
    take(lists.many(2))
    Membership.objects.update(filed="", called="")
    names = [each.name for each in iter_modules(migrations.__path__)]
    [step] = [name for name in names if name.endswith("roster_pages")]
    import_module(f"{migrations.__name__}.{step}").file_members(apps, None)
    assert found("álvarez 1") == ["500001"]
    assert found("bo ") == ["500001"]


def test_accents_need_not_be_typed():
    take([lists.person(8), lists.person(9, last_name="Díaz")])
    assert found("inigo") == found("Íñigo") == ["500008"]
    assert found("diaz") == found("díaz") == ["500009"]


def test_standing_narrows_and_absence_is_a_standing_of_its_own():
    take(lists.many(4))
    take(
        [
            lists.person(1),
            lists.person(2, membership_status="Lapsed"),
            lists.person(3, membership_status="Member"),
        ]
    )
    assert found("", "good") == ["500001"]
    assert found("", "lapsed") == ["500002"]
    assert found("", "member") == ["500003"]
    assert found("", "absent") == ["500004"]
    assert len(found("")) == 3
    assert found("person2", "good") == []


def test_pages_go_on_from_the_last_and_everybody_stands_on_one_of_them():
    take(lists.many(PAGE * 2 + 3))
    seen, after = [], ""
    while True:
        page = find(Sought(after=after))
        seen += [each.key for each in page.people]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == PAGE * 2 + 3
    assert [each.key for each in everybody(Sought())] == seen
    assert find(Sought("person")).more


@pytest.mark.requirement("B25")
def test_minors_stand_in_no_list_and_are_found_by_the_whole_address_or_number_alone(keeper):
    take([lists.person(1, student_yes_no="Yes, high school"), lists.person(2)])
    page = text(keeper.get("/roster/members/"))
    assert "Their whole address or membership number finds them." in page
    assert "person1@" not in page
    assert found("person1") == found("Bo") == found("Álvarez 1") == []
    assert found("person1@example.org") == found("500001") == ["500001"]
    download = b"".join(keeper.post("/roster/members/csv/", {}).streaming_content).decode()
    assert "person1@" not in download
    assert "person2@" in download


def test_codes_are_of_us_alone_and_say_no_number():
    code = code_of(7, "secret")
    assert (number_of(code, "secret"), number_of(code, "other")) == (7, None)
    assert len({code_of(number, "secret")[:4] for number in range(50)}) == 50
    for other in ("", "7", "a" * 16, code[:-1] + ("a" if code[-1] != "a" else "b"), code + "a", "ñ"):
        assert number_of(other, "secret") is None


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_as_often_for_many_as_for_one(keeper, number):
    take(lists.many(number))
    for address in ("/roster/members/", "/roster/members/?q=person1", "/roster/members/?standing=good"):
        with CaptureQueriesContext(connection) as asked:
            assert keeper.get(address).status_code == 200
        of_members = [each for each in asked.captured_queries if 'FROM "people_membership"' in each["sql"]]
        assert (len(of_members), len(asked)) == (1, 7), "six stand under every page of somebody in office"


def test_a_person_s_page_says_what_the_list_says_and_what_we_know_better(keeper, cast):
    take(lists.many(2))
    address = f"/roster/members/{code_for(one())}/"
    page = text(keeper.get(address))
    assert "in good standing" in page
    assert "They have none yet." in page
    told = {"name": one().name, "family": one().family, "email": "right@example.org", "no_calls": "on"}
    said = text(keeper.post(address, told, follow=True))
    assert "the next list will not undo it" in said
    assert "The list says “person1@example.org”" in said
    assert one().no_calls
    wrong = text(keeper.post(address, told | {"email": "no at sign", "name": "New"}))
    assert "is not an email address" in wrong
    assert 'value="New"' in wrong
    keeper.post(f"{address}back/email/")
    assert one().email == "person1@example.org"
    assert keeper.get("/roster/members/aaaaaaaaaaaaaaaa/").status_code == 404
    assert "Nobody was found" in text(keeper.get("/roster/members/?q=nobody"))


# ---- files


@pytest.mark.requirement("B25")
@given(
    st.lists(
        st.lists(
            st.text(max_size=8) | st.sampled_from(["=1+1", "\t=1", ' "=1', "@x", "-1", "\r=", "\n+"]),
            min_size=1,
        ),
        max_size=4,
    )
)
def test_no_cell_of_a_file_is_a_formula_and_none_is_lost(rows):
    written = "".join(csvs.lines(rows))
    read = list(csv.reader(io.StringIO(written, newline="")))
    for cells, back in zip(rows, read, strict=True):
        for cell, again in zip(cells, back, strict=True):
            assert not again.lstrip('"').startswith(("=", "+", "-", "@", "\t", "\r"))
            assert again in (cell, f"'{cell}")


def test_a_file_says_what_the_page_says_and_the_journal_that_it_was_taken(keeper, cast):
    take([lists.person(1, first_name="=cmd()"), lists.person(2, membership_status="Lapsed")])
    said = b"".join(keeper.post("/roster/members/csv/", {"standing": "good"}).streaming_content).decode()
    rows = list(csv.reader(io.StringIO(said)))
    assert [row[0] for row in rows] == ["whole name", "'=cmd() Álvarez 1"]
    assert Row.objects.filter(verb="downloaded-members", by=cast.rosa.username).count() == 1

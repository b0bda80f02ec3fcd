"""Taking lists over: what is new, changed, the same, absent; undone, refused, killed half-way."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from chapterhouse.journal.models import Row
from chapterhouse.people.actions.rosters import (
    AT_ONCE,
    COLUMNS,
    SELDOM,
    import_roster,
    preview,
    undo_import,
)
from chapterhouse.people.models import Before, Membership, Person, RosterImport
from chapterhouse.people.roster.files import Unreadable
from chapterhouse.people.roster.reading import open_roster
from chapterhouse.people.roster_files import alone
from chapterhouse.ui.refused import Refused
from tests import faults, make
from tests.people.rosters import lists

pytestmark = pytest.mark.django_db


def roster(people, name="list.csv", **how):
    data = people if isinstance(people, bytes) else lists.listing(people, **how)
    return open_roster(lambda: io.BytesIO(data), name=name)


def take(people, name="list.csv", **how):
    """Takes a list over; returns its counts by name."""
    opened = roster(people, name, **how)
    done, _found = import_roster(roster=opened, file=name, sha256="0" * 64, by="operator", at=make.now())
    return {each: getattr(done, each) for each in ("new", "changed", "unchanged", "absent", "bad")}


def counts(**more):
    return {"new": 0, "changed": 0, "unchanged": 0, "absent": 0, "bad": 0, **more}


def people():
    """Everybody known, as rows."""
    return sorted(Membership.objects.values_list("key", "name", "email", "status"))


@pytest.mark.requirement("B25")
def test_the_first_list_brings_everybody_and_makes_no_accounts():
    assert take(lists.many(3)) == counts(new=3)
    assert Membership.objects.on_the_roll().count() == 3
    assert not Person.objects.exists()
    assert [(row.by, row.verb) for row in Row.objects.all()] == [("operator", "imported-roster")]


@pytest.mark.requirement("B25")
def test_the_next_list_says_who_is_new_changed_the_same_and_not_on_it():
    take(lists.many(4))
    second = [
        lists.person(1),
        lists.person(2, membership_status="Lapsed"),
        lists.person(3, email="new@example.org"),
        lists.person(5),
    ]
    found = preview(roster(second))
    assert (found.new, found.changed, found.unchanged, len(found.absent), found.lapsed) == (1, 2, 1, 1, 1)
    assert Membership.objects.count() == 4, "looking changes nothing"
    assert take(second) == counts(new=1, changed=2, unchanged=1, absent=1)
    assert Membership.objects.get(key="500003").email == "new@example.org"
    gone = Membership.objects.get(key="500004")
    assert gone.absent == RosterImport.objects.first()
    assert set(Membership.objects.on_the_roll().values_list("key", flat=True)) == {
        "500001",
        "500003",
        "500005",
    }


@pytest.mark.requirement("B25")
def test_who_is_missed_is_not_removed_is_missed_once_and_may_come_back():
    take(lists.many(2))
    assert take([lists.person(1)]) == counts(unchanged=1, absent=1)
    assert take([lists.person(1)]) == counts(unchanged=1)
    assert take(lists.many(2)) == counts(unchanged=1, changed=1)
    assert Membership.objects.get(key="500002").absent is None


def test_a_row_that_is_not_understood_changes_nobody_and_makes_nobody_absent():
    take(lists.many(2))
    before = people()
    assert take([lists.person(1), lists.person(2, join_date="soon")]) == counts(unchanged=1, bad=1)
    assert people() == before
    assert not Membership.objects.exclude(absent=None).exists()


def test_four_years_of_lists_name_the_same_people():
    for vintage in lists.HEADERS:
        assert take(lists.many(5), vintage=vintage)["bad"] == 0
    assert Membership.objects.count() == 5


@pytest.mark.requirement("B25")
def test_the_last_import_is_undone_and_everybody_stands_as_before():
    take(lists.many(3), name="one_20230101.csv")
    before = faults.everything()
    take([lists.person(1, xdate="2099-11-01"), lists.person(4)], name="two_20240101.csv")
    undo_import(by="operator", at=make.now())
    after = faults.everything()
    told = {"people.RosterImport", "journal.Row"}
    assert [label for label in after if after[label] != before[label] and label not in told] == []
    assert take(lists.many(3), name="three_20230601.csv") == counts(unchanged=3)


def test_the_first_import_is_undone_too_and_then_there_is_none():
    take(lists.many(2))
    undo_import(by="operator", at=make.now())
    assert not Membership.objects.exists()
    assert take(lists.many(2)) == counts(new=2)
    take(lists.many(1))
    undo_import(by="operator", at=make.now())
    with pytest.raises(Refused, match="no import"):
        undo_import(by="operator", at=make.now())


def test_only_the_last_import_is_remembered_person_by_person():
    take(lists.many(2))
    take([lists.person(1, city="Echo"), lists.person(2, first_name="Other")])
    take([lists.person(1, first_name="Another"), lists.person(2, first_name="Other")])
    assert Before.objects.get().name == "Bo Álvarez 1"


def test_last_year_s_list_is_refused_by_the_day_in_its_name():
    take(lists.many(2), name="list_20240101.csv")
    with pytest.raises(Refused) as no:
        take([lists.person(1)], name="list_20230101.csv")
    assert no.value.code == "older"
    assert "Jan. 1, 2023" in str(no.value)


@pytest.mark.parametrize("table", ["people_membership", "people_before", "journal_row"])
def test_cut_short_it_leaves_everything_as_it_was(table):
    take(lists.many(3))
    before = faults.everything()
    with faults.refusing(table), pytest.raises(DatabaseError):
        take([lists.person(1, first_name="Other"), lists.person(5)])
    assert faults.everything() == before
    assert take([lists.person(1, first_name="Other"), lists.person(5)]) == counts(new=1, changed=1, absent=2)


def test_half_a_file_that_ends_within_a_quotation_takes_nothing_over():
    take(lists.many(2))
    before = people()
    data = lists.listing(lists.many(3)) + b'"and then' + b"x" * 200_000
    with pytest.raises(Unreadable):
        take(data)
    assert people() == before


def test_a_list_longer_than_one_statement_is_taken_over_whole():
    number = AT_ONCE + 7
    assert take(lists.many(number)) == counts(new=number)
    changed = [{**each, "chapter": "x", "dsa_chapter": "Echo"} for each in lists.many(number - 1)]
    assert take(changed) == counts(changed=number - 1, absent=1)
    undo_import(by="operator", at=make.now())
    assert set(Membership.objects.values_list("chapter", "absent")) == {("Riverside", None)}


def test_columns_of_an_index_are_written_where_they_changed_alone():
    indexed = {name for index in Membership._meta.indexes for name in index.fields} - {"id"}
    assert indexed <= set(SELDOM) <= set(COLUMNS)


# ---- the command


def run(*arguments):
    said, noted = io.StringIO(), io.StringIO()
    call_command("import_roster", *map(str, arguments), stdout=said, stderr=noted)
    return said.getvalue(), noted.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list_20231104.csv"

    def write(people, **how):
        path.write_bytes(lists.listing(people, **how))
        return path

    return write


@pytest.mark.requirement("B25")
def test_the_command_says_what_it_read_and_each_line_it_left_out(file):
    path = file([*lists.many(2), lists.person(3, join_date="soon")])
    said, _noted = run(path, "--dry-run")
    assert "Nothing was changed." in said
    assert not Membership.objects.exists()
    said, _noted = run(path)
    for line in ("read: 3", "new: 2", "changed: 0", "unchanged: 0", "absent: 0", "bad: 1"):
        assert line in said.splitlines()
    assert re.search(r"^Line 4: “soon” is not a day", said, re.MULTILINE)
    assert "race" in re.search("Left out: (.*)", said)[1]
    assert "unchanged: 2" in run(path)[0]
    assert "This very file was imported" in run(path)[1]
    assert "Undone" in run("--undo")[0]


def test_the_command_notes_what_to_look_at(file):
    run(file(lists.many(5)))
    _said, noted = run(file([lists.person(1)]), "--dry-run")
    assert "4 of 5 people are not on this list." in noted


def test_the_command_keeps_what_was_switched_on_and_takes_named_columns(file, tmp_path):
    run(file(lists.many(1)), "--with", "zip")
    assert Membership.objects.get().more == {"zip": "02134"}
    path = tmp_path / "own.csv"
    path.write_bytes(lists.lines("Mitglied,Post", "Ana Ruiz,ana@example.org"))
    _said, noted = run(path, "--column", "name=Mitglied", "--column", "email=Post")
    assert Membership.objects.get(email="ana@example.org").name == "Ana Ruiz"
    assert "no membership numbers" in noted


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.csv"], "There is no file"),
        ([], "There is no file"),
        (["--undo"], "no import that could be undone"),
    ],
)
def test_the_command_says_what_to_do(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty"),
        (b"%PDF-1.4", "Take a CSV file"),
        (lists.zipped(b"x", "[Content_Types].xml"), "save it as CSV"),
        (lists.zipped(b"x", "a.csv", **{"b.csv": b"y"}), "more than one list"),
        (b"one,two\n1,2", "No column of this list"),
        (b'name,email\n"Ana,' + b"x" * 200_000, "From line 2 on"),
    ],
)
def test_the_command_says_why_a_file_is_no_list(tmp_path, data, sentence):
    path = tmp_path / "some.csv"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=sentence):
        run(path)
    assert not RosterImport.objects.exists()


def test_nothing_is_undone_while_an_import_runs(cast):
    take(lists.many(2))
    with alone(), pytest.raises(Refused) as refusal:
        undo_import(by="operator", at=make.now())
    assert refusal.value.code == "busy"

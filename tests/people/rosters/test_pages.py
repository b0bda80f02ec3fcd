"""Taking a list over on pages: chosen, compared, taken over, undone, and what goes wrong."""

import json
import re
import stat
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client

from chapterhouse.people.actions.corrections import correct
from chapterhouse.people.models import Membership, RosterFile, RosterImport
from chapterhouse.people.roster_files import alone, folder, path_of
from chapterhouse.support.worker import run_once
from tests import faults, make
from tests.people.rosters import lists

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keeper(client, cast, settings, tmp_path):
    settings.HOME = tmp_path
    client.force_login(cast.rosa)
    return client


def choose(client, data, name="list.csv"):
    """Chooses a file; returns the answer."""
    data = data if isinstance(data, bytes) else lists.listing(data)
    return client.post("/roster/", {"file": SimpleUploadedFile(name, data)})


def looked_at(client, data, name="list.csv", **said):
    """The preview of a list that was chosen, with what it was asked."""
    answer = choose(client, data, name)
    assert answer.status_code == 302, text(answer)
    return client.post(answer["Location"], said, follow=True)


def take(client, page, **said):
    code = page.context["chosen"].code
    told = {"seen": page.context["seen"], **said}
    return client.post(f"/roster/list/{code}/take-over/", told, follow=True)


def text(answer):
    return answer.content.decode()


def counts(page):
    return [number for _words, number, _url in page.context["counts"]]


@pytest.mark.requirement("B25")
def test_a_list_is_chosen_looked_at_and_taken_over(keeper):
    first = choose(keeper, lists.listing([*lists.many(3), lists.person(4, join_date="soon")]))
    columns = text(keeper.get(first["Location"]))
    assert "membership number" in columns
    assert "race" in columns
    page = keeper.post(first["Location"], {}, follow=True)
    assert counts(page) == [4, 3, 0, 0, 0, 0, 0, 1]
    assert "Line 5: “soon” is not a day" in text(page)
    assert not Membership.objects.exists(), "looking changes nothing"
    done = take(keeper, page)
    assert "The list is taken over" in text(done)
    assert Membership.objects.count() == 3
    assert not RosterFile.objects.exists()
    assert not list(folder().glob("*.list"))
    assert "list.csv" in text(keeper.get("/roster/"))


@pytest.mark.requirement("B25")
def test_what_is_left_out_is_kept_when_it_is_ticked_and_unknown_columns_can_be_named(keeper):
    take(keeper, looked_at(keeper, lists.many(1), switched_on=["zip"]))
    assert Membership.objects.get().more == {"zip": "02134"}
    page = looked_at(
        keeper, lists.lines("Mitglied,Post", "Ana Ruiz,a@example.org"), column_0="name", column_1="email"
    )
    take(keeper, page, sure="1")
    assert Membership.objects.get(email="a@example.org").name == "Ana Ruiz"


def test_a_list_without_names_says_so_and_asks_again_and_two_columns_are_not_the_same_thing(keeper):
    data = lists.lines("Mitglied,Post", "Ana Ruiz,a@example.org")
    page = looked_at(keeper, data)
    assert "No column of this list says who somebody is" in text(page)
    assert "What does “Mitglied” hold?" in text(page)
    page = looked_at(keeper, data, column_0="name", column_1="name")
    assert "You said this of another column already" in text(page)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty"),
        (b"%PDF-1.7 ...", "This is no list that can be read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is no list that can be read"),
        (b"PK\x03\x04 half a zip", "This is no list that can be read"),
        (lists.zipped(b"x", "[Content_Types].xml"), "save it as CSV"),
    ],
)
def test_the_wrong_file_is_told_beside_the_field_and_not_kept(keeper, data, sentence):
    assert sentence in text(choose(keeper, data))
    assert not RosterFile.objects.exists()
    assert not list(folder().glob("*.list"))
    assert "Choose the file with the list first" in text(keeper.post("/roster/", {}))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_half_a_file_and_an_open_quotation(keeper, encoding):
    whole = lists.listing([lists.person(6), lists.person(8)], encoding=encoding)
    take(keeper, looked_at(keeper, whole))
    assert Membership.objects.filter(name__startswith="Günter").exists()
    half = looked_at(keeper, lists.listing([lists.person(6)]) + b"half,a,row")
    assert "It has 3 cells" in text(half)
    broken = choose(keeper, lists.listing([lists.person(6)]) + b'"and then' + b"x" * 200_000)
    assert "a quotation mark" in text(broken)


def test_last_year_s_list_is_pointed_out_and_goes_in_only_when_somebody_says_it_is_right(keeper):
    take(keeper, looked_at(keeper, lists.many(4), "list_20240101.csv"))
    page = looked_at(keeper, [lists.person(1)], "list_20230101.csv")
    for sentence in ("This list is of Jan. 1, 2023", "3 of 4 people are not on this list"):
        assert sentence in text(page)
    again = take(keeper, page, asked="1")
    assert "tick that it is" in text(again)
    assert RosterImport.objects.count() == 1
    assert "The list is taken over" in text(take(keeper, page, asked="1", sure="1"))


@pytest.mark.requirement("B25")
def test_a_number_s_column_renamed_upstream_is_pointed_out_before_everybody_is_new(keeper):
    take(keeper, looked_at(keeper, lists.many(4)))
    renamed = lists.listing(lists.many(4)).replace(b"actionkit_id", b"member_no")
    page = looked_at(keeper, renamed)
    assert "This list has no membership numbers" in text(page)
    assert "4 of 4 people are not on this list" in text(page)
    assert "tick that it is" in text(take(keeper, page, asked="1"))
    columns = text(keeper.get(f"/roster/list/{page.context['chosen'].code}/"))
    place = re.search(r'name="(column_\d+)"[^>]*id="[^"]*"', columns[columns.index("“member_no”") :])
    again = looked_at(keeper, renamed, **{place[1]: "key"})
    assert counts(again)[:5] == [4, 0, 0, 0, 4]


@pytest.mark.requirement("B25")
def test_another_address_is_a_change_of_the_same_person_and_two_may_have_one(keeper):
    take(keeper, looked_at(keeper, lists.many(3)))
    moved = [
        lists.person(1, email="new@example.org"),
        lists.person(2, email="person3@example.org"),
        lists.person(3),
    ]
    page = looked_at(keeper, moved)
    assert counts(page)[:5] == [3, 0, 2, 0, 1]
    take(keeper, page)
    found = dict(Membership.objects.values_list("key", "email"))
    assert found == {
        "500001": "new@example.org",
        "500002": "person3@example.org",
        "500003": "person3@example.org",
    }


def test_a_number_that_stands_twice_goes_in_once_and_is_named_with_both_lines(keeper):
    page = looked_at(keeper, [lists.person(1), lists.person(2), lists.person(1, first_name="Again")])
    assert "Line 4: The same person stands in line 2 already." in text(page)
    take(keeper, page)
    assert Membership.objects.get(key="500001").name == "Bo Álvarez 1"


def test_the_file_is_readable_by_its_owner_only_and_by_nobody_else_on_the_site(keeper, cast):
    code = choose(keeper, lists.many(1))["Location"].split("/")[-2]
    assert stat.S_IMODE(path_of(code).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder().stat().st_mode) == 0o700
    other = make.newcomer("steering")
    elsewhere = Client()
    elsewhere.force_login(other)
    assert elsewhere.get(f"/roster/list/{code}/")["Location"] == "/roster/"
    assert RosterFile.objects.exists()


def test_it_is_forgotten_when_laid_aside_or_after_a_day_with_files_nobody_knows(keeper):
    page = looked_at(keeper, lists.many(1))
    code = page.context["chosen"].code
    stray = path_of("stray")
    stray.write_bytes(b"x")
    run_once(make.now() + timedelta(hours=23))
    assert path_of(code).exists()
    assert stray.exists()
    run_once(make.now() + timedelta(hours=25))
    assert not list(folder().glob("*.list"))
    assert "Choose it again" in text(take(keeper, page))
    code = looked_at(keeper, lists.many(1)).context["chosen"].code
    assert "laid aside" in text(keeper.post(f"/roster/list/{code}/lay-aside/", follow=True))
    assert not path_of(code).exists()
    assert not Membership.objects.exists()


def test_a_file_that_vanished_from_the_disk_is_said_on_every_step(keeper):
    page = looked_at(keeper, lists.many(1))
    code = page.context["chosen"].code
    path_of(code).unlink()
    for address in ("", "changes/"):
        assert "Choose it again" in text(keeper.get(f"/roster/list/{code}/{address}", follow=True))
    assert "Choose it again" in text(take(keeper, page))


def test_pressed_twice_it_goes_in_once(keeper):
    page = looked_at(keeper, lists.many(2))
    take(keeper, page)
    assert "Choose it again" in text(take(keeper, page))
    assert RosterImport.objects.count() == 1


@pytest.mark.requirement("B25")
def test_a_roll_that_changed_since_is_shown_again_before_anything_goes_in(keeper, cast):
    take(keeper, looked_at(keeper, lists.many(2)))
    page = looked_at(keeper, lists.many(3))
    correct(
        member=Membership.objects.first(), field="email", value="x@example.org", by=cast.rosa, at=make.now()
    )
    again = take(keeper, page)
    assert "The roll has changed since you looked" in text(again)
    assert counts(again)[:2] == [3, 1]
    assert Membership.objects.count() == 2
    assert "The list is taken over" in text(take(keeper, again))


@pytest.mark.requirement("B25")
def test_two_imports_at_once_are_refused_with_a_sentence(keeper):
    page = looked_at(keeper, lists.many(1))
    with alone():
        assert "Another list is being taken over" in text(take(keeper, page))
    assert not Membership.objects.exists()
    assert "The list is taken over" in text(take(keeper, page))


def test_killed_half_way_nothing_has_changed_and_the_list_is_still_there(keeper):
    take(keeper, looked_at(keeper, lists.many(2)))
    page = looked_at(keeper, [lists.person(1, first_name="Other"), lists.person(5)])
    before = faults.everything()
    with faults.refusing("people_before"), pytest.raises(DatabaseError):
        take(keeper, page)
    assert faults.everything() == before
    assert "The list is taken over" in text(take(keeper, page))


# ---- line by line


def by_lines(client, page):
    code = page.context["chosen"].code
    told = {"seen": page.context["seen"]}
    return client.post(f"/roster/list/{code}/take-over/", told, headers={"Accept": "application/x-ndjson"})


def test_a_module_is_told_how_far_it_is_and_where_to_go(keeper):
    page = looked_at(keeper, lists.many(2300))
    said = [json.loads(line) for line in by_lines(keeper, page).streaming_content]
    assert [line.get("read") for line in said[:-1]] == [1000, 2000, 2300]
    assert said[-1] == {"go": f"/roster/imports/{RosterImport.objects.get().pk}/"}
    assert Membership.objects.count() == 2300


def test_whoever_leaves_half_way_changes_nothing(keeper):
    page = looked_at(keeper, lists.many(2300))
    answer = by_lines(keeper, page)
    assert json.loads(next(iter(answer.streaming_content))) == {"read": 1000}
    answer.close()
    assert not Membership.objects.exists()
    assert "The list is taken over" in text(take(keeper, page))


def test_a_refusal_is_a_line_too_in_the_reader_s_language(keeper, cast):
    page = looked_at(keeper, lists.many(1))
    keeper.cookies["django_language"] = "es"
    with alone():
        [said] = [json.loads(line) for line in by_lines(keeper, page).streaming_content]
    assert "otra lista" in said["said"].lower()


# ---- undoing, and who may


@pytest.mark.requirement("B25")
def test_the_last_one_is_undone_after_a_question_and_only_the_one_that_was_shown(keeper):
    take(keeper, looked_at(keeper, lists.many(2)))
    take(keeper, looked_at(keeper, lists.many(3)))
    page = keeper.get("/roster/undo/")
    assert "Undo the last list?" in text(page)
    old = RosterImport.objects.last()
    assert "newer import" in text(keeper.post("/roster/undo/", {"number": old.pk}, follow=True))
    said = text(keeper.post("/roster/undo/", {"number": page.context["last"].pk}, follow=True))
    assert "It is undone" in said
    assert Membership.objects.count() == 2
    assert keeper.get("/roster/undo/").status_code == 302


@pytest.mark.parametrize(
    "address", ["/roster/", "/roster/undo/", "/roster/list/abc/", "/roster/imports/1/", "/roster/members/"]
)
@pytest.mark.parametrize("first", ["bela", "ana", "sol", "ida"])
def test_nobody_else_finds_these_pages(client, cast, address, first):
    assert client.get(address).status_code == 302
    client.force_login(getattr(cast, first))
    assert client.get(address).status_code == 404


def test_they_stand_among_what_is_ours_for_keepers_alone(keeper, cast):
    assert "/roster/members/" in text(keeper.get("/organisation/"))
    keeper.force_login(cast.ana)
    assert "/roster/" not in text(keeper.get("/organisation/"))

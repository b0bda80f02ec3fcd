"""Lists of members as they come: headers of four years, encodings, separators, days, and what is wrong."""

import io
from datetime import date

import pytest

from chapterhouse.people.roster import files
from chapterhouse.people.roster.columns import understand
from chapterhouse.people.roster.files import Unreadable
from chapterhouse.people.roster.reading import Bad, Listed, open_roster
from tests.people.rosters import lists


def opened(data, **how):
    return open_roster(lambda: io.BytesIO(data), **how)


def read(data, **how):
    """All rows, without their lines."""
    return [row for _line, row in opened(data, **how).rows()]


def one(data, **how):
    [row] = read(data, **how)
    return row


def bad(data, **how):
    """Line, code and value of what was left out."""
    return [row[:3] for row in read(data, **how) if isinstance(row, Bad)]


@pytest.mark.requirement("B25")
@pytest.mark.parametrize("vintage", lists.HEADERS)
def test_each_of_four_years_is_understood_by_its_header_alone(vintage):
    row = one(lists.listing([lists.person(14)], vintage))
    assert isinstance(row, Listed)
    assert (row.key, row.name, row.family) == ("500014", "Eun-ji Brown 14", "Brown 14")
    assert (row.email, row.status) == ("person14@example.org", "good")
    assert (row.joined, row.expires, row.lifetime) == (date(2019, 5, 1), date(2027, 3, 31), False)
    assert (row.no_calls, row.no_texts, row.post, row.chapter) == (True, False, "Yes", "Riverside")
    assert row.more == ()


@pytest.mark.requirement("B25")
@pytest.mark.parametrize("vintage", lists.HEADERS)
def test_what_elections_and_trainings_do_not_need_is_left_out_unless_switched_on(vintage):
    data = lists.listing([lists.person(14)], vintage)
    kept = repr(one(data))
    assert not [text for text in ("323", "02134", "Example Street", "answered", "CA_34") if text in kept]
    assert dict(one(data, switched_on=["zip", "address"]).more) == {
        "zip": "02134",
        "address": "1 Example Street",
    }


def test_race_is_known_and_left_out_by_name():
    columns = opened(lists.listing([lists.person()])).columns
    assert "race" in columns.left_out
    assert "country" in columns.unknown


def test_a_list_of_names_and_addresses_is_understood_without_numbers():
    data = lists.lines("Name;E-Mail", "Ana Ruiz;ANA@example.org", "Bo Fox;")
    first, second = read(data)
    assert (first.key, first.email, first.name) == ("mail:ana@example.org", "ana@example.org", "Ana Ruiz")
    assert (second.key, second.email) == ("name:bo_fox", "")


def test_a_column_that_nobody_knows_can_be_named():
    data = lists.lines("Mitglied,Post", "Ana Ruiz,ana@example.org")
    with pytest.raises(Unreadable, match="no-names"):
        opened(data)
    assert one(data, mapped={"name": "Mitglied", "email": "Post"}).email == "ana@example.org"


def test_an_export_of_action_network_says_who_wants_no_mail():
    header = "email,first_name,last_name,zip_code,can2_phone,can2_subscription_status,uuid"
    rows = ("a@example.org,Ana,Ruiz,90012,,subscribed,1", "b@example.org,Bo,Fox,90012,,unsubscribed,2")
    assert [row.no_mail for row in read(lists.lines(header, *rows))] == [False, True]


@pytest.mark.requirement("B25")
def test_a_certain_day_means_for_life():
    assert one(lists.listing([lists.person(xdate="2099-11-01")]))[5:7] == (None, True)
    assert one(lists.listing([lists.person(membership_type="Lifetime", xdate="")]))[5:7] == (None, True)


def test_a_zip_code_is_text_and_gets_back_the_zero_a_spreadsheet_took():
    rows = [lists.person(1, zip="2134"), lists.person(2, zip="02134-1234"), lists.person(3, zip="SW1A 1AA")]
    found = [dict(row.more)["zip"] for row in read(lists.listing(rows), switched_on=["zip"])]
    assert found == ["02134", "02134-1234", "SW1A 1AA"]


@pytest.mark.parametrize(
    ("said", "letter", "standing"),
    [
        ("Member in Good Standing", "M", "good"),
        ("MEMBER", "M", "member"),
        ("Lapsed", "L", "lapsed"),
        ("expired", "", "lapsed"),
        ("", "L", "lapsed"),
        ("", "M", "good"),
        ("", "", ""),
    ],
)
def test_standing_is_what_the_list_says_in_its_older_words_too(said, letter, standing):
    person = lists.person(membership_status=said, memb_status_letter=letter)
    assert one(lists.listing([person])).status == standing


@pytest.mark.parametrize(
    "written",
    [
        "2021-03-04",
        "3/4/2021",
        "03/04/21",
        "2021-03-04 00:00:00",
        "2021-03-04T10:00",
        "4-Mar-21",
        "Mar 4, 2021",
    ],
)
def test_days_come_in_many_hands(written):
    assert one(lists.listing([lists.person(join_date=written)])).joined == date(2021, 3, 4)


def test_whether_the_day_comes_first_is_seen_in_the_list_as_a_whole():
    people = [lists.person(1, join_date="31/12/2020"), lists.person(2, join_date="03/04/2021")]
    assert [row.joined for row in read(lists.listing(people))] == [date(2020, 12, 31), date(2021, 4, 3)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_encodings_are_seen(separator, encoding):
    data = lists.listing([lists.person(6), lists.person(8)], separator=separator, encoding=encoding)
    assert [row.name.split()[0] for row in read(data)] == ["Günter", "Íñigo"]


def test_the_national_zip_says_its_day_in_its_name():
    data = lists.zipped(lists.listing([lists.person()]), **{"__MACOSX/._list.csv": b"x"})
    assert opened(data, name="any.zip").listed_on == date(2023, 11, 4)
    assert opened(data, name="riverside_20240102.zip").listed_on == date(2024, 1, 2)
    assert one(data).key == "500001"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "no-list"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no-list"),
        (b"PK\x03\x04 half a zip", "no-list"),
        (lists.zipped(b"x", "photo.jpg"), "no-list"),
        (lists.zipped(b"x", "a.csv", **{"b.csv": b"y"}), "several"),
        (lists.zipped(b"x", "[Content_Types].xml"), "spreadsheet"),
        (lists.locked(lists.zipped(b"name\r\nAna")), "locked"),
        (lists.spoilt(lists.zipped(lists.listing([lists.person()]))), "no-list"),
        (b"just some words\nand more", "no-names"),
        (b"\r\n", "no-names"),
    ],
)
def test_what_is_no_list_is_told_apart(data, code):
    with pytest.raises(Unreadable) as no:
        opened(data)
    assert no.value.code == code


def test_a_small_zip_with_a_boundless_file_in_it_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 10)
    with pytest.raises(Unreadable) as no:
        opened(lists.zipped(b"name\r\n" + b"Ana\r\n" * 9))
    assert no.value.code == "too-large"


def test_a_number_s_column_that_was_renamed_upstream_is_asked_about_and_can_be_named():
    data = lists.listing([lists.person(1)]).replace(b"actionkit_id", b"member_no")
    assert "member_no" in opened(data).columns.unknown
    assert one(data).key == "mail:person1@example.org"
    assert one(data, mapped={"key": "member_no"}).key == "500001"


def test_a_quotation_that_never_ends_says_where_it_began():
    data = lists.lines("name,email", "Ana,a@example.org", '"Bo,b@example.org', *["x" * 1000] * 200)
    with pytest.raises(Unreadable) as no:
        read(data)
    assert (no.value.code, no.value.line) == ("open-quote", 3)


@pytest.mark.requirement("B25")
def test_rows_that_cannot_be_understood_are_named_by_line_and_the_rest_is_read():
    people = [
        lists.person(1),
        lists.person(2, first_name="", last_name=""),
        lists.person(3, actionkit_id=""),
        lists.person(4, join_date="yesterday"),
        lists.person(5, xdate="2023-02-30"),
        lists.person(6, membership_status="Emeritus"),
        lists.person(7, do_not_call="perhaps"),
        lists.person(8, email="no at sign"),
        lists.person(1, first_name="Again"),
        lists.person(9, first_name="Two\nlines"),
        lists.person(10, email="with a space@example.org"),
    ]
    data = lists.listing(people) + b"half,a,row"
    assert bad(data) == [
        (3, "no-name", ""),
        (4, "no-key", "Dolores Álvarez 3"),
        (5, "no-day", "yesterday"),
        (6, "no-day", "2023-02-30"),
        (7, "no-standing", "Emeritus"),
        (8, "no-yes", "perhaps"),
        (9, "no-email", "no at sign"),
        (10, "twice", "2"),
        (13, "no-email", "with a space@example.org"),
        (14, "cells", "3"),
    ]
    assert sum(isinstance(row, Listed) for row in read(data)) == 2


def test_two_people_may_share_an_address_and_empty_lines_are_nobody():
    data = lists.listing([lists.person(1), lists.person(2, email="person1@example.org")]) + b"\r\n\r\n"
    assert [row.email for row in read(data)] == ["person1@example.org"] * 2


def test_of_several_telephones_the_best_comes_first():
    columns = understand(lists.HEADERS["late-2023"].split(","), switched_on=["phone"])
    titles = lists.HEADERS["late-2023"].split(",")
    assert [titles[place] for place in columns.places["phone"]] == [
        *("best_phone", "mobile_phone", "home_phone", "work_phone"),
    ]


def test_somebody_at_a_high_school_is_a_minor():
    rows = [
        lists.person(1, student_yes_no="Yes, high school"),
        lists.person(2, student_yes_no="Yes, college"),
    ]
    assert [row.minor for row in read(lists.listing(rows))] == [True, False]

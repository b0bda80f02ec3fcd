"""Files of ballots as others write them, and each mistake with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapterhouse.elections.counting.ballots import Ballots
from chapterhouse.elections.counting.blt import Unreadable, read, written
from chapterhouse.elections.wording import FILES, file_said

PLAIN = '3 2\n4 1 2 0\n1 0\n2 3 0\n0\n"Ana"\n"Ben"\n"Cleo"\n"A committee"\n'
BALLOTS = Ballots(("Ana", "Ben", "Cleo"), 2, {(): 1, (1, 2): 4, (3,): 2}, "A committee")


def test_a_plain_file_is_read():
    assert read(PLAIN.encode()) == BALLOTS


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace('"', "").encode(),
        ("# from the count\n" + PLAIN.replace("4 1 2 0", "4 1 2 0 # first pile\n\n#none")).encode(),
        PLAIN.replace('"\n"', '" "').encode(),
        PLAIN.replace("4 1 2 0", "1 1 2 0\n3 1 2 0").encode(),
        PLAIN.rstrip("\n").encode(),
    ],
    ids=["mark", "utf-16", "windows", "unquoted", "comments", "one line", "weights", "no last line end"],
)
def test_the_same_file_as_others_write_it(data):
    assert read(data) == BALLOTS


def test_lines_of_withdrawal_are_read_and_written():
    read_ = read(PLAIN.replace("4 1 2 0", "-3\n4 1 2 0").encode())
    assert read_.withdrawn == {3}
    assert read(written(read_).encode()) == read_
    assert read(PLAIN.replace("4 1 2 0", "-3 -1\n4 1 2 0").encode()).withdrawn == {1, 3}


def test_names_keep_their_letters_quotation_marks_and_hashes():
    ballots = Ballots(("José “Pepe” Ñáñez", 'Ann "Nan" O\'Hara', "C # 3"), 1, {(1,): 1}, "")
    assert read(written(ballots).encode()) == ballots
    assert read("1 1\n1 1 0\n0\nJosé\n".encode("latin-1")).names == ("José",)


def test_a_file_without_title_is_read():
    assert read(PLAIN.replace('"A committee"\n', "").encode()).title == ""


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (("3 2\n", ""), "no-blt", 1),
        (("3 2\n", "name;number\n"), "no-blt", 1),
        (("3 2\n", "0 2\n"), "how-many-candidates", 1),
        (("3 2\n", "1001 2\n"), "how-many-candidates", 1),
        (("3 2\n", "3 0\n"), "how-many-seats", 1),
        (("4 1 2 0", "4 1 x 0"), "no-number", 2),
        (("4 1 2 0", "4.5 1 2 0"), "no-number", 2),
        (("4 1 2 0", "4,1,2,0"), "no-number", 2),
        (("4 1 2 0", "4 1=2 0"), "equal-ranks", 2),
        (("4 1 2 0", "4 1 - 2 0"), "skipped-rank", 2),
        (("4 1 2 0", "(7) 4 1 2 0"), "not-known", 2),
        (("4 1 2 0", "[tie 3 1 2]\n4 1 2 0"), "not-known", 2),
        (("4 1 2 0", "0 1 2 0"), "no-weight", 2),
        (("4 1 2 0", "-1 2 0"), "no-weight", 2),
        (("4 1 2 0", "4 1 2"), "open-line", 2),
        (("4 1 2 0", "4 1 4 0"), "no-candidate", 2),
        (("4 1 2 0", "-4\n4 1 2 0"), "no-candidate", 2),
        (("4 1 2 0", "4 1 2 1 0"), "ranked-twice", 2),
        (("4 1 2 0", "99999999 1 2 0"), "too-many-papers", 2),
        (("4 1 2 0", "4 1" + " 2" * 5000), "long-line", 2),
        (('"Ana"', '"' + '\\"' * 5000), "long-line", 6),
        (("\n0\n", "\n"), "no-end", 5),
        (('0\n"Ana"\n"Ben"\n"Cleo"\n"A committee"\n', ""), "no-end", 4),
        (('"Ana"\n"Ben"\n"Cleo"\n"A committee"\n', '"Ana"\n'), "too-few-names", 6),
        (('"Cleo"', '"Cleo'), "open-quote", 8),
        (('"A committee"\n', '"A committee"\n"more"\n'), "more-after-title", 10),
    ],
)
def test_a_mistake_is_said_with_its_line(change, code, line):
    assert change[0] in PLAIN
    with pytest.raises(Unreadable) as no:
        read(PLAIN.replace(*change, 1).encode())
    assert (no.value.code, no.value.line) == (code, line)
    assert f"ine {line}" in file_said(no.value)


def test_every_mistake_has_a_sentence_and_every_sentence_a_mistake():
    said = {case[1] for case in test_a_mistake_is_said_with_its_line.pytestmark[0].args[1]}
    assert said | {"empty"} == set(FILES)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only words\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(data):
    with pytest.raises(Unreadable) as no:
        read(data)
    assert file_said(no.value).startswith("This file is empty")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n1 0 obj", b"PK\x03\x04\0\0\0\0", bytes(range(256)), b"<html></html>"]
)
def test_a_file_of_another_kind_is_said_to_be_none(data):
    with pytest.raises(Unreadable) as no:
        read(data)
    assert no.value.code == "no-blt"


@given(st.binary(max_size=300) | st.text('0123456789 -\n"#=ab', max_size=200).map(str.encode))
def test_whatever_comes_is_read_or_refused_in_a_sentence(data):
    try:
        said = read(data).names
    except Unreadable as no:
        said = file_said(no)
    assert said

"""Who is named in more than one list: the comparison itself, as a browser does it."""

from pathlib import Path

import pytest

import chapterhouse.casework

SOURCE = Path(chapterhouse.casework.__file__).parent / "static/casework/same-names.js"
CALL = """async ([source, name, given]) => {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return (await import(address))[name](given);
}"""


@pytest.fixture(scope="module")
def module(browser):
    """Calls a function of the module."""
    page = browser.new_page()
    yield lambda name, given: page.evaluate(CALL, [SOURCE.read_text(), name, given])
    page.close()


def case(code, *people, desk="hgo"):
    """People are names, or names with their parts."""
    listed = [(each, ["caused"]) if isinstance(each, str) else each for each in people]
    return {"code": code, "desk": desk, "people": [{"name": name, "parts": parts} for name, parts in listed]}


def twice(module, *cases):
    """Codes of the cases of each who is named twice."""
    found = module("namedTwice", list(cases))
    return {one["name"]: [each["row"]["code"] for each in one["in"]] for one in found}


@pytest.mark.requirement("B31")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jules Marín", "jules marin"),
        ("Jules Marín", "  MARÍN,   Jules "),
        ("Ana-Lucía Peña", "Peña Ana Lucía"),
        ("Jules (jules@example.org)", "jules@example.org"),
        ("@jules_m", "Somebody else @jules_m"),
        ("Ｊules", "Jules"),
        ("Жанна Д’Арк", "д арк жанна"),
        ("李雷", "李雷"),
    ],
)
def test_the_same_name_is_found_however_it_is_written(module, one, other):
    assert twice(module, case("C-1", one), case("C-2", other)) == {one: ["C-1", "C-2"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jules", "Julia"),
        ("Jules Marín", "Jules"),
        ("J.", "J."),
        ("", ""),
        ("…", "…"),
        ("@jules", "jules"),
        ("@jules", "@Jules"),
        ("a@example.org", "b@example.org"),
    ],
)
def test_others_and_letters_alone_are_not(module, one, other):
    assert twice(module, case("C-1", one), case("C-2", other)) == {}


def test_who_has_two_names_is_one_through_the_list_that_has_both(module):
    cases = [case("C-1", "Jules Marín"), case("C-2", "@jm"), case("C-3", "Marin Jules @jm")]
    assert list(twice(module, *cases).values()) == [["C-1", "C-2", "C-3"]]


def test_twice_on_one_list_is_not_in_two_cases(module):
    assert twice(module, case("C-1", "Jules", "jules")) == {}


@pytest.mark.requirement("B2", "B31")
def test_nothing_is_compared_across_desks(module):
    assert twice(module, case("C-1", "Jules"), case("C-2", "Jules", desk="crt")) == {}


@pytest.mark.requirement("B31")
@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["experienced"], False),
        (["witnessed", "experienced"], False),
        (["caused", "experienced"], True),
        ([], True),
        (["in his own words"], True),
    ],
)
def test_who_experienced_or_saw_it_was_not_reported(module, parts, found):
    given = twice(module, case("C-1", "Jules"), case("C-2", ("Jules", parts)))
    assert given == ({"Jules": ["C-1", "C-2"]} if found else {})


def test_a_list_without_end_keeps_nobody_waiting_and_hides_nobody(module):
    """Whoever writes a report can put anything on its list."""
    endless = case("C-1", *(f"@handle{n} Nobody {n}" for n in range(100_000)))
    variants = case("C-2", *("jules" + " " * n for n in range(500)))
    many = case("C-3", "jules " + " ".join(f"@x{n}" for n in range(100_000)))
    found = module("namedTwice", [endless, variants, many, case("C-4", "Jules"), case("C-5", "JULES")])
    [jules] = found
    assert [each["row"]["code"] for each in jules["in"]] == ["C-2", "C-3", "C-4", "C-5"]
    assert max(len(each["names"]) for each in jules["in"]) == 3


def test_many_long_lists_are_compared_while_one_looks_on(module):
    cases = [case(f"C-{n}", *(f"Person {n} {each}" for each in range(5)), "Jules") for n in range(300)]
    assert len(twice(module, *cases)["Jules"]) == 300

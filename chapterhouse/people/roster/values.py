"""What stands in a cell: days, yes and no, standing. A value that cannot be understood is a `Doubt`."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

GOOD, MEMBER, LAPSED = "good", "member", "lapsed"
#: What lists have called it, in small letters. *Member* is past its date by less than a year.
STANDING: Mapping[str, str] = {
    "member in good standing": GOOD,
    "good standing": GOOD,
    "m": GOOD,
    "member": MEMBER,
    "lapsed": LAPSED,
    "expired": LAPSED,
    "l": LAPSED,
}
#: By this day the national lists mean that a membership never ends.
LIFETIME = date(2099, 11, 1)
YES = {"1", "y", "yes", "true", "t", "x", "sí", "si", "opted out", "opt out", "opted_out"}
NO = {"", "0", "n", "no", "false", "f", "none", "null", "subscribed", "opted in", "opted_in"}
ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


class Doubt(ValueError):
    """A value nobody can be sure of.

    Attributes:
        code: which sentence says so.
        value: as it stands in the list.
    """

    def __init__(self, code: str, value: str) -> None:
        super().__init__(code, value)
        self.code, self.value = code, value


@lru_cache(maxsize=4096)
def day_in(value: str, *, day_first: bool = False) -> date | None:
    """A day as lists write it: ``2021-03-04``, ``3/4/2021``, ``4-Mar-21``; with an hour, which is dropped.

    Args:
        day_first: that 3/4 is the third of April.

    Raises:
        Doubt: it is none of these, or no such day exists.
    """
    text = value.strip().partition("T")[0].partition(" ")[0] if ":" in value else value.strip()
    if not text or text in {"0000-00-00", "NULL", "-"}:
        return None
    try:
        if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
            year, month, day = map(int, found.groups())
        elif found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})", text):
            first, second, year = map(int, found.groups())
            month, day = (second, first) if day_first else (first, second)
        elif found := re.fullmatch(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ,]+(\d{2}|\d{4})", text):
            day, month, year = int(found[1]), MONTHS[found[2].lower()], int(found[3])
        elif found := re.fullmatch(r"([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})", text):
            month, day, year = MONTHS[found[1].lower()], int(found[2]), int(found[3])
        else:
            raise Doubt("no-day", value)
        return date(year + 2000 if year < 100 else year, month, day)
    except (KeyError, ValueError) as error:
        raise error if isinstance(error, Doubt) else Doubt("no-day", value) from error


def writes_day_first(values: Iterable[str]) -> bool:
    """Whether a list writes 31/12 rather than 12/31: some first number is no month, and no second is."""
    pairs = [
        found.groups() for value in values if (found := re.match(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]", value))
    ]
    return any(int(first) > 12 for first, _second in pairs) and not any(
        int(second) > 12 for _first, second in pairs
    )


@lru_cache(maxsize=4096)
def yes_in(value: str) -> bool:
    """A yes or a no. Raises `Doubt`."""
    said = value.strip().lower()
    if said in YES or said in NO:
        return said in YES
    raise Doubt("no-yes", value)


@lru_cache(maxsize=4096)
def standing_in(value: str, letter: str = "") -> str:
    """What a list says of somebody's standing, or an empty text where it says nothing. Raises `Doubt`."""
    said = " ".join(value.lower().split()) or letter.strip().lower()
    if said and said not in STANDING:
        raise Doubt("no-standing", value or letter)
    return STANDING.get(said, "")


def email_in(value: str) -> str:
    """An address in small letters, or an empty text: not everybody has one. Raises `Doubt`."""
    said = value.strip().lower()
    if said and not ADDRESS.fullmatch(said):
        raise Doubt("no-email", value)
    return said

"""What a pack tells people besides its doors: crisis lines, documents, limits, questions, words, links."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from .bounds import Between, Filled
from .forms import Code, Danger, DocumentKind, EmailAddress, Https, PhoneNumber, dialled
from .words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLine:
    """A number to call at once. ``checked_on``: when somebody last compared it with the line's own word."""

    code: Code
    number: PhoneNumber
    name: Words
    about: Words
    covers: Annotated[tuple[Danger, ...], Filled()]
    caution: Words | None = None
    checked_on: date

    @property
    def tel(self) -> str:
        return dialled(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """What to do when it cannot wait, and that we are not the ones to call."""

    emergency: Words
    not_us: Words
    lines: Annotated[tuple[CrisisLine, ...], Filled()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text the work rests on. Without an address it is not here yet, and pages say so."""

    kind: DocumentKind
    name: Words
    about: Words
    version: str | None = None
    address: Https | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfScope:
    """Something we cannot help with.

    Attributes:
        doors: codes of the doors it is said at; empty for all.
        door: code of the door that does help, if there is one.
        emergency: the crisis lines help.
    """

    code: Code
    text: Words
    doors: tuple[Code, ...] = ()
    door: Code | None = None
    emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A step a plan may ask of someone who caused harm; a rare one needs its reason (S1.46 to S1.53).

    Attributes:
        care: what the program watches over: `span` has a beginning and an end; an `apology` is delivered only
            to who wants it; `together` needs the yes of the other one, whom it never binds.
    """

    code: Code
    name: Words
    explains: Words
    rare: bool = False
    care: Literal["", "span", "apology", "together"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One heading of the help page, in the order a member would ask (S0.71)."""

    code: Code
    title: Words
    answer: Annotated[tuple[Words, ...], Filled()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A word explained (S0.74)."""

    code: Code
    name: Words
    explains: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    code: Code
    name: Words
    url: Https


@dataclass(frozen=True, slots=True, kw_only=True)
class Involvement:
    """A way to take part in the work itself: giving feedback, collaborating, joining the team."""

    code: Code
    name: Words
    text: Words
    email: EmailAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How counts are published.

    Attributes:
        year_starts: month, 1 to 12, in which the reporting year begins.
        every_months: how many months lie between two reports.
        smallest: counts below it are merged or hidden.
    """

    year_starts: Annotated[int, Between(1, 12)]
    every_months: Annotated[int, Between(1, 12)]
    smallest: Annotated[int, Between(2)]
    about: Words

    def period_of(self, day: date) -> tuple[date, date]:
        """The period between two reports in which a day lies: its first day, and the first day after it.

        The last period of a year is shorter where its months do not divide twelve.
        """
        year = day.year if day.month >= self.year_starts else day.year - 1
        passed = (day.year - year) * 12 + day.month - self.year_starts
        begun = passed - passed % self.every_months
        return self._month(year, begun), self._month(year, min(begun + self.every_months, 12))

    def _month(self, year: int, after: int) -> date:
        """The first day of a month, counted from the beginning of the reporting year."""
        months = self.year_starts - 1 + after
        return date(year + months // 12, months % 12 + 1, 1)

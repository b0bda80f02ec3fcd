"""Dates in words. ``at`` is always an argument; nothing here asks the clock.

English: ``Sunday 22 November, 5 pm``. Spanish: ``domingo 22 de noviembre, 17:00``. A no-break space joins
a day to its month and an hour to am or pm.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal

HARD = "\N{NO-BREAK SPACE}"
WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
}
DAY = {"en": f"{{day}}{HARD}{{month}}", "es": f"{{day}}{HARD}de{HARD}{{month}}"}
YEAR = {"en": " {year}", "es": " de {year}"}


def day_words(day: date, language: str, *, year: bool = False, weekday: bool = True) -> str:
    """A day in words.

    Args:
        day: the day, already in the reader's zone.
        language: ``en`` or ``es``.
        year: say the year, for what lies more than some months away.
        weekday: say the day of the week.
    """
    words = DAY[language].format(day=day.day, month=MONTHS[language][day.month - 1])
    named = f"{WEEKDAYS[language][day.weekday()]} {words}" if weekday else words
    return named + (YEAR[language].format(year=day.year) if year else "")


def hour_words(moment: datetime, language: str) -> str:
    """The time of day in words: ``5 pm``, ``9:02 am``; ``17:00``."""
    if language == "es":
        return f"{moment.hour}:{moment.minute:02}"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{HARD}{'am' if moment.hour < 12 else 'pm'}"


def moment_words(moment: datetime, language: str, *, year: bool = False) -> str:
    """A moment in words, in the zone it carries."""
    return f"{day_words(moment, language, year=year)}, {hour_words(moment, language)}"


@dataclass(frozen=True)
class Standing:
    """How a due moment stands at another moment.

    Attributes:
        kind: ``overdue``, ``today`` (due later on the same day) or ``later``.
        days, hours: how long it has been overdue: whole days from two on, else whole hours; else both 0.
    """

    kind: Literal["overdue", "today", "later"]
    days: int = 0
    hours: int = 0


def standing(due: datetime, *, at: datetime, zone: tzinfo) -> Standing:
    """Compares a due moment with ``at`` (both aware), in real hours; *today* is a day of ``zone``."""
    late = at.astimezone(UTC) - due.astimezone(
        UTC
    )  # within one zone, subtraction would count the clock's face
    if late >= timedelta(0):
        if late >= timedelta(days=2):
            return Standing("overdue", days=late.days)
        return Standing("overdue", hours=late // timedelta(hours=1))
    same_day = due.astimezone(zone).date() == at.astimezone(zone).date()
    return Standing("today" if same_day else "later")

"""What the guide says in words: hours, needs, languages, areas."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chapterhouse.ui.dates import WEEKDAYS, hour_words

from .hours import State, Week
from .kinds import SPOKEN, Need

_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001  # only its clock is said


def now(week: Week, always: bool, state: State, local: datetime) -> str:
    """Whether they are open at a moment; empty where nobody wrote their hours down."""
    if always:
        return _("Open day and night.")
    today = local.replace(tzinfo=None)
    if state.until:
        return _("Open now, until %(when)s.") % {"when": _when(state.until, today)}
    if state.opens:
        return _("Closed now. Opens %(when)s.") % {"when": _when(state.opens, today)}
    return ""


def week(opens: Week, always: bool) -> list[str]:
    """The hours of a week, days alike together: ``Monday to Friday: 9 am to 5 pm``."""
    if always:
        return [_("Day and night")]
    groups: list[tuple[int, int]] = []
    for day, spans in enumerate(opens):
        if groups and list(opens[groups[-1][0]]) == list(spans):
            groups[-1] = (groups[-1][0], day)
        else:
            groups.append((day, day))
    return [f"{_days(first, last)}: {_spans(opens[first])}" for first, last in groups if opens[first]]


def needs(numbers: Iterable[int]) -> str:
    return ", ".join(str(Need(number).label) for number in numbers if number in Need.values)


def languages(codes: Iterable[str]) -> str:
    names = dict(SPOKEN)
    return ", ".join(str(names[code]) for code in codes if code in names)


def areas(names: Sequence[str], everywhere: bool) -> str:
    return ", ".join([*([_("From anywhere")] if everywhere else []), *names])


def in_language(label: Any, code: str) -> str:
    """A heading with the language of its text."""
    return _in(code) % {"label": label}


def _in(code: str) -> str:
    return _("%(label)s, in Spanish") if code == "es" else _("%(label)s, in English")


def _when(moment: datetime, today: datetime) -> str:
    hour = hour_words(moment, spoken())
    if moment.date() == today.date() or moment - today < timedelta(hours=6):
        return hour
    return _("%(day)s, %(hour)s") % {"day": WEEKDAYS[spoken()][moment.weekday()], "hour": hour}


def _days(first: int, last: int) -> str:
    names = WEEKDAYS[spoken()]
    if first == last:
        return names[first]
    if last == first + 1:
        return _("%(one)s and %(other)s") % {"one": names[first], "other": names[last]}
    return _("%(first)s to %(last)s") % {"first": names[first], "last": names[last]}


def _spans(spans: Sequence[Sequence[int]]) -> str:
    return ", ".join(_("%(first)s to %(last)s") % {"first": _hour(a), "last": _hour(b)} for a, b in spans)


def _hour(minutes: int) -> str:
    return hour_words(_ANY_DAY + timedelta(minutes=minutes), spoken())


def spoken() -> str:
    """The language of the page that is written, in which weekdays have names."""
    return (get_language() or "en").split("-")[0]

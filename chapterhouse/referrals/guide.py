"""What the guide shows: its entries at a moment, and which of them fit what somebody looks for."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from chapterhouse.people.trainings import months_after

from . import hours, wording
from .kinds import INTERPRETED, SPOKEN, Cost, Need
from .models import EntryVersion

#: How long a look at an entry is good.
GOOD_FOR_MONTHS = 12


@dataclass(frozen=True)
class Shown:
    """An entry as a page shows it. ``now``: whether it is open, in words; ``stale``: unchecked for a year."""

    version: EntryVersion
    now: str
    looked_on: date | None
    stale: bool

    @property
    def code(self) -> str:
        return self.version.entry.code

    @property
    def said(self) -> dict[str, str]:
        return self.version.said

    @property
    def needs(self) -> str:
        return wording.needs(self.version.needs)

    @property
    def areas(self) -> str:
        return wording.areas(self.version.areas, self.version.everywhere)

    @property
    def languages(self) -> str:
        return wording.languages(self.version.languages)

    @property
    def week(self) -> list[str]:
        return wording.week(self.version.opens, self.version.always_open)


def is_stale(looked_on: date | None, today: date) -> bool:
    """Whether nobody has looked for more than a year."""
    return looked_on is None or months_after(looked_on, GOOD_FOR_MONTHS) < today


def shown_at(versions: Iterable[EntryVersion], at: datetime, zone: ZoneInfo) -> list[Shown]:
    """Versions in force as pages show them at a moment, by name.

    Args:
        zone: of the organisation, in which hours are told.
    """
    local = at.astimezone(zone)
    return [_shown(each, local) for each in sorted(versions, key=lambda each: each.name.casefold())]


def _shown(version: EntryVersion, local: datetime) -> Shown:
    state = hours.State() if version.always_open else hours.state(version.opens, local)
    looked: date | None = version.looked  # type: ignore[attr-defined]  # by in_force()
    now = wording.now(version.opens, version.always_open, state, local)
    return Shown(version, now, looked, is_stale(looked, local.date()))


# ---- looking for something


@dataclass(frozen=True)
class Search:
    """What somebody looks for. ``unknown``: that the address asked for a choice that there is not."""

    need: int = 0
    area: str = ""
    language: str = ""
    cost: int = 0
    unknown: bool = False

    def __bool__(self) -> bool:
        return bool(self.need or self.area or self.language or self.cost)

    def fits(self, version: EntryVersion) -> bool:
        return (
            (not self.need or self.need in version.needs)
            and (not self.area or version.everywhere or self.area in map(area_key, version.areas))
            and (not self.language or bool({self.language, INTERPRETED} & {*version.languages}))
            and (not self.cost or self.cost == version.cost)
        )


@dataclass(frozen=True)
class Choices:
    """What can be looked for in the guide as it is: value and words."""

    needs: list[tuple[int, str | Promise]]
    areas: list[tuple[str, str]]
    languages: list[tuple[str, str | Promise]]
    costs: list[tuple[int, str | Promise]]


def area_key(name: str) -> str:
    """What an area is called in an address: always the same letters, which nobody reads over a shoulder."""
    return hashlib.sha256(" ".join(name.casefold().split()).encode()).hexdigest()[:8]


def choices_of(versions: Iterable[EntryVersion]) -> Choices:
    """The choices that find something."""
    versions = list(versions)
    needs = {need for each in versions for need in each.needs}
    areas = {area_key(name): name for each in versions for name in each.areas}
    spoken = {code for each in versions for code in each.languages} - {INTERPRETED}
    costs = {each.cost for each in versions}
    return Choices(
        needs=[(need.value, need.label) for need in Need if need.value in needs],
        areas=sorted(areas.items(), key=lambda pair: pair[1].casefold()),
        languages=[(code, name) for code, name in SPOKEN if code in spoken],
        costs=[(cost.value, cost.label) for cost in Cost if cost.value in costs],
    )


def search_of(asked: Mapping[str, str], choices: Choices) -> Search:
    """What an address asks for: ``n`` need, ``a`` area, ``s`` spoken language, ``c`` cost."""
    need, unknown_need = _known(asked.get("n", ""), choices.needs)
    area, unknown_area = _known(asked.get("a", ""), choices.areas)
    language, unknown_language = _known(asked.get("s", ""), choices.languages)
    cost, unknown_cost = _known(asked.get("c", ""), choices.costs)
    unknown = unknown_need or unknown_area or unknown_language or unknown_cost
    return Search(int(need or 0), area, language, int(cost or 0), unknown)


def _known(value: str, choices: Iterable[tuple[int | str, object]]) -> tuple[str, bool]:
    """A value that can be chosen, or none; and whether there was another."""
    known = value in {str(each) for each, _words in choices}
    return (value, False) if known else ("", bool(value))

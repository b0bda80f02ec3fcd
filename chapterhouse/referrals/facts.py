"""What an entry says, apart from who wrote it and when; and how two wordings differ."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import wording
from .kinds import TEXTS, Cost
from .models import EntryVersion

Row = tuple[str | Promise, str]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The fields of a version that members fill in."""

    name: str
    words: dict[str, dict[str, str]]
    needs: list[int]
    areas: list[str]
    everywhere: bool
    languages: list[str]
    cost: int
    phone: str = ""
    website: str = ""
    always_open: bool = False
    opens: list[list[list[int]]]

    @property
    def columns(self) -> dict[str, Any]:
        return asdict(self)


def facts_of(version: EntryVersion) -> Facts:
    """What a version says."""
    return Facts(**{field.name: getattr(version, field.name) for field in fields(Facts)})


def rows_of(facts: Facts) -> Iterator[Row]:
    """Everything it says, as headings and texts for members; the empty ones too."""
    yield _("Name"), facts.name
    for code, texts in _by_language(facts):
        for name, (label, _longest) in TEXTS.items():
            yield wording.in_language(label, code), texts.get(name, "")
    yield _("Needs"), wording.needs(facts.needs)
    yield _("Areas"), wording.areas(facts.areas, facts.everywhere)
    yield _("Languages they speak"), wording.languages(facts.languages)
    yield _("Cost"), str(Cost(facts.cost).label)
    yield _("Telephone"), facts.phone
    yield _("Web address"), facts.website
    yield _("Hours"), "; ".join(wording.week(facts.opens, facts.always_open))


def changes(before: Facts, after: Facts) -> list[tuple[str | Promise, str, str]]:
    """Heading, text before and text after, of whatever differs."""
    pairs = zip(rows_of(before), rows_of(after), strict=True)
    return [(label, old, new) for (label, old), (_label, new) in pairs if old != new]


def _by_language(facts: Facts) -> Iterator[tuple[str, dict[str, str]]]:
    for code, _name in settings.LANGUAGES:
        yield code, facts.words.get(code, {})

"""The doors side by side: the same questions to each, and what the pack answers (B61)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chapterhouse.packs.words import Words

from .shown import DoorShown


@dataclass(frozen=True)
class Compared:
    """One question to all doors. `said`: each door with its answers, in the order of the doors."""

    asks: str
    said: list[tuple[DoorShown, list[str]]]


def compared(doors: list[DoorShown]) -> list[Compared]:
    """Every fact that stands on the doors, what can come of each, and what none of them can do."""
    terms = [term for term, _text in doors[0].facts]
    facts = [Compared(term, [(each, [each.facts[at][1]]) for each in doors]) for at, term in enumerate(terms)]
    outcomes = [(each, _said(each.door.leads_to) or _unknown(each)) for each in doors]
    bounds = [(each, _said(each.door.cannot) or _unknown(each)) for each in doors]
    asked = [(_("What can come of it"), outcomes), (_("What it cannot do"), bounds)]
    return [*facts, *(Compared(term, said) for term, said in asked if any(texts for _door, texts in said))]


def _said(texts: Iterable[Words]) -> list[str]:
    return [str(text) for text in texts]


def _unknown(shown: DoorShown) -> list[str]:
    """Of people outside we say nothing that they have not said; of ours a pack may leave it out."""
    return [_("They say; we cannot speak for them")] if shown.door.outside else []

"""Kinds of step: the measures of a pack (S1.46–S1.52), and those of every plan (S2.14–S2.20)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from chapterhouse.packs.pack import Pack

SPAN, APOLOGY, TOGETHER = "span", "apology", "together"


@dataclass(frozen=True)
class Kind:
    """One kind of step.

    Attributes:
        name, explains: in the language that is spoken.
        care: what the program watches over: `SPAN`, `APOLOGY`, `TOGETHER` or nothing.
        rare: needs a sealed reason and a second responder.
    """

    code: str
    name: Any
    explains: Any
    care: str = ""
    rare: bool = False


#: What restorative practice asks of any plan, whatever measures a pack names.
COMMON = (
    Kind(
        "repair",
        gettext_lazy("Repair"),
        gettext_lazy("What mends the harm, as far as it can be. Ask the person who was hurt what would."),
    ),
    Kind(
        "prevention",
        gettext_lazy("So that it does not happen again"),
        gettext_lazy("What will be different from now on, where and with whom, so that others can see it."),
    ),
    Kind(
        "intent-and-impact",
        gettext_lazy("Learning: intent and impact"),
        gettext_lazy("Why it hurt, and what it did, whatever was meant by it."),
    ),
    Kind(
        "power",
        gettext_lazy("Learning: power"),
        gettext_lazy(
            "How power shaped it, and how privileged and marginalised identities shape"
            " what passes between people."
        ),
    ),
)
OTHER = Kind("other", gettext_lazy("Something else"), gettext_lazy("In your own words."))


def kinds_of(pack: Pack) -> Mapping[str, Kind]:
    """The kinds a plan under a pack may have, by code: what repairs comes first."""
    measures = (Kind(row.code, row.name, row.explains, row.care, row.rare) for row in pack.measures)
    return {kind.code: kind for kind in (*COMMON, *measures, OTHER)}


def kind_of(pack: Pack, code: str) -> Kind:
    """A kind by its code; of a code that the pack does not know any more, the last one."""
    return kinds_of(pack).get(code, OTHER)

"""How a formal report is worked on: how long one has to answer, what may follow, who hears an appeal."""

from dataclasses import dataclass
from typing import Annotated, Literal

from .bounds import Filled
from .forms import Code, Days
from .words import Words

RemedyKind = Literal["restorative", "punitive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Something a determination may ask for. ``kind``: it mends, or it takes something away."""

    code: Code
    name: Words
    kind: RemedyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason for which an appeal is heard."""

    code: Code
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """How a party may ask for another look at a determination.

    Attributes:
        days: from the day on which the determination was sent to them.
        deciders: code of the office that hears it; None where others are asked each time, by a letter.
    """

    days: Days
    deciders: Code | None = None
    grounds: Annotated[tuple[Ground, ...], Filled()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formal:
    """What desks behind the formal wall keep to. A pack stored before there was any of it has the defaults.

    Attributes:
        answer_days: for an answer to a notice, from the day on which it was read or handed over.
        extension_days: by which that is made longer, once, for a reason.
        standard: by which findings are made; None where the organisation does not say.
        deciders: code of the office that decides; None where the officers of the desk do.
        panel_days: for which others outside may read a case at first; more can be given, as often.
        look_after_days: after a measure was put in place, when somebody looks whether it holds.
        retaliation_days: after closing, when somebody asks whether anything was done to those who spoke.
        away_days: proposed to officers when somebody leaves while a case concerns them: until then they may
            not come back; None where the organisation does not say.
    """

    answer_days: Days = 7
    extension_days: Days = 7
    standard: Words | None = None
    deciders: Code | None = None
    panel_days: Days = 30
    look_after_days: tuple[Days, ...] = (7, 14)
    retaliation_days: tuple[Days, ...] = (30, 90)
    away_days: Days | None = None
    remedies: tuple[Remedy, ...] = ()
    appeal: Appeal | None = None


#: For a pack that says nothing of it.
DEFAULTS = Formal()

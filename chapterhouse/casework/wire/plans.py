"""What browsers send of accountability plans and apologies."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from chapterhouse.sealing.wire import Code, Hex64, NewEntry, Version

from . import PartyCode, Reply


class PlanStep(msgspec.Struct, forbid_unknown_fields=True):
    """One step of a plan in clear. What it is, and who a supporter is, stands in the sealed wording.

    `who`: `holder`, `supporter`, or the username of an officer; `number`: of a step that is there already;
    `reason`: sealed for the team, of a rare kind.
    """

    kind: Code
    who: Annotated[str, msgspec.Meta(max_length=64)] = ""
    number: Version | None = None
    starts: date | None = None
    due: date | None = None
    reason: NewEntry | None = None


class PlanWording(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A version of a plan: its sealed wording for whoever does it, and its days; `seen`: see `Reply`."""

    words: NewEntry
    steps: Annotated[list[PlanStep], msgspec.Meta(max_length=30)]
    ends: date | None = None
    review_on: date | None = None
    seen: UUID | None = None


class NewPlan(PlanWording, forbid_unknown_fields=True, kw_only=True):
    holder: PartyCode


class ChangedPlan(PlanWording, forbid_unknown_fields=True, kw_only=True):
    """`after`: the version from which it was written."""

    after: Version


class PlanEnd(msgspec.Struct, forbid_unknown_fields=True):
    """How a plan ended, and the team's sealed note of it."""

    outcome: Code
    note: NewEntry


class PlanReview(msgspec.Struct, forbid_unknown_fields=True):
    note: NewEntry


class StepMark(msgspec.Struct, forbid_unknown_fields=True):
    """What an officer records of a step; `other`: with whom a conversation is arranged."""

    says: Literal["done", "hard", "confirmed", "arranged"]
    other: PartyCode | None = None
    note: NewEntry | None = None


class PlanAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What whoever does a plan says to a version, by return code: yes, or that they take their yes back."""

    auth: Hex64
    number: Version
    version: Version
    says: Literal["yes", "back"]


class StepSaid(msgspec.Struct, forbid_unknown_fields=True):
    """How a step goes, by return code; in their own words it is sealed."""

    auth: Hex64
    number: Version
    step: Version
    says: Literal["done", "hard", "help"]
    entry: NewEntry


class WrittenApology(msgspec.Struct, forbid_unknown_fields=True):
    """An apology by return code, sealed in the conversation of the one who writes it."""

    auth: Hex64
    number: Version
    entry: NewEntry


class ApologyOffer(Reply, forbid_unknown_fields=True, kw_only=True):
    """The question whether somebody wants to receive an apology, sealed to them."""

    party: PartyCode


class ApologyAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A yes or a no to an apology that was offered; `back`: its author takes it back before delivery."""

    auth: Hex64
    number: Version
    says: Literal["yes", "no", "back"]

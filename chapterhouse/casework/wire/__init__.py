"""What browsers send about cases, on top of the channel shapes of `sealing.wire`."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from chapterhouse.sealing.wire import (
    Code,
    EntryFile,
    Hex64,
    NamedFile,
    NewEntry,
    NewKey,
    NewMailbox,
    Sharing,
    SmallFile,
    Username,
    Version,
)

#: A day as a form sends it, or nothing where it was left out.
MaybeDay = Annotated[str, msgspec.Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
PartyCode = Annotated[str, msgspec.Meta(pattern=r"^P-[2-9BCDFGHJKMNPQRSTVWXZ]{4,12}$")]


class ReportEntry(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of a first report and the place it belongs to."""

    uuid: UUID
    channel: Literal["party", "team"]
    slot: Literal["report", "title", "people"]
    age_file: EntryFile


class Arriving(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What opens a case, whoever sealed it: for which rules and sheet, and the team's sealed part."""

    v: Literal[1]
    case: UUID
    desk: Code
    door: Code
    pack: Annotated[str, msgspec.Meta(max_length=80)]
    sheet: Annotated[int, msgspec.Meta(ge=1)]
    excluded: Annotated[list[Username], msgspec.Meta(max_length=100)]
    team: NewKey
    entries: Annotated[list[ReportEntry], msgspec.Meta(min_length=3, max_length=3)]
    files: Annotated[list[NamedFile], msgspec.Meta(max_length=20)] = []


class Report(Arriving, forbid_unknown_fields=True, kw_only=True):
    """A whole report as a browser seals it: one POST (encryption design, section 5).

    `waits`: nothing is to be done until they say so, or until another names the same person too.
    """

    mailbox: NewMailbox
    party: NewKey
    altcha: str | None = None
    waits: Literal["", "me", "match"] = ""


class WrittenDown(Arriving, forbid_unknown_fields=True, kw_only=True):
    """A report that an officer wrote down with the person, who joins later by invitation (S2.13)."""

    invitation: Hex64
    letter_file: SmallFile


class Joining(msgspec.Struct, forbid_unknown_fields=True):
    """A guest's own mailbox and channel, made at the first use of an invitation."""

    auth: Hex64
    mailbox: NewMailbox
    party: NewKey


class FromPerson(msgspec.Struct, forbid_unknown_fields=True):
    """A message by return code."""

    auth: Hex64
    entry: NewEntry


class Reply(msgspec.Struct, forbid_unknown_fields=True):
    """A responder's message or note; `seen` is the newest entry of that channel they had before them."""

    entry: NewEntry
    seen: UUID | None = None


class NewAssignment(msgspec.Struct, forbid_unknown_fields=True):
    """Who shall work on a case; wraps for those who hold none yet; a sealed reason if it leaves one alone."""

    people: Annotated[list[Username], msgspec.Meta(min_length=1, max_length=20)]
    sharings: Annotated[list[Sharing], msgspec.Meta(max_length=50)] = []
    reason: NewEntry | None = None


class NewHandover(msgspec.Struct, forbid_unknown_fields=True):
    taker: Username
    sharings: Annotated[list[Sharing], msgspec.Meta(max_length=50)] = []


class NewRemoval(msgspec.Struct, forbid_unknown_fields=True):
    person: Username


class NewContact(msgspec.Struct, forbid_unknown_fields=True):
    """That the person was reached outside the program, with a sealed note of it."""

    means: Literal["telephone", "in-person", "other"]
    note: NewEntry | None = None


class NewKeys(msgspec.Struct, forbid_unknown_fields=True):
    keys: Annotated[list[NewKey], msgspec.Meta(min_length=1, max_length=50)]


class NewClosure(msgspec.Struct, forbid_unknown_fields=True):
    """How a case ended, for the count alone, and the sealed note of it. `kind`: an option of the door.

    `no_follow_up`: why nobody spoke with them again, sealed, where that is asked.
    """

    door: Code
    outcome: Code
    note: NewEntry
    kind: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]{0,40}$")] = ""
    no_follow_up: NewEntry | None = None


class NewHold(msgspec.Struct, forbid_unknown_fields=True):
    """Why a case must be kept, sealed, and the day on which that is looked at again."""

    reason: NewEntry
    review_on: date


class NewConsent(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody said to a step concerning another; how, and what may be said, is sealed."""

    party: PartyCode
    about: PartyCode
    step: Code
    given: bool
    words: NewEntry | None = None


class NewInvolved(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody more in a case: their code, drawn by the browser, and the sealed list that says who it is.

    `seen` is the newest entry of the team's channel that the browser had before it.
    """

    code: PartyCode
    people: NewEntry
    seen: UUID | None = None


class NewTelling(msgspec.Struct, forbid_unknown_fields=True):
    """That somebody was told outside the program, with a sealed note of what was said."""

    means: Literal["telephone", "in-person", "other"]
    words: NewEntry | None = None


class SealedWords(msgspec.Struct, forbid_unknown_fields=True):
    """A sealed note of something whose day alone is in clear."""

    words: NewEntry


class NewMeasure(msgspec.Struct, forbid_unknown_fields=True):
    """A measure: the place or tool, who carries it out and when, in clear; why, and against whom, sealed.

    `ends` and `review_on` come empty where a form leaves them so.
    """

    kind: Literal["place", "tool"]
    place: Annotated[str, msgspec.Meta(max_length=80)]
    doer: Username
    starts: date
    reason: NewEntry
    interim: bool = False
    ends: MaybeDay = ""
    review_on: MaybeDay = ""


class NewInvitation(msgspec.Struct, forbid_unknown_fields=True):
    """A letter for somebody in a case: found by what the invitation code derives, which is not sent.

    `words` is the team's own copy of what it says; `turn_away`: somebody else opened the one before.
    """

    invitation: Hex64
    letter_file: SmallFile
    words: NewEntry | None = None
    turn_away: bool = False


class AskAppointment(msgspec.Struct, forbid_unknown_fields=True):
    """A further appointment, asked for by return code; what for is in the sealed message."""

    auth: Hex64
    kind: Literal["single", "joint"]
    entry: NewEntry


class Proposal(msgspec.Struct, forbid_unknown_fields=True):
    """Times and places, sealed into one party's channel; `seen` as in a reply."""

    party: PartyCode
    entry: NewEntry
    seen: UUID | None = None


class NewProposals(msgspec.Struct, forbid_unknown_fields=True):
    proposals: Annotated[list[Proposal], msgspec.Meta(min_length=1, max_length=20)]


class NewTime(NewProposals, forbid_unknown_fields=True):
    """When an appointment begins; with its zone. Each is told in their own channel, with the place."""

    starts: Annotated[datetime, msgspec.Meta(tz=True)]


class AppointmentEnd(msgspec.Struct, forbid_unknown_fields=True):
    """How an appointment ended. A joint one that was held ends with an agreement or none, and no more.

    `reason`: sealed, with the service that was given; `another`: one more check-in follows this one.
    """

    outcome: Literal["held", "agreement", "no-agreement", "missed", "cancelled", "declined"]
    reason: NewEntry | None = None
    another: bool = False


class PickTime(msgspec.Struct, forbid_unknown_fields=True):
    """The time a person picks by return code; the place is in the sealed message."""

    auth: Hex64
    number: Version
    starts: Annotated[datetime, msgspec.Meta(tz=True)]
    entry: NewEntry


class SeatAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody says by their own code to a joint conversation: yes, no, or their commitment."""

    auth: Hex64
    number: Version
    says: Literal["yes", "no", "commit"]


class InformalAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody says by their own code to an offer to work it out informally."""

    auth: Hex64
    accept: bool


class NewEngagement(SealedWords, forbid_unknown_fields=True):
    """Somebody outside who is asked; the terms of reference are sealed."""

    party: PartyCode


class NewPanel(SealedWords, forbid_unknown_fields=True):
    """Others outside who read a case until a day; terms are sealed. ``appeal``: its number, or nothing."""

    last_day: date
    appeal: Annotated[str, msgspec.Meta(pattern=r"^\d{0,9}$")] = ""


class PanelAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """A member's own statement, by code: impartial, or not."""

    auth: Hex64
    impartial: bool


class PanelDecision(FromPerson, forbid_unknown_fields=True):
    """What a member says was decided on the appeal, by code; why is sealed."""

    outcome: Code


class RecommendationAnswer(SealedWords, forbid_unknown_fields=True):
    """Who answered a recommendation, with spaces between; whether it was taken up, and why, is sealed."""

    deciders: Annotated[str, msgspec.Meta(max_length=1000)]


class AppealDecision(SealedWords, forbid_unknown_fields=True):
    """What those who decided an appeal said; their reasons are sealed."""

    outcome: Code


class NewFirst(msgspec.Struct, forbid_unknown_fields=True):
    """The notes of a first conversation; `replaces` are those that the writer had before them.

    `expected`: they were told what to expect, and that is all that is in clear of it.
    """

    notes: NewEntry
    expected: bool = False
    replaces: UUID | None = None


class NewReferral(msgspec.Struct, forbid_unknown_fields=True):
    """That a way elsewhere was shown; where, and what for, is sealed."""

    words: NewEntry


class NewDraft(msgspec.Struct, forbid_unknown_fields=True):
    """A version of a narrative or a roadmap, and the versions it was made from, by their entries."""

    words: NewEntry
    after: Annotated[list[UUID], msgspec.Meta(max_length=20)] = []
    next_on: date | None = None


class NewShowing(msgspec.Struct, forbid_unknown_fields=True):
    """A version, or what is left of it for this reader, sealed into their own channel."""

    draft: UUID
    entry: NewEntry
    seen: UUID | None = None


class NewOffer(msgspec.Struct, forbid_unknown_fields=True):
    """A conversation with another is offered; what it would be is a sealed message to the one asked."""

    about: PartyCode
    entry: NewEntry
    seen: UUID | None = None


class OfferAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody says by their own code to an offer, by its place among theirs."""

    auth: Hex64
    number: Version
    yes: bool


class NewWorkingNote(msgspec.Struct, forbid_unknown_fields=True):
    """A note that goes by itself, and the day on which it does."""

    note: NewEntry
    ends_on: date


class GivenOpinion(msgspec.Struct, forbid_unknown_fields=True):
    """Answers on a scale, after closing: there is no place for words."""

    auth: Hex64
    answers: Annotated[dict[Code, Annotated[int, msgspec.Meta(ge=1, le=5)]], msgspec.Meta(max_length=10)]

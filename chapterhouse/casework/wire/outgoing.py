"""What browsers send of summaries for bodies outside. What is sealed to their key stays with who made it."""

from typing import Annotated, Literal

import msgspec

from chapterhouse.sealing.wire import Code, Hex64, NewEntry

from . import PartyCode


class NewOutgoing(msgspec.Struct, forbid_unknown_fields=True):
    """A summary that an officer made; `words` is the team's own copy of it, with where it goes.

    `nameless`: the officer read it and found neither people nor the organisation named.
    """

    party: PartyCode
    body: Code
    paper: bool
    nameless: Literal[True]
    words: NewEntry


class OwnOutgoing(msgspec.Struct, forbid_unknown_fields=True):
    """That somebody took their own matter outside, where they want the team to know."""

    auth: Hex64
    body: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    paper: bool

"""What browsers send of links between cases, of waiting, and of somebody who left."""

from typing import Literal

import msgspec

from chapterhouse.sealing.wire import Hex64

from . import MaybeDay, SealedWords


class LinkAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody says by their own code to whether others may be worked on together with theirs."""

    auth: Hex64
    yes: bool


class Waiting(msgspec.Struct, forbid_unknown_fields=True):
    """Until when somebody wants nothing done: until they say so, or a match too; or that we begin."""

    auth: Hex64
    until: Literal["me", "match", "begin"]


class NewDeparture(SealedWords, forbid_unknown_fields=True):
    """That somebody left and what becomes of the case; who it is, and on what conditions, is sealed."""

    course: Literal["continue", "close"]
    back_on: MaybeDay = ""

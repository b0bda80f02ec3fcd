"""What browsers send of somebody beside a party."""

from typing import Literal

import msgspec

from chapterhouse.sealing.wire import Hex64, NewEntry, Version


class AskBeside(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody is asked for; who, and how to reach them, is in the sealed message."""

    auth: Hex64
    role: Literal["support", "steward", "representative"]
    entry: NewEntry


class BesideSaid(msgspec.Struct, forbid_unknown_fields=True):
    """What a party says of who stands beside them, by the number under which they know them."""

    auth: Hex64
    number: Version
    says: Literal["support", "steward", "representative", "end"]


class FromBeside(msgspec.Struct, forbid_unknown_fields=True):
    """A message of who stands beside a party; `for_them`: in the party's name, which a representative may."""

    auth: Hex64
    entry: NewEntry
    for_them: bool = False

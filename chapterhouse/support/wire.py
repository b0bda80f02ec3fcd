"""What browsers send by return code or invitation code, besides the shapes of `casework.wire`."""

from typing import Annotated

import msgspec

from chapterhouse.sealing.wire import Hex64, Username


class ByCode(msgspec.Struct, forbid_unknown_fields=True):
    """`auth` is what the code derives; it travels in bodies only, and only its hash is kept."""

    auth: Hex64


class ShutOut(ByCode, forbid_unknown_fields=True):
    username: Username


class OneFile(ByCode, forbid_unknown_fields=True):
    sha256: Hex64


class TakenBack(ByCode, forbid_unknown_fields=True):
    """A yes that the person takes back: its place among all they gave in this case, from 1."""

    number: Annotated[int, msgspec.Meta(ge=1, le=10_000)]

"""What browsers send and are sent about channels: typed, bounded, and refused with a sentence when malformed.

Age files travel as base64 in JSON. Nothing here can be opened by the server.
"""

from typing import Annotated, TypeVar
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from chapterhouse.ui.refused import Refused

Hex64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Recipient = Annotated[str, msgspec.Meta(pattern=r"^age1[02-9ac-hj-np-z]{58}$")]
SigningKey = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9+/]{43}=$")]
CardName = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f-]{36}/[a-z0-9._-]{1,64}$")]
Username = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9._-]{1,64}$")]
Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]{1,40}$")]
Note = Annotated[str, msgspec.Meta(max_length=64 * 1024)]
#: A wrap, a state file, an identity: never more than a few hundred bytes; ten readers' states a few kB.
SmallFile = Annotated[bytes, msgspec.Meta(max_length=64 * 1024)]
#: One entry: a long letter with its padding.
EntryFile = Annotated[bytes, msgspec.Meta(max_length=1024 * 1024)]
Version = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
FileSize = Annotated[int, msgspec.Meta(ge=1, le=64 * 1024 * 1024)]


class Wrap(msgspec.Struct, forbid_unknown_fields=True):
    """A version (`key`) of a channel's key sealed to one member's card; `version` is the card's."""

    card: CardName
    version: Version
    age_file: SmallFile
    key: Version = 1


class SharedWrap(Wrap, forbid_unknown_fields=True):
    """A wrap of one version of an existing channel's key."""


class Sharing(msgspec.Struct, forbid_unknown_fields=True):
    """Wraps of one channel for a newcomer, and the holder statement that names everyone after it."""

    channel: UUID
    wraps: Annotated[list[SharedWrap], msgspec.Meta(min_length=1, max_length=1000)]
    statement: Note


class NewKey(msgspec.Struct, forbid_unknown_fields=True):
    """A channel's key, who it is wrapped to, and the signed statement that says so."""

    channel: UUID
    recipient: Recipient
    wraps: Annotated[list[SharedWrap], msgspec.Meta(max_length=100)]
    statement: Note
    version: Version = 1
    mailbox_wrap: SmallFile | None = None


class NewMailbox(msgspec.Struct, forbid_unknown_fields=True):
    auth: Hex64
    recipient: Recipient
    signing_key: SigningKey
    state_file: SmallFile


class NamedFile(msgspec.Struct, forbid_unknown_fields=True):
    """A file that follows, named by the hash and size of its ciphertext."""

    entry: UUID
    sha256: Hex64
    size: FileSize


class NewEntry(msgspec.Struct, forbid_unknown_fields=True):
    """One sealed entry for a channel under one version of its key."""

    uuid: UUID
    age_file: EntryFile
    version: Version = 1
    files: Annotated[list[NamedFile], msgspec.Meta(max_length=20)] = []


class NewCard(msgspec.Struct, forbid_unknown_fields=True):
    recipient: Recipient
    signing_key: SigningKey
    version: Version
    passphrase_wrap: SmallFile
    recovery_wrap: SmallFile


class NewWraps(msgspec.Struct, forbid_unknown_fields=True):
    """The identity under a new passphrase, and with `recovery_wrap` under a new recovery key too."""

    passphrase_wrap: SmallFile
    recovery_wrap: SmallFile | None = None


class NewNotebook(msgspec.Struct, forbid_unknown_fields=True):
    """A member's pins: some 230 bytes for each channel they ever opened, so it grows with their cases."""

    age_file: EntryFile


class NewSheet(msgspec.Struct, forbid_unknown_fields=True):
    """A signed team sheet; `seq` is its place in the desk's list, also where the note starts again at 1."""

    desk: Code
    seq: Version
    note: Note


class SealWish(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the vault was just unlocked (a new seal), or is to be opened again with the seal there is."""

    open: bool


T = TypeVar("T")


def read(body: bytes, shape: type[T]) -> T:
    """Decode a JSON body into a shape.

    Raises:
        Refused: it is not JSON, misses a field, has one too many or one out of bounds (code ``malformed``).
            The sentence never repeats what was sent.
    """
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise malformed() from fault


def malformed() -> Refused:
    """The refusal of what no page of ours would send, in a shape or in what it names."""
    return Refused(_("This page sent something we cannot read. Reload it and try again."), code="malformed")

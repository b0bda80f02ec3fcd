"""What somebody without an account does in their browser: report, come back, use an invitation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from chapterhouse.casework.models import Party
from chapterhouse.casework.roster import officers
from chapterhouse.casework.wire import Joining, Report
from chapterhouse.packs.models import PackVersion
from chapterhouse.sealing.formats import derive
from chapterhouse.sealing.formats.sheets import Sheet, read_sheet
from chapterhouse.sealing.models import Invitation, TeamSheet
from chapterhouse.sealing.sheets import present_on

from .agechannel import Channel
from .ageclient import build_report, open_letter, open_party
from .agekeys import Reporter, b64
from .rows import as_wire, opened
from .telling import Told


@dataclass(frozen=True)
class Door:
    """A door as a visitor's page shows it: the rules in force, and who of the newest sheet is there."""

    code: str
    pack: str
    sheet: Sheet


def moment(at: datetime) -> str:
    """A moment as statements and entries write it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def look_at(door: str, *, at: datetime) -> Door:
    """Load the page of a door.

    Raises:
        ValueError: no pack is in force, or the desk has no sheet.
    """
    version = PackVersion.objects.current(at=at)
    desk = version.pack.door(door).desk if version else None
    row = TeamSheet.objects.filter(desk=desk).order_by("seq").last() if desk else None
    if version is None or desk is None or row is None:
        raise ValueError("nobody can read what is written at this door")
    present = present_on(row) & {person.username for person in officers(version.pack.desk(desk), at)}
    sheet = read_sheet(row.note)
    there = tuple(card for card in sheet.cards if card.name.rpartition("/")[2] in present)
    return Door(door, str(version), replace(sheet, cards=there))


def seal_report(
    me: Reporter, door: Door, told: Told, *, at: datetime, excluded: Sequence[str] = ()
) -> Report:
    """A whole report for the readers who are left; `excluded` are usernames."""
    sent = build_report(
        me,
        door.sheet,
        door=door.code,
        pack=door.pack,
        body=told.report(door.code),
        title=told.title,
        people=told.involved,
        excluded=excluded,
        at=moment(at),
    )
    return as_wire(sent.payload, Report)


def come_back(me: Reporter, party: Party) -> Channel:
    """The person's conversation, opened with their return code."""
    assert party.channel is not None
    return opened(me, party.case, party.channel)


def use_invitation(me: Reporter, *, code: str, at: datetime) -> Joining:
    """A guest's first visit: opens the letter and makes their own mailbox and channel."""
    auth = derive.derive("invitation", "", code, site=me.site).auth or ""
    row = Invitation.objects.get(lookup=derive.lookup(auth))
    letter, readers = open_letter(me.site, code, b64(bytes(row.letter_file)))
    _channel, sent = open_party(me, case=letter["case"], desk=letter["desk"], readers=readers, at=moment(at))
    return as_wire({"auth": auth, **sent}, Joining)

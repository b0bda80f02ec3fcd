"""What a responder's browser does with an open vault: sign sheets, read and write, let in, change keys."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from chapterhouse.casework.models import Case, Party
from chapterhouse.casework.roster import readers
from chapterhouse.casework.wire import NewInvitation, NewInvolved, WrittenDown
from chapterhouse.people.models import Person
from chapterhouse.sealing.formats import derive
from chapterhouse.sealing.formats.cards import REPORTER, Card
from chapterhouse.sealing.formats.notes import write_json
from chapterhouse.sealing.formats.sheets import Sheet, read_sheet
from chapterhouse.sealing.models import TeamSheet
from chapterhouse.sealing.wire import NewKey, Sharing

from .agechannel import Channel, new_channel
from .ageclient import build_invitation
from .agekeys import Member, seal
from .rows import as_entry, as_wire, card_of, entries_of, opened
from .telling import Told
from .visits import Door, moment


def next_sheet(me: Member, desk: str, cards: Iterable[Card], *, at: datetime) -> tuple[int, str]:
    """Number and note of the team sheet that follows a desk's newest."""
    previous = _newest_sheet(desk)
    place = TeamSheet.objects.filter(desk=desk).count() + 1
    return place, me.sheet(desk, cards, previous, at=moment(at))


def compared_book(me: Member, desk: str) -> bytes:
    """A notebook whose owner has compared the numbers of everyone on their desk's newest sheet."""
    sheet = _newest_sheet(desk)
    assert sheet is not None
    book = {
        "v": 1,
        "owner": me.name,
        "cards": {card.name: card.number for card in sheet.cards},
        "sheets": {desk: {"seq": sheet.seq, "hash": sheet.hash}},
        "channels": {},
    }
    return seal(me.card.recipient, me.sign(write_json(book)))


def team(me: Member, case: Case) -> Channel:
    """The team's channel of a case."""
    return opened(me, case, case.channel)


def talk(me: Member, party: Party) -> Channel:
    """The conversation with one person."""
    assert party.channel is not None
    return opened(me, party.case, party.channel)


def let_in(me: Member, case: Case, newcomer: Person, *, at: datetime) -> list[Sharing]:
    """Wraps of a whole case for somebody whose card was compared."""
    card = card_of(newcomer)
    return [as_wire(opened(me, case, row).grant(card, moment(at)), Sharing) for row in case.channels]


def change_keys(me: Member, case: Case, *, at: datetime) -> list[NewKey]:
    """New keys for the channels that somebody had to leave, wrapped to those who stay."""
    stay = {card_of(person).name for person in readers(case, at)} | {REPORTER}
    made = []
    for row in case.channels:
        if row.wants_new_key:
            channel = opened(me, case, row)
            leaving = [holder.name for holder in channel.chain[-1].holders if holder.name not in stay]
            made.append(as_wire(channel.rotate(leaving, moment(at)), NewKey))
    return made


def write_down(
    me: Member,
    door: Door,
    told: Told,
    *,
    invitation: str,
    message: str,
    at: datetime,
    excluded: Sequence[str] = (),
) -> WrittenDown:
    """A report written down with the person, and the letter that waits for them.

    Args:
        invitation: the code that they take home on paper.
        message: what the letter says.
    """
    case, desk = str(uuid.uuid4()), door.sheet.desk
    holders = [card for card in door.sheet.cards if card.name.rpartition("/")[2] not in excluded]
    channel, key = new_channel(me, case, "team", holders, moment(at))
    written = [("report", told.report(door.code)), ("title", told.title), ("people", told.involved)]
    sealed = [(slot, channel.seal_entry(slot, body, at=moment(at))) for slot, body in written]
    entries = [
        {"uuid": entry["uuid"], "channel": "team", "slot": slot, "age_file": entry["age_file"]}
        for slot, entry in sealed
    ]
    _code, letter = build_invitation(channel, desk=desk, message=message, code=invitation, at=moment(at))
    auth = derive.derive("invitation", "", invitation, site=me.site).auth
    head = {"v": 1, "case": case, "desk": desk, "door": door.code, "pack": door.pack, "sheet": door.sheet.seq}
    sent = {"invitation": auth, "letter_file": letter["letter_file"], "team": key, "entries": entries}
    return as_wire({**head, "excluded": list(excluded), **sent}, WrittenDown)


def listed(me: Member, case: Case) -> dict[str, Any]:
    """The list of people involved as it stands."""
    rows = opened(me, case, case.channel).open_entries(entries_of(case.channel))
    body = next(row["body"] for row in rows if case.people and row["uuid"] == str(case.people.uuid))
    return {"people": [dict(person) for person in body["people"]], "answers": body["answers"]}


def work_with(me: Member, case: Case, name: str, *, code: str, at: datetime) -> NewInvolved:
    """A person of the list is worked with from now on; one who is not on it is added."""
    body = listed(me, case)
    found = next((person for person in body["people"] if person["name"] == name), None)
    if found is None:
        body["people"].append(found := {"name": name, "parts": []})
    found["party"] = code
    return NewInvolved(code=code, people=as_entry(team(me, case).seal_entry("people", body, at=moment(at))))


def letter(
    me: Member, party: Party, message: str, *, code: str, at: datetime, turn_away: bool = False
) -> NewInvitation:
    """A letter for somebody in a case, with the team's own copy of it.

    Args:
        code: the invitation code that is handed over on paper.
    """
    channel, desk = team(me, party.case), party.case.desk.code
    _code, sent = build_invitation(channel, desk=desk, message=message, code=code, at=moment(at))
    copy = f"Letter for {party.code}:\n\n{message}"
    words = as_entry(channel.seal_entry("note", copy, at=moment(at)))
    return msgspec.structs.replace(as_wire(sent, NewInvitation), words=words, turn_away=turn_away)


def _newest_sheet(desk: str) -> Sheet | None:
    row = TeamSheet.objects.filter(desk=desk).order_by("seq").last()
    return read_sheet(row.note) if row else None

"""Destroying a case with 200 entries and 50 files: how long it takes, and that not a byte is left of it."""

import hashlib
import io
import time
import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from _figures import end, figure, must_hold
from _reports import sealed
from _site import loaded, stand_in

if TYPE_CHECKING:
    from chapterhouse.casework.models import Case, Closure, Party

ENTRIES, FILES, SIZE = 200, 50, 400_000
#: Length of the pieces of ciphertext that are looked for, and how many of each age file, from head to end.
PIECE, PIECES = 24, 20


def told() -> "Case":
    """A report at the informal door."""
    from django.utils import timezone

    from chapterhouse.casework.actions.intake import open_case
    from chapterhouse.casework.wire import Report
    from chapterhouse.packs.models import PackVersion
    from chapterhouse.sealing.wire import read
    from chapterhouse.support.desks import roster_at
    from chapterhouse.support.public_data import public_data

    now = timezone.now()
    version = PackVersion.objects.current(at=now)
    assert version is not None
    doors = public_data(version, roster_at(version.pack, now), at=now, challenge=None)
    return open_case(report=read(sealed(doors, 1)[0], Report), at=now)


def write(party: "Party", number: int, files: int) -> None:
    """The person writes so many times; with each of the first messages a file arrives."""
    from django.utils import timezone

    from chapterhouse.casework.actions.talk import write_as_person
    from chapterhouse.demo.agekeys import seal
    from chapterhouse.sealing.actions.files import receive
    from chapterhouse.sealing.wire import NamedFile, NewEntry

    assert party.channel is not None
    recipient = party.channel.newest_key.recipient
    for each in range(number):
        entry = NewEntry(uuid=uuid.uuid4(), age_file=seal(recipient, f"Message {each}. " * 200))
        data = [seal(recipient, bytes(SIZE))] if each < files else []
        hashes = [hashlib.sha256(one).hexdigest() for one in data]
        entry.files = [
            NamedFile(entry=entry.uuid, sha256=name, size=len(one))
            for name, one in zip(hashes, data, strict=True)
        ]
        write_as_person(party=party, entry=entry, at=timezone.now())
        for name, one in zip(hashes, data, strict=True):
            receive(sha256=name, body=io.BytesIO(one), at=timezone.now())


def closed(case: "Case") -> "Closure":
    """A responder has spoken with the person and closes it; all who can read it are warned."""
    from django.utils import timezone

    from chapterhouse.casework.actions.ending import close
    from chapterhouse.casework.actions.forgetting import warn_all
    from chapterhouse.casework.actions.responders import declare_independent
    from chapterhouse.casework.actions.talk import record_contact
    from chapterhouse.casework.wire import NewClosure
    from chapterhouse.demo.agekeys import seal
    from chapterhouse.people.models import Person
    from chapterhouse.sealing.wire import NewEntry

    at, chidi = timezone.now(), Person.objects.get(name="Chidi Okafor")
    declare_independent(case=case, by=chidi, at=at)
    record_contact(case=case, means="telephone", note=None, by=chidi, at=at)
    note = NewEntry(uuid=uuid.uuid4(), age_file=seal(case.channel.newest_key.recipient, "They were heard."))
    closure = close(case=case, closing=NewClosure(door="a", outcome="supported", note=note), by=chidi, at=at)
    warn_all(at=closure.destroy_at - timedelta(days=1))
    return closure


def canaries(case: "Case") -> list[bytes]:
    """Pieces of everything sealed in a case: entries, wraps, state file, files on the disk."""
    from chapterhouse.sealing.actions.files import place_of
    from chapterhouse.sealing.models import Blob, Entry, KeyWrap, Mailbox

    entries = Entry.objects.filter(channel_key__channel__in=case.channels)
    rows: list[Iterable[bytes]] = [
        entries.values_list("age_file", flat=True),
        KeyWrap.objects.filter(channel_key__channel__in=case.channels).values_list("age_file", flat=True),
        Mailbox.objects.filter(party__case=case).values_list("state_file", flat=True),
        (place_of(blob.sha256).read_bytes() for blob in Blob.objects.filter(entry__in=entries)),
    ]
    found = []
    for data in (bytes(each).partition(b"\n--- ")[2] for some in rows for each in some):
        step = max(1, (len(data) - PIECE) // PIECES)
        found += [data[at : at + PIECE] for at in range(0, len(data) - PIECE, step)]
    return found


def left(pieces: list[bytes], home: Path) -> int:
    """How many pieces lie in the database file, its log and the folder of sealed files."""
    there = b"\0".join(
        path.read_bytes()
        for path in [*home.glob("chapterhouse.sqlite3*"), *(home / "sealed").rglob("*")]
        if path.is_file()
    )
    return sum(piece in there for piece in pieces)


with loaded() as home:
    stand_in(home)
    from django.db import connection

    from chapterhouse.casework.actions.forgetting import destroy_all, wipe

    case = told()
    write(case.parties.get(), ENTRIES - 4, FILES)
    closure = closed(case)
    wanted = canaries(case)
    must_hold("what is sealed is found before", left(wanted, home) > 0.9 * len(wanted))
    start = time.perf_counter()
    done = destroy_all(at=closure.destroy_at)
    destroyed = time.perf_counter()
    wiped = wipe(at=closure.destroy_at)
    took = time.perf_counter() - start
    must_hold("the case was destroyed, and the disk cleared", done == 1 and wiped)
    figure(f"destroying {ENTRIES} entries and {FILES} files", took, "s", most=2, digits=2)
    figure("of it clearing the disk", took - (destroyed - start), "s", digits=2)
    figure(
        f"pieces of {len(wanted):,} left in database, log and files",
        left(wanted, home),
        "",
        most=0.1,
        digits=0,
    )
    connection.close()
end()

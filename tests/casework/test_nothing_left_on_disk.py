"""After destruction no byte of what was sealed lies on the disk: database, its log, folder of files."""

import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection

from chapterhouse.casework.actions.forgetting import wipe
from chapterhouse.casework.models import Case, Destruction
from chapterhouse.sealing.actions.files import place_of
from chapterhouse.sealing.models import Blob, Entry, KeyWrap, Mailbox
from chapterhouse.support.worker import tidy
from tests import make
from tests.casework import closings

pytestmark = pytest.mark.django_db(transaction=True)

#: Length of the pieces of ciphertext that are looked for, and how many of each age file, from head to end.
PIECE, PIECES = 24, 6


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SEALED_FILES = tmp_path / "sealed"
    return settings.SEALED_FILES


@pytest.fixture(autouse=True)
def _alone(db):
    """Without sessions that look at the tables of this test's database for long, its own cleaning too."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )


def sealed_bytes(case):
    """What is sealed in a case, without the heads that all age files share."""
    files = [
        *Entry.objects.filter(channel_key__channel__in=case.channels).values_list("age_file", flat=True),
        *KeyWrap.objects.filter(channel_key__channel__in=case.channels).values_list("age_file", flat=True),
        *Mailbox.objects.filter(party__case=case).values_list("state_file", flat=True),
        *(path.read_bytes() for path in paths_of(case)),
    ]
    return [bytes(data).partition(b"\n--- ")[2] for data in files]


def paths_of(case):
    blobs = Blob.objects.filter(entry__channel_key__channel__in=case.channels)
    return [place_of(blob.sha256) for blob in blobs]


def pieces(data):
    step = max(1, (len(data) - PIECE) // PIECES)
    return [data[at : at + PIECE] for at in range(0, len(data) - PIECE, step)]


def disk(folder):
    """All bytes of the database as they lie on the disk, and of the sealed files."""
    yield from (path.read_bytes() for path in folder.rglob("*") if path.is_file())
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        yield from (path.read_bytes() for path in name.parent.glob(f"{name.name}*"))
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 'i', 't') AND relpersistence = 'p' AND NOT relisshared"
        )
        yield from (bytes(data) for (data,) in cursor.fetchall())


def sample():
    """PostgreSQL looks at the tables, as it does by itself now and then, and keeps some values."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def tidied(at):
    """The worker tries again while the database looks at its tables by itself."""
    for _round in range(600):
        tidy(at, at.date())
        if not Destruction.objects.filter(wiped=None).exists():
            return
        time.sleep(0.1)
    raise AssertionError("in a minute nothing was cleared")


def names_of(case):
    """What the channels and mailboxes of a case are called."""
    uuids = [channel.uuid for channel in case.channels]
    lookups = Mailbox.objects.filter(party__case=case).values_list("lookup", flat=True)
    return [name.encode() for uuid in uuids for name in (str(uuid), uuid.hex)] + [
        lookup.encode() for lookup in lookups
    ]


def left(wanted, folder):
    """How many of these are found."""
    there = list(disk(folder))
    return sum(any(piece in data for data in there) for piece in wanted)


@pytest.mark.requirement("B12")
def test_no_byte_of_a_destroyed_case_is_left_on_the_disk(cast, folder):
    tidy(make.now(), None)
    told, other = closings.answered(cast), closings.answered(cast)
    closings.attach(told, 4, size=20_000)
    make.reply(told.party, by=cast.chidi, text="We have your files. " * 200)
    for each in range(12):
        make.note(told.case, by=cast.chidi, text=f"Note {each}. " * 100)
    closure = closings.close(told.case, by=cast.chidi)
    case = Case.objects.get(pk=told.case.pk)
    sealed = [piece for data in sealed_bytes(case) for piece in pieces(data)]
    sample()
    names, kept = names_of(case), names_of(Case.objects.get(pk=other.case.pk))
    assert left(sealed, folder) > len(sealed) * 0.9, "pages of the database cut some in two"
    assert left(names, folder) >= 3
    assert closings.destroy(closure) == 1
    sample()
    tidied(closure.destroy_at)
    assert left(sealed, folder) == left(names, folder) == 0
    assert left(kept, folder) >= 3
    assert Destruction.objects.get().wiped == closure.destroy_at


def test_sqlite_is_cleared_each_time_and_postgresql_at_night_where_nothing_was_destroyed(cast):
    at = make.now()
    assert wipe(at=at) == (connection.vendor == "sqlite")
    assert any(wipe(at=at, nightly=True) or time.sleep(0.1) for _round in range(600))


def test_nothing_counts_as_gone_while_somebody_may_still_look_at_it(cast):
    closings.destroy(closings.close(closings.answered(cast).case, by=cast.chidi))
    at = Destruction.objects.get().finished
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA busy_timeout = 50")  # it would wait for the other; so need we not
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM casework_case")
        make.pack()  # something more is written, which the other does not see
        assert not wipe(at=at)
        cursor.execute("COMMIT")
    connection.close()
    tidied(at)
    assert Destruction.objects.get().wiped == at


def test_nor_while_somebody_came_to_look_at_it_since(cast):
    """Here somebody at another table who passes for the database's own cleaning, which is not waited for."""
    if connection.vendor == "sqlite":
        return  # one word to it does both
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM people_person")
        cursor.execute("SAVEPOINT before")
        with pytest.raises(ProgrammingError):
            cursor.execute("autovacuum: VACUUM public.casework_case")
        closings.destroy(closings.close(closings.answered(cast).case, by=cast.chidi))
        at = Destruction.objects.get().finished
        assert not wipe(at=at)
        cursor.execute("ROLLBACK")
    tidied(at)
    assert Destruction.objects.get().wiped == at

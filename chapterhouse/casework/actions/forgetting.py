"""Destruction when the time of keeping is over, the warning before it, and the shaking of the tallies.

Each can be killed at any line and run again. All rows of a case go in one moment, its keys among them; the
files that are still to go are named in that moment too. Nobody ever meets half a case; no file is forgotten.
"""

import logging
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Manager

from chapterhouse.clocks.models import Promise
from chapterhouse.journal.models import Row
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.sealing.actions.files import forget_file
from chapterhouse.sealing.models import Blob, Channel, Entry, Invitation, KeyWrap, Mailbox
from chapterhouse.ui.refused import Refused

from ..models import Case, Closure, Destruction, Hold, Link, Opinion, Party, Tally, WorkingNote
from ..roster import readers

log = logging.getLogger(__name__)
Count = TypeVar("Count", Tally, Opinion)
#: Of these, rows go or are shaken while their case stays.
NIGHTLY = (Tally, Opinion, WorkingNote, KeyWrap)
#: How long it is remembered that a case was destroyed.
REMEMBERED = timedelta(days=365)


def destroy_all(*, at: datetime) -> int:
    """Destroy every case whose time is over, and finish what was begun; returns how many are finished.

    What fails is tried again, and keeps nothing else from being done.
    """
    for closure in Closure.objects.over(at).select_related("case"):
        _begun(closure, at)
    finished = sum(_finished(row, at) for row in Destruction.objects.filter(finished=None))
    Destruction.objects.filter(finished__lt=at - REMEMBERED).delete()
    return finished


@transaction.atomic
def begin(*, case: Case, at: datetime) -> Destruction | None:
    """Delete all rows of a case and name the files that are still to go (encryption design, section 10).

    From this moment nobody can read it or write to it. Nothing happens to a case that was opened or held
    back meanwhile.
    """
    case.hold()
    if not Closure.objects.over(at).filter(case=case).exists():
        return None
    entries = Entry.objects.filter(channel_key__channel__in=case.channels)
    files = list(Blob.objects.filter(entry__in=entries).values_list("sha256", flat=True))
    destruction = Destruction.objects.create(
        code=case.code, begun=at, entries=entries.count(), files=len(files), leftover=sorted(set(files))
    )
    destruction.witnesses.set(readers(case, at))
    _delete_rows(case)
    return destruction


def finish(*, destruction: Destruction, at: datetime) -> None:
    """Take the files of a case off the disk, then say that it is done.

    Raises:
        OSError: one of them cannot be.
    """
    kept = set(Blob.objects.filter(sha256__in=destruction.leftover).values_list("sha256", flat=True))
    for sha256 in destruction.leftover:
        if sha256 not in kept:  # somebody else's entry names the same bytes
            forget_file(sha256=sha256)
    Destruction.objects.filter(pk=destruction.pk, finished=None).update(finished=at, leftover=[])


def _begun(closure: Closure, at: datetime) -> None:
    try:
        begin(case=closure.case, at=at)
    except Refused:
        log.info("Another worker destroyed a case first.")
    except Exception:
        log.exception("A case could not be destroyed (closure %s); it is tried again.", closure.pk)


def _finished(destruction: Destruction, at: datetime) -> bool:
    try:
        finish(destruction=destruction, at=at)
    except OSError as fault:  # without its text: that would put the name of a file into the log
        log.warning("A file cannot be deleted (%s); it is tried again.", type(fault).__name__)
        return False
    return True


def _delete_rows(case: Case) -> None:
    channels = [channel.pk for channel in case.channels]
    came = Party.everyone.filter(case=case).exclude(mailbox=None)
    mailboxes = list(came.values_list("mailbox", flat=True))
    Invitation.objects.filter(party__case=case).delete()
    of_links = Row.objects.filter(subject__in=Link.objects.of(case).values("code"))
    for rows in (of_links, Row.objects.about(case.code), Promise.objects.on(case.code)):
        rows.delete()
    Notice.objects.filter(subject=case.code).delete()
    case.delete()
    Mailbox.objects.filter(pk__in=mailboxes).delete()
    Channel.objects.filter(pk__in=channels).delete()


def warn_all(*, at: datetime) -> int:
    """Tell the readers of each case that its end is near, once, and that a hold is to be looked at again."""
    closures = Closure.objects.standing().not_held().filter(warned=None)
    holds = Hold.objects.filter(ended=None, reviewed=None)
    soon = [row for row in closures.select_related("case__desk", "case__pack") if row.is_near(at)]
    due = [row for row in holds.select_related("case__pack") if row.is_due(at)]
    return sum(_warned(row, at) for row in soon) + sum(_reviewed(row, at) for row in due)


@transaction.atomic
def _warned(closure: Closure, at: datetime) -> int:
    closure.case.hold()
    still = Closure.objects.standing().not_held().filter(pk=closure.pk, warned=None)
    return _told(closure.case, at) if still.update(warned=at) else 0


@transaction.atomic
def _reviewed(hold: Hold, at: datetime) -> int:
    hold.case.hold()
    still = Hold.objects.filter(pk=hold.pk, ended=None, reviewed=None)
    return _told(hold.case, at) if still.update(reviewed=hold.case.today(at)) else 0


def _told(case: Case, at: datetime) -> int:
    tell(people=readers(case, at), kind=Notice.ENDING, subject=case.code, at=at)
    return 1


@transaction.atomic
def shake(*, at: datetime) -> None:
    """Write all counts anew in random order, so that their order says nothing of what was counted when."""
    _shake(Tally.objects)
    _shake(Opinion.objects)


def _shake(counts: Manager[Count]) -> None:
    rows = list(counts.select_for_update())
    counts.filter(pk__in=[row.pk for row in rows]).delete()
    secrets.SystemRandom().shuffle(rows)
    for row in rows:
        row.pk = None
    counts.bulk_create(rows)


def wipe(*, at: datetime, nightly: bool = False) -> bool:
    """Make sure that what was deleted is gone from the disk too. Not inside a transaction.

    On SQLite this costs next to nothing and is done each time: a key that was taken back goes at once.

    Args:
        nightly: on PostgreSQL also where nothing was destroyed, for keys taken back, ended notes, counts.

    Returns:
        Whether it was done; if the database was too busy for it, the next round does it.
    """
    destroyed = Destruction.objects.filter(wiped=None).exclude(finished=None)
    gone = destroyed.exists()
    if not (nightly or gone or connection.vendor == "sqlite"):
        return False
    done = _emptied(_tables_of_cases() if gone else [each._meta.db_table for each in NIGHTLY])
    if done:
        destroyed.update(wiped=at)
    return done


def unsample() -> int:
    """Keep PostgreSQL from sampling what stands in cases, from the worker's start on.

    What its planner knows of a column are values out of rows; they outlive the rows and a full vacuum.

    Returns:
        How many columns were sampled until now: none but at the first start, and after an upgrade.
    """
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE relname = ANY(%s) AND pg_table_is_visible(attrelid) AND attnum > 0 AND NOT attisdropped"
            " AND atttypid = ANY(%s::regtype[]) AND COALESCE(attstattarget, -1) <> 0",
            [_tables_of_cases(), ["bytea", "uuid", "varchar", "text", "jsonb"]],
        )
        sampled = cursor.fetchall()
        for names in sampled:
            table, column = map(connection.ops.quote_name, names)
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")
    return len(sampled)


def _emptied(tables: Iterable[str]) -> bool:
    """SQLite overwrites rows as it deletes them, but its log of changes keeps them until it is cut short.

    PostgreSQL keeps dead rows, and after an ordinary vacuum their bytes: only a full one writes tables anew.
    Also that keeps what a session may still look at, which can have come since we looked: it says so.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            return _alone(cursor) and not _kept_rows(cursor, tables)
        busy, *_pages = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def _kept_rows(cursor: Any, tables: Iterable[str]) -> int:
    """Write tables of PostgreSQL anew; how many rows that nobody should see any more had to be kept."""
    details: list[str] = []

    def hear(said: Any) -> None:
        details.append(said.message_detail or "")

    connection.connection.add_notice_handler(hear)
    try:
        cursor.execute(f"VACUUM (FULL, VERBOSE) {', '.join(map(connection.ops.quote_name, tables))}")
    finally:
        connection.connection.remove_notice_handler(hear)
    return sum(int(found[1]) for found in (re.match(r"(\d+) ", detail) for detail in details) if found)


def _alone(cursor: Any) -> bool:
    """Whether no other session of this PostgreSQL database holds a view of what was; hidden ones count.

    Its own vacuum in the background holds none, but shows as if it did.
    """
    cursor.execute(
        "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()"
        " AND (backend_xmin IS NOT NULL OR query = '<insufficient privilege>')"
        " AND (query NOT LIKE 'autovacuum: VACUUM %' OR query LIKE '%ANALYZE%'))"
    )
    return bool(cursor.fetchone()[0])


def _tables_of_cases() -> list[str]:
    """Every table in which something of a case may have stood."""
    rooms = (apps.get_app_config(room) for room in ("casework", "sealing", "journal", "clocks", "notices"))
    return [model._meta.db_table for room in rooms for model in room.get_models(include_auto_created=True)]

"""Taking over a list of members, all of it or nothing, and undoing the last one."""

from collections.abc import Collection, Generator, Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from json import dumps
from sys import intern
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Count, Max, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.rows import copy, put
from chapterhouse.ui.refused import Refused

from ..models import Before, Correction, Membership, RosterImport
from ..roster.comparing import CHANGED, Comparison, Found, Known
from ..roster.names import called, filed
from ..roster.reading import Listed, Roster
from ..roster_files import alone
from .corrections import corrected, follow_addresses, put_back, set_aside

Row = TypeVar("Row")
Done = tuple[RosterImport, Comparison]
#: Rows written in one statement.
AT_ONCE = 1000
#: What is written of somebody: all of `Listed`, and what the import adds.
COLUMNS = (*Listed._fields, "filed", "called", "digest", "absent_id", "first_id")

#: Of these those that have an index: it is written anew where they changed alone, which is seldom.
SELDOM = ("email", "filed", "called", "status", "absent_id")


def preview(roster: Roster) -> Comparison:
    """What would change, without changing it.

    Raises:
        Unreadable: a line ends the list, as no quotation of it ends.
    """
    found = Comparison(known(), corrected())
    for _row in found.rows(roster):
        pass
    return found


def import_roster(
    *, roster: Roster, file: str, sha256: str, by: str, at: datetime
) -> tuple[RosterImport, Comparison]:
    """Take a list over. Who is not on it is noted as absent; a row that was not understood changes nothing.

    Args:
        file: its name, to be remembered. sha256: of its bytes, as hexadecimal digits.
        by: username of who does it, or ``operator``.

    Raises:
        Refused: it is older than the last one, by the days in their names (``older``), or another import
            runs (``busy``).
        Unreadable: as `preview`; nothing was taken over.
    """
    with alone(), transaction.atomic():
        return done_with(importing(roster=roster, file=file, sha256=sha256, by=by, at=at))


def done_with(steps: Generator[int, None, Done]) -> Done:
    """What comes of an import once all its steps are done."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            done: Done = end.value
            return done


def importing(
    *, roster: Roster, file: str, sha256: str, by: str, at: datetime, even_older: bool = False
) -> Generator[int, None, Done]:
    """The steps of `import_roster`, within its caller's lock and transaction.

    Args:
        even_older: somebody has looked, and it is the right list although it is older than the last.

    Yields:
        How many rows were read so far.
    """
    sentence = older(roster, newest_import())
    if sentence and not even_older:
        raise Refused(sentence, code="older")
    done = RosterImport.objects.create(
        at=at, by=by, file=file[:120], sha256=sha256, listed_on=roster.listed_on, running=True
    )
    Before.objects.all().delete()
    found = Comparison(known(), corrected())
    set_aside()
    for some in in_lots(found.rows(roster)):
        _remember(done, [each.pk for each in some if each.pk and each.what == CHANGED])
        _write(done, some)
        yield found.read
    for some_absent in in_lots(found.absent):
        _remember(done, some_absent)
        Membership.objects.filter(pk__in=some_absent).update(absent=done)
    put_back()
    follow_addresses()
    counts = {name: getattr(found, name) for name in ("new", "changed", "unchanged", "bad")}
    for name, number in {**counts, "absent": len(found.absent), "running": None}.items():
        setattr(done, name, number)
    done.save()
    record(by=by, verb="imported-roster", subject=f"roster-{done.pk}", at=at)
    return done, found


def undo_import(*, by: str, at: datetime) -> RosterImport:
    """Undo the last import: who was new goes, and everybody else stands as before.

    Only one can be undone: how people stood before an earlier one is not kept.

    Raises:
        Refused: there is none, or it was undone already (``nothing``), or an import runs (``busy``).
    """
    with alone(), transaction.atomic():
        return _undone(by=by, at=at)


def _undone(*, by: str, at: datetime) -> RosterImport:
    last = RosterImport.objects.select_for_update().first()
    if last is None or last.undone:
        raise Refused(_("There is no import that could be undone."), code="nothing")
    set_aside()
    last.brought.all().delete()
    copy(last.befores.order_by().values_list(*COLUMNS), Membership, COLUMNS, on="key")
    last.befores.all().delete()
    put_back()
    follow_addresses()
    last.undone = at
    last.save(update_fields=["undone"])
    record(by=by, verb="undid-roster", subject=f"roster-{last.pk}", at=at)
    return last


def stand_of_roll() -> str:
    """Another text after each import, undoing and correction: whether a preview still holds."""
    last = RosterImport.objects.values_list("pk", "undone").first()
    fixed = Correction.objects.aggregate(number=Count("pk"), newest=Max("at"))
    return blake2b(repr((last, fixed)).encode(), digest_size=12).hexdigest()


def newest_import() -> RosterImport | None:
    return RosterImport.objects.filter(undone=None).first()


def older(roster: Roster, last: RosterImport | None) -> str:
    """The sentence that says so, where a list is older than the last one by the days in their names."""
    if not (last and last.listed_on and roster.listed_on and roster.listed_on < last.listed_on):
        return ""
    return _(
        "This list is of %(day)s, and the last one was of %(last)s. Look whether it is the right file."
    ) % {"day": date_format(roster.listed_on), "last": date_format(last.listed_on)}


def known() -> dict[str, Known]:
    """Everybody a list has named before, by their keys; of each standing one text, as there are very many."""
    rows = Membership.objects.order_by().values_list(
        "key", "pk", "digest", "cells", "status", "first_id", "absent_id"
    )
    return {
        key: Known(pk, digest, cells, intern(status), first, absent)
        for key, pk, digest, cells, status, first, absent in rows.iterator()
    }


def in_lots(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in lists of `AT_ONCE`, so that few are in memory."""
    rows = iter(rows)
    while lot := list(islice(rows, AT_ONCE)):
        yield lot


def _remember(done: RosterImport, keys: Collection[int]) -> None:
    """How those who change stand before."""
    if keys:
        stood = Membership.objects.order_by().filter(pk__in=keys).annotate(done=Value(done.pk))
        copy(stood.values_list(*COLUMNS, "done"), Before, (*COLUMNS, "roster_import_id"))


def _write(done: RosterImport, some: Collection[Found]) -> None:
    new = [_columns_of(each, done) for each in some if each.pk is None]
    old = [_columns_of(each, done) for each in some if each.pk]
    put(Membership, COLUMNS, new)
    put(Membership, COLUMNS, old, on="key", seldom=SELDOM)


def _columns_of(each: Found, done: RosterImport) -> tuple[Any, ...]:
    row = each.row
    more = dumps(dict(row.more)) if row.more else "{}"
    sought = filed(row.family, row.name), called(row.name)
    return (*row[:-2], more, row.cells, *sought, each.digest, None, each.first or done.pk)

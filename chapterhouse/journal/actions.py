"""Writing the journal. Called inside the verb's own transaction, so that a failed row undoes the verb."""

from collections.abc import Iterable
from datetime import datetime

from chapterhouse.rows import keep

from .models import Row


def record(*, by: str, verb: str, subject: str, at: datetime, about: str = "") -> Row:
    """Append one row.

    Args:
        by: username of who acted, or ``reporter`` / ``worker``.
        verb: code of what was done; ``journal/wording.py`` holds the sentences.
        subject: public code of what it was done to.
        at: the moment, aware.
        about: username of the person it was done to, if any.
    """
    [row] = keep([Row(by=by, verb=verb, subject=subject, at=at, about=about)])
    return row


def record_all(*, by: str, verb: str, subjects: Iterable[str], at: datetime) -> None:
    """Append a row for each of many subjects of which the same was done at once; else as `record`."""
    keep(Row(by=by, verb=verb, subject=subject, at=at) for subject in subjects)

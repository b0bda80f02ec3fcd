"""The doors' JSON as it is now, put together only when something in it has changed."""

from datetime import datetime
from typing import Any

from chapterhouse.casework.roster import HOLDING
from chapterhouse.packs.models import PackVersion
from chapterhouse.rows import ask
from chapterhouse.sealing.models import site_id

from .desks import roster_at
from .public_data import public_data

#: The newest sheet of every desk.
SHEETS = """
    SELECT desk, seq, note FROM sealing_teamsheet sheet
    WHERE seq = (SELECT MAX(seq) FROM sealing_teamsheet newer WHERE newer.desk = sheet.desk) ORDER BY desk
"""
#: What the last one was made of, and the last one.
_last: tuple[object, dict[str, Any]] = (None, {})


def doors_now(
    version: PackVersion | None, *, at: datetime, challenge: dict[str, Any] | None
) -> dict[str, Any]:
    """What `public_data` says.

    It depends on the rules in force, who holds which office under which name and key, the newest sheets and
    the minute. These are asked for every time, so that nobody seals to a team of yesterday; the rest is not.
    """
    global _last
    rules = version and (str(version), version.sha256)
    made_of = (site_id(), rules, at.replace(second=0, microsecond=0), ask(HOLDING, at, at), ask(SHEETS))
    known, data = _last
    if known != made_of:
        roster = roster_at(version.pack, at) if version else None
        data = public_data(version, roster, at=at, challenge=None)
        _last = made_of, data
    return {**data, "challenge": challenge}

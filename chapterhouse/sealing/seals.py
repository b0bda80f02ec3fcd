"""The server's half of an open vault: 32 random bytes in the session (encryption design, section 6)."""

import base64
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction

#: After its last use the seal is gone, and what the browser keeps is of no use to anyone.
LIFETIME = timedelta(minutes=30)
_KEY = "vault_seal"


@contextmanager
def _current(session: SessionBase) -> Iterator[SessionBase]:
    """The session as it is in the database now, its row held until it is saved.

    The request's own copy was read at the beginning and is written whole at the end: a renewal under way
    would bring back the seal that locking has just taken away.
    """
    with transaction.atomic():
        Session.objects.select_for_update().filter(session_key=session.session_key).first()
        current = type(session)(session.session_key)
        yield current
        if current.modified:
            current.save()


def make(session: SessionBase, at: datetime) -> str:
    """A new seal in place of any before; 32 bytes in base64."""
    seal = base64.b64encode(secrets.token_bytes(32)).decode()
    with _current(session) as current:
        current[_KEY] = {"seal": seal, "used": at.timestamp()}
    return seal


def use(session: SessionBase, at: datetime) -> str | None:
    """The seal, whose 30 minutes begin again; None if there is none or it lapsed, and then it is deleted."""
    with _current(session) as current:
        kept = current.pop(_KEY, None)
        if kept is None or at.timestamp() - kept["used"] > LIFETIME.total_seconds():
            return None
        current[_KEY] = {**kept, "used": at.timestamp()}
        return str(kept["seal"])


def is_open(session: SessionBase, at: datetime) -> bool:
    """Whether there is a seal that has not lapsed; looking does not lengthen its time."""
    kept = session.get(_KEY)
    return kept is not None and at.timestamp() - kept["used"] <= LIFETIME.total_seconds()


def drop(session: SessionBase) -> None:
    """Lock: what the browser keeps opens no more."""
    with _current(session) as current:
        current.pop(_KEY, None)

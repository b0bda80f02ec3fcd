"""Where a person is signed in. No address and no browser is kept: a session knows when and how it began."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from .models import Person


@dataclass(frozen=True)
class SignedIn:
    """One session.

    Attributes:
        how: the library's word for the way (code, password, mfa), ours (organisation), or empty.
    """

    key: str
    since: datetime | None
    how: str

    @property
    def mark(self) -> str:
        """What a page calls it by. Its key would open it, and stands on no page."""
        return salted_hmac("session on a page", self.key, algorithm="sha256").hexdigest()[:20]


def sessions_of(person: Person, at: datetime) -> list[SignedIn]:
    """A person's sessions, the newest first. Sessions name nobody in their rows, so each is read."""
    found = [_signed_in(row, data) for row, data in _theirs(person, at)]
    return sorted(found, key=lambda one: one.since or datetime.min.replace(tzinfo=UTC), reverse=True)


def end_others(*, person: Person, but: str, at: datetime) -> int:
    """End every session of a person but one; returns how many ended."""
    keys = [row.session_key for row, _data in _theirs(person, at) if row.session_key != but]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end_one(*, person: Person, mark: str, at: datetime) -> bool:
    """End the session that a page called by this mark; returns whether there was one."""
    found = next((one.key for one in sessions_of(person, at) if one.mark == mark), None)
    return bool(found and Session.objects.filter(session_key=found).delete()[0])


def _theirs(person: Person, at: datetime) -> Iterator[tuple[Session, dict[str, Any]]]:
    running: QuerySet[Session] = Session.objects.filter(expire_date__gt=at)
    for row in running.iterator():
        data = row.get_decoded()
        if data.get(SESSION_KEY) == str(person.pk):
            yield row, data


def _signed_in(row: Session, data: dict[str, Any]) -> SignedIn:
    ways = data.get("account_authentication_methods") or [{}]
    since = ways[0].get("at")
    return SignedIn(
        key=row.session_key,
        since=datetime.fromtimestamp(since, tz=UTC) if since else None,
        how=ways[0].get("method", ""),
    )

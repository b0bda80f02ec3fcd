"""What a browser is given to open a case: the asker's wraps, statements, cards, entries; sealed or public."""

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language

from chapterhouse.people.models import Person
from chapterhouse.sealing.formats.cards import REPORTER
from chapterhouse.sealing.models import (
    Blob,
    Channel,
    ChannelKey,
    Entry,
    HolderStatement,
    KeyCard,
    KeyWrap,
    Mailbox,
    Withdrawal,
    site_id,
)
from chapterhouse.ui.dates import moment_words

from .models import Case, Party, WorkingNote

Json = dict[str, Any]
#: Entries by the primary key of their channel, oldest first.
Entries = Mapping[int, list[Entry]]


def case_data(
    case: Case,
    person: Person,
    entries: Entries,
    reading: Iterable[Person],
    working: Iterable[WorkingNote] = (),
) -> Json:
    """Everything of a case that somebody who may read it needs, in a fixed number of queries.

    Args:
        entries: `entries_of` the case's channels.
        reading: who may read it now.
        working: `working_notes_of` it; no copy that is taken along has them.
    """
    channels = case.channels
    return {
        **_place(case, person),
        "readers": [reader.username for reader in reading],
        **_cards(case, channels),
        "channels": _channels(case, person, channels, entries),
        "working": [_working(note) for note in working],
    }


def working_notes_of(case: Case) -> list[WorkingNote]:
    """Notes that end by themselves, newest first."""
    return list(case.working_notes.select_related("channel_key", "by")) if case.is_informal else []


def people_data(case: Case, person: Person) -> Json:
    """The one thing served before the question of independence is answered: the list of people involved."""
    entries = {case.channel.pk: [case.people] if case.people else []}
    return {
        **_place(case, person),
        "readers": [],
        **_cards(case, [case.channel]),
        "channels": _channels(case, person, [case.channel], entries),
    }


def keys_data(case: Case, person: Person, reading: Iterable[Person]) -> Json:
    """What giving the keys of a case on needs, and nothing that was written in it: no entry, title or name.

    Args:
        reading: who may read it now.
    """
    channels = case.channels
    place = {"site": site_id(), "case": str(case.uuid), "code": case.code}
    cards = _cards(case, channels)["cards"]
    readers = [reader.username for reader in reading]
    return {**place, "readers": readers, "cards": cards, "channels": _channels(case, person, channels, {})}


def cards_of(people: Iterable[Person]) -> list[Json]:
    """The present public keys of people, by their order; who has set up none is left out."""
    people = list(people)
    rows = {
        row.user_id: row for row in KeyCard.objects.current().filter(user__in=people).select_related("user")
    }
    found = [rows[person.pk] for person in people if person.pk in rows]
    return [{**_card(row.name, row.recipient, row.signing_key), "version": row.version} for row in found]


def title_data(cases: Sequence[Case], person: Person) -> Json:
    """The sealed titles of a list of cases and the person's wraps of the keys they are under."""
    keys = {case.title.channel_key_id: case for case in cases if case.title}
    wraps = KeyWrap.objects.filter(channel_key__in=keys, card__user=person, card__retired=None)
    mine = {wrap.channel_key_id: b64(wrap.age_file) for wrap in wraps}
    titles = [
        {
            "case": str(case.uuid),
            "channel": str(case.channel.uuid),
            "wrap": mine[key],
            "entry": str(case.title.uuid),
            "age_file": b64(case.title.age_file),
        }
        for key, case in keys.items()
        if case.title and key in mine
    ]
    return {"site": site_id(), "titles": titles}


def entries_of(channels: Iterable[Channel]) -> Entries:
    """The entries of each channel (by its primary key), oldest first, with keys, authors and files."""
    rows = Entry.objects.filter(channel_key__channel__in=list(channels)).order_by("received", "pk")
    marks = {"has_files": Exists(Blob.objects.filter(entry=OuterRef("pk")))}
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in rows.select_related("channel_key", "author").annotate(**marks):
        found[entry.channel_key.channel_id].append(entry)
    prefetch_related_objects([row for rows in found.values() for row in rows if row.has_files], "blobs")
    return found


def b64(data: bytes | memoryview) -> str:
    return base64.b64encode(bytes(data)).decode()


def _place(case: Case, person: Person) -> Json:
    return {
        "site": site_id(),
        "case": str(case.uuid),
        "code": case.code,
        "me": person.username,
        "title": str(case.title.uuid) if case.title else None,
        "people": str(case.people.uuid) if case.people else None,
    }


def _channels(case: Case, person: Person, channels: Sequence[Channel], entries: Entries) -> list[Json]:
    parties = {party.channel_id: party for party in _everyone(case)}
    first = next((party.mailbox for party in sorted(case.parties.all(), key=lambda party: party.pk)), None)
    keys = _keys(channels, person)
    statements: dict[int, list[str]] = defaultdict(list)
    for row in HolderStatement.objects.filter(channel__in=channels).order_by("seq"):
        statements[row.channel_id].append(row.note)
    return [
        {
            "channel": str(channel.uuid),
            "kind": "party" if channel.pk in parties else "team",
            "maker": _mailbox_card(parties[channel.pk].mailbox if channel.pk in parties else first),
            **keys[channel.pk],
            "statements": statements[channel.pk],
            "entries": [_entry(entry) for entry in entries.get(channel.pk, [])],
        }
        for channel in channels
    ]


def fetch_keys(channels: Sequence[Channel], person: Person) -> None:
    """Fetch the keys of channels with the person's wrap, once for all that a page shows of them.

    For pages alone: what writes looks again, as a colleague may just have changed a key.
    """
    mine = KeyWrap.objects.filter(channel_key=OuterRef("pk"), card__user=person, card__retired=None)
    taken = Withdrawal.objects.filter(channel_key=OuterRef("pk"))
    marks = {"replaced": Exists(taken), "wrap": Subquery(mine.order_by("pk").values("age_file")[:1])}
    keys = ChannelKey.objects.order_by("version").annotate(**marks)
    prefetch_related_objects(list(channels), Prefetch("keys", keys))


def _keys(channels: Sequence[Channel], person: Person) -> dict[int, Json]:
    """Versions with the person's wraps (empty where they hold none), and whether a new key is wanted."""
    fetch_keys(channels, person)
    return {channel.pk: _keys_of(list(channel.keys.all())) for channel in channels}


def _keys_of(keys: list[ChannelKey]) -> Json:
    rows = [{"version": key.version, "wrap": b64(getattr(key, "wrap", None) or b"")} for key in keys]
    return {"keys": rows, "wants_new_key": bool(keys and getattr(keys[-1], "replaced", False))}


def _cards(case: Case, channels: Sequence[Channel]) -> Json:
    """Public keys and names of all who ever read at the desk, wrote or held a key: old keys signed too."""
    there = Q(user__terms__office__code__in=case.rules.offices) | Q(
        key_wraps__channel_key__channel__in=channels
    )
    wrote = Q(user__entries__channel_key__channel__in=channels)
    rows = list(KeyCard.objects.filter(there | wrote).distinct().select_related("user").order_by("pk"))
    cards = [{**_card(row.name, row.recipient, row.signing_key), "version": row.version} for row in rows]
    mailboxes = [card for party in _everyone(case) if (card := _mailbox_card(party.mailbox))]
    return {"cards": cards + mailboxes, "names": {row.user.username: row.user.name for row in rows}}


def _everyone(case: Case) -> list[Party]:
    return [*case.parties.all(), *(row.guest for row in case.supporters.all())]


def _mailbox_card(mailbox: Mailbox | None) -> Json | None:
    return _card(REPORTER, mailbox.recipient, mailbox.signing_key) if mailbox else None


def _card(name: str, recipient: str, key: str) -> Json:
    return {"name": name, "version": 1, "recipient": recipient, "key": key}


def _blobs(entry: Entry) -> Iterable[Blob]:
    """Its files; of `entries_of` a case it is known which have none."""
    return entry.blobs.all() if getattr(entry, "has_files", True) else ()


def _working(note: WorkingNote) -> Json:
    """As an entry, which it is not."""
    return {
        "uuid": str(note.uuid),
        "version": note.channel_key.version,
        "age_file": b64(note.age_file),
        "author": note.by.username,
        "when": moment_words(timezone.localtime(note.at), get_language() or "en"),
        "files": {},
    }


def _entry(entry: Entry) -> Json:
    return {
        "uuid": str(entry.uuid),
        "version": entry.channel_key.version,
        "age_file": b64(entry.age_file),
        "author": entry.author.username if entry.author else "",
        "when": moment_words(timezone.localtime(entry.received), get_language() or "en"),
        "files": {blob.sha256: bool(blob.arrived) for blob in _blobs(entry)},
    }

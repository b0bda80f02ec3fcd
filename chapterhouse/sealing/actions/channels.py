"""Opening channels, adding keys, wraps and entries: checked for form, as nothing can be read here."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chapterhouse.people.models import Person
from chapterhouse.rows import ask, keep
from chapterhouse.ui.refused import Refused

from ..agefiles import must_be_age
from ..formats.cards import Card
from ..formats.holders import Statement, StatementError, next_statement, read_statement
from ..models import (
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
from ..wire import NewEntry, NewKey, NewMailbox, Sharing, Wrap, malformed

Kept = TypeVar("Kept")
#: Asked at every report, so written out.
CURRENT_CARDS = """
    SELECT card.id, person.username, card.version FROM sealing_keycard card
    JOIN people_person person ON person.id = card.user_id WHERE card.retired IS NULL
"""


@transaction.atomic(savepoint=False)
def open_mailbox(*, mailbox: NewMailbox, lookup: str) -> Mailbox:
    """Keep the public half of somebody's return code.

    Args:
        lookup: SHA-256 in hex of `mailbox.auth`; the auth itself is not kept.

    Raises:
        Refused: the state file is not an age file to one recipient, or the mailbox exists (``replayed``).
    """
    must_be_age(mailbox.state_file, recipients=1)
    return _once(
        lambda: keep(
            [
                Mailbox(
                    lookup=lookup,
                    recipient=mailbox.recipient,
                    signing_key=mailbox.signing_key,
                    state_file=mailbox.state_file,
                )
            ]
        )[0]
    )


@transaction.atomic(savepoint=False)
def open_channels(*, keys: Sequence[tuple[NewKey, Mailbox | None]], at: datetime) -> list[ChannelKey]:
    """Make channels, each with its first key, its wraps and its first holder statement.

    Args:
        keys: each with the mailbox that holds it too, if one does.

    Returns:
        The first keys, in the same order; each knows its `channel`.
    """
    if any(key.version != 1 for key, _mailbox in keys):
        raise Refused(_("A conversation begins with the first version of its key."), code="malformed")
    made = _once(lambda: keep(Channel(uuid=key.channel) for key, _mailbox in keys))
    kept = _keep_keys([(channel, *pair) for channel, pair in zip(made, keys, strict=True)], at=at)
    first = [
        _statement(channel=one.channel, note=key.statement, key=one, last=None)
        for one, (key, _mailbox) in zip(kept, keys, strict=True)
    ]
    keep(first)
    return kept


@transaction.atomic
def renew_key(*, channel: Channel, key: NewKey, at: datetime, mailbox: Mailbox | None = None) -> ChannelKey:
    """Add the next version of a channel's key.

    Raises:
        Refused: the version does not follow on the newest (``stale-key``): a colleague was faster.
    """
    channel = _held(channel)
    if key.version != channel.newest_key.version + 1:
        raise _stale_key()
    [kept] = _keep_keys([(channel, key, mailbox)], at=at)
    add_statement(channel=channel, note=key.statement, key=kept)
    return kept


@transaction.atomic
def share(*, channel: Channel, sharing: Sharing) -> None:
    """Give a card wraps of versions of a channel's key, with the statement that names its holder.

    Raises:
        Refused: a colleague changed key or holders meanwhile (``stale-key``), or the card (``stale-team``).
    """
    channel = _held(channel)
    keys = {key.version: key for key in channel.keys.all()}
    if any(wrap.key not in keys for wrap in sharing.wraps):
        raise _stale_key()
    add_statement(channel=channel, note=sharing.statement, key=channel.newest_key)
    wraps = _wraps([(keys[wrap.key], wrap) for wrap in sharing.wraps])
    # Who is let in may hold a version already: theirs stays.
    KeyWrap.objects.bulk_create(wraps, ignore_conflicts=True)


def add_statement(*, channel: Channel, note: str, key: ChannelKey) -> HolderStatement:
    """Append a holder statement about the newest key.

    Every browser checks the chain for itself. It is checked here too, so that no statement which browsers
    must refuse can stand in the way of all later ones. Who signed the first is theirs to check alone.

    Raises:
        Refused: it does not follow on the newest (``stale-key``), or no browser would take it
            (``malformed``).
    """
    last = channel.statements.order_by("seq").last()
    statement = _statement(channel=channel, note=note, key=key, last=last)
    statement.save()
    return statement


def _statement(
    *, channel: Channel, note: str, key: ChannelKey, last: HolderStatement | None
) -> HolderStatement:
    """The statement that follows on `last`, not yet saved. Raises as `add_statement`."""
    previous = read_statement(last.note) if last else None
    statement = _readable(note)
    if (statement.seq, statement.prev) != ((previous.seq + 1, previous.hash) if previous else (1, None)):
        raise _stale_key()
    about = (statement.site, statement.channel, statement.version, statement.recipient)
    if about != (site_id(), str(channel.uuid), key.version, key.recipient):
        raise malformed()
    if previous and not _is_accepted(note, previous):
        raise malformed()
    return HolderStatement(channel=channel, seq=statement.seq, note=note)


@transaction.atomic
def withdraw(*, channel: Channel, person: Person, at: datetime) -> None:
    """Delete a person's wraps of all versions and note that the newest key must be replaced."""
    mine = KeyWrap.objects.filter(channel_key__channel=channel, card__user=person)
    if mine.filter(channel_key=channel.newest_key).exists():
        Withdrawal.objects.create(channel_key=channel.newest_key, at=at)
    mine.delete()


@transaction.atomic
def add_entry(*, channel: Channel, entry: NewEntry, at: datetime, author: Person | None) -> Entry:
    """Keep one sealed entry.

    Raises:
        Refused: not an age file to exactly one recipient; sealed under a key that was replaced
            (``stale-key``); or sent already (``replayed``), in which case nothing is kept twice.
    """
    if Entry.objects.filter(uuid=entry.uuid).exists():
        raise _replayed()
    [kept] = add_entries(entries=[(channel.newest_key, entry)], at=at, author=author)
    return kept


@transaction.atomic(savepoint=False)
def add_entries(
    *, entries: Sequence[tuple[ChannelKey, NewEntry]], at: datetime, author: Person | None
) -> list[Entry]:
    """Keep sealed entries, each under the newest key of its channel. Raises as `add_entry`."""
    for key, entry in entries:
        must_be_age(entry.age_file, recipients=1)
        if entry.version != key.version:
            raise Refused(
                _("The key has changed while you wrote. Your words are still here: send again."),
                code="stale-key",
            )
    made = [
        Entry(
            uuid=entry.uuid,
            channel_key=key,
            author=author,
            age_file=entry.age_file,
            size=len(entry.age_file),
            received=at,
        )
        for key, entry in entries
    ]
    kept = _once(lambda: keep(made))
    pairs = [(row, file) for row, (_key, entry) in zip(kept, entries, strict=True) for file in entry.files]
    keep(Blob(sha256=file.sha256, entry=row, size=file.size) for row, file in pairs)
    return kept


def _keep_keys(keys: Sequence[tuple[Channel, NewKey, Mailbox | None]], *, at: datetime) -> list[ChannelKey]:
    """Store keys and their wraps; what vouches for them follows."""
    kept = keep(
        ChannelKey(channel=channel, version=key.version, recipient=key.recipient, created=at)
        for channel, key, _mailbox in keys
    )
    wraps = _wraps([(row, wrap) for row, (_c, key, _m) in zip(kept, keys, strict=True) for wrap in key.wraps])
    for row, (_channel, key, mailbox) in zip(kept, keys, strict=True):
        if mailbox is not None:
            must_be_age(key.mailbox_wrap or b"", recipients=1)
            wraps.append(KeyWrap(channel_key=row, mailbox=mailbox, age_file=key.mailbox_wrap))
    keep(wraps)
    return kept


def _wraps(sent: Sequence[tuple[ChannelKey, Wrap]]) -> list[KeyWrap]:
    """Wraps of keys to current cards, not yet saved.

    Raises:
        Refused: a card was renewed or its holder left (``stale-team``): seal again for the present team.
    """
    current = {(f"{site_id()}/{name}", version): card for card, name, version in ask(CURRENT_CARDS)}
    if any((wrap.card, wrap.version) not in current for _key, wrap in sent):
        raise Refused(
            _("The team has changed while you wrote. Your answers are still here."), code="stale-team"
        )
    if len({(key.pk, wrap.card) for key, wrap in sent}) != len(sent):
        raise malformed()
    for _key, wrap in sent:
        must_be_age(wrap.age_file, recipients=1)
    return [
        KeyWrap(channel_key=key, card_id=current[wrap.card, wrap.version], age_file=wrap.age_file)
        for key, wrap in sent
    ]


def _held(channel: Channel) -> Channel:
    """The channel as it is now; two colleagues at once take turns."""
    return Channel.objects.select_for_update().get(pk=channel.pk)


def _once(kept: Callable[[], Kept]) -> Kept:
    """Keep a row whose public name is drawn by the sender; a second one is the same thing sent again.

    The transaction ends with the refusal: nothing may be asked in it any more.

    Raises:
        Refused: it is in our hands already (``replayed``).
    """
    try:
        return kept()
    except IntegrityError as twice:
        raise _replayed() from twice


def _readable(note: str) -> Statement:
    try:
        return read_statement(note)
    except StatementError as fault:
        raise malformed() from fault


def _is_accepted(note: str, previous: Statement) -> bool:
    named = KeyCard.objects.named(holder.name for holder in previous.holders)
    cards = [Card(card.name, card.version, card.recipient, card.signing_key) for card in named]
    try:
        next_statement(note, site=previous.site, channel=previous.channel, cards=cards, previous=previous)
    except StatementError:
        return False
    return True


def _replayed() -> Refused:
    return Refused(_("This was sent already. It is in our hands."), code="replayed")


def _stale_key() -> Refused:
    return Refused(_("A colleague has just changed the key. Reload the page."), code="stale-key")

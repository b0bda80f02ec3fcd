"""From our rows to what the server gives a browser, and from what a browser sends to the shapes of `wire`."""

from typing import Any, TypeVar

import msgspec

from chapterhouse.casework.models import Case, Party
from chapterhouse.people.models import Person
from chapterhouse.sealing.formats.cards import REPORTER, Card
from chapterhouse.sealing.models import Channel as ChannelRow
from chapterhouse.sealing.models import Entry, KeyCard, KeyWrap, Mailbox
from chapterhouse.sealing.wire import NewEntry

from .agechannel import Channel, open_channel
from .agekeys import Self, b64

T = TypeVar("T")


def as_wire(data: dict[str, Any], shape: type[T]) -> T:
    """What a browser sends, held to its bounds. Raises `msgspec.ValidationError`."""
    return msgspec.convert(data, shape)


def as_entry(sealed: dict[str, Any], files: list[dict[str, Any]] | None = None) -> NewEntry:
    """A sealed entry as it is sent, with the files it names."""
    sent = {name: sealed[name] for name in ("uuid", "version", "age_file")}
    return as_wire({**sent, "files": files or []}, NewEntry)


def card_of(person: Person) -> Card:
    """The current card of a member. Raises `KeyCard.DoesNotExist`."""
    return _card(person.key_cards.current().select_related("user").get())


def card_of_mailbox(mailbox: Mailbox) -> Card:
    return Card(REPORTER, 1, mailbox.recipient, mailbox.signing_key)


def opened(me: Self, case: Case, row: ChannelRow) -> Channel:
    """A channel of a case as somebody's browser opens it, with everything in it read."""
    made = Party.everyone.filter(case=case).exclude(mailbox=None).order_by("pk")
    maker = made.filter(channel=row).first() or made.first()
    cards = [_card(card) for card in KeyCard.objects.select_related("user")]
    box = card_of_mailbox(maker.mailbox) if maker and maker.mailbox else None
    channel = open_channel(me, _channel_data(me, case, row), case=str(case.uuid), cards=cards, maker=box)
    channel.open_entries(entries_of(row))
    return channel


def entries_of(row: ChannelRow) -> list[dict[str, Any]]:
    """All entries of a channel, oldest first, as browsers are given them."""
    return [_entry(entry) for entry in Entry.objects.in_channel(row).select_related("channel_key")]


def _channel_data(me: Self, case: Case, row: ChannelRow) -> dict[str, Any]:
    mine = KeyWrap.objects.filter(channel_key__channel=row).select_related("channel_key")
    holder = "mailbox__recipient" if me.name == REPORTER else "card__recipient"
    wraps = mine.filter(**{holder: me.card.recipient}).order_by("channel_key__version")
    return {
        "channel": str(row.uuid),
        "kind": "team" if row.pk == case.channel_id else "party",
        "keys": [{"version": wrap.channel_key.version, "wrap": b64(bytes(wrap.age_file))} for wrap in wraps],
        "statements": [each.note for each in row.statements.order_by("seq")],
    }


def _entry(row: Entry) -> dict[str, Any]:
    age_file = b64(bytes(row.age_file))
    return {"uuid": str(row.uuid), "version": row.channel_key.version, "age_file": age_file}


def _card(row: KeyCard) -> Card:
    return Card(row.name, row.version, row.recipient, row.signing_key)

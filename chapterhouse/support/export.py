"""A person's copy of their own conversation: their channel and the wraps of their mailbox, nobody else's."""

import base64
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse

from chapterhouse.casework.models import Party
from chapterhouse.people.models import Person
from chapterhouse.sealing.export import Export, zipped
from chapterhouse.sealing.formats.cards import REPORTER
from chapterhouse.sealing.models import Channel, KeyWrap, Mailbox, site_id

from .conversation import cards_in

#: It lies among other downloads, and says nothing.
NAME = "export.zip"


def export_of(party: Party, *, at: datetime) -> StreamingHttpResponse:
    """The zip of somebody's conversation. It names neither the case's code nor any other channel."""
    mailbox = party.mailbox
    assert party.channel is not None
    assert mailbox is not None
    export, cards = Export(), cards_in(party.channel)
    usernames = {card["name"].rpartition("/")[2] for card in cards}
    people = Person.objects.filter(username__in=usernames)
    manifest = {
        "site": site_id(),
        "case": str(party.case.uuid),
        "me": "",
        "identity": None,
        "cards": cards,
        "names": dict(people.values_list("username", "name")),
        "channels": [export.channel(_channel(party.channel, mailbox))],
    }
    return zipped(export, manifest, name=NAME, at=at)


def _channel(channel: Channel, mailbox: Mailbox) -> dict[str, Any]:
    wraps = KeyWrap.objects.filter(mailbox=mailbox, channel_key__channel=channel)
    rows = wraps.order_by("channel_key__version").values_list("channel_key__version", "age_file")
    return {
        "channel": str(channel.uuid),
        "kind": "party",
        "party": None,
        "maker": {
            "name": REPORTER,
            "version": 1,
            "recipient": mailbox.recipient,
            "key": mailbox.signing_key,
        },
        "keys": [{"version": version, "wrap": base64.b64encode(wrap).decode()} for version, wrap in rows],
        "statements": list(channel.statements.order_by("seq").values_list("note", flat=True)),
    }

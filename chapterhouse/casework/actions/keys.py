"""New keys for channels that somebody had to leave (encryption design, section 5, Recuse or remove)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import renew_key
from chapterhouse.sealing.models import Channel, ChannelKey, Mailbox
from chapterhouse.sealing.wire import NewKey
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Case
from ..roster import readers


@transaction.atomic
def renew_keys(*, case: Case, keys: Sequence[NewKey], by: Person, at: datetime) -> list[ChannelKey]:
    """Keep new keys that a holder's browser made for channels of a case.

    Raises:
        Refused: they may not read the case; a channel wants no new key (``stale-key``); or the key is not
            wrapped to those who stay, all of them and nobody else (``stale-team``).
    """
    case.hold()  # nobody is shut out between the look at who stays and the keeping of their wraps
    must_read(by, case, at)
    made = [_renew(case, key, at) for key in keys]
    record(by=by.username, verb="renewed-key", subject=case.code, at=at)
    return made


def _renew(case: Case, key: NewKey, at: datetime) -> ChannelKey:
    channel = next((channel for channel in case.channels if channel.uuid == key.channel), None)
    if channel is None or not channel.wants_new_key:
        raise Refused(_("A colleague has just changed the key. Reload the page."), code="stale-key")
    stay = {person.username for person in readers(case, at)}
    if {wrap.card.rpartition("/")[2] for wrap in key.wraps} != stay:
        raise Refused(_("The team has changed. Reload the page and try again."), code="stale-team")
    return renew_key(channel=channel, key=key, at=at, mailbox=_mailbox(channel))


def _mailbox(channel: Channel) -> Mailbox | None:
    party = getattr(channel, "party", None)
    return party.mailbox if party else None

"""A responder's copy of one case: what they may see of it, sealed as it is, and their own wraps."""

from datetime import datetime

from django.http import StreamingHttpResponse

from chapterhouse.people.models import Person
from chapterhouse.sealing.export import Export, Json, zipped
from chapterhouse.sealing.models import Entry, IdentityWrap

from .models import Case, Party
from .sealed import case_data

#: What the manifest says of a case and of each channel, of all that a browser is given.
_OF_CASE = ("site", "case", "code", "me", "title", "people", "cards", "names")
_OF_CHANNEL = ("channel", "kind", "maker", "keys", "statements")


def export_of(case: Case, person: Person, *, at: datetime) -> StreamingHttpResponse:
    """The zip of a case for somebody who may read it. Nobody else's wrap is in it."""
    export = Export()
    identity = export.keep("identity.age", bytes(own_wrap(person).age_file))
    given = case_data(case, person, {}, [])
    everyone = Party.everyone.filter(case=case).exclude(channel=None).select_related("channel")
    codes = {str(party.channel.uuid): party.code for party in everyone if party.channel}
    channels: list[Json] = [
        {**{name: channel[name] for name in _OF_CHANNEL}, "party": codes.get(channel["channel"])}
        for channel in given["channels"]
    ]
    manifest = {
        **{name: given[name] for name in _OF_CASE},
        "identity": identity,
        "channels": [export.channel(channel) for channel in channels],
    }
    return zipped(export, manifest, name=f"{case.code}.zip", at=at)


def own_wrap(person: Person) -> IdentityWrap:
    """The wrap that the person's recovery key opens. Every present card has one."""
    mine = IdentityWrap.objects.filter(card__user=person, card__retired=None)
    return mine.get(method=IdentityWrap.RECOVERY)


def weight_of(case: Case) -> int:
    """About how many bytes the zip will have."""
    return Entry.objects.filter(channel_key__channel__in=case.channels).weight()

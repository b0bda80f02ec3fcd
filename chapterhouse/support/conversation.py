"""What somebody's browser is given when their return code opens: everything of their own channel, sealed."""

from datetime import datetime, tzinfo
from typing import Any

from django.db.models import Q

from chapterhouse.casework.models import Case, Party
from chapterhouse.casework.roster import readers
from chapterhouse.packs.desks import Outside
from chapterhouse.people.models import Person
from chapterhouse.sealing.formats.holders import StatementError, read_statement
from chapterhouse.sealing.models import Channel, Entry, KeyCard, KeyWrap, Mailbox, site_id

from .appointments import appointments_of
from .beside import beside_of, standing_of
from .desks import roster_at
from .formal import formal_of, panel_of
from .offers import offers_of
from .owed import outcome_of, promise_to
from .plans import plans_of
from .public_data import contacts, day_said, moment_said, people, words


def conversation_of(comer: Party, *, at: datetime) -> dict[str, Any]:
    """The conversation of somebody who came with their code, as the return page needs it.

    Nothing of any other party is in it: neither that there is one, nor when they wrote, nor what they asked
    for. Who was invited (`guest`) sees who reads and works on it, and has no say in that here. Who stands
    beside a party sees less still: their own conversation, and what `beside.standing_of` says.
    """
    rows = Party.everyone.select_related("case__desk", "case__pack", "case__channel", "channel", "mailbox")
    party = rows.prefetch_related("case__assignments__person").get(pk=comer.pk)
    shared = _shared(party, at)
    return shared | (standing_of(party.supporter, at) if party.supporter else _own(party, at))


def _shared(party: Party, at: datetime) -> dict[str, Any]:
    """Their channel, who reads it, and when they are answered."""
    case, channel, mailbox = party.case, party.channel, party.mailbox
    assert channel is not None
    assert mailbox is not None
    pack, panel = case.pack.pack, panel_of(party, at)
    roster = roster_at(pack, at)
    served = panel is None or panel["served"]
    # Whose place on a panel is over, or who stepped back, learns no more of the case; who is asked sees whom
    # they would be close to.
    told = served or (panel is not None and panel["state"] == "asked")
    reading = readers(case, at) if told else []
    return {
        "v": 1,
        "site": site_id(),
        "case": case.uuid,
        "desk": words(pack.desk(case.desk.code).name),
        "state_file": bytes(mailbox.state_file),
        "party": _channel(channel, mailbox, pack.zone, served=served),
        "panel": panel,
        "cards": cards_in(channel),
        "people": _named(channel) | people(roster),
        "readers": [person.username for person in reading],
        "working": [person.username for person in case.pair if person in reading],
        "guest": not party.is_first,
        "told": told,
        "promise": promise_to(party, pack.zone, at) if told else None,
        "closed": _closed(case, pack.zone, at) if told else None,
        "contacts": contacts(pack),
    }


def _own(party: Party, at: datetime) -> dict[str, Any]:
    """What only a party has: a say in who reads, and what is asked of them and offered to them."""
    case, guest = party.case, not party.is_first
    pack = case.pack.pack
    desk = roster_at(pack, at).desks[case.desk.code]
    reachable = [] if guest else desk.reachable
    return {
        "reachable": [] if guest else _may_be_shut_out(case, [each.username for each in reachable]),
        "hears_lateness": [each.username for each in reachable if each not in desk.officers],
        "outcome": None if guest else outcome_of(case, pack.zone),
        "stopped": party.left is not None if guest else case.stopped,
        "another_asked": not guest and case.another_asked.filter(answered=None).exists(),
        "consents": _consents(party, pack.zone),
        "informal": case.is_informal,
        "asks_opinion": case.closure is not None and not party.gave_opinion,
        "offers": offers_of(party, pack),
        "standing": None,
        "beside": beside_of(party, pack.zone),
        "outside": [_body(body) for body in case.rules.outside],
        "formal": formal_of(party, at),
        "wait": None if guest else _wait(case, pack.zone),
        "asked_of_links": not guest and not case.rests and case.link_questions.filter(answered=None).exists(),
        **appointments_of(party, at),
        **plans_of(party),
    }


def _body(body: Outside) -> dict[str, Any]:
    """A body outside to which they can take it themselves."""
    said = {name: words(getattr(body, name)) for name in ("name", "address", "how")}
    return {"code": body.code, "key": body.key, **said}


def _closed(case: Case, zone: tzinfo, at: datetime) -> dict[str, Any] | None:
    """On which day it was closed and until when it is kept; nothing of how it ended, the same to every party.

    `until` is None while somebody holds it back: no day is promised then.
    """
    closure = case.closure
    if closure is None:
        return None
    until = None if case.kept_back else day_said(closure.earliest(at), zone)
    return {"day": day_said(closure.at, zone), "until": until}


def _channel(channel: Channel, mailbox: Mailbox, zone: tzinfo, *, served: bool) -> dict[str, Any]:
    wraps = KeyWrap.objects.filter(mailbox=mailbox, channel_key__channel=channel).select_related(
        "channel_key"
    )
    return {
        "channel": channel.uuid,
        "kind": "party",
        "keys": [
            {
                "version": w.channel_key.version,
                "recipient": w.channel_key.recipient,
                "wrap": bytes(w.age_file),
            }
            for w in wraps.order_by("channel_key__version")
        ],
        "statements": list(channel.statements.order_by("seq").values_list("note", flat=True)),
        "entries": [_entry(entry, zone) for entry in _entries(channel)] if served else [],
    }


def _entries(channel: Channel) -> Any:
    return Entry.objects.in_channel(channel).select_related("channel_key").prefetch_related("blobs")


def _entry(entry: Entry, zone: tzinfo) -> dict[str, Any]:
    return {
        "uuid": entry.uuid,
        "version": entry.channel_key.version,
        "age_file": bytes(entry.age_file),
        "received": entry.received,
        "when": moment_said(entry.received, zone),
        "mine": entry.author_id is None,
        "files": [
            {"sha256": blob.sha256, "size": blob.size, "arrived": blob.arrived is not None}
            for blob in entry.blobs.all()
        ],
    }


def cards_in(channel: Channel) -> list[dict[str, Any]]:
    """Every card, old versions too, of the members whom the channel's statements name or who wrote in it."""
    rows = KeyCard.objects.named(_holders(channel))
    rows |= KeyCard.objects.filter(user__entries__channel_key__channel=channel)
    return [
        {"name": card.name, "version": card.version, "recipient": card.recipient, "key": card.signing_key}
        for card in rows.select_related("user").distinct().order_by("pk")
    ]


def _holders(channel: Channel) -> set[str]:
    """The names of the cards in the channel's statements."""
    names = set()
    for note in channel.statements.values_list("note", flat=True):
        try:
            names |= {holder.name for holder in read_statement(note).holders}
        except StatementError:
            continue  # the browser refuses it too, and says so
    return names


def _named(channel: Channel) -> dict[str, Any]:
    """Names of members who held a key of this or wrote here, and may have left office since."""
    holding = Q(username__in={name.rpartition("/")[2] for name in _holders(channel)})
    rows = Person.objects.filter(holding | Q(entries__channel_key__channel=channel)).distinct()
    return {person.username: {"name": person.name, "office": None} for person in rows}


def _may_be_shut_out(case: Case, reachable: list[str]) -> list[str]:
    """Whom notices reach, and who has a key (it may outlive their office); without those shut out."""
    wrapped = Person.objects.filter(key_cards__key_wraps__channel_key__channel__in=case.channels)
    having = wrapped.order_by("name").values_list("username", flat=True)
    shut = set(case.exclusions.values_list("person__username", flat=True))
    return [username for username in dict.fromkeys([*reachable, *having]) if username not in shut]


def _consents(party: Party, zone: tzinfo) -> list[dict[str, Any]]:
    """What they agreed to that holds now. Concerning whom is sealed with what the officers wrote down."""
    standing = set(party.consents.standing().values_list("pk", flat=True))
    rows = enumerate(party.consents.all(), start=1)
    return [
        {"number": number, "step": row.step, "at": row.at, "when": moment_said(row.at, zone)}
        for number, row in rows
        if row.pk in standing
    ]


def _wait(case: Case, zone: tzinfo) -> dict[str, Any] | None:
    """Whether they asked us to do nothing until they say so; None where their desk offers no waiting.

    `matched`: their last wait ended because somebody else reported the same person. No day of it is told.
    """
    last = case.waits.last()
    if last is None and not case.rules.can_wait:
        return None
    since = last.at if last and last.ended is None else None
    return {
        "offered": case.rules.can_wait,
        "until": "" if since is None or last is None else "match" if last.until_match else "me",
        "since": since and day_said(since, zone),
        "matched": last is not None and last.matched is not None,
    }

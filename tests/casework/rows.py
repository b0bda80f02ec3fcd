"""Many cases at once, for counting queries: rows copied from one real case, none of which could be opened."""

import uuid

from django.db import connection

from chapterhouse.casework.models import Assignment, Case, Independence, Stop
from chapterhouse.clocks.models import Promise
from chapterhouse.sealing.models import Channel, ChannelKey, Entry, KeyWrap


def copies(case, number, *, prefix="C-X", assigned=(), stopped=False):
    """Copies of a case with its keys, wraps, title and running promise, assigned to people."""
    key = case.channel.newest_key
    promises = list(Promise.objects.on(case.code).open())
    channels = Channel.objects.bulk_create(Channel(uuid=uuid.uuid4()) for _ in range(number))
    keys = ChannelKey.objects.bulk_create(
        ChannelKey(channel=channel, version=1, recipient=key.recipient, created=key.created)
        for channel in channels
    )
    KeyWrap.objects.bulk_create(
        KeyWrap(channel_key=copy, card=wrap.card, age_file=wrap.age_file)
        for copy in keys
        for wrap in key.wraps.filter(mailbox=None)
    )
    titles = Entry.objects.bulk_create(
        Entry(
            uuid=uuid.uuid4(),
            channel_key=copy,
            age_file=case.title.age_file,
            size=case.title.size,
            received=case.title.received,
        )
        for copy in keys
    )
    cases = Case.objects.bulk_create(
        Case(
            uuid=uuid.uuid4(),
            code=f"{prefix}{at:04}",
            desk=case.desk,
            pack=case.pack,
            promise_hours=case.promise_hours,
            opened=case.opened,
            channel=channel,
            title=title,
        )
        for at, (channel, title) in enumerate(zip(channels, titles, strict=True))
    )
    if stopped:
        Stop.objects.bulk_create(Stop(case=copy, at=case.opened) for copy in cases)
        return counted(cases)
    Promise.objects.bulk_create(
        Promise(
            subject=copy.code,
            kind=promise.kind,
            hours=promise.hours,
            started_at=promise.started_at,
            due_at=promise.due_at,
        )
        for copy in cases
        for promise in promises
    )
    Assignment.objects.bulk_create(
        Assignment(case=copy, person=person, by=person, at=case.opened)
        for copy in cases
        for person in assigned
    )
    Independence.objects.bulk_create(
        Independence(case=copy, person=person, at=case.opened) for copy in cases for person in assigned
    )
    return counted(cases)


def counted(cases):
    """What PostgreSQL does by itself within a minute: it plans by how many rows it believes there are."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return cases

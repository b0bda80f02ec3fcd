"""Saying yes to what the team expects of each other."""

from datetime import datetime

from django.db import transaction

from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.packs.pack import Pack
from chapterhouse.people.models import Person
from chapterhouse.sealing.wire import malformed

from ..expectations import ACCEPTED, expectations_of, subject_of


@transaction.atomic
def accept(*, by: Person, pack: Pack, at: datetime) -> Row:
    """Somebody who reads cases says yes to the expectations in their present version. Once is enough.

    Raises:
        Refused: there is no text to say yes to, or they read no cases (``malformed``).
    """
    found = expectations_of(pack, at)
    if found is None or by not in (*found.accepted, *found.awaited):
        raise malformed()
    subject = subject_of(found.document)
    known = Row.objects.about(subject).filter(verb=ACCEPTED, by=by.username).first()
    return known or record(by=by.username, verb=ACCEPTED, subject=subject, at=at)

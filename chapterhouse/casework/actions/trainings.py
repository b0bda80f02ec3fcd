"""Reminding officers of a training that is due: once a week before, and once when it is overdue (B43)."""

from datetime import datetime

from django.db import transaction

from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Person
from chapterhouse.people.trainings import Standing, standings

SOON, LATE = "training-soon", "training-late"


def remind_of_trainings(*, at: datetime) -> int:
    """Tell whoever has a training to do, in words that name nothing; the journal keeps that it was said."""
    version = PackVersion.objects.current(at=at)
    found = standings(version.pack, at) if version else []
    return sum(_reminded(each, at) for each in found if each.soon or each.overdue)


@transaction.atomic
def _reminded(standing: Standing, at: datetime) -> bool:
    verb = LATE if standing.overdue else SOON
    subject = f"{standing.training.code}:{standing.due}"[:64]
    Person.objects.select_for_update().get(pk=standing.person.pk)  # one worker at a time says it
    if Row.objects.about(subject).filter(verb=verb, about=standing.person.username).exists():
        return False
    record(by="worker", verb=verb, subject=subject, about=standing.person.username, at=at)
    kind = Notice.OVERDUE if standing.overdue else Notice.REMINDER
    tell(people=[standing.person], kind=kind, subject=subject, at=at)
    return True

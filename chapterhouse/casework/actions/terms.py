"""Saying that a term is about to end, in time to find who comes next: once to each who must know."""

from datetime import datetime

from django.db import transaction

from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Person
from chapterhouse.people.permissions import Permission, who_may
from chapterhouse.people.terms import Held, ending

SOON = "term-ends-soon"


def remind_of_terms(*, at: datetime) -> int:
    """Tell whoever holds a term that is about to end, and those who fill offices; once for each last day.

    The notice says only that something waits; which term it is stands at Today.
    """
    version = PackVersion.objects.current(at=at)
    return sum(_reminded(held, at) for held in ending(version.pack, at)) if version else 0


@transaction.atomic
def _reminded(held: Held, at: datetime) -> bool:
    person, subject = held.term.person, f"{held.rules.code}:{held.last_day}"
    Person.objects.select_for_update().get(pk=person.pk)  # one worker at a time says it
    if Row.objects.about(subject).filter(verb=SOON, about=person.username).exists():
        return False
    record(by="worker", verb=SOON, subject=subject, about=person.username, at=at)
    others = [each for each in who_may(Permission.FILL_OFFICES, at) if each != person]
    tell(people=[person, *others], kind=Notice.REMINDER, subject=subject, at=at)
    return True

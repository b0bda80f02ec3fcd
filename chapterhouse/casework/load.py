"""Who carries how much: open cases by colleague, of those the one who looks may see. No sums, no ranking."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chapterhouse.people.models import Person

from .models import Assignment, Unavailability
from .models.case import CaseQuerySet


@dataclass(frozen=True)
class Load:
    """One colleague: open cases they are on, and if they are away now, the absence."""

    person: Person
    cases: int
    away: Unavailability | None


def load_of(people: Iterable[Person], seen: CaseQuerySet, at: datetime) -> list[Load]:
    """The load of each person, in their order, in two queries.

    Args:
        seen: the cases that exist for whoever looks; others are not counted.
    """
    people = list(people)
    known = seen.open().select_related(None).order_by().values("pk")
    rows = Assignment.objects.filter(ended=None, person__in=people, case__in=known)
    on = Counter(rows.order_by().values_list("person", flat=True))
    absences = Unavailability.objects.at(at).filter(person__in=people).order_by("ends")
    away = {row.person_id: row for row in absences}
    return [Load(person, on[person.pk], away.get(person.pk)) for person in people]

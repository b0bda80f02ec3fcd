"""What Today says of closed cases: which are destroyed soon, which are held, which were closed lately."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Q, Subquery

from .access import Duty
from .models import Case, Closure, Hold
from .models.case import CaseQuerySet
from .models.ending import earliest

#: How long a closing stands on Today, so that whoever had a notice of it finds it there.
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Ending:
    """A case and a day: on which it is destroyed, or was closed, or on which a hold is looked at again."""

    case: Case
    day: datetime | date
    held: bool = False


def endings_of(
    seen: CaseQuerySet, duty: Duty, *, at: datetime, today: date
) -> tuple[list[Ending], list[Ending]]:
    """What ends soon or is held until a day that has come, and what else was closed lately; in one query.

    Args:
        seen: the cases that somebody sees, by their duty.
    """
    soon, lately = list[Ending](), list[Ending]()
    for case in _rows(seen, duty, at, today):
        if ending := _soon(case, at, today):
            soon.append(ending)
        elif case.closed_at and case.closed_at >= at - LATELY:
            lately.append(Ending(case, case.closed_at))
    return soon, lately


def _rows(seen: CaseQuerySet, duty: Duty, at: datetime, today: date) -> CaseQuerySet:
    closing = Closure.objects.standing().filter(case=OuterRef("pk"))
    holding = Hold.objects.filter(case=OuterRef("pk"), ended=None)
    longest = max((desk.warn_days for version in duty.versions for desk in version.pack.desks), default=0)
    days = {
        "closed_at": closing.values("at"),
        "ends": closing.values("destroy_at"),
        "warned": closing.values("warned"),
        "review_on": holding.values("review_on"),
    }
    rows = seen.annotate(**{name: Subquery(each[:1]) for name, each in days.items()})
    held, lately = Q(("review_on__lte", today)), Q(("closed_at__gte", at - LATELY))
    near = Q(("review_on", None), ("ends__lte", at + timedelta(days=longest)))
    found = rows.filter(held | near | lately).select_related("desk", "pack").defer("pack__source")
    return found.order_by(F("ends"), "code")


def _soon(case: Case, at: datetime, today: date) -> Ending | None:
    if case.review_on:
        return Ending(case, case.review_on, held=True) if case.review_on <= today else None
    if case.ends and case.ends - timedelta(days=case.rules.warn_days) <= at:
        return Ending(case, earliest(case.ends, case.warned, at))
    return None

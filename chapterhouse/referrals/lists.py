"""What waits in the guide for a member: proposals to check, entries that nobody looked at for long."""

from datetime import date, timedelta

from django.db.models import Prefetch

from chapterhouse.people.models import Person
from chapterhouse.people.trainings import months_after

from .actions import authors
from .guide import GOOD_FOR_MONTHS, is_stale
from .models import Check, Doubt, EntryVersion

#: How long before a year is over an entry stands on the list of those to look at again.
SOON = timedelta(days=30)


def to_check(person: Person) -> list[EntryVersion]:
    """Proposals that this member may check: not their own, and not checked by them."""
    found = EntryVersion.objects.proposed().prefetch_related("checks", "entry__versions")
    return [
        each
        for each in found
        if person.pk not in authors(each) and person.pk not in {row.by_id for row in each.checks.all()}
    ]


def proposed_by(person: Person) -> list[EntryVersion]:
    """What somebody wrote, the newest first, with the checks it has."""
    found = EntryVersion.objects.filter(by=person).select_related("entry__retirement")
    return list(found.prefetch_related("checks").order_by("-at", "-pk"))


def to_look_at(today: date) -> list[EntryVersion]:
    """What is shown and was not looked at for a year, nearly a year, or is doubted; the longest ago first."""
    open_doubts = Prefetch("doubts", Doubt.objects.filter(settled=None), to_attr="doubted")
    looked = Prefetch("checks", Check.objects.select_related("by__membership"))
    found = EntryVersion.objects.in_force().prefetch_related(open_doubts, looked)
    due = [each for each in found if _is_due(each, today)]
    return sorted(due, key=lambda each: (_looked(each), each.name.casefold()))


def _is_due(version: EntryVersion, today: date) -> bool:
    looked = _looked(version)
    soon = months_after(looked, GOOD_FOR_MONTHS) <= today + SOON
    return bool(version.doubted) or soon or is_stale(looked, today)  # type: ignore[attr-defined]  # prefetched


def _looked(version: EntryVersion) -> date:
    """The day of the last look, which `in_force` has asked for; whatever is shown has one."""
    day: date = version.looked  # type: ignore[attr-defined]
    return day

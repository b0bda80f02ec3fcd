"""Groups as somebody may look at them: what members see, and what who coordinates or keeps groups sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet

from .models import Group, GroupCoordinator, GroupMembership, Person
from .permissions import Permission, may

#: Fewer are not told as a number.
FEW = 5


@dataclass(frozen=True)
class Seen:
    """A group as one person sees it.

    Attributes:
        size: how many are in it; None where they are so few that a number would point at them.
        inside: whether the one who looks is in it. coordinates: whether they coordinate it.
        keeps: whether they hold an office that keeps groups.
        promised: whether they coordinate it and promised how to treat what they see of members.
    """

    group: Group
    coordinators: list[Person]
    size: int | None
    inside: bool
    coordinates: bool
    keeps: bool
    promised: bool

    @property
    def reads(self) -> bool:
        """Whether they read what coordinators pass on."""
        return self.coordinates or self.keeps

    def names(self, *, good: bool) -> bool:
        """Whether they see who is in it; coordinators once they promised, and while in good standing."""
        return self.keeps or (self.promised and good)


def seen(groups: Iterable[Group], person: Person, at: datetime) -> list[Seen]:
    """Each group as somebody sees it; `asked_for` asked for them."""
    inside = set(Group.objects.of(person).values_list("pk", flat=True))
    keeps = may(person, Permission.KEEP_GROUPS, at)
    there = GroupMembership.objects.current().values_list("group").annotate(Count("pk")).order_by()
    sizes = dict(there)
    return [_seen(group, person, sizes.get(group.pk, 0), group.pk in inside, keeps) for group in groups]


def asked_for() -> "QuerySet[Group]":
    """All groups with those who coordinate them, in a number of questions that does not grow."""
    current = GroupCoordinator.objects.current().filter(person__is_active=True)
    current = current.exclude(person__membership__minor=True).select_related("person")
    return Group.objects.prefetch_related(Prefetch("coordinators", current))


def in_order(groups: Iterable[Group]) -> list[Group]:
    """By name in the language being spoken."""
    return sorted(groups, key=lambda group: str(group.name).casefold())


def _seen(group: Group, person: Person, number: int, inside: bool, keeps: bool) -> Seen:
    coordinators = [row.person for row in group.coordinators.all()]
    promised = any(row.agreed and row.person == person for row in group.coordinators.all())
    size = number if number >= FEW else None
    return Seen(group, coordinators, size, inside, person in coordinators, keeps, promised)

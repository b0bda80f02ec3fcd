"""How a case ends: closing, holding it back from destruction, destruction, and the counts that live apart."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case

#: No case is destroyed sooner after the warning, also when the worker slept through the day it was due.
AFTER_WARNING = timedelta(days=1)


def earliest(destroy_at: datetime, warned: datetime | None, at: datetime) -> datetime:
    """When a case may be destroyed: as the rules say, and never before its readers had time to object."""
    return max(destroy_at, (warned or at) + AFTER_WARNING)


class ClosureQuerySet(models.QuerySet["Closure"]):
    def standing(self) -> "ClosureQuerySet":
        """Not ended by a re-opening."""
        return self.filter(ended=None)

    def not_held(self) -> "ClosureQuerySet":
        """Of cases that nothing keeps from being destroyed."""
        return self.exclude(Exists(Hold.objects.filter(case=OuterRef("case"), ended=None)))

    def over(self, at: datetime) -> "ClosureQuerySet":
        """Standing, their time of keeping over, their readers warned, and nothing holds the case back."""
        return self.standing().not_held().filter(destroy_at__lte=at, warned__lte=at - AFTER_WARNING)


class Closure(models.Model):
    """That a case is closed, and how long it is kept. How it ended is sealed, and counted apart (`Tally`)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    destroy_at = models.DateTimeField()
    note = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    no_follow_up = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    warned = models.DateTimeField(null=True, help_text="When its readers were told that it ends soon.")
    ended = models.DateTimeField(null=True, help_text="When it was opened again.")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended=None), name="closed_once_at_a_time"),
            models.CheckConstraint(condition=Q(destroy_at__gte=F("at")), name="kept_after_closing"),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "at", "destroy_at", "note", "no_follow_up", "warned", "ended")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"closure {self.pk}"

    def is_near(self, at: datetime) -> bool:
        """Whether it is time to tell its readers."""
        return self.destroy_at - timedelta(days=self.case.rules.warn_days) <= at

    def earliest(self, at: datetime) -> datetime:
        """The first moment at which the case may be destroyed, as things stand."""
        return earliest(self.destroy_at, self.warned, at)


class Hold(models.Model):
    """That a case must not be destroyed for now. Why is a sealed note; when to ask again is not."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holds")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    review_on = models.DateField()
    reviewed = models.DateField(null=True, help_text="The day of review on which its readers were reminded.")
    reason = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended=None), name="held_once_at_a_time")
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "at", "review_on", "reviewed", "reason", "ended")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"hold {self.pk}"

    def is_due(self, at: datetime) -> bool:
        """Whether the day has come on which it is looked at again."""
        return self.review_on <= self.case.today(at)


class Destruction(models.Model):
    """That a case was destroyed: its code name and how much there was, and nothing of what it was.

    It is written in the moment in which all rows of the case go, and lists the files that are still to go, so
    that a worker killed half-way goes on where it was.
    """

    code = models.CharField(max_length=16, unique=True)
    begun = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    wiped = models.DateTimeField(null=True, help_text="When the room of its rows on the disk was cleared.")
    entries = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    leftover = models.JSONField(
        default=list, help_text="Hashes of its sealed files, until all are off the disk."
    )
    witnesses = models.ManyToManyField(Person, related_name="destructions")

    class Privacy:
        sealed = ()
        personal = ("witnesses",)
        open = ("id", "code", "begun", "finished", "wiped", "entries", "files", "leftover")
        kept = "a year"

    def __str__(self) -> str:
        return self.code


class TallyQuerySet(models.QuerySet["Tally"]):
    def of_ended_periods(self, today: date) -> "TallyQuerySet":
        """Counts that may be shown: those whose period is over."""
        return self.filter(ends__lte=today)


class Tally(models.Model):
    """How many closings of one kind a period has seen. No case, time or person; it outlives destruction.

    Rows are rewritten in random order each night, as a ballot box is shaken: their order says nothing.
    """

    SUPPORTED, REPAIRED, MEASURES, REFERRED = "supported", "repaired", "measures", "referred"
    UNFOUNDED, WITHDRAWN, UNRESOLVED = "unfounded", "withdrawn", "unresolved"
    #: Restorative and punitive apart: `REPAIRED` and `MEASURES`.
    OUTCOMES: ClassVar[tuple[str, ...]] = (
        *(SUPPORTED, REPAIRED, MEASURES, REFERRED),
        *(UNFOUNDED, WITHDRAWN, UNRESOLVED),
    )

    starts = models.DateField()
    ends = models.DateField(help_text="The first day that is not in the period.")
    door = models.SlugField(max_length=40)
    kind = models.SlugField(
        max_length=40, blank=True, help_text="An option of the door; empty: none of them."
    )
    outcome = models.CharField(max_length=12)
    in_time = models.BooleanField(help_text="Whether the first answer came within the promise.")
    count = models.PositiveIntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["starts", "door", "kind", "outcome", "in_time"], name="one_tally_a_combination"
            ),
            models.CheckConstraint(condition=Q(count__gt=0), name="tally_counts_something"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="tally_has_a_period"),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "starts", "ends", "door", "kind", "outcome", "in_time", "count")
        kept = "always"

    def __str__(self) -> str:
        return f"{self.count} at {self.door} from {self.starts}"

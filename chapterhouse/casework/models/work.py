"""The work on a case: who has it, who spoke with the person, who is away."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case


class Assignment(models.Model):
    """That a responder works on a case. Two by default; fewer carries a sealed reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    reason = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(ended=None), name="assigned_once_at_a_time"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("person", "by")
        open = ("id", "case", "at", "ended", "reason")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class Handover(models.Model):
    """That one responder asks another to take their place; it counts when the other accepts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handovers_received")
    at = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    declined = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="handed_to_another"),
            models.CheckConstraint(condition=Q(accepted=None) | Q(declined=None), name="one_answer"),
            models.UniqueConstraint(
                fields=["case", "giver", "taker"],
                condition=Q(accepted=None, declined=None),
                name="one_open_handover",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("giver", "taker")
        open = ("id", "case", "at", "accepted", "declined")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"handover {self.pk}"


class Contact(models.Model):
    """That a responder reached the person outside the program. What was said is a sealed note."""

    TELEPHONE, IN_PERSON, OTHER = "telephone", "in-person", "other"
    MEANS = (TELEPHONE, IN_PERSON, OTHER)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    means = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(means__in=("telephone", "in-person", "other")), name="means_known"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "means", "at")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"contact {self.pk}"


class AnotherAsked(models.Model):
    """That the person asked for another responder. Why, if they say it, is a sealed message."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="another_asked")
    at = models.DateTimeField()
    answered = models.DateTimeField(null=True, help_text="When the assignment changed after it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(answered=None), name="asked_once_at_a_time")
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "case", "at", "answered")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"request {self.pk}"


class UnavailabilityQuerySet(models.QuerySet["Unavailability"]):
    def at(self, moment: datetime) -> "UnavailabilityQuerySet":
        return self.filter(starts__lte=moment, ends__gt=moment)


class Unavailability(models.Model):
    """That a responder is away from one moment to another, and who covers."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="unavailabilities")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    cover = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="covering"
    )

    objects = UnavailabilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="away_ends_after_start"),
            models.CheckConstraint(
                condition=Q(cover=None) | ~Q(cover=F("person")), name="covered_by_another"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("person", "cover")
        open = ("id", "starts", "ends")
        kept = "a year"

    def __str__(self) -> str:
        return f"unavailability {self.pk}"

    @property
    def last_day(self) -> datetime:
        """A moment of the last day away: `ends` is the midnight after it."""
        return self.ends - timedelta(seconds=1)

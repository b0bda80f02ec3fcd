"""Measures: at which place or tool, who carries them out, and when. Against whom, and why, is sealed."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .later import DayToLook


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of(self, person: Person, since: date) -> "MeasureQuerySet":
        """What somebody carries out, or undid since a day; not of a case that is shut to them."""
        over = Q(ends__lt=since) | Q(lifted__date__lt=since)
        mine = Case.objects.not_shut_to(person).order_by()
        return self.filter(doer=person, case__in=mine).exclude(over)


class Measure(models.Model):
    """Something that changes at a place or in a tool for a time. An interim one is not a finding (B16)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="measures")
    interim = models.BooleanField(help_text="Until it is decided. What a determination asks for is not.")
    tool = models.BooleanField(help_text="Access to a tool is paused; else somebody stays away from a place.")
    place = models.CharField(max_length=80, help_text="Which place or tool; never who.")
    doer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="measures")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    starts = models.DateField()
    ends = models.DateField(null=True)
    review_on = models.DateField(null=True)
    reason = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    done = models.DateTimeField(null=True, help_text="When the one who carries it out said that it is done.")
    lifted = models.DateTimeField(null=True)

    objects = MeasureQuerySet.as_manager()
    if TYPE_CHECKING:
        case_id: int
        doer_id: int
        reason_id: int | None

    class Meta:
        ordering = ("starts", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(interim=False) | Q(ends__isnull=False) | Q(review_on__isnull=False),
                name="interim_measure_ends_or_is_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="measure_ends_after_its_start"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("doer", "by")
        open = (
            *("id", "case", "interim", "tool", "place", "at", "starts", "ends"),
            *("review_on", "reason", "done", "lifted"),
        )
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"measure {self.pk}"

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed, or it was lifted before."""
        return self.lifted is not None or (self.ends is not None and self.ends < today)

    @property
    def over_since(self) -> date | None:
        """The day on which it was lifted, or else is over."""
        return timezone.localdate(self.lifted) if self.lifted else self.ends


class Look(DayToLook):
    """That somebody is to look whether a measure holds, on a day, and that they did (B40)."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="looks")

    if TYPE_CHECKING:
        measure_id: int

    class Meta(DayToLook.Meta):
        constraints = [models.UniqueConstraint(fields=["measure", "day"], name="one_look_a_day")]

    class Privacy(DayToLook.Privacy):
        open = ("measure", *DayToLook.Privacy.open)

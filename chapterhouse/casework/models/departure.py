"""That somebody left the organisation while a formal case concerns them: it erases nothing (B33)."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case


class Departure(models.Model):
    """That an officer recorded a leaving, and what becomes of the case. Who left, and when, is sealed.

    No party is named in clear: whoever knows on which day somebody resigned would know whom it concerns.
    """

    CONTINUE, CLOSE = "continue", "close"
    COURSES: ClassVar[tuple[str, ...]] = (CONTINUE, CLOSE)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="departures")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    course = models.CharField(max_length=8)
    back_on = models.DateField(null=True, help_text="Until this day they may not return.")
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    struck = models.DateTimeField(null=True, help_text="When it was recorded that it does not hold any more.")

    if TYPE_CHECKING:
        words_id: int | None

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(course__in=("continue", "close")), name="course_known")
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "at", "course", "back_on", "words", "struck")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"departure {self.pk}"

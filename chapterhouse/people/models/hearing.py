"""How it is considered to remove somebody from an office."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from .office import Term
from .person import Person


class HearingQuerySet(models.QuerySet["Hearing"]):
    def open(self) -> "HearingQuerySet":
        """Neither decided nor come to nothing."""
        return self.filter(ended=None)


class Hearing(models.Model):
    """That it is considered to remove somebody from an office (B27). The cause stands nowhere here."""

    REMOVED, STAYS, LEFT = "removed", "stays", "left"
    OUTCOMES: ClassVar[tuple[str, ...]] = (REMOVED, STAYS, LEFT)

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="hearings")
    opened = models.DateTimeField()
    told_on = models.DateField(help_text="When the officer was told the cause, in person.")
    heard_by = models.DateField(help_text="From this day it may be decided though nobody came to be heard.")
    heard_on = models.DateField(null=True)
    waived = models.DateTimeField(null=True, help_text="When the officer said that they need not be heard.")
    ended = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True)
    decision = models.CharField(max_length=120, blank=True, help_text="Where the decision can be found.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = HearingQuerySet.as_manager()
    if TYPE_CHECKING:
        term_id: int

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["term"], condition=Q(ended=None), name="one_open_hearing_a_term"),
            models.CheckConstraint(
                condition=Q(ended=None, outcome="")
                | Q(ended__isnull=False, outcome__in=("removed", "stays", "left")),
                name="hearing_ends_somehow",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by", "decided_by")
        open = (
            *("id", "term", "opened", "told_on", "heard_by", "heard_on", "waived"),
            *("ended", "outcome", "decision"),
        )
        kept = "a year after its end"

    def __str__(self) -> str:
        return f"hearing {self.pk}"

    def was_heard(self, today: date) -> bool:
        """Whether the officer was heard, said that they need not be, or let the time pass."""
        return bool(self.heard_on or self.waived) or self.heard_by <= today

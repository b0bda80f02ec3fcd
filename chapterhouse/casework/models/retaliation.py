"""That somebody says it is being taken out on them, and the days on which we ask whether it is (B20)."""

from typing import TYPE_CHECKING

from django.db import models

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .ending import Closure
from .later import DayToLook
from .party import Party


class Retaliation(models.Model):
    """That a party reported retaliation, and that somebody looked into it. What it is stays sealed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="retaliations")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="retaliations")
    at = models.DateTimeField()
    looked = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        case_id: int
        words_id: int | None

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "at", "looked", "words")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"retaliation {self.pk}"


class Check(DayToLook):
    """A day after closing on which we ask whether anything was done to those who spoke, and that we did."""

    closure = models.ForeignKey(Closure, on_delete=models.CASCADE, related_name="checks")

    class Meta(DayToLook.Meta):
        constraints = [models.UniqueConstraint(fields=["closure", "day"], name="one_check_a_day")]

    class Privacy(DayToLook.Privacy):
        open = ("closure", *DayToLook.Privacy.open)

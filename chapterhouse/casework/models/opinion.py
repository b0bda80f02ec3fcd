"""What people thought of how they were treated: counts that know no case, no person and no day (B44)."""

from collections import defaultdict
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def shown(self, today: date) -> "dict[tuple[date, str, str], dict[int, int]]":
        """Counts by answer for each ended period, door and question, where `Opinion.LEAST` answered."""
        found: dict[tuple[date, str, str], dict[int, int]] = defaultdict(dict)
        for row in self.filter(ends__lte=today).order_by("-starts", "door", "question", "answer"):
            found[row.starts, row.door, row.question][row.answer] = row.count
        return {key: each for key, each in found.items() if sum(each.values()) >= Opinion.LEAST}


class Opinion(models.Model):
    """How many gave one answer to one question at one door in a period. Like `Tally` it outlives destruction.

    There is no field for words: what somebody writes could name them.
    """

    HEARD, CLEAR, CHOICE, SAFE = "heard", "clear", "choice", "safe"
    QUESTIONS: ClassVar[tuple[str, ...]] = (HEARD, CLEAR, CHOICE, SAFE)
    #: From "not at all" to "fully".
    SCALE: ClassVar[tuple[int, ...]] = (1, 2, 3, 4, 5)
    #: Fewer answers at a door in a period are not shown: a single one would speak for somebody.
    LEAST = 5

    starts = models.DateField()
    ends = models.DateField(help_text="The first day that is not in the period.")
    door = models.SlugField(max_length=40)
    question = models.CharField(max_length=8)
    answer = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()

    objects = OpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["starts", "door", "question", "answer"], name="one_opinion_a_combination"
            ),
            models.CheckConstraint(
                condition=Q(question__in=("heard", "clear", "choice", "safe"), answer__in=(1, 2, 3, 4, 5)),
                name="opinion_on_the_scale",
            ),
            models.CheckConstraint(condition=Q(count__gt=0), name="opinion_counts_something"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="opinion_has_a_period"),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "starts", "ends", "door", "question", "answer", "count")
        kept = "always"

    def __str__(self) -> str:
        return f"{self.count} at {self.door} from {self.starts}"

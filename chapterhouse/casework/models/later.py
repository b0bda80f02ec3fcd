"""Days on which somebody is to look or to ask again, each reminded of once."""

from typing import TYPE_CHECKING

from django.db import models

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry


class DayToLook(models.Model):
    """A day on which readers of a case are reminded, and that one of them looked. What they saw is sealed."""

    day = models.DateField()
    told = models.DateTimeField(null=True, help_text="When the readers of the case were reminded of it.")
    done = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        words_id: int | None

    class Meta:
        abstract = True
        ordering = ("day", "pk")

    class Privacy:
        sealed = ()
        personal = ("by",)
        open: tuple[str, ...] = ("id", "day", "told", "done", "words")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"

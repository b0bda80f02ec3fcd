"""A note for the work alone: it carries its end, and then it is gone."""

from datetime import date

from django.db import models

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import ChannelKey

from .case import Case


class WorkingNoteQuerySet(models.QuerySet["WorkingNote"]):
    def over(self, today: date) -> "WorkingNoteQuerySet":
        """Those whose day has come."""
        return self.filter(ends_on__lte=today)


class WorkingNote(models.Model):
    """Sealed with the team's key, in clear until when it is kept. It is no entry of the channel.

    Entries name the one before them, so that none can be kept from a reader; what is to go without a trace
    stands apart from them.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="working_notes")
    uuid = models.UUIDField(unique=True)
    channel_key = models.ForeignKey(ChannelKey, on_delete=models.CASCADE, related_name="+")
    age_file = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ends_on = models.DateField()

    objects = WorkingNoteQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["ends_on"])]

    class Privacy:
        sealed = ("age_file",)
        personal = ("by",)
        open = ("id", "case", "uuid", "channel_key", "at", "ends_on")
        kept = "until the day it carries, and never longer than its case is open"

    def __str__(self) -> str:
        return f"working note {self.pk}"

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

#: How long a worker that claimed a notice has, before another may take it up.
LEASE = timedelta(minutes=5)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unsent(self) -> "NoticeQuerySet":
        return self.filter(sent_at=None)

    def ready(self, at: datetime) -> "NoticeQuerySet":
        """Unsent, due to be tried, and in no living worker's hands."""
        free = Q(claimed_at=None) | Q(claimed_at__lte=at - LEASE)
        return self.unsent().filter(free, not_before__lte=at).order_by("not_before", "pk")


class Notice(models.Model):
    """One notice to one member, waiting in the outbox or sent. It says only that there is something new."""

    NEW, REMINDER, OVERDUE, HANDED = "new", "reminder", "overdue", "handed"
    SHEET, ENDING = "sheet", "ending"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12)
    subject = models.CharField(
        max_length=64, help_text="What it is about, so that it can be withdrawn. Never sent."
    )
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()
    KINDS: ClassVar[tuple[str, ...]] = (NEW, REMINDER, OVERDUE, HANDED, SHEET, ENDING)
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        indexes = [models.Index(fields=["sent_at", "not_before"])]
        constraints = [
            # One unsent notice of a kind about a subject is enough for anyone.
            models.UniqueConstraint(
                fields=["person", "kind", "subject"], condition=Q(sent_at=None), name="one_unsent_notice"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("person",)
        open = ("id", "kind", "subject", "made_at", "not_before", "claimed_at", "tries", "sent_at")
        kept = "30 days after sending"

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"

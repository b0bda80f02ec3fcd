from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from . import spans


class PromiseQuerySet(models.QuerySet["Promise"]):
    def open(self) -> "PromiseQuerySet":
        """Neither met nor stopped."""
        return self.filter(met_at=None, stopped_at=None)

    def answers(self) -> "PromiseQuerySet":
        """Open, and kept by an answer to somebody who waits for one."""
        return self.open().filter(kind__in=Promise.ANSWERS)

    def outcomes(self) -> "PromiseQuerySet":
        """Open, and kept by telling somebody what came of it."""
        return self.open().filter(kind=Promise.OUTCOME)

    def on(self, *subjects: str) -> "PromiseQuerySet":
        return self.filter(subject__in=subjects)

    def due_before(self, moment: datetime) -> "PromiseQuerySet":
        return self.filter(due_at__lte=moment)

    def reminding(self, moment: datetime) -> "PromiseQuerySet":
        """Open promises whose next reminder point has come."""
        return self.open().filter(remind_at__lte=moment)


class Promise(models.Model):
    """Something promised to somebody by a moment, in real hours."""

    FIRST_ANSWER, ANSWER, OUTCOME = "first-answer", "answer", "outcome"
    ANSWERS: ClassVar[tuple[str, ...]] = (FIRST_ANSWER, ANSWER)

    subject = models.CharField(max_length=64, help_text="Public code of what it is about.")
    kind = models.CharField(max_length=20)
    hours = models.FloatField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True, help_text="When it next reminds; empty after the last time.")
    new_date = models.DateTimeField(null=True, help_text="The date told to the person when we are late.")
    met_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"],
                condition=Q(met_at=None, stopped_at=None),
                name="one_open_promise_of_a_kind",
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="promise_has_hours"),
            models.CheckConstraint(condition=Q(due_at__gt=F("started_at")), name="due_after_start"),
        ]
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["remind_at"])]

    class Privacy:
        sealed = ()
        personal = ()
        open = (
            *("id", "subject", "kind", "hours", "started_at", "due_at"),
            *("remind_at", "new_date", "met_at", "stopped_at"),
        )
        kept = "as long as its subject"

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject} by {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.stopped_at is None

    def is_late(self, at: datetime) -> bool:
        return self.is_open and self.due_at <= at

    def points_passed(self, at: datetime) -> list[spans.Point]:
        return spans.points_passed(self.started_at, self.hours, at=at)


class Reminder(models.Model):
    """That a promise reminded at one of its points. Unique, so that a sweep may run twice."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="reminders")
    point = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["promise", "point"], name="one_reminder_a_point"),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "promise", "point", "at")
        kept = "as long as its promise"

    def __str__(self) -> str:
        return f"{self.point} of {self.promise}"

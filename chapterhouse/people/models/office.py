"""Offices, and who holds which from when to when."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from .person import Person


class Office(models.Model):
    """A trust that a person can hold. Its names, seats and duties stand in the pack under its code."""

    code = models.SlugField(max_length=40, unique=True)
    seats = models.PositiveSmallIntegerField(
        null=True, help_text="Empty where the organisation does not say."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seats=None) | Q(seats__gt=0), name="office_has_seats")
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "code", "seats")
        kept = "always"

    def __str__(self) -> str:
        return self.code


class TermQuerySet(models.QuerySet["Term"]):
    def current(self, at: datetime) -> "TermQuerySet":
        """Terms that run at a moment."""
        return self.filter(starts__lte=at).filter(Q(ends=None) | Q(ends__gt=at))

    def of_offices(self, codes: "list[str] | tuple[str, ...]") -> "TermQuerySet":
        return self.filter(office__code__in=codes)


class Term(models.Model):
    """That a person holds an office from one moment to another."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="terms")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="terms")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    authority = models.CharField(max_length=200, blank=True, help_text="The vote or decision behind it.")

    objects = TermQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")), name="term_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "office"], condition=Q(ends=None), name="one_open_term_an_office"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("person",)
        open = ("id", "office", "starts", "ends", "authority")
        kept = "always: who held which trust is the organisation's memory"

    def __str__(self) -> str:
        return f"{self.person} as {self.office}"

    def runs_at(self, at: datetime) -> bool:
        """As `Term.objects.current`, for a term at hand."""
        return self.starts <= at and (self.ends is None or self.ends > at)

"""Offices, who holds which from when to when, who said yes to it, and what its holder signed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

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
        """Terms that run at a moment, and that nothing is awaited for: they open what the office opens."""
        return self.filter(opens__lte=at).unended(at)

    def unended(self, at: datetime) -> "TermQuerySet":
        """Terms that are not over: those that run, that begin later, and that somebody must say yes to."""
        return self.filter(Q(ends=None) | Q(ends__gt=at))

    def ahead(self, at: datetime) -> "TermQuerySet":
        """Terms that do not run yet, as they begin later or something is awaited."""
        return self.unended(at).filter(Q(opens=None) | Q(opens__gt=at))

    def of_offices(self, codes: "list[str] | tuple[str, ...]") -> "TermQuerySet":
        return self.filter(office__code__in=codes)


class Term(models.Model):
    """That a person holds an office from one moment to another. A planned end comes by itself.

    It opens what the office opens from `opens` on; until somebody said yes whom the rules ask, and its holder
    signed what the office asks, that is empty.
    """

    ELECTED, APPOINTED, CONFIRMED, DEPUTY = "elected", "appointed", "confirmed", "deputy"
    WAYS: ClassVar[tuple[str, ...]] = (ELECTED, APPOINTED, CONFIRMED, DEPUTY)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="terms")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="terms")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    opens = models.DateTimeField(null=True, help_text="From when it opens anything; empty while it waits.")
    authority = models.CharField(max_length=200, blank=True, help_text="The vote or decision behind it.")
    how = models.CharField(max_length=9, blank=True, help_text="How it was filled, where that was said.")
    asks_yes = models.BooleanField(default=False, help_text="Whether somebody must say yes first.")
    passed_over = models.CharField(max_length=200, blank=True, help_text="Why, although a limit is reached.")
    is_contact = models.BooleanField(default=False, help_text="Answers questions about the office.")

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
            models.CheckConstraint(
                condition=Q(opens=None) | Q(opens__gte=F("starts")), name="term_opens_from_its_start"
            ),
            models.CheckConstraint(
                condition=Q(how__in=("", "elected", "appointed", "confirmed", "deputy")),
                name="term_filled_somehow",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("person",)
        open = (
            *("id", "office", "starts", "ends", "opens", "authority", "how", "asks_yes", "passed_over"),
            "is_contact",
        )
        kept = "always: who held which trust is the organisation's memory"

    def __str__(self) -> str:
        return f"{self.person} as {self.office}"

    @property
    def last(self) -> datetime | None:
        """A moment of its last day: a term that ends by itself does so at the midnight after it."""
        return self.ends - timedelta(microseconds=1) if self.ends else None

    def runs_at(self, at: datetime) -> bool:
        """As `Term.objects.current`, for a term at hand."""
        return self.opens is not None and self.opens <= at and (self.ends is None or self.ends > at)


class Approval(models.Model):
    """That those whom the rules ask said yes to a term (S1.5): who wrote it down, where it stands."""

    term = models.OneToOneField(Term, on_delete=models.CASCADE, related_name="approval")
    office = models.CharField(max_length=40, blank=True, help_text="Who said yes; empty: the members.")
    decided_on = models.DateField()
    decision = models.CharField(max_length=200, help_text="Where the decision can be found.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "term", "office", "decided_on", "decision", "at")
        kept = "with the term"

    def __str__(self) -> str:
        return f"approval of {self.term_id}"

    if TYPE_CHECKING:
        term_id: int


class Signature(models.Model):
    """That whoever takes an office signed a statement, in the words that they read."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="signatures")
    code = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    text = models.TextField()
    pack = models.CharField(max_length=60, help_text="The version of the pack in which it stood.")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "code"], name="signed_once_a_term")]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "term", "code", "language", "text", "pack", "at")
        kept = "with the term"

    def __str__(self) -> str:
        return self.code

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .roster import Before as Before
from .roster import Membership as Membership
from .roster import RosterImport as RosterImport

#: Consonants and digits that are hard to mistake for one another and cannot spell words.
HANDLE_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def new_handle() -> str:
    """A random username. It stands on key cards and never changes, so it must not be a person's name."""
    return "m-" + "".join(secrets.choice(HANDLE_LETTERS) for _ in range(8))


class PersonManager(UserManager["Person"]):
    def reached_at(self, email: str) -> "models.QuerySet[Person]":
        """Who has this address on the roll; nobody else may sign in by it."""
        return self.filter(email__iexact=email) if email else self.none()


class Person(AbstractUser):
    """Someone with an account. `username` is a random handle; `name` is the name they chose."""

    first_name = None  # type: ignore[assignment]  # one chosen name, no parts
    last_name = None  # type: ignore[assignment]  # likewise
    username = models.CharField(max_length=20, unique=True, default=new_handle, editable=False)
    email = models.EmailField(  # type: ignore[assignment]  # no address is not an empty one: they are unique
        _("email address"), unique=True, null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("es", "Español")])

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Privacy:
        sealed = ()
        personal = ("username", "email", "name", "language", "password", "last_login", "date_joined")
        open = ("id", "is_active", "is_staff", "is_superuser", "groups", "user_permissions")
        kept = "until the person asks for deletion or leaves"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


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


class OfficerTraining(models.Model):
    """A training of the team that was held (S0.66), and who took part (B43)."""

    code = models.CharField(max_length=40, blank=True, help_text="Of a training that an office asks for.")
    name = models.CharField(max_length=120)
    provider = models.CharField(max_length=120)
    held_on = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True)
    valid_months = models.PositiveSmallIntegerField(null=True)
    attended = models.ManyToManyField(Person, related_name="trainings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck = models.DateTimeField(null=True, help_text="When it was taken out again, as it was wrong.")

    class Meta:
        ordering = ("-held_on", "-pk")

    class Privacy:
        sealed = ()
        personal = ("attended", "by")
        open = ("id", "code", "name", "provider", "held_on", "hours", "valid_months", "at", "struck")
        kept = "always: what the team has learnt is the organisation's memory"

    def __str__(self) -> str:
        return self.name

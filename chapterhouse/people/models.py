import secrets
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

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

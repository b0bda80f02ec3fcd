"""People with accounts."""

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: Consonants and digits that are hard to mistake for one another and cannot spell words.
HANDLE_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def new_handle() -> str:
    """A random username. It stands on key cards and never changes, so it must not be a person's name."""
    return "m-" + "".join(secrets.choice(HANDLE_LETTERS) for _ in range(8))


class PersonManager(UserManager["Person"]):
    def reached_at(self, email: str) -> "models.QuerySet[Person]":
        """Who has this address on the roll; nobody else may sign in by it.

        Letters that only look alike are other letters: a database may take “ı” for “I” when it ignores case.
        """
        small = email.lower()
        found = [each for each in self.filter(email__iexact=email) if (each.email or "").lower() == small]
        return self.filter(pk__in=[each.pk for each in found]) if email else self.none()

    def listed(self) -> "models.QuerySet[Person]":
        """Who may be offered in a list of all members, by name: no minors, nobody who signs in no more."""
        there = self.filter(is_active=True).exclude(membership__minor=True)
        return there.order_by("name", "pk")

    def known_as(self, words: str) -> "models.QuerySet[Person]":
        """Who can sign in and has this address, this username or this very name."""
        found = models.Q(email__iexact=words) | models.Q(username=words) | models.Q(name__iexact=words)
        return self.filter(found, is_active=True) if words else self.none()


class Person(AbstractUser):
    """Someone with an account. `username` is a random handle; `name` is the one they chose themselves."""

    first_name = None  # type: ignore[assignment]  # one chosen name, no parts
    last_name = None  # type: ignore[assignment]  # likewise
    username = models.CharField(max_length=20, unique=True, default=new_handle, editable=False)
    email = models.EmailField(  # type: ignore[assignment]  # no address is not an empty one: they are unique
        _("email address"), unique=True, null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=80)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("es", "Español")])

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Privacy:
        sealed = ()
        personal = (
            "username",
            "email",
            "name",
            "pronouns",
            "language",
            "password",
            "last_login",
            "date_joined",
        )
        open = ("id", "is_active", "is_staff", "is_superuser", "groups", "user_permissions")
        kept = "until the person asks for deletion or leaves"

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The name they chose, and their pronouns where they said them."""
        return f"{self.name} ({self.pronouns})" if self.pronouns else self.name

    @property
    def shown_name(self) -> str:
        """Their name where all members read it: a minor's never stands there. Asks for their membership."""
        listed = getattr(self, "membership", None)
        return gettext("A member") if listed and listed.minor else self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

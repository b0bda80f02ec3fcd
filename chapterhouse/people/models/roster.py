"""Who is a member, as the newest list says, and what each import changed."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from .person import Person


class RosterImport(models.Model):
    """One list that was taken over: when, by whom, what came of it. One runs at a time."""

    at = models.DateTimeField()
    by = models.CharField(max_length=20, help_text="Username of who did it, or the operator.")
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    listed_on = models.DateField(null=True, help_text="The day in the list's name.")
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    absent = models.PositiveIntegerField(default=0, help_text="On the list before, and not on this one.")
    bad = models.PositiveIntegerField(default=0, help_text="Rows that could not be understood.")
    undone = models.DateTimeField(null=True)
    running = models.BooleanField(null=True, unique=True, help_text="Set within its transaction alone.")

    class Meta:
        ordering = ("-pk",)

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = (
            *("id", "at", "file", "sha256", "listed_on"),
            *("new", "changed", "unchanged", "absent", "bad", "undone", "running"),
        )
        kept = "always: numbers alone"

    def __str__(self) -> str:
        return self.file


class Stand(models.Model):
    """What a list says of one person."""

    key = models.CharField(max_length=90)
    name = models.CharField(max_length=200)
    family = models.CharField(max_length=80, blank=True)
    email = models.CharField(
        max_length=254, blank=True, help_text="Two people may share one; some have none."
    )
    joined = models.DateField(null=True)
    expires = models.DateField(null=True)
    lifetime = models.BooleanField(default=False)
    status = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    dues = models.CharField(max_length=40, blank=True)
    no_calls = models.BooleanField(default=False)
    no_texts = models.BooleanField(default=False)
    no_mail = models.BooleanField(default=False)
    post = models.CharField(max_length=40, blank=True)
    chapter = models.CharField(max_length=80, blank=True)
    minor = models.BooleanField(default=False, help_text="Never shown in a list of people.")
    more = models.JSONField(default=dict, help_text="Columns that somebody switched on, as text.")
    digest = models.CharField(max_length=32, help_text="Of all that the list says, to see what is unchanged.")
    cells = models.CharField(max_length=32, help_text="Of the row as it stands in the list.")

    class Meta:
        abstract = True


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on_the_roll(self) -> "MembershipQuerySet":
        """On the newest list, and not said to have lapsed."""
        return self.filter(absent=None).exclude(status=Membership.LAPSED)


class Membership(Stand):
    """What the newest list says of one person. Absence from it is noted here, and expels nobody."""

    GOOD, MEMBER, LAPSED = "good", "member", "lapsed"

    key = models.CharField(max_length=90, unique=True, help_text="By which the next list finds them.")
    person = models.OneToOneField(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="membership",
        help_text="Their account, once they have one. No import touches it.",
    )
    first = models.ForeignKey(RosterImport, on_delete=models.PROTECT, related_name="brought")
    absent = models.ForeignKey(RosterImport, on_delete=models.PROTECT, null=True, related_name="missed")

    objects = MembershipQuerySet.as_manager()
    if TYPE_CHECKING:
        first_id: int
        absent_id: int | None

    class Meta:
        ordering = ("family", "name", "pk")
        indexes = [
            models.Index(Lower("email"), name="membership_email"),
            models.Index(F("family"), F("name"), F("id"), name="membership_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=("", "good", "member", "lapsed")), name="standing_known"
            ),
            models.CheckConstraint(
                condition=Q(lifetime=False) | Q(expires=None), name="a_lifetime_does_not_expire"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = (
            *("key", "name", "family", "email", "joined", "expires", "lifetime", "status", "kind", "dues"),
            *("no_calls", "no_texts", "no_mail", "post", "chapter", "minor", "more", "digest", "cells"),
        )
        open = ("id", "person", "first", "absent")
        kept = "until they ask for deletion or the organisation forgets those who left"

    def __str__(self) -> str:
        return self.name


class Before(Stand):
    """How somebody stood whom an import changed, so that it can be undone."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="befores")
    first = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="+")
    absent = models.ForeignKey(RosterImport, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster_import", "key"], name="changed_once_an_import")
        ]

    class Privacy:
        sealed = ()
        personal = Membership.Privacy.personal
        open = ("id", "roster_import", "first", "absent")
        kept = "until the next import"

    def __str__(self) -> str:
        return self.name

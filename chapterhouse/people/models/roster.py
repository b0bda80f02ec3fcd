"""Who is a member, as the newest list says, what we know better, and what each import changed."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
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
    filed = models.CharField(
        max_length=290, default="", help_text="Family name and name, plain: the order of lists."
    )
    called = models.CharField(max_length=200, default="", help_text="The name, plain, to be searched.")

    class Meta:
        abstract = True


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on_the_roll(self) -> "MembershipQuerySet":
        """On the newest list, and not said to have lapsed."""
        return self.filter(absent=None).exclude(status=Membership.LAPSED)

    def open_to(self, way: str) -> "MembershipQuerySet":
        """On the roll, and to be written to or called in a way: nobody who said no to it.

        Args:
            way: `Membership.EMAIL` (they have an address too), `CALL`, `TEXT` or `POST`.
        """
        roll = self.on_the_roll()
        if way == Membership.EMAIL:
            return roll.filter(no_mail=False).exclude(email="")
        if way == Membership.POST:
            return roll.exclude(post__iexact="no")
        return roll.filter(**{{Membership.CALL: "no_calls", Membership.TEXT: "no_texts"}[way]: False})

    def shown(self) -> "MembershipQuerySet":
        """Those who may stand in a list of people: no minors."""
        return self.filter(minor=False)


class Membership(Stand):
    """What the newest list says of one person. Absence from it is noted here, and expels nobody.

    Where we know better (`Correction`) our value stands here, and the list's in the correction: whoever
    reads a membership reads what is right.
    """

    GOOD, MEMBER, LAPSED = "good", "member", "lapsed"
    EMAIL, CALL, TEXT, POST = "email", "call", "text", "post"

    key = models.CharField(max_length=90, unique=True, help_text="By which the next list finds them.")
    person = models.OneToOneField(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="membership",
        help_text="Their account, once they have one. No import touches it.",
    )
    # Nobody asks by these but an undoing: an index would cost each import, and mislead the page of members.
    first = models.ForeignKey(RosterImport, on_delete=models.PROTECT, related_name="brought", db_index=False)
    absent = models.ForeignKey(
        RosterImport, on_delete=models.PROTECT, null=True, related_name="missed", db_index=False
    )

    objects = MembershipQuerySet.as_manager()
    if TYPE_CHECKING:
        first_id: int
        absent_id: int | None

    class Meta:
        ordering = ("filed", "pk")
        indexes = [
            models.Index(Lower("email"), name="membership_email"),
            models.Index(fields=["filed", "id"], name="membership_order"),
            models.Index(fields=["status", "filed", "id"], name="membership_standing"),
            models.Index(fields=["filed", "id"], condition=~Q(absent=None), name="membership_missed"),
            models.Index(fields=["called"], name="membership_called"),
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
            *("filed", "called"),
        )
        open = ("id", "person", "first", "absent")
        kept = "until they ask for deletion or the organisation forgets those who left"

    def __str__(self) -> str:
        return self.name


class Before(Stand):
    """How somebody stood whom an import changed, so that it can be undone."""

    roster_import = models.ForeignKey(
        RosterImport, on_delete=models.CASCADE, related_name="befores", db_index=False
    )
    first = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="+", db_index=False)
    absent = models.ForeignKey(
        RosterImport, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )

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


class Correction(models.Model):
    """What we know better than the list about one person, in one field. It survives the next import.

    Found by the membership's key, so that it holds again for somebody whose import is undone and done anew.
    """

    FIELDS = ("name", "family", "email", "no_calls", "no_texts", "no_mail")

    key = models.CharField(max_length=90, help_text="Of the membership.")
    field = models.CharField(max_length=10)
    value = models.CharField(max_length=254, blank=True, help_text="Ours; of a yes or no, “yes” or nothing.")
    listed = models.CharField(max_length=254, blank=True, help_text="What the newest list says instead.")
    by = models.CharField(max_length=20, help_text="Username of who corrected it.")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["key", "field"], name="one_correction_a_field"),
            models.CheckConstraint(
                condition=Q(field__in=("name", "family", "email", "no_calls", "no_texts", "no_mail")),
                name="what_may_be_corrected",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("key", "field", "value", "listed", "by")
        open = ("id", "at")
        kept = "until it is taken back, or the person asks for deletion"

    def __str__(self) -> str:
        return self.field


class RosterFile(models.Model):
    """A list that somebody chose, between the steps of taking it over; the file itself is in the data folder.

    It goes when it was taken over or laid aside, and after a day.
    """

    code = models.CharField(max_length=12, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=20, help_text="Username of who chose it; nobody else is shown it.")
    file = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    switched_on = models.JSONField(default=list)
    mapped = models.JSONField(default=dict, help_text="Headers by what they hold, where somebody said it.")

    class Meta:
        ordering = ("-pk",)

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "code", "at", "file", "sha256", "switched_on", "mapped")
        kept = "until it was taken over or laid aside, at most a day"

    def __str__(self) -> str:
        return self.file

"""Organisations outside that can help, as members wrote them down and checked them."""

import secrets

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import get_language

from chapterhouse.people.models import Person

from .kinds import Cost, Means, Point, Why, Wrong
from .reaching import dialled

#: No vowels and no digits that look like letters: a code spells no word.
LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def new_code() -> str:
    """What an entry is called in an address, so that the address does not say whose help was looked for."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


class Entry(models.Model):
    """One organisation of the guide. What is said of it stands in its versions."""

    code = models.CharField(max_length=6, unique=True, default=new_code)
    at = models.DateTimeField()

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "code", "at")
        kept = "always: what was once recommended can be looked up"

    def __str__(self) -> str:
        return self.code


class EntryVersionQuerySet(models.QuerySet["EntryVersion"]):
    def in_force(self) -> "EntryVersionQuerySet":
        """What the guide shows; each with the day on which a member last ``looked``."""
        shown = self.filter(shown__isnull=False, ended=None, entry__retirement=None)
        return shown.select_related("entry").annotate(looked=Max("checks__looked_on"))

    def proposed(self) -> "EntryVersionQuerySet":
        """What waits for its checks, the oldest first."""
        waiting = self.filter(shown=None, ended=None, entry__retirement=None)
        return waiting.select_related("entry", "by__membership").order_by("at", "pk")

    def coded(self, codes: list[str]) -> "EntryVersionQuerySet":
        return self.filter(entry__code__in=codes)


class EntryVersion(models.Model):
    """One wording of an entry. It never changes: a correction is the next, with checks of its own."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    words = models.JSONField(help_text="By language, the texts of kinds.TEXTS; at least one language.")
    needs = models.JSONField(help_text="Numbers of kinds.Need.")
    areas = models.JSONField(help_text="Names, as members wrote them.")
    everywhere = models.BooleanField(help_text="Can be reached from anywhere, such as by telephone.")
    languages = models.JSONField(help_text="Codes of kinds.SPOKEN.")
    cost = models.PositiveSmallIntegerField(choices=Cost.choices)
    phone = models.CharField(max_length=60, blank=True)
    website = models.CharField(max_length=300, blank=True)
    always_open = models.BooleanField()
    opens = models.JSONField(help_text="A week of hours.py.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    shown = models.DateTimeField(null=True, help_text="Since when two members have checked it.")
    ended = models.DateTimeField(null=True, help_text="When it was replaced or taken back.")

    objects = EntryVersionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["entry", "number"], name="version_numbered_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(shown=None, ended=None), name="one_proposal_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(shown__isnull=False, ended=None), name="one_version_in_force"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="entry_has_a_name"),
            models.CheckConstraint(condition=~Q(phone="", website=""), name="entry_can_be_reached"),
            models.CheckConstraint(condition=Q(cost__in=Cost.values), name="cost_is_one_we_know"),
        )

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = (
            "id",
            "entry",
            "number",
            "name",
            "words",
            "needs",
            "areas",
            "everywhere",
            "languages",
            "cost",
            "phone",
            "website",
            "always_open",
            "opens",
            "at",
            "shown",
            "ended",
        )
        kept = "as long as its entry"

    def __str__(self) -> str:
        return self.name

    @property
    def tel(self) -> str:
        return dialled(self.phone)

    @property
    def is_proposed(self) -> bool:
        return self.shown is None and self.ended is None

    @property
    def said_in(self) -> str:
        """The language in which it is shown: the reader's where it has that."""
        wanted = (get_language() or "en").split("-")[0]
        return wanted if wanted in self.words else next(iter(self.words))

    @property
    def said(self) -> dict[str, str]:
        """Its texts, in the language of `said_in`."""
        texts: dict[str, str] = self.words[self.said_in]
        return texts


class Check(models.Model):
    """That a member called or looked, and what they found to be right. Nothing else of it is kept."""

    version = models.ForeignKey(EntryVersion, on_delete=models.CASCADE, related_name="checks")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    looked_on = models.DateField()
    means = models.CharField(max_length=8, choices=Means.choices)
    confirmed = models.JSONField(help_text="Codes of kinds.Point.")
    renews = models.BooleanField(help_text="That it was shown already, and was looked at again.")

    class Meta:
        ordering = ("-looked_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "by"], condition=Q(renews=False), name="each_checks_a_proposal_once"
            ),
            models.UniqueConstraint(fields=["version", "by", "looked_on"], name="each_checks_once_a_day"),
        )

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "version", "at", "looked_on", "means", "confirmed", "renews")
        kept = "as long as its version"

    def __str__(self) -> str:
        return f"{self.version}, {self.looked_on}"

    @property
    def points(self) -> str:
        """What was right, in words."""
        names = dict(Point.choices)
        return ", ".join(str(names[code]) for code in self.confirmed if code in names)


class Doubt(models.Model):
    """That somebody said something of an entry is wrong: a day, never who. Once a day for each thing."""

    version = models.ForeignKey(EntryVersion, on_delete=models.CASCADE, related_name="doubts")
    what = models.CharField(max_length=12, choices=Wrong.choices)
    on = models.DateField()
    settled = models.DateTimeField(null=True, help_text="When a member had looked.")

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["version", "what", "on"], name="a_doubt_counts_once_a_day"),
        )

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "version", "what", "on", "settled")
        kept = "as long as its version"

    def __str__(self) -> str:
        return f"{self.version}, {self.what}"


class Retirement(models.Model):
    """That an entry was taken out of the guide, and why."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="retirement")
    why = models.CharField(max_length=10, choices=Why.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "entry", "why", "at")
        kept = "as long as its entry"

    def __str__(self) -> str:
        return f"{self.entry}, {self.why}"

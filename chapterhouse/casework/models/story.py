"""What a team does to understand and to mend: in clear that it was done and when, in words only sealed."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .party import Party


class Act(models.Model):
    """Something done in a case, with its day: a first conversation, what to expect told, a referral."""

    FIRST, EXPECTATIONS, REFERRAL = "first-conversation", "expectations", "referral"
    KINDS: ClassVar[tuple[str, ...]] = (FIRST, EXPECTATIONS, REFERRAL)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="acts")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, related_name="acts")
    kind = models.CharField(max_length=20)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        party_id: int | None
        words_id: int | None

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="referral", party=None)
                | Q(kind__in=("first-conversation", "expectations"), party__isnull=False),
                name="act_kind_known",
            ),
            models.UniqueConstraint(
                fields=["party", "kind"], condition=Q(party__isnull=False), name="told_once"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "kind", "at", "words")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"act {self.pk}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def standing(self) -> "DraftQuerySet":
        """Those that no later one was made from: one, or two that were written at the same time."""
        return self.filter(later=None)

    def to_come(self) -> "DraftQuerySet":
        """Standing roadmaps of open cases with a next step, of whose day nobody was reminded yet."""
        ahead = self.standing().filter(next_on__isnull=False, reminded=None)
        return ahead.filter(case__in=Case.objects.open().order_by())


class Draft(models.Model):
    """One version of a case's narrative or roadmap (S1.37, S1.38). None is written over another.

    `after` are the versions it was made from. Who writes while a colleague does makes a second version after
    the same one: both stand until somebody makes one from both.
    """

    NARRATIVE, ROADMAP = "narrative", "roadmap"
    KINDS: ClassVar[tuple[str, ...]] = (NARRATIVE, ROADMAP)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=10)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="draft")
    after = models.ManyToManyField("self", symmetrical=False, related_name="later")
    next_on = models.DateField(null=True, help_text="Of a roadmap: the day of its next step.")
    reminded = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()
    if TYPE_CHECKING:
        case_id: int
        words_id: int | None

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["next_on"], condition=Q(reminded=None), name="roadmap_to_come")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("narrative", "roadmap")), name="draft_kind_known"),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(kind="roadmap"), name="next_day_of_a_roadmap"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "kind", "at", "words", "after", "next_on", "reminded")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Showing(models.Model):
    """That a version, or a part of it, was shown to somebody in the case: a copy in their own channel."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="showings")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="showings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        party_id: int

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "draft", "party", "at", "words")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"showing {self.pk}"


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> "OfferQuerySet":
        """Not answered yet."""
        return self.filter(answered=None)


class Offer(models.Model):
    """That somebody is offered a conversation with another, and their own yes or no (S1.41).

    A yes is a consent like every other, and is taken back like every other.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="offers")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="offers")
    about = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="offers_about")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    answered = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    objects = OfferQuerySet.as_manager()
    if TYPE_CHECKING:
        case_id: int
        party_id: int
        about_id: int

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["party", "about"], condition=Q(answered=None), name="offered_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered=None, accepted=None) | Q(answered__isnull=False, accepted__isnull=False),
                name="offer_is_answered_somehow",
            ),
            models.CheckConstraint(
                condition=~Q(party=models.F("about")), name="nobody_is_offered_themselves"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "about", "at", "words", "answered", "accepted")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"offer {self.pk}"

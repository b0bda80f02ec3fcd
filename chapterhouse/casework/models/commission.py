"""Others outside who find facts, assess harm and recommend; and those here who answer each recommendation."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .party import Party


class Organisation(models.Model):
    """An organisation that may be asked to look into something (S0.61). No case is named with it."""

    name = models.CharField(max_length=120, unique=True)
    contact = models.CharField(max_length=200)
    about = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)

    class Privacy:
        sealed = ()
        personal = ("contact", "by")
        open = ("id", "name", "about", "at", "ended")
        kept = "until it is taken out by whoever keeps the register"

    def __str__(self) -> str:
        return self.name


class Engagement(models.Model):
    """That somebody outside was asked, and when each task was done. Who, and for what, is sealed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="engagements")
    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="engagement")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    terms = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    facts = models.DateTimeField(null=True, help_text="When they had found the facts (S0.62).")
    harm = models.DateTimeField(null=True, help_text="When they had assessed the harm (S0.63).")
    advice = models.DateTimeField(null=True, help_text="When they had recommended what to do (S0.64).")

    #: The three tasks, in their order.
    TASKS = ("facts", "harm", "advice")
    if TYPE_CHECKING:
        case_id: int
        party_id: int
        terms_id: int | None

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "at", "terms", "facts", "harm", "advice")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"engagement {self.pk}"


class Deciding(models.Model):
    """That somebody is asked to answer recommendations, and said that they are impartial, or stepped back."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="decidings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decidings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    impartial = models.DateTimeField(null=True)
    recused = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        shut: bool  # by commission_of()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["engagement", "person"], name="asked_to_decide_once"),
            models.CheckConstraint(
                condition=Q(impartial=None) | Q(recused=None), name="impartial_or_recused"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("person", "by")
        open = ("id", "engagement", "at", "impartial", "recused")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"deciding {self.pk}"


class Recommendation(models.Model):
    """One thing that was recommended, and that it was answered: what, whether and why is sealed (B18)."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="recommendations")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    answered = models.DateTimeField(null=True)
    answer = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    deciders = models.ManyToManyField(Deciding, related_name="answered", help_text="Who decided on it.")
    account = models.ForeignKey(
        Entry, on_delete=models.SET_NULL, null=True, related_name="+", help_text="What the parties are told."
    )

    if TYPE_CHECKING:
        words_id: int | None
        answer_id: int | None
        account_id: int | None

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "engagement", "at", "words", "answered", "answer", "deciders", "account")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"recommendation {self.pk}"


class AdviceTold(models.Model):
    """That somebody in a case was told how a recommendation was answered; their copy is their own."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="told")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="advice_told")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        party_id: int

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "party"], name="told_of_an_answer_once")
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "recommendation", "party", "at", "words")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"told {self.pk}"

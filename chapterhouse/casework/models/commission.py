"""Others outside who find facts, assess harm, recommend or hear an appeal; and those here who answer them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .determination import Appeal
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


class PanelQuerySet(models.QuerySet["Panel"]):
    def open(self, at: datetime) -> "PanelQuerySet":
        """Neither ended nor past their last day."""
        return self.filter(ended=None, ends__gt=at)

    def lapsing(self, at: datetime) -> "PanelQuerySet":
        """Past their last day, and nobody was told yet."""
        return self.filter(ended=None, lapsed=None, ends__lte=at)


class Panel(models.Model):
    """Some from outside, often of a neighbouring chapter, who read one case until a day (B62).

    Attributes:
        appeal: which it hears; None where it works on the case in place of officers who are too close.
        ends: the midnight after their last day: from then on nothing is served to them.
        lapsed: when the worker said to the officers that their last day was over; they may be given another.
        ended: when there was nothing left for them to do.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="panels")
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, null=True, related_name="panels")
    terms = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ends = models.DateTimeField()
    lapsed = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    objects = PanelQuerySet.as_manager()
    if TYPE_CHECKING:
        case_id: int
        appeal_id: int | None
        terms_id: int | None

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended=None), name="one_panel_at_a_time")
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "appeal", "terms", "at", "ends", "lapsed", "ended")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"panel {self.pk}"

    @property
    def last_day(self) -> datetime:
        """A moment of the last day: `ends` is the midnight after it."""
        return self.ends - timedelta(seconds=1)

    def is_open(self, at: datetime) -> bool:
        """As `Panel.objects.open`, for a panel at hand."""
        return self.ended is None and self.ends > at


class Engagement(models.Model):
    """That somebody outside was asked, and when each task was done. Who, and for what, is sealed.

    Of a panel, each member is one: they say that they are impartial, or step back, before anything is served
    to them; on an appeal each says with their own code what they decided together.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="engagements")
    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="engagement")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    terms = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    facts = models.DateTimeField(null=True, help_text="When they had found the facts (S0.62).")
    harm = models.DateTimeField(null=True, help_text="When they had assessed the harm (S0.63).")
    advice = models.DateTimeField(null=True, help_text="When they had recommended what to do (S0.64).")

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, null=True, related_name="members")
    impartial = models.DateTimeField(null=True)
    recused = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=10, blank=True, help_text="What they say was decided on the appeal."
    )

    #: The three tasks, in their order.
    TASKS = ("facts", "harm", "advice")
    if TYPE_CHECKING:
        case_id: int
        party_id: int
        terms_id: int | None
        panel_id: int | None

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(impartial=None) | Q(recused=None), name="member_impartial_or_recused"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(impartial__isnull=False), name="impartial_members_decide"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = (
            *("id", "case", "party", "at", "terms", "facts", "harm", "advice"),
            *("panel", "impartial", "recused", "outcome"),
        )
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

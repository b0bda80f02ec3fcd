"""Accountability plans: kinds, days, yes or no. What is asked of whom, in which words and why, is sealed."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .involved import Consent
from .party import Party


class PlanQuerySet(models.QuerySet["Plan"]):
    def open(self) -> "PlanQuerySet":
        """Neither completed, nor given up, nor taken back."""
        return self.filter(ended=None)

    def going_on(self, parties: Iterable[Party], today: date) -> "PlanQuerySet":
        """Open ones of these people that want one more check-in before they end."""
        wanting = self.open().filter(holder__in=list(parties)).exclude(rhythm=None)
        enough = [row.pk for row in wanting if today + timedelta(days=row.rhythm or 0) <= row.ends]
        return self.filter(pk__in=enough)


class Plan(models.Model):
    """What somebody sets out to do after harm: whose it is, until when, and how it ended.

    It always has a day on which it ends, and one on which returning is looked at (domain 3.2).
    """

    COMPLETED, NOT_COMPLETED, WITHDRAWN = "completed", "not-completed", "withdrawn"
    OUTCOMES: ClassVar[tuple[str, ...]] = (COMPLETED, NOT_COMPLETED, WITHDRAWN)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plans")
    holder = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="plans")
    begun = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ends = models.DateField()
    review_on = models.DateField(help_text="When returning, or what comes after, is looked at.")
    reviewed = models.DateTimeField(null=True)
    rhythm = models.PositiveSmallIntegerField(null=True, help_text="Days from one check-in to the next.")
    ended = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, blank=True)
    asides = models.ManyToManyField(
        Entry, related_name="+", help_text="What whoever does it wrote on how it goes: it asks for no answer."
    )

    objects = PlanQuerySet.as_manager()
    if TYPE_CHECKING:
        case_id: int
        holder_id: int

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["holder"], condition=Q(ended=None), name="one_open_plan_each"),
            models.CheckConstraint(
                condition=Q(ended=None, outcome="")
                | Q(ended__isnull=False, outcome__in=("completed", "not-completed", "withdrawn")),
                name="plan_ends_somehow",
            ),
            models.CheckConstraint(condition=Q(review_on__lte=F("ends")), name="looked_at_before_it_ends"),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = (
            *("id", "case", "holder", "begun", "ends", "review_on", "reviewed"),
            *("rhythm", "ended", "outcome", "asides"),
        )
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def newest(self) -> "PlanVersion":
        """The version that counts; every plan has one."""
        return max(self.versions.all(), key=lambda version: version.number)

    @property
    def standing(self) -> list["Step"]:
        """The steps of the newest version, in their order."""
        return [step for step in self.steps.all() if step.dropped is None]

    @property
    def unconfirmed(self) -> bool:
        """Whether a step waits for a second responder: until then the plan cannot be agreed to."""
        return any(step.wants_second for step in self.standing)

    @property
    def agreed(self) -> bool:
        """Whether the one whose plan it is said yes to the newest version, and stands by it."""
        return self.newest.stands

    @property
    def readable(self) -> bool:
        """Whether the one whose plan it is can read its newest words: not where somebody had their letter."""
        return self.holder.can_read(self.newest.words)

    @property
    def apology(self) -> "Apology | None":
        """Of their apologies the last that is on its way, or else the last."""
        rows = sorted(self.apologies.all(), key=lambda row: (row.waits, row.pk))
        return rows[-1] if rows else None


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def agreed_by(self, party: Party) -> "PlanVersionQuerySet":
        """To which somebody said yes, in plans that go on."""
        return self.filter(plan__holder=party, plan__ended=None, taken_back=None).exclude(agreed=None)


class PlanVersion(models.Model):
    """One wording of a plan, sealed in the conversation of the one whose it is, and their yes to it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed = models.DateTimeField(null=True)
    taken_back = models.DateTimeField(null=True)

    objects = PlanVersionQuerySet.as_manager()
    if TYPE_CHECKING:
        words_id: int | None

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_versions_differ"),
            models.CheckConstraint(
                condition=Q(taken_back=None) | Q(agreed__isnull=False), name="only_an_agreement_is_taken_back"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "plan", "number", "words", "at", "agreed", "taken_back")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def stands(self) -> bool:
        """Whether it was agreed to and not taken back."""
        return self.agreed is not None and self.taken_back is None


class StepQuerySet(models.QuerySet["Step"]):
    def with_consent(self) -> "StepQuerySet":
        """With `consented`: whether the other one agrees now to a conversation with whose plan it is (T6)."""
        yes = Consent.objects.standing().filter(
            party=OuterRef("other"), about=OuterRef("plan__holder"), step__in=Consent.TOGETHER
        )
        marks = {"consented": Exists(yes)}
        return self.annotate(**marks)


class Step(models.Model):
    """One step of a plan: its kind, who does it, until when. Against whom, and what exactly, is sealed."""

    HOLDER, OFFICER, SUPPORTER = "holder", "officer", "supporter"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40, help_text="A measure of the pack, or a common one.")
    who = models.CharField(max_length=9)
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    starts = models.DateField(null=True)
    due = models.DateField(help_text="By when; of a step that has a time, its last day.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    rare = models.BooleanField(help_text="Whether it counts only when a second responder has confirmed it.")
    confirmed = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, related_name="+")
    arranged = models.DateTimeField(null=True)
    done = models.DateTimeField(null=True)
    set_back = models.DateTimeField(null=True, help_text="When it was last said to be hard.")
    dropped = models.DateTimeField(null=True, help_text="When a new version went on without it.")

    objects = StepQuerySet.as_manager()
    if TYPE_CHECKING:
        consented: bool  # by with_consent()
        officer_id: int | None
        by_id: int
        reason_id: int | None

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_steps_differ"),
            models.CheckConstraint(
                condition=Q(who__in=("holder", "supporter"), officer=None)
                | Q(who="officer", officer__isnull=False),
                name="step_has_a_person",
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(starts__lt=F("due")), name="step_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(arranged=None) | Q(other__isnull=False), name="arranged_with_somebody"
            ),
            models.CheckConstraint(
                condition=Q(confirmed=None, confirmed_by=None)
                | Q(confirmed__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_by=F("by")),
                name="confirmed_by_a_second",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("officer", "by", "confirmed_by")
        open = (
            *("id", "plan", "number", "kind", "who", "starts", "due", "reason", "rare"),
            *("confirmed", "other", "arranged", "done", "set_back", "dropped"),
        )
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"step {self.number}"

    @property
    def wants_second(self) -> bool:
        """Whether it waits for a second responder."""
        return self.rare and self.confirmed is None

    @property
    def is_arranged(self) -> bool:
        """Of a step `with_consent`: whether it was arranged, and the other one stands by their yes."""
        return self.arranged is not None and self.consented


class ApologyQuerySet(models.QuerySet["Apology"]):
    def waiting(self) -> "ApologyQuerySet":
        """Neither delivered nor taken back."""
        return self.filter(delivered=None, withdrawn=None)

    def offered_to(self, party: Party) -> "ApologyQuerySet":
        """Of which somebody was asked whether they want to receive it, oldest first."""
        return self.filter(other=party).exclude(offered=None).order_by("pk")


class Apology(models.Model):
    """An apology on its way: written, read by a responder, offered, and delivered only after a yes (B38).

    The yes or the no of the one it is for is a consent. That it was declined, or never answered, is told to
    nobody who wrote it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="apologies")
    written = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    given_back = models.DateTimeField(null=True, help_text="When a responder asked for other words.")
    reviewed = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, related_name="+")
    offered = models.DateTimeField(null=True)
    delivered = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    objects = ApologyQuerySet.as_manager()
    if TYPE_CHECKING:
        other_id: int | None
        words_id: int | None

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "apologies"
        constraints = [
            models.CheckConstraint(
                condition=Q(offered=None) | Q(reviewed__isnull=False, other__isnull=False),
                name="looked_at_before_it_is_offered",
            ),
            models.CheckConstraint(
                condition=Q(delivered=None) | Q(offered__isnull=False, withdrawn=None),
                name="offered_before_it_is_delivered",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by", "reviewed_by")
        open = (
            *("id", "plan", "written", "words", "given_back", "reviewed", "other"),
            *("offered", "delivered", "withdrawn"),
        )
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"apology {self.pk}"

    @property
    def waits(self) -> bool:
        """Whether it is neither delivered nor taken back."""
        return not (self.delivered or self.withdrawn)

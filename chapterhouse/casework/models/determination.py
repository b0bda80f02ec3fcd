"""What was decided: the determination in its versions, to whom it was sent, appeals against it."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from ..days import end_of_day
from .case import Case
from .party import Party


class Determination(models.Model):
    """One version of a determination. Findings, evidence, what follows and reasons are sealed (B17)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="determinations")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    consulted = models.DateTimeField(null=True, help_text="When the one who was harmed was heard on it.")
    heard = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed = models.DateTimeField(null=True, help_text="When another officer found nobody shown in it.")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    if TYPE_CHECKING:
        case_id: int
        document_id: int | None
        heard_id: int | None

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("by")), name="reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(reviewed=None, reviewer=None) | Q(reviewed__isnull=False, reviewer__isnull=False),
                name="a_review_has_a_reviewer",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by", "reviewer")
        open = ("id", "case", "at", "document", "consulted", "heard", "reviewed")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"determination {self.pk}"

    @property
    def may_be_sent(self) -> bool:
        """Whether the one who was harmed was heard, and another officer reviewed it (S2.15, B39)."""
        return self.consulted is not None and self.reviewed is not None


class Sending(models.Model):
    """That a determination was sent to somebody, into their own conversation."""

    determination = models.ForeignKey(Determination, on_delete=models.CASCADE, related_name="sendings")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="sendings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    if TYPE_CHECKING:
        party_id: int

    class Meta:
        ordering = ("at", "pk")
        constraints = [models.UniqueConstraint(fields=["determination", "party"], name="sent_once_to_each")]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "determination", "party", "at")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"sending {self.pk}"

    @property
    def appeal_ends(self) -> datetime | None:
        """The end of the last day for an appeal where the organisation is; None where there is no appeal."""
        pack = self.determination.case.pack.pack
        return end_of_day(self.at, pack.formal.appeal.days, pack.zone) if pack.formal.appeal else None


class Appeal(models.Model):
    """That a party asked others to look at a determination again; grounds, statement, summary are sealed."""

    UPHELD, CHANGED, SENT_BACK = "upheld", "changed", "sent-back"
    OUTCOMES: ClassVar[tuple[str, ...]] = (UPHELD, CHANGED, SENT_BACK)

    sending = models.OneToOneField(Sending, on_delete=models.CASCADE, related_name="appeal")
    at = models.DateTimeField()
    passed_on = models.DateTimeField(null=True, help_text="When a summary that names nobody went to others.")
    summary = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    decided = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    reasons = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    if TYPE_CHECKING:
        summary_id: int | None
        reasons_id: int | None

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided=None, outcome="")
                | Q(decided__isnull=False, outcome__in=("upheld", "changed", "sent-back")),
                name="appeal_ends_somehow",
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "sending", "at", "passed_on", "summary", "decided", "outcome", "reasons")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"appeal {self.pk}"

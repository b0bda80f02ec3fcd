"""The formal route before a determination: looked at first, another way offered, notice given, an answer."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from ..days import end_of_day
from .case import Case
from .party import Party


class Triage(models.Model):
    """That a report was looked at first: what it falls under, its impact and the risk are sealed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="triages")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        note_id: int | None

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "at", "note")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"triage {self.pk}"


class InformalOffer(models.Model):
    """That the one who reported was offered to work it out informally, and their own yes or no (S0.57)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="informal_offers")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="informal_offers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    declined = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(declined=None), name="informal_offer_answered_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(accepted=None, declined=None), name="informal_way_offered_once"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "at", "accepted", "declined")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Notification(models.Model):
    """That notice was made for somebody, handed to them, and answered. What either says is sealed.

    Attributes:
        given: when it was handed over; left out, it counts from the moment they opened their letter.
        extended: when they were given more time, once.
        silent: when it was recorded that no answer came, which says nothing about them.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notifications")
    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="notification")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    given = models.DateTimeField(null=True)
    extended = models.DateTimeField(null=True)
    reason = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    answered = models.DateTimeField(null=True)
    silent = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        party_id: int
        reason_id: int | None

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(given=None) | Q(given__gte=F("at")), name="notice_given_after_it_was_made"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "at", "given", "extended", "reason", "answered", "silent")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"notification {self.pk}"

    @property
    def reached(self) -> datetime | None:
        """When they had it in their hands: handed over, or their letter opened, whichever came first."""
        joined = self.party.joined if self.party.came_by_letter else None
        opened = joined if joined and joined >= self.at else None
        return min((moment for moment in (self.given, opened) if moment), default=None)

    @property
    def ends(self) -> datetime | None:
        """The end of the last day for their answer where the organisation is; None before they have it."""
        pack = self.case.pack.pack
        days = pack.formal.answer_days + (pack.formal.extension_days if self.extended else 0)
        return end_of_day(self.reached, days, pack.zone) if self.reached else None

    @property
    def last_day(self) -> datetime | None:
        """A moment of the last day: `ends` is the midnight after it."""
        return self.ends - timedelta(seconds=1) if self.ends else None

    def is_over(self, at: datetime) -> bool:
        """Whether the time for an answer has run out."""
        return self.ends is not None and self.ends <= at

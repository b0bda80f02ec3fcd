"""Somebody beside a party: to support them, to see them through, or to speak for them (B28)."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from chapterhouse.sealing.models import Entry

from .case import Case
from .party import Party


class SupporterQuerySet(models.QuerySet["Supporter"]):
    def standing(self) -> "SupporterQuerySet":
        """Those for whom it has not ended."""
        return self.filter(guest__left=None)


class Supporter(models.Model):
    """That somebody stands beside one party, in one of three parts. Who it is, is sealed.

    They come by a letter like everybody else, as `guest`, which has a code and a channel of its own; it has
    ended when the guest has `left`. A guest who stands beside somebody is no party of the case, and
    `Party.objects` knows nothing of them.
    """

    #: Is there; is there and explains; may speak for whom they stand beside.
    SUPPORT, STEWARD, REPRESENTATIVE = "support", "steward", "representative"
    ROLES: ClassVar[tuple[str, ...]] = (SUPPORT, STEWARD, REPRESENTATIVE)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="supporters")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="supporters")
    guest = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="standing")
    role = models.CharField(max_length=16)
    at = models.DateTimeField(help_text="When the party asked for them.")
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    spoken = models.ManyToManyField(
        Entry, related_name="+", help_text="What they wrote for the party and not for themselves."
    )

    objects = SupporterQuerySet.as_manager()
    if TYPE_CHECKING:
        case_id: int
        party_id: int
        guest_id: int
        words_id: int | None

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=("support", "steward", "representative")), name="role_known"
            ),
            models.CheckConstraint(
                condition=~Q(party=models.F("guest")), name="nobody_stands_beside_themselves"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "case", "party", "guest", "role", "at", "words", "spoken")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"supporter {self.pk}"

    @property
    def ended(self) -> datetime | None:
        """When the party ended it, or they themselves did."""
        return self.guest.left

    @property
    def speaks(self) -> bool:
        """Whether they may write for the party."""
        return self.role == self.REPRESENTATIVE

"""Somebody in a case; that they asked us to stop, or to wait."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from chapterhouse.sealing.models import Channel, Entry, Invitation, Mailbox

from .case import Case

if TYPE_CHECKING:
    from .supporter import Supporter


class PartyManager(models.Manager["Party"]):
    """Who has a part in a case. Whoever stands beside one of them has none, and is not found here."""

    def get_queryset(self) -> "models.QuerySet[Party]":
        return super().get_queryset().filter(standing=None)


class Party(models.Model):
    """Somebody in a case, known here by a code alone, with a channel of their own.

    `objects`, and so every case's `parties`, leaves out who stands beside somebody (`Supporter`), so that
    a page, an action or a count which forgets about them finds nobody; `everyone` has them too.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    code = models.CharField(max_length=16)
    channel = models.OneToOneField(Channel, on_delete=models.PROTECT, null=True, related_name="party")
    mailbox = models.OneToOneField(Mailbox, on_delete=models.PROTECT, null=True, related_name="party")
    invitation = models.OneToOneField(Invitation, on_delete=models.SET_NULL, null=True, related_name="party")
    left = models.DateTimeField(null=True, help_text="When they said that they take no further part.")

    gave_opinion = models.BooleanField(
        default=False, help_text="Whether they answered what is asked after closing. Not what."
    )

    objects = PartyManager()
    everyone = models.Manager["Party"]()
    if TYPE_CHECKING:
        case_id: int
        channel_id: int | None
        invitation_id: int | None

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="party_codes_differ"),
            models.CheckConstraint(
                condition=Q(channel=None, mailbox=None) | Q(channel__isnull=False, mailbox__isnull=False),
                name="party_has_channel_and_mailbox",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "case", "code", "channel", "mailbox", "invitation", "left", "gave_opinion")
        kept = "as long as the case"

    def __str__(self) -> str:
        return self.code

    @property
    def is_first(self) -> bool:
        """Whether the case is theirs: they wrote, or it was written down with them. Others are invited."""
        case = self._state.fields_cache.get("case")
        known = getattr(case, "_prefetched_objects_cache", {}).get("parties")
        if known is not None:
            return bool(self.pk == min(party.pk for party in known))
        return not Party.objects.filter(case=self.case_id, pk__lt=self.pk).exists()

    @property
    def is_shut(self) -> bool:
        """Whether this is what was left by somebody who opened a letter that was not for them."""
        return self.mailbox is not None and self.mailbox.is_shut

    def can_read(self, entry: Entry | None) -> bool:
        """Whether something sealed for them is in their own conversation; what is gone hides nothing."""
        return entry is None or entry.channel_key.channel_id == self.channel_id

    @property
    def supporter(self) -> "Supporter | None":
        """What they are beside somebody else; None for whoever has a part of their own."""
        return getattr(self, "standing", None)

    @property
    def joined(self) -> datetime | None:
        """When their own channel began: with their report, or as they opened a letter."""
        return min(key.created for key in self.channel.keys.all()) if self.channel else None

    @property
    def came_by_letter(self) -> bool:
        """Whether somebody opened a letter to them. Who wrote a report themselves never had one."""
        return self.joined is not None and self.joined > self.case.opened


class Stop(models.Model):
    """That the person asked us to stop. It ends when they write again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stops")
    at = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended=None), name="stopped_once_at_a_time")
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "case", "at", "ended")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"stop {self.pk}"


class Wait(models.Model):
    """That the person asked us to read it and do nothing until they say so (B31). Each is an end of its own.

    Attributes:
        until_match: whether it may also end because somebody else reports the same person.
        matched: when an officer confirmed that; only the person is told so (see `actions.waits`).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="waits")
    at = models.DateTimeField()
    until_match = models.BooleanField()
    ended = models.DateTimeField(null=True)
    matched = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended=None), name="waits_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(matched=None) | Q(until_match=True, ended__isnull=False),
                name="matched_where_it_was_allowed",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "case", "at", "until_match", "ended", "matched")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"wait {self.pk}"

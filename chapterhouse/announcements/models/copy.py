"""The copies of an announcement, the addresses they go to, and who wants none."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..kinds import Kind
from .announcement import Announcement

#: How long a worker that claimed copies has, before another may take them up.
LEASE = timedelta(minutes=5)


def new_key() -> str:
    """A random name that nobody can guess, and that says nothing of whom it is for."""
    return secrets.token_hex(12)


class Address(models.Model):
    """An email address to which announcements go, and whether it takes any."""

    email = models.CharField(max_length=254, unique=True, help_text="In small letters.")
    code = models.CharField(max_length=24, unique=True, default=new_key, help_text="Stands in links to it.")
    refused = models.DateTimeField(null=True, help_text="Since when nothing goes there: it does not exist.")
    status = models.CharField(max_length=12, blank=True, help_text="What its server answered, as a number.")
    deferrals = models.PositiveSmallIntegerField(default=0, help_text="How many copies came back.")

    class Privacy:
        sealed = ()
        personal = ("email",)
        open = ("id", "code", "refused", "status", "deferrals")
        kept = "always: a link in an old mail still works, and a wish to be left alone is not forgotten"

    def __str__(self) -> str:
        return self.code


class OptOut(models.Model):
    """That an address wants no announcements of a kind."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="opt_outs")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "kind"], name="one_opt_out_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="opt_out_kind_known"),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "address", "kind", "at")
        kept = "until they want announcements again"

    def __str__(self) -> str:
        return self.kind


class CopyQuerySet(models.QuerySet["Copy"]):
    def ready(self, at: datetime) -> "CopyQuerySet":
        """Waiting, and due to be tried."""
        return self.filter(state=Copy.State.WAITING).filter(Q(not_before=None) | Q(not_before__lte=at))

    def before_the_mail_server(self) -> "CopyQuerySet":
        """Not handed to the mail server yet, so that they can still be taken back."""
        return self.filter(state__in=(Copy.State.WAITING, Copy.State.CLAIMED))

    def handed_over(self) -> "CopyQuerySet":
        """The mail server has got them, or may have."""
        return self.filter(state__in=(Copy.State.SENDING, Copy.State.SENT, Copy.State.UNKNOWN))

    def under_way(self) -> "CopyQuerySet":
        return self.filter(state__in=(Copy.State.WAITING, Copy.State.CLAIMED, Copy.State.SENDING))

    def counts(self) -> dict[str, int]:
        """How many are in which state."""
        rows = self.order_by().values_list("state").annotate(number=models.Count("pk"))
        return {str(state): number for state, number in rows}


class Copy(models.Model):
    """An announcement to one address. It goes out once, or we do not know that it did, and then not again.

    It is claimed by a worker (which may die, and another takes it), marked as sending in the moment before
    the mail server gets it (if the worker dies then, nobody knows, and it stays so until a person decides),
    and marked as sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("in a worker's hands")
        SENDING = "sending", _("being handed to the mail server")
        SENT = "sent", _("taken by the mail server")
        REFUSED = "refused", _("refused by the mail server, or sent back")
        UNKNOWN = "unknown", _("interrupted: nobody knows whether it left")
        WITHDRAWN = "taken-back", _("taken back before it left")

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="copies", db_index=False
    )
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="copies")
    code = models.CharField(
        max_length=24, unique=True, default=new_key, help_text="Stands in its return path."
    )
    language = models.CharField(max_length=12, blank=True, help_text="Empty: unknown, so in every one.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    claim = models.CharField(max_length=24, blank=True, help_text="Which worker's lot it is in.")
    claimed_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = CopyQuerySet.as_manager()
    if TYPE_CHECKING:
        address_id: int
        announcement_id: int

    class Meta:
        indexes = [
            models.Index(fields=["announcement", "state", "id"], name="copy_by_state"),
            models.Index(
                fields=["claimed_at"], condition=Q(claimed_at__isnull=False), name="copy_claimed_at"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "address"], name="one_copy_an_address"),
            models.CheckConstraint(
                condition=Q(
                    state__in=("waiting", "claimed", "sending", "sent", "refused", "unknown", "taken-back")
                ),
                name="copy_state_known",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("address",)
        open = (
            *("id", "announcement", "code", "language", "state"),
            *("claim", "claimed_at", "not_before", "tries"),
        )
        kept = "30 days after its announcement was sent; then numbers alone"

    def __str__(self) -> str:
        return self.code

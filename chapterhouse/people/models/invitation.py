"""That a member was told by mail that there is an account for them."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .person import Person


class SignInInvitationQuerySet(models.QuerySet["SignInInvitation"]):
    def ready(self, at: datetime, free_since: datetime) -> "SignInInvitationQuerySet":
        """Unsent, due to be tried, and claimed by nobody after a moment."""
        free = Q(claimed_at=None) | Q(claimed_at__lte=free_since)
        return self.filter(free, sent_at=None, not_before__lte=at).order_by("not_before", "pk")


class SignInInvitation(models.Model):
    """One mail to one member, waiting or sent. There is no secret in it: signing in asks for a code anew."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="invitation")
    by = models.CharField(max_length=20, help_text="Username of who invited them.")
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    objects = SignInInvitationQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["sent_at", "not_before"], name="invitation_ready")]

    class Privacy:
        sealed = ()
        personal = ("person", "by")
        open = ("id", "made_at", "not_before", "claimed_at", "tries", "sent_at")
        kept = "as long as the account"

    def __str__(self) -> str:
        return f"to {self.person_id}"

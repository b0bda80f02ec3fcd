"""Whose keys are whose: this installation, its members and its desks (encryption design, section 4)."""

import uuid
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q


class Site(models.Model):
    """The one row that names this installation: made with the database, never changed, in every backup."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id",)
        kept = "always"

    def __str__(self) -> str:
        return str(self.id)


@cache
def site_id() -> str:
    """The id of this installation. It never changes, so a process asks for it once."""
    return str(Site.objects.get().pk)


class KeyCardQuerySet(models.QuerySet["KeyCard"]):
    def current(self) -> "KeyCardQuerySet":
        return self.filter(retired=None)

    def named(self, names: Iterable[str]) -> "KeyCardQuerySet":
        """Cards by their names (`<site>/<username>`), with their people."""
        usernames = {name.rpartition("/")[2] for name in names}
        return self.filter(user__username__in=usernames).select_related("user")


class KeyCard(models.Model):
    """A member's public keys. Old versions are kept: what they signed must stay checkable."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="key_cards")
    version = models.PositiveIntegerField()
    recipient = models.CharField(max_length=80)
    signing_key = models.CharField(max_length=60)
    created = models.DateTimeField()
    retired = models.DateTimeField(null=True)

    objects = KeyCardQuerySet.as_manager()
    if TYPE_CHECKING:
        user_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "version"], name="card_versions_differ"),
            models.UniqueConstraint(fields=["user"], condition=Q(retired=None), name="one_current_card"),
        ]

    class Privacy:
        sealed = ()
        personal = ("user",)
        open = ("id", "version", "recipient", "signing_key", "created", "retired")
        kept = "as long as anything it signed or opens"

    def __str__(self) -> str:
        return f"card {self.version} of {self.user_id}"

    @property
    def name(self) -> str:
        """`<site-id>/<username>`: what members sign under. Needs the user row."""
        return f"{site_id()}/{self.user.username}"


class IdentityWrap(models.Model):
    """A member's identity file, sealed to what their passphrase or recovery key derives. Keyring backup."""

    PASSPHRASE, RECOVERY = "passphrase", "recovery"

    card = models.ForeignKey(KeyCard, on_delete=models.CASCADE, related_name="wraps")
    method = models.CharField(max_length=12, choices=[(PASSPHRASE, PASSPHRASE), (RECOVERY, RECOVERY)])
    label = models.CharField(max_length=40, blank=True)
    age_file = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "method"], name="one_wrap_a_method")]

    class Privacy:
        sealed = ("age_file",)
        personal = ()
        open = ("id", "card", "method", "label")
        kept = "until the card is retired or the passphrase changed"

    def __str__(self) -> str:
        return f"{self.method} wrap of {self.card}"


class Notebook(models.Model):
    """A member's pins, encrypted to themselves and signed."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notebook")
    age_file = models.BinaryField()

    class Privacy:
        sealed = ("age_file",)
        personal = ("user",)
        open = ("id",)
        kept = "as long as the account"

    def __str__(self) -> str:
        return f"notebook {self.pk}"


class TeamSheet(models.Model):
    """One signed sheet of the current cards of a desk; sheets are only ever added."""

    desk = models.SlugField(max_length=40)
    seq = models.PositiveIntegerField()
    note = models.TextField()
    created = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "seq"], name="sheets_are_numbered")]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "desk", "seq", "note", "created")
        kept = "always: a later sheet names the earlier one's hash"

    def __str__(self) -> str:
        return f"sheet {self.seq} of {self.desk}"

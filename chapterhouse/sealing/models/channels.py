"""Conversations, their keys and all who hold them (encryption design, section 4)."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .keys import KeyCard


class Channel(models.Model):
    """A conversation with keys of its own."""

    uuid = models.UUIDField(unique=True)

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "uuid")
        kept = "as long as what it belongs to"

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def newest_key(self) -> "ChannelKey":
        """The key that what is written now must be sealed to."""
        return max(self.keys.all(), key=lambda key: key.version)

    @property
    def wants_new_key(self) -> bool:
        """Whether somebody lost the newest key, so that a holder's browser must make another."""
        return self.newest_key.withdrawals.exists()


class ChannelKey(models.Model):
    """The public half of a channel's key pair; a new version whenever someone must no longer read."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="keys")
    version = models.PositiveIntegerField()
    recipient = models.CharField(max_length=80)
    created = models.DateTimeField()

    if TYPE_CHECKING:
        channel_id: int

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "version"], name="key_versions_differ")]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "channel", "version", "recipient", "created")
        kept = "as long as its channel"

    def __str__(self) -> str:
        return f"key {self.version} of {self.channel_id}"


class HolderStatement(models.Model):
    """A signed, chained statement of a channel's key and of all who hold it."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="statements")
    seq = models.PositiveIntegerField()
    note = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "seq"], name="statements_are_numbered")]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "channel", "seq", "note")
        kept = "as long as its channel"

    def __str__(self) -> str:
        return f"statement {self.seq} of {self.channel}"


class Mailbox(models.Model):
    """One person without an account, in one case: found by the hash of what their code derives."""

    #: How `lookup` begins once no code may open it any more; a hash never does.
    SHUT = "shut "

    lookup = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(max_length=80)
    signing_key = models.CharField(max_length=60)
    state_file = models.BinaryField()

    class Privacy:
        sealed = ("state_file",)
        personal = ()
        open = ("id", "lookup", "recipient", "signing_key")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"mailbox {self.pk}"

    @property
    def is_shut(self) -> bool:
        """Whether its code opens nothing any more, as somebody got hold of it who was not meant."""
        return self.lookup.startswith(self.SHUT)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> "InvitationQuerySet":
        return self.filter(expires__gt=at)


class Invitation(models.Model):
    """A letter that waits for a guest, sealed to a recipient that is not stored. Used once, then deleted."""

    lookup = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    letter_file = models.BinaryField()

    objects = InvitationQuerySet.as_manager()

    class Privacy:
        sealed = ("letter_file",)
        personal = ()
        open = ("id", "lookup", "expires")
        kept = "30 days, or until it is used"

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class KeyWrap(models.Model):
    """A channel key sealed to one holder. Holding a wrap is what lets someone read. Keyring backup."""

    channel_key = models.ForeignKey(ChannelKey, on_delete=models.CASCADE, related_name="wraps")
    card = models.ForeignKey(KeyCard, on_delete=models.CASCADE, null=True, related_name="key_wraps")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, null=True, related_name="key_wraps")
    age_file = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(card=None, mailbox__isnull=False) | Q(card__isnull=False, mailbox=None),
                name="wrap_has_one_holder",
            ),
            models.UniqueConstraint(fields=["channel_key", "card"], name="one_wrap_a_card"),
            models.UniqueConstraint(fields=["channel_key", "mailbox"], name="one_wrap_a_mailbox"),
        ]

    class Privacy:
        sealed = ("age_file",)
        personal = ("card",)
        open = ("id", "channel_key", "mailbox")
        kept = "until its holder must no longer read, at most as long as its channel"

    def __str__(self) -> str:
        return f"wrap {self.pk}"


class Withdrawal(models.Model):
    """That somebody's wrap of a key was taken away: the key must be replaced at the next opening."""

    channel_key = models.ForeignKey(ChannelKey, on_delete=models.CASCADE, related_name="withdrawals")
    at = models.DateTimeField()

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "channel_key", "at")
        kept = "as long as its key"

    def __str__(self) -> str:
        return f"withdrawal from {self.channel_key}"

"""Invitations that nobody used, and mailboxes of those who were not meant."""

from datetime import datetime

from ..models import Invitation, Mailbox


def forget_lapsed(*, at: datetime) -> int:
    """Delete invitations that have expired; returns how many."""
    return Invitation.objects.filter(expires__lte=at).delete()[0]


def shut_mailbox(*, mailbox: Mailbox) -> None:
    """Its code opens nothing any more: no code derives what it is found by now."""
    mailbox.lookup = f"{Mailbox.SHUT}{mailbox.pk}"
    mailbox.save(update_fields=["lookup"])

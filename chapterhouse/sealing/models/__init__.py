"""Public keys, wraps and age files (encryption design, section 4). Nothing here knows a case."""

from .channels import Channel, ChannelKey, HolderStatement, Invitation, KeyWrap, Mailbox, Withdrawal
from .entries import Blob, Entry
from .keys import IdentityWrap, KeyCard, Notebook, Site, TeamSheet, site_id

__all__ = [
    "Blob",
    "Channel",
    "ChannelKey",
    "Entry",
    "HolderStatement",
    "IdentityWrap",
    "Invitation",
    "KeyCard",
    "KeyWrap",
    "Mailbox",
    "Notebook",
    "Site",
    "TeamSheet",
    "Withdrawal",
    "site_id",
]

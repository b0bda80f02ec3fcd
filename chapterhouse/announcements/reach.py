"""Who of an audience gets an announcement, and why the others do not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .audiences import Audience, wanting_no_mail
from .models import Address, OptOut


class LeftOut(models.TextChoices):
    """Why somebody of an audience gets no copy of their own."""

    NO_ADDRESS = "no-address", _("have no email address: tell them in another way")
    NO_MAIL = "no-mail", _("want no mail, as the list of members says")
    OPTED_OUT = "opted-out", _("have unsubscribed from this kind of announcement")
    REFUSED = "refused", _("have an address that refused our mail before")
    SHARED = "shared", _("share an address with somebody who gets it")


@dataclass
class Reach:
    """Goes through an audience once; afterwards it knows how many were left out, and why.

    Attributes:
        count: how many get it. left_out: how many do not, by `LeftOut`.
    """

    audience: Audience
    kind: str
    at: datetime
    count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def readers(self) -> Iterator[tuple[str, str]]:
        """Address in small letters, and language, of everybody who gets it."""
        wishes = OptOut.objects.filter(kind=self.kind)
        opted_out = set(wishes.values_list("address__email", flat=True))
        refused = set(Address.objects.exclude(refused=None).values_list("email", flat=True))
        silent, seen = wanting_no_mail(), set[str]()
        for each in self.audience.people(self.at):
            email = each.email.strip().lower()
            why = _why(email, each.no_mail or email in silent, opted_out, refused, seen)
            if why:
                self.left_out[why.value] += 1
                continue
            seen.add(email)
            self.count += 1
            yield email, each.language


def reach(audience: Audience, kind: str, at: datetime) -> Reach:
    """How many would get an announcement of a kind, and how many not."""
    found = Reach(audience, kind, at)
    for _reader in found.readers():
        pass
    return found


def _why(email: str, no_mail: bool, opted_out: set[str], refused: set[str], seen: set[str]) -> LeftOut | None:
    if not email:
        return LeftOut.NO_ADDRESS
    if no_mail:
        return LeftOut.NO_MAIL
    if email in opted_out:
        return LeftOut.OPTED_OUT
    if email in refused:
        return LeftOut.REFUSED
    return LeftOut.SHARED if email in seen else None

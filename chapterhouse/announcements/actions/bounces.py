"""Mail that comes back: an address that does not exist gets nothing until somebody corrects it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person

from ..models import Address, Copy


@transaction.atomic
def refuse(*, address: Address, status: str, at: datetime) -> None:
    """Nothing goes to this address any more, nor what still waits for it.

    Args:
        status: what its server answered, as a number.
    """
    Address.objects.filter(pk=address.pk, refused=None).update(refused=at, status=status[:12])
    waiting = Copy.objects.filter(address=address).before_the_mail_server()
    waiting.update(state=Copy.State.WITHDRAWN)


@transaction.atomic
def come_back(*, copy: Copy, status: str, permanent: bool, at: datetime) -> None:
    """A copy was sent back after the mail server had taken it.

    Args:
        permanent: the address does not exist; else its mailbox was full or away, which is counted.
    """
    if not permanent:
        Address.objects.filter(pk=copy.address_id).update(deferrals=F("deferrals") + 1)
        return
    Copy.objects.filter(pk=copy.pk).update(state=Copy.State.REFUSED)
    refuse(address=copy.address, status=status, at=at)


@transaction.atomic
def try_again(*, address: Address, by: Person, at: datetime) -> None:
    """Somebody has looked: the address is right, and gets announcements again."""
    if (
        Address.objects.filter(pk=address.pk)
        .exclude(refused=None)
        .update(refused=None, status="", deferrals=0)
    ):
        record(by=by.username, verb="trusted-address", subject=address.code, at=at)

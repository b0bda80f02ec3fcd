"""Mail that comes back: an address that does not exist gets nothing until somebody corrects it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person

from ..bounces import gone
from ..models import Address, Copy

#: After so many copies that came back for a lesser reason, such as a full mailbox, nothing more goes there.
MOST = 5


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
def come_back(*, copy: Copy, status: str, at: datetime) -> bool:
    """A copy was sent back after the mail server had taken it; once, however often it is said.

    Args:
        status: such as 5.1.1. Where it does not say that the address is gone, it is counted.

    Returns:
        Whether nothing goes to the address any more.
    """
    out = Copy.objects.filter(pk=copy.pk).handed_over()
    if out.update(state=Copy.State.REFUSED):
        Address.objects.filter(pk=copy.address_id).update(deferrals=F("deferrals") + 1)
        address = Address.objects.get(pk=copy.address_id)
        if gone(status) or address.deferrals >= MOST:
            refuse(address=address, status=status, at=at)
    return Address.objects.filter(pk=copy.address_id).exclude(refused=None).exists()


@transaction.atomic
def try_again(*, address: Address, by: Person, at: datetime) -> None:
    """Somebody has looked: the address is right, and gets announcements again."""
    if (
        Address.objects.filter(pk=address.pk)
        .exclude(refused=None)
        .update(refused=None, status="", deferrals=0)
    ):
        record(by=by.username, verb="trusted-address", subject=address.code, at=at)

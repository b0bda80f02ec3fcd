"""Who wants which announcements."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ..kinds import Kind
from ..models import Address, Copy, OptOut


@transaction.atomic
def unsubscribe(*, address: Address, kind: Kind, at: datetime) -> None:
    """No more of this kind, also none that waits. Said twice, it is as said once."""
    OptOut.objects.get_or_create(address=address, kind=kind, defaults={"at": at})
    waiting = Copy.objects.filter(address=address, announcement__kind=kind).before_the_mail_server()
    waiting.update(state=Copy.State.WITHDRAWN)


@transaction.atomic
def choose(*, address: Address, wanted: Collection[str], at: datetime) -> None:
    """These kinds and no others."""
    for kind in Kind:
        if kind in wanted:
            OptOut.objects.filter(address=address, kind=kind).delete()
        else:
            unsubscribe(address=address, kind=kind, at=at)


def address_of(email: str) -> Address:
    """The row of an address; made if there is none yet."""
    return Address.objects.get_or_create(email=email.strip().lower())[0]


def wanted_by(address: Address) -> list[str]:
    """The kinds that go to an address."""
    unwanted = set(address.opt_outs.values_list("kind", flat=True))
    return [kind.value for kind in Kind if kind not in unwanted]

"""Correcting what a list says of somebody, so that the next list does not undo it; taking that back."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.ui.refused import Refused

from ..models import Correction, Membership, Person
from ..roster.comparing import Ours, as_text
from ..roster.names import called, filed
from ..roster.values import Doubt, email_in

#: Corrections that are put back in one go.
AT_ONCE = 100
YES_OR_NO = ("no_calls", "no_texts", "no_mail")


@transaction.atomic
def correct(*, member: Membership, field: str, value: str | bool, by: Person, at: datetime) -> None:
    """Write down what we know better. What the list says is kept beside it; saying the same takes it back.

    Args:
        field: one of `Correction.FIELDS`.

    Raises:
        Refused: the name is empty (``no-name``), or it is no address (``no-email``).
    """
    said = _checked(field, as_text(value))
    found = Correction.objects.filter(key=member.key, field=field).first()
    listed = found.listed if found else as_text(getattr(member, field))
    if said == (found.value if found else listed):
        return
    if said == listed:
        Correction.objects.filter(key=member.key, field=field).delete()
    else:
        told = {"value": said, "listed": listed, "by": by.username, "at": at}
        Correction.objects.update_or_create(key=member.key, field=field, defaults=told)
    _stand(member, field, said)
    _write([member])
    follow_addresses()
    record(by=by.username, verb="corrected-member", subject="roster", at=at)


def take_back(*, member: Membership, field: str, by: Person, at: datetime) -> None:
    """From now on the list is right again."""
    found = Correction.objects.filter(key=member.key, field=field).first()
    if found:
        correct(member=member, field=field, value=found.listed, by=by, at=at)


def corrected() -> Mapping[str, Mapping[str, Ours]]:
    """All corrections, by key and field."""
    found: dict[str, dict[str, Ours]] = {}
    for key, field, value, listed in Correction.objects.values_list("key", "field", "value", "listed"):
        found.setdefault(key, {})[field] = Ours(value, listed)
    return found


def set_aside() -> None:
    """Let every membership say what the list says, within the transaction of an import."""
    for rows, members in _corrected_members():
        for row in rows:
            _stand(members[row.key], row.field, row.listed)
        _write(members.values())


def put_back() -> None:
    """Let our corrections stand again, and remember what the list says now."""
    for rows, members in _corrected_members():
        for row in rows:
            row.listed = as_text(getattr(members[row.key], row.field))
            _stand(members[row.key], row.field, row.value)
        Correction.objects.bulk_update(rows, ["listed"], batch_size=AT_ONCE)
        _write(members.values())


def follow_addresses() -> int:
    """Let accounts that nobody has used follow a changed address on the roll; returns how many did.

    An account that somebody has signed in to keeps its address whatever a list says: a row that was changed
    elsewhere, by mistake or on purpose, would else hand the account and all it opens to whoever reads that
    address. So does the account of anybody who holds or held an office. Those who moved ask an officer who
    may help them in. An address that two people share, or that is another account's, is never taken.
    """
    unused = Membership.objects.filter(absent=None, person__last_login=None, person__terms=None)
    elsewhere = Q(person__email=None) | ~Q(email=Lower("person__email"))
    moved = unused.exclude(person=None).exclude(email="").filter(elsewhere).select_related("person")
    return sum(_follow(member) for member in moved.order_by())


def _follow(member: Membership) -> bool:
    shared = Membership.objects.annotate(small=Lower("email")).filter(small=member.email).count() > 1
    if shared or Person.objects.reached_at(member.email).exists():
        return False
    return bool(Person.objects.filter(membership=member).update(email=member.email))


def _checked(field: str, said: str) -> str:
    text = said if field in YES_OR_NO else " ".join(said.split())
    if field == "name" and not text:
        raise Refused(_("Write the name they go by."), code="no-name")
    try:
        return email_in(text) if field == "email" else text
    except Doubt as doubt:
        raise Refused(
            _("“%(value)s” is not an email address.") % {"value": doubt.value}, code="no-email"
        ) from doubt


def _stand(member: Membership, field: str, said: str) -> None:
    setattr(member, field, bool(said) if field in YES_OR_NO else said)
    member.filed, member.called = filed(member.family, member.name), called(member.name)


def _write(members: Iterable[Membership]) -> None:
    fields = [*Correction.FIELDS, "filed", "called"]
    Membership.objects.bulk_update(members, fields, batch_size=AT_ONCE)


def _corrected_members() -> "Iterable[tuple[list[Correction], dict[str, Membership]]]":
    """Corrections in lots, with the memberships they are of; without those of nobody who is known."""
    keys = sorted(set(Correction.objects.values_list("key", flat=True)))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        members = Membership.objects.order_by().in_bulk(some, field_name="key")
        yield list(Correction.objects.filter(key__in=members)), members

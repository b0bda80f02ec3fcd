"""The register of what officers were trained in (B43, S0.66)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.ui.refused import Refused

from ..models import OfficerTraining, Person
from ..removal import pack_at
from .filling import open_those_ready


@transaction.atomic
def record_training(
    *,
    code: str,
    name: str,
    provider: str,
    held_on: date,
    hours: int | None,
    valid_months: int | None,
    attended: Iterable[Person],
    by: Person,
    at: datetime,
) -> OfficerTraining:
    """Write down a training that was held, and who took part.

    Args:
        code: of a training that an office of the pack asks for; empty for any other.

    A term that waited for it opens what its office opens.

    Raises:
        Refused: the very same was written down already (``twice``).
    """
    people = list(attended)
    told = {"code": code, "name": name, "provider": provider, "held_on": held_on}
    told |= {"hours": hours, "valid_months": valid_months}
    same = OfficerTraining.objects.filter(**told, struck=None, by=by)
    if any(set(row.attended.all()) == set(people) for row in same):
        raise Refused(_("This stands here already."), code="twice")
    row = OfficerTraining.objects.create(**told, by=by, at=at)
    row.attended.set(people)
    for person in people:
        record(by=by.username, verb="recorded-training", subject="trainings", about=person.username, at=at)
    if pack := pack_at(at):
        open_those_ready(pack, at, people)
    return row


@transaction.atomic
def strike_training(*, training: OfficerTraining, by: Person, at: datetime) -> None:
    """Take a training out that was written down wrongly; the journal keeps that it stood there."""
    if OfficerTraining.objects.filter(pk=training.pk, struck=None).update(struck=at):
        record(by=by.username, verb="struck-training", subject="trainings", at=at)

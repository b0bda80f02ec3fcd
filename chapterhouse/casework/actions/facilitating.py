"""Who of the officers leads a conversation together: chosen by name, and not asked again if they decline."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.wire import malformed
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Appointment, Case
from ..roster import readers
from .appointments import must_be_open
from .talk import workers


@transaction.atomic
def choose_facilitators(
    *, appointment: Appointment, people: Sequence[Person], by: Person, at: datetime
) -> Appointment:
    """Say who leads it, in place of whoever was said before.

    Raises:
        Refused: they may not read it (``not-yours``); it is over (``over``); not a joint one, or nobody
            (``malformed``); somebody who cannot read the case, has not said that they are independent
            (``not-eligible``), or declined to lead this one (``declined``).
    """
    case = appointment.case
    case.hold()
    must_read(by, case, at)
    must_be_open(appointment)
    if not appointment.is_joint or not people:
        raise malformed()
    if appointment.declined_by.filter(pk__in=[person.pk for person in people]).exists():
        raise Refused(
            _("They have declined to lead this conversation. Choose somebody else."), code="declined"
        )
    if not set(people) <= set(able_to_lead(case, at)):
        raise Refused(
            _("Choose somebody who reads this case and said that they are independent."), code="not-eligible"
        )
    before = set(appointment.facilitators.all())
    appointment.facilitators.set(people)
    for person in sorted(set(people) - before, key=lambda one: one.pk):
        record(by=by.username, verb="chose-facilitator", subject=case.code, about=person.username, at=at)
    new = [person for person in people if person not in before and person != by]
    tell(people=new, kind=Notice.NEW, subject=case.code, at=at)
    return appointment


@transaction.atomic
def decline_to_lead(*, appointment: Appointment, by: Person, at: datetime) -> Appointment:
    """An officer does not lead this conversation, and nobody asks why; they are not offered for it again.

    Raises:
        Refused: they may not read it (``not-yours``); it is over (``over``); not a joint one (``malformed``).
    """
    case = appointment.case
    case.hold()
    must_read(by, case, at)
    must_be_open(appointment)
    if not appointment.is_joint:
        raise malformed()
    if not appointment.declined_by.filter(pk=by.pk).exists():
        appointment.declined_by.add(by)
        appointment.facilitators.remove(by)
        record(by=by.username, verb="declined-to-lead", subject=case.code, at=at)
        others = [person for person in workers(case, at) if person != by]
        tell(people=others, kind=Notice.NEW, subject=case.code, at=at)
    return appointment


def lead_unless_chosen(appointment: Appointment, by: Person, at: datetime) -> None:
    """Whoever proposes a time for a conversation together leads it, unless somebody was chosen."""
    if not appointment.is_joint or appointment.declined_by.filter(pk=by.pk).exists():
        return
    standing = set(able_to_lead(appointment.case, at))
    if not standing.intersection(appointment.facilitators.all()):
        choose_facilitators(appointment=appointment, people=[by], by=by, at=at)


def able_to_lead(case: Case, at: datetime) -> list[Person]:
    """Who reads a case and said that they are independent, by name."""
    said = set(case.independences.values_list("person", flat=True))
    return [person for person in readers(case, at) if person.pk in said]

"""That somebody took a copy of a case away: what is taken cannot be called back, so colleagues can see it."""

from datetime import datetime

from django.db import transaction

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person

from ..access import must_read
from ..models import Case


@transaction.atomic
def note_export(*, case: Case, by: Person, at: datetime) -> None:
    """Write down that a responder is given a copy.

    Raises:
        Refused: the person may not read the case (``not-yours``).
    """
    must_read(by, case, at)
    record(by=by.username, verb="exported", subject=case.code, at=at)

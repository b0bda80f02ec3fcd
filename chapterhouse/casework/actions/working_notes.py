"""Notes that end: kept until a day that they carry, gone with it, or as their case is closed."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.agefiles import must_be_age
from chapterhouse.sealing.wire import malformed
from chapterhouse.ui.refused import Refused

from ..access import must_work
from ..models import Case, WorkingNote
from ..wire import NewWorkingNote

#: How many days ahead its end may lie.
LONGEST = timedelta(days=90)


@transaction.atomic
def keep_working_note(*, case: Case, sent: NewWorkingNote, by: Person, at: datetime) -> WorkingNote:
    """Keep a note until a day that it carries, at a desk that keeps no records.

    Raises:
        Refused: they may not read it (``not-yours``); closed (``closed``); another desk (``malformed``); no
            day to come, or one too far (``past-day``); the key was changed (``stale-key``); sent already
            (``replayed``).
    """
    case.hold()
    must_work(by, case, at)
    if not case.is_informal:
        raise malformed()
    if not case.today(at) < sent.ends_on <= case.today(at) + LONGEST:
        raise Refused(_("Choose a day within the next 90 days."), code="past-day")
    key = case.channel.keys.order_by("version").last()
    if key is None or key.version != sent.note.version:
        raise Refused(_("A colleague has just changed the key. Reload the page."), code="stale-key")
    must_be_age(sent.note.age_file, recipients=1)
    kept = {"age_file": sent.note.age_file, "ends_on": sent.ends_on, "channel_key": key}
    try:
        with transaction.atomic():
            made = WorkingNote.objects.create(case=case, uuid=sent.note.uuid, by=by, at=at, **kept)
    except IntegrityError as twice:
        raise Refused(_("This was sent already. It is in our hands."), code="replayed") from twice
    record(by=by.username, verb="kept-working-note", subject=case.code, at=at)
    return made


def forget_working_notes(*, at: datetime) -> int:
    """Delete each note whose day has come where its desk is. Returns how many."""
    near = WorkingNote.objects.over(at.date() + timedelta(days=1)).select_related("case__pack")
    over = [row.pk for row in near if row.ends_on <= row.case.today(at)]
    return WorkingNote.objects.filter(pk__in=over).delete()[0]

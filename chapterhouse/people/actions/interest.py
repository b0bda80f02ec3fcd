"""That somebody would like to join the team: told by them, answered by those who fill offices."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.refused import Refused

from ..interest import joinable
from ..models import Interest, Person
from .filling import must_fill

#: How many may wait for an answer at once: whoever floods the form fills no disk.
MOST_WAITING = 200
#: And how many are taken in within a while.
A_WHILE, MOST_IN_A_WHILE = timedelta(hours=1), 20


@transaction.atomic
def express_interest(
    *, office: str, name: str, reach: str, why: str, person: Person | None, pack: Pack, at: datetime
) -> Interest:
    """Take in that somebody would like to take an office. It is no report, and never lies beside one.

    Args:
        reach: how they would like to be reached.
        person: if they are signed in.

    Returns:
        The row; the very same told twice stands once.

    Raises:
        Refused: the office is not one to be asked for like this (``office``), or too many wait (``full``).
    """
    if office not in {each.code for each in joinable(pack)}:
        raise Refused(_("Choose one of these offices."), code="office")
    told = {"office": office, "name": name, "reach": reach, "why": why, "person": person}
    waiting = Interest.objects.open()
    same = waiting.filter(**told).first()
    if same:
        return same
    lately = Interest.objects.filter(at__gt=at - A_WHILE).count()
    if lately >= MOST_IN_A_WHILE or waiting.count() >= MOST_WAITING:
        raise Refused(
            _("More people wrote than we can answer now. Your words are still here: send them in some days."),
            code="full",
        )
    row = Interest.objects.create(**told, at=at)
    record(by=person.username if person else "somebody", verb="told-interest", subject=row.code, at=at)
    return row


@transaction.atomic
def answer_interest(*, interest: Interest, state: str, by: Person, at: datetime) -> Interest:
    """Write down that somebody was invited to talk, is put forward for the office, or does not go on.

    Put forward is no term: that is proposed, and approved, as any other.

    Raises:
        Refused: it is not theirs to do (``not-yours``), or it was answered already (``over``).
    """
    must_fill(by, at)
    row = Interest.objects.select_for_update().open().filter(pk=interest.pk).first()
    if row is None or row.state == state:
        raise Refused(_("Somebody has answered this already. Reload the page."), code="over")
    row.state, row.answered_by = state, by
    row.save(update_fields=["state", "answered_by"])
    record(by=by.username, verb=f"interest-{state}", subject=row.code, at=at)
    return row


@transaction.atomic
def withdraw_interest(*, interest: Interest, by: Person, at: datetime) -> None:
    """Whoever told us takes it back; nothing of it is kept but that there was one.

    Raises:
        Refused: it is not theirs (``not-yours``).
    """
    if interest.person_id != by.pk:
        raise Refused(_("This is not open to you."), code="not-yours")
    record(by=by.username, verb="withdrew-interest", subject=interest.code, at=at)
    interest.delete()


def forget_interests(*, at: datetime) -> int:
    """Delete what is older than a year; returns how many."""
    return Interest.objects.outlived(at).delete()[0]

"""After a formal case is closed: on the days of the pack we ask whether there was retaliation."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Check, Closure, Desk
from ..roster import readers


@transaction.atomic
def record_check(*, check: Check, words: NewEntry, by: Person, at: datetime) -> Check:
    """Record that we asked after closing, and what was said; it is sealed.

    Raises:
        Refused: they may not read it (``not-yours``), or a colleague did (``done``).
    """
    case = check.closure.case
    case.hold()
    must_read(by, case, at)
    check.refresh_from_db()
    if check.done:
        raise Refused(_("A colleague did this already. Reload the page."), code="done")
    check.words = add_entry(channel=case.channel, entry=words, at=at, author=by)
    check.done, check.by = at, by
    check.save(update_fields=["done", "by", "words"])
    record(by=by.username, verb="checked-retaliation", subject=case.code, at=at)
    return check


def plan_checks(closure: Closure) -> None:
    """Of a formal case that is closed, the days of its pack on which we ask."""
    case = closure.case
    if case.desk.wall != Desk.FORMAL:
        return
    closed = case.today(closure.at)
    days = sorted({closed + timedelta(days=each) for each in case.pack.pack.formal.retaliation_days})
    Check.objects.bulk_create(Check(closure=closure, day=day) for day in days)


def remind_of_checks(*, at: datetime) -> int:
    """Tell the readers of a closed case, once, that it is time to ask."""
    far = (at + timedelta(days=1)).date()  # no zone is farther ahead
    due = Check.objects.filter(done=None, told=None, day__lte=far, closure__ended=None)
    return sum(_reminded(check, at) for check in due.select_related("closure__case__pack"))


@transaction.atomic
def _reminded(check: Check, at: datetime) -> bool:
    case = check.closure.case
    if check.day > case.today(at):
        return False
    if Check.objects.filter(pk=check.pk, told=None).update(told=at):
        tell(people=readers(case, at), kind=Notice.REMINDER, subject=case.code, at=at)
    return True

"""Measures: put in place, carried out by somebody who is told the measure and not the story, looked after."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry
from chapterhouse.ui.refused import Refused

from ..access import must_not_wait, must_read, must_work
from ..models import Case, Look, Measure
from ..models.measures import MeasureQuerySet
from ..roster import readers
from ..wire import NewMeasure
from .talk import workers
from .triage import must_be_formal

#: How long a measure that is over stands on the page of whoever carried it out, so that it is undone.
LATELY = timedelta(days=14)


@transaction.atomic
def set_measure(*, case: Case, measure: NewMeasure, doer: Person, by: Person, at: datetime) -> Measure:
    """Put a measure in place, looked after on the days of the pack and on its day of review.

    The one who carries it out hears that there is something new, and finds the place or tool and the days.

    Raises:
        Refused: they may not read it (``not-yours``); ``closed``; ``not-formal``; the person asked us to wait
            (``waits``); no place or tool (``no-place``); an interim one with neither end nor review
            (``endless``); days in the wrong order
            (``past-day``) or that no calendar has (``no-day``); somebody who is in no list of people (a
            minor, a closed account), was shut out or stepped back (``not-them``).
    """
    case.hold()
    must_work(by, case, at)
    must_be_formal(case)
    must_not_wait(case)
    place = measure.place.strip()
    if not place:
        raise Refused(_("Write at which place, or in which tool, something changes."), code="no-place")
    ends, review_on = _day(measure.ends), _day(measure.review_on)
    _must_have_days(measure, ends, review_on)
    if doer in shut_out(case) or not Person.objects.listed().filter(pk=doer.pk).exists():
        raise Refused(_("Choose somebody else to carry it out."), code="not-them")
    row = Measure.objects.create(
        case=case,
        interim=measure.interim,
        tool=measure.kind == "tool",
        place=place,
        doer=doer,
        by=by,
        at=at,
        starts=measure.starts,
        ends=ends,
        review_on=review_on,
        reason=add_entry(channel=case.channel, entry=measure.reason, at=at, author=by),
    )
    _plan_looks(row)
    record(by=by.username, verb="set-measure", subject=case.code, at=at)
    tell(people=[doer], kind=Notice.NEW, subject=case.code, at=at)
    return row


@transaction.atomic
def carry_out(*, measure: Measure, by: Person, at: datetime) -> Measure:
    """The one who carries a measure out says that it is done.

    Raises:
        Refused: it is not theirs (``not-yours``), or was lifted (``lifted``).
    """
    case = measure.case
    case.hold()
    if not carried_out_by(by, at).filter(pk=measure.pk).exists():
        raise Refused(_("This is not open to you."), code="not-yours")
    if measure.lifted:
        raise Refused(_("This is over already. Undo it, if it was done."), code="lifted")
    if Measure.objects.filter(pk=measure.pk, done=None).update(done=at):
        record(by=by.username, verb="did-measure", subject=case.code, at=at)
        tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    measure.refresh_from_db()
    return measure


@transaction.atomic
def look_after(*, look: Look, words: NewEntry, by: Person, at: datetime) -> Look:
    """Record that somebody looked whether a measure holds; what they saw is sealed.

    Raises:
        Refused: they may not read it (``not-yours``), or a colleague did (``done``).
    """
    case = look.measure.case
    case.hold()
    must_read(by, case, at)
    look.refresh_from_db()
    if look.done:
        raise Refused(_("A colleague looked already. Reload the page."), code="done")
    look.words = add_entry(channel=case.channel, entry=words, at=at, author=by)
    look.done, look.by = at, by
    look.save(update_fields=["done", "by", "words"])
    record(by=by.username, verb="looked-after", subject=case.code, at=at)
    return look


@transaction.atomic
def lift(*, measure: Measure, by: Person, at: datetime) -> Measure:
    """End a measure before its day. The one who carried it out undoes it.

    Raises:
        Refused: they may not read it (``not-yours``).
    """
    case = measure.case
    case.hold()
    must_read(by, case, at)
    if Measure.objects.filter(pk=measure.pk, lifted=None).update(lifted=at):
        measure.looks.filter(done=None).delete()
        record(by=by.username, verb="lifted-measure", subject=case.code, at=at)
        told = [measure.doer] if measure.doer not in shut_out(case) else []
        tell(people=told, kind=Notice.NEW, subject=case.code, at=at)
    measure.refresh_from_db()
    return measure


def carried_out_by(person: Person, at: datetime) -> MeasureQuerySet:
    """What somebody carries out now, or has undone lately."""
    return Measure.objects.of(person, (at - LATELY).date())


def shut_out(case: Case) -> list[Person]:
    """Who must not hear of it, was taken off it, or stepped back."""
    return list(Person.objects.filter(pk__in=case.shut_out()))


def remind_of_looks(*, at: datetime) -> int:
    """Tell the readers of a case, once, that somebody is to look whether a measure holds; of open cases."""
    far = (at + timedelta(days=1)).date()  # no zone is farther ahead
    due = Look.objects.filter(done=None, told=None, day__lte=far, measure__lifted=None)
    return sum(_reminded(look, at) for look in due.select_related("measure__case__pack"))


@transaction.atomic
def _reminded(look: Look, at: datetime) -> bool:
    case = look.measure.case
    if look.day > case.today(at) or not Case.objects.open().filter(pk=case.pk).exists():
        return False
    if Look.objects.filter(pk=look.pk, told=None).update(told=at):
        tell(people=readers(case, at), kind=Notice.REMINDER, subject=case.code, at=at)
    return True


def _plan_looks(row: Measure) -> None:
    """On the days of the pack, and on the day of review; none after its end."""
    after = row.case.pack.pack.formal.look_after_days
    days = {row.starts + timedelta(days=each) for each in after}
    days |= {row.review_on} if row.review_on else set()
    Look.objects.bulk_create(
        Look(measure=row, day=day) for day in sorted(days) if row.ends is None or day <= row.ends
    )


def _must_have_days(measure: NewMeasure, ends: date | None, review_on: date | None) -> None:
    if measure.interim and not (ends or review_on):
        raise Refused(
            _("Say until when it holds, or when you look at it again: nothing undecided is for ever."),
            code="endless",
        )
    if any(day and day < measure.starts for day in (ends, review_on)):
        raise Refused(_("Choose days that come after its beginning."), code="past-day")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(_("There is no such day. Choose another."), code="no-day") from None

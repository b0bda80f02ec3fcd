"""Proposing, checking, doubting and taking out entries of the referral guide."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.ui.refused import Refused

from .facts import Facts, facts_of
from .models import Check, Doubt, Entry, EntryVersion, Retirement

#: How many others must have checked a wording before it is shown.
CHECKS_NEEDED = 2
#: A look that lies longer back than this says little about today.
LATELY = timedelta(days=30)


@transaction.atomic
def propose(*, facts: Facts, by: Person, at: datetime) -> EntryVersion:
    """Propose an organisation for the guide. It is shown when two others have checked it.

    Raises:
        Refused: the same name is in the guide or proposed already (``twice``).
    """
    standing = EntryVersion.objects.filter(ended=None, entry__retirement=None, name__iexact=facts.name)
    if standing.exists():
        raise Refused(_("This name is in the guide or proposed already. Correct that entry."), code="twice")
    return _written(Entry.objects.create(at=at), facts, by=by, at=at)


@transaction.atomic
def correct(*, entry: Entry, facts: Facts, seen: int, by: Person, at: datetime) -> EntryVersion:
    """Propose another wording of an entry; the one in force stays until two others have checked this one.

    A proposal that was still open ends by it, with its checks.

    Args:
        seen: number of the version that whoever writes had before them.

    Raises:
        Refused: it was taken out (``gone``), somebody wrote in the meantime (``changed``), or nothing is
            different (``same``).
    """
    newest = _locked(entry)
    if newest.number != seen:
        raise Refused(
            _("Somebody has changed this entry in the meantime. Look at it, and write yours again."),
            code="changed",
        )
    if facts_of(newest) == facts:
        raise Refused(_("Nothing in it is different from what stands there."), code="same")
    entry.versions.filter(shown=None, ended=None).update(ended=at)
    return _written(entry, facts, by=by, at=at)


@transaction.atomic
def take_back(*, version: EntryVersion, by: Person, at: datetime) -> None:
    """Whoever proposed it takes it back, as long as it is not shown.

    Raises:
        Refused: it is not theirs, or no longer open (``closed``).
    """
    if not EntryVersion.objects.filter(pk=version.pk, by=by, shown=None, ended=None).update(ended=at):
        raise Refused(
            _("Only what you proposed, and what is not shown yet, can be taken back."), code="closed"
        )
    record(by=by.username, verb="took-entry-back", subject=version.entry.code, at=at)


@transaction.atomic
def check(
    *,
    entry: Entry,
    number: int,
    looked_on: date,
    means: str,
    confirmed: Iterable[str],
    by: Person,
    at: datetime,
) -> Check:
    """Write down that a member looked, and what was right. The second such look shows a proposal.

    Args:
        number: of the version that they had before them.
        looked_on: the day on which they called or looked, in the zone of the organisation.

    Raises:
        Refused: it was taken out (``gone``), the text is another by now (``changed``), they wrote it
            themselves (``own``), or have checked it already (``twice``).
    """
    _locked(entry)
    version = entry.versions.filter(number=number, ended=None).first()
    if version is None:
        raise Refused(
            _("The text has changed since you looked. Here is what is different: look at it again."),
            code="changed",
        )
    if by.pk in authors(version):
        raise Refused(_("You wrote this yourself: somebody else checks it."), code="own")
    if _has_checked(version, by, looked_on):
        raise Refused(_("You have checked this already. Somebody else is next."), code="twice")
    row = Check.objects.create(
        version=version,
        by=by,
        at=at,
        looked_on=looked_on,
        means=means,
        confirmed=sorted(set(confirmed)),
        renews=version.shown is not None,
    )
    version.doubts.filter(settled=None).update(settled=at)
    record(by=by.username, verb="checked-entry", subject=entry.code, at=at)
    if version.shown is None and version.checks.count() >= CHECKS_NEEDED:
        _show(version, at)
    return row


@transaction.atomic
def doubt(*, version: EntryVersion, what: Collection[str], on: date) -> None:
    """Keep that somebody says that something of an entry is wrong. The same on one day counts once.

    Raises:
        Refused: nothing was chosen (``empty``).
    """
    if not what:
        raise Refused(_("Choose what is wrong."), code="empty")
    rows = [Doubt(version=version, what=each, on=on) for each in sorted(set(what))]
    Doubt.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def retire(*, entry: Entry, why: str, by: Person, at: datetime) -> Retirement:
    """Take an entry out of the guide at once.

    Raises:
        Refused: it was taken out already (``gone``).
    """
    _locked(entry)
    record(by=by.username, verb="retired-entry", subject=entry.code, at=at)
    return Retirement.objects.create(entry=entry, why=why, by=by, at=at)


def authors(version: EntryVersion) -> set[int]:
    """Who had a hand in a wording: whoever wrote it, or one before it since the last that was shown."""
    written: set[int] = {version.by_id}
    for earlier in sorted(version.entry.versions.all(), key=lambda each: -each.number):
        if earlier.number >= version.number:
            continue
        if earlier.shown:
            break
        written.add(earlier.by_id)
    return written


def _has_checked(version: EntryVersion, by: Person, day: date) -> bool:
    """A proposal is checked once by each; what is shown may be looked at again another day."""
    checks = version.checks.filter(by=by)
    return checks.filter(looked_on=day).exists() if version.shown else checks.exists()


def _locked(entry: Entry) -> EntryVersion:
    """The newest version of an entry, which nobody else changes meanwhile."""
    Entry.objects.select_for_update().get(pk=entry.pk)
    if Retirement.objects.filter(entry=entry).exists():
        raise Refused(_("This entry was taken out of the guide."), code="gone")
    newest: EntryVersion = entry.versions.order_by("number").last()  # type: ignore[assignment]  # never none
    return newest


def _written(entry: Entry, facts: Facts, *, by: Person, at: datetime) -> EntryVersion:
    number = entry.versions.count() + 1
    record(by=by.username, verb="proposed-entry", subject=entry.code, at=at)
    return EntryVersion.objects.create(entry=entry, number=number, by=by, at=at, **facts.columns)


def _show(version: EntryVersion, at: datetime) -> None:
    version.entry.versions.filter(shown__isnull=False, ended=None).update(ended=at)
    EntryVersion.objects.filter(pk=version.pk).update(shown=at)

"""Messages, notes and contacts. Only a person's answer to a person meets a promise."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.clocks.actions import promise, stop
from chapterhouse.clocks.models import Promise
from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.models import Channel, Entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_be_theirs, must_read
from ..models import AnotherAsked, Case, Contact, Party, Stop
from ..roster import readers
from ..waiting import rests_for
from .ending import end_closure
from .letters import forget_letters
from .owing import owe_outcome, settle

#: What one code may bring in, in bytes with the files that are still awaited: a disk has an end.
MOST_BY_CODES = 2 * 1024**3


@transaction.atomic
def write_as_person(*, party: Party, entry: NewEntry, at: datetime, asks: bool = True) -> Entry:
    """The person writes: a new answer is promised, unless one is owed already; a stop or a closing ends.

    What they asked us to wait with goes on waiting: after the first answer nothing is promised before they
    say that we begin, neither to them nor to who stands beside them. A guest who had left takes part again.
    That the one whose case it is asked us to stop stands: it is not for a guest to end it.

    Args:
        asks: whether it asks for an answer; choosing a time does not.

    Raises:
        Refused: with it they would hold more than `MOST_BY_CODES` (``too-much``), or as `add_entry`.
    """
    case = party.case
    case.hold()
    assert party.channel is not None
    kept = add_entry(channel=party.channel, entry=entry, at=at, author=None)
    _must_fit(party.channel)
    if party.is_first and case.stops.filter(ended=None).update(ended=at):
        owe_outcome(case=case, at=at)
    Party.objects.filter(pk=party.pk).update(left=None)
    end_closure(case=case, by=party.code, at=at)
    if asks and not rests_for(party, case) and not Promise.objects.answers().on(case.code).exists():
        promise(subject=case.code, kind=Promise.ANSWER, hours=case.promise_hours, at=at)
    record(by=party.code, verb="wrote", subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return kept


@transaction.atomic
def reply(*, party: Party, entry: NewEntry, seen: UUID | None, by: Person, at: datetime) -> Entry:
    """A responder writes to the person: this is what meets the promise. Who else waits is owed one still.

    Args:
        seen: uuid of the newest entry of the channel that was on the responder's screen.

    Raises:
        Refused: they may not read the case (``not-yours``); nobody has opened the letter (``not-joined``);
            they take no further part (``left``); or somebody wrote meanwhile (``written-meanwhile``): the
            page shows it and keeps the draft.
    """
    case = party.case
    case.hold()
    must_read(by, case, at)
    party.refresh_from_db()
    channel = _conversation(party)
    _must_have_seen(channel, seen)
    kept = add_entry(channel=channel, entry=entry, at=at, author=by)
    settle(case=case, at=at)
    record(by=by.username, verb="replied", subject=case.code, at=at)
    others = [person for person in readers(case, at) if person in case.pair and person != by]
    tell(people=others, kind=Notice.NEW, subject=case.code, at=at)
    return kept


@transaction.atomic
def note(*, case: Case, entry: NewEntry, by: Person, at: datetime) -> Entry:
    """An internal note, in the team's channel. It meets no promise."""
    must_read(by, case, at)
    kept = add_entry(channel=case.channel, entry=entry, at=at, author=by)
    record(by=by.username, verb="noted", subject=case.code, at=at)
    return kept


@transaction.atomic
def revise(
    *, case: Case, slot: str, entry: NewEntry, seen: UUID | None = None, by: Person, at: datetime
) -> Entry:
    """Replace the sealed title or list of people involved; the earlier entry stays in the channel.

    Args:
        seen: uuid of the newest entry of the team's channel that was on the responder's screen.

    Raises:
        Refused: they may not read the case (``not-yours``); a colleague revised it meanwhile, whose words
            would be gone (``written-meanwhile``); no such place (``malformed``).
    """
    if slot not in ("title", "people"):
        raise malformed()
    case.hold()
    must_read(by, case, at)
    _must_know(case, slot, seen)
    kept = add_entry(channel=case.channel, entry=entry, at=at, author=by)
    setattr(case, slot, kept)
    case.save(update_fields=[slot])
    record(by=by.username, verb=f"revised-{slot}", subject=case.code, at=at)
    return kept


@transaction.atomic
def record_contact(*, case: Case, means: str, note: NewEntry | None, by: Person, at: datetime) -> Contact:
    """Record that the person was reached by telephone or in person; it meets the promise (S0.43, S0.58)."""
    case.hold()
    must_read(by, case, at)
    if note is not None:
        add_entry(channel=case.channel, entry=note, at=at, author=by)
    contact = Contact.objects.create(case=case, means=means, by=by, at=at)
    settle(case=case, at=at)
    record(by=by.username, verb="reached", subject=case.code, at=at)
    return contact


@transaction.atomic
def stop_here(*, party: Party, at: datetime) -> Stop:
    """The person asks us to stop: clocks stop, responders are told, all rests until they write again.

    Letters to others that nobody opened are taken back. Somebody else who waits is owed an answer still.

    Raises:
        Refused: said by a guest, who leaves instead (``not-yours``).
    """
    case = party.case
    case.hold()
    must_be_theirs(party)
    found = case.stops.filter(ended=None).first()
    if found:
        return found
    made = Stop.objects.create(case=case, at=at)
    settle(case=case, at=at, end=stop)
    stop(subject=case.code, at=at, kinds=(Promise.OUTCOME,))
    forget_letters(case)
    record(by=party.code, verb="stopped", subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return made


@transaction.atomic
def ask_for_another(*, party: Party, at: datetime) -> AnotherAsked:
    """The person asks for another responder. All who can read are told, so that somebody else may take it.

    A closed case opens, as when they write: on a closed one nobody would look for it.

    Raises:
        Refused: said by a guest, who writes it (``not-yours``).
    """
    case = party.case
    case.hold()
    must_be_theirs(party)
    end_closure(case=case, by=party.code, at=at)
    asked, new = AnotherAsked.objects.get_or_create(case=case, answered=None, defaults={"at": at})
    if new:
        record(by=party.code, verb="asked-another", subject=case.code, at=at)
        tell(people=readers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return asked


def workers(case: Case, at: datetime) -> list[Person]:
    """Who is called to a case: the pair, or everyone who can read while nobody has it."""
    able = readers(case, at)
    return [person for person in able if person in case.pair] or able


def _conversation(party: Party) -> Channel:
    if party.channel is None:
        raise Refused(_("They have not opened their letter yet."), code="not-joined")
    if party.left is not None:
        raise Refused(_("They take no further part. Write when they do."), code="left")
    return party.channel


def _must_know(case: Case, slot: str, seen: UUID | None) -> None:
    """Whoever read some of the channel must have read what stands in the place now."""
    now = Case.objects.select_related(slot).get(pk=case.pk)
    standing: Entry | None = getattr(now, slot)
    known = Entry.objects.in_channel(case.channel).filter(uuid=seen).first() if seen else None
    if standing and known and (standing.received, standing.pk) > (known.received, known.pk):
        raise Refused(
            _("A colleague changed this while you did. Read it first; your draft is still here."),
            code="written-meanwhile",
        )


def _must_fit(channel: Channel) -> None:
    """What anybody else writes does not count: nobody's words are in the way of somebody's own."""
    by_code = Entry.objects.in_channel(channel).filter(author=None)
    if by_code.weight() > MOST_BY_CODES:
        raise Refused(
            _("This is more than one conversation can hold. Send less, or reach us in another way."),
            code="too-much",
        )


def _must_have_seen(channel: Channel, seen: UUID | None) -> None:
    newest = Entry.objects.in_channel(channel).last()
    if newest is not None and newest.uuid != seen:
        raise Refused(
            _("Somebody wrote while you did. Read it first; your draft is still here."),
            code="written-meanwhile",
        )

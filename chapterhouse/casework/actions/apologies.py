"""An apology passed on: written, looked at, offered, and delivered only after a yes (B38, S1.51).

Nobody who wrote one is told that it was declined, or that nobody answered: that is no verdict on them.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Apology, Case, Consent, Party, Plan
from ..models.involved import ConsentQuerySet
from ..wire import Reply
from ..wire.plans import ApologyOffer
from .letters import must_be_free_to_tell
from .talk import reply, workers, write_as_person


@transaction.atomic
def write(*, plan: Plan, entry: NewEntry, at: datetime) -> Apology:
    """Whoever does the plan writes an apology with their own code, or anew where one was given back.

    Raises:
        Refused: one of theirs is with us (``waiting``), said alike whether somebody was asked or not; as
            `write_as_person`.
    """
    plan.case.hold()
    if plan.apologies.waiting().filter(given_back=None).exists():
        raise Refused(
            _("An apology of yours is with us. Take that one back first, then write another."), code="waiting"
        )
    words = write_as_person(party=plan.holder, entry=entry, at=at, asks=False)
    plan.asides.add(words)
    record(by=plan.holder.code, verb="wrote-apology", subject=plan.case.code, at=at)
    return _kept(plan, words, by=None, at=at)


@transaction.atomic
def write_for(*, plan: Plan, sent: Reply, by: Person, at: datetime) -> Apology:
    """An officer writes down an apology they were told; its author reads it in their own conversation.

    Raises:
        Refused: one is on its way (``offered``); as `reply`.
    """
    plan.case.hold()
    words = reply(party=plan.holder, entry=sent.entry, seen=sent.seen, by=by, at=at)
    record(by=by.username, verb="wrote-apology", subject=plan.case.code, about=plan.holder.code, at=at)
    return _kept(plan, words, by=by, at=at)


@transaction.atomic
def look_at(*, apology: Apology, read: str, good: bool, by: Person, at: datetime) -> Apology:
    """A responder read it: it may be offered, or goes back with a word on what it lacks, in a message.

    Args:
        read: uuid of the entry with the words that were on their page.

    Raises:
        Refused: they may not read it (``not-yours``); offered, delivered or taken back already (``over``);
            they wrote it down themselves (``second``); it has other words now (``changed-meanwhile``).
    """
    case = _hold(apology)
    must_read(by, case, at)
    if apology.offered:
        raise _over()
    if apology.by == by:
        raise Refused(_("You wrote this down. Ask a colleague to read it."), code="second")
    if apology.words is None or str(apology.words.uuid) != read:
        raise Refused(
            _("It was written anew while you read it. Read it again, then say so."), code="changed-meanwhile"
        )
    apology.reviewed, apology.reviewed_by = (at, by) if good else (None, None)
    apology.given_back = None if good else at
    apology.save(update_fields=["reviewed", "reviewed_by", "given_back"])
    verb = "passed-apology" if good else "gave-apology-back"
    record(by=by.username, verb=verb, subject=case.code, about=apology.plan.holder.code, at=at)
    return apology


@transaction.atomic
def offer(*, apology: Apology, sent: ApologyOffer, by: Person, at: datetime) -> Apology:
    """Ask somebody, in their own conversation, whether they want to receive it. They need not answer.

    Raises:
        Refused: nobody has read it (``not-reviewed``); on its way or taken back (``over``); nobody of this
            code, or its author (``malformed``); all rests, or nobody agrees that we speak with them
            (`letters.must_be_free_to_tell`); as `reply`.
    """
    case = _hold(apology)
    if apology.offered:
        raise _over()
    if apology.reviewed is None:
        raise Refused(_("Read it first, and say that it may be passed on."), code="not-reviewed")
    other = case.parties.filter(code=sent.party).exclude(pk=apology.plan.holder_id).first()
    if other is None:
        raise malformed()
    must_be_free_to_tell(other)
    reply(party=other, entry=sent.entry, seen=sent.seen, by=by, at=at)
    apology.other, apology.offered = other, at
    apology.save(update_fields=["other", "offered"])
    record(by=by.username, verb="offered-apology", subject=case.code, about=other.code, at=at)
    return apology


@transaction.atomic
def answer(*, apology: Apology, party: Party, yes: bool, at: datetime) -> Consent:
    """The one it is for says with their own code whether they want to read it. They may change their mind.

    Raises:
        Refused: it is not offered to them (``unknown``); delivered or taken back already (``over``).
    """
    case = _hold(apology)
    if apology.other != party or apology.offered is None:
        raise Refused(_("This is not here any more. Load the page again."), code="unknown")
    author = apology.plan.holder
    last = _said_to(apology).last()
    if last and last.given == yes and not last.withdrawn:
        return last  # the line was lost, and they said it again
    made = Consent.objects.create(
        case=case, party=party, about=author, step=Consent.APOLOGY, given=yes, at=at
    )
    record(by=party.code, verb="answered-apology", subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return made


@transaction.atomic
def deliver(*, apology: Apology, sent: Reply, by: Person, at: datetime) -> Apology:
    """Seal it to the one it is for, once they have said yes and stand by it.

    Raises:
        Refused: they have not said that they want it (``ask-first``); never offered, delivered or taken back
            (``over``); all rests (`letters.must_be_free_to_tell`); as `reply`.
    """
    case = _hold(apology)
    other = apology.other
    if other is None or apology.offered is None:
        raise _ask_first()
    if not wanted(apology):
        raise _ask_first()
    must_be_free_to_tell(other)
    reply(party=other, entry=sent.entry, seen=sent.seen, by=by, at=at)
    apology.delivered = at
    apology.save(update_fields=["delivered"])
    record(by=by.username, verb="delivered-apology", subject=case.code, about=other.code, at=at)
    return apology


@transaction.atomic
def take_back(*, apology: Apology, by: Person | Party, at: datetime) -> Apology:
    """Its author takes it back before it is delivered, here or by telling an officer.

    Raises:
        Refused: not theirs, or they may not read it (``not-yours``); delivered or taken back (``over``).
    """
    case = _hold(apology)
    if isinstance(by, Person):
        must_read(by, case, at)
    elif by != apology.plan.holder:
        raise Refused(_("This is not open to you."), code="not-yours")
    apology.withdrawn = at
    apology.save(update_fields=["withdrawn"])
    said = by.username if isinstance(by, Person) else by.code
    record(by=said, verb="took-apology-back", subject=case.code, about=apology.plan.holder.code, at=at)
    others = [person for person in workers(case, at) if person != by]
    tell(people=others, kind=Notice.NEW, subject=case.code, at=at)
    return apology


def wanted(apology: Apology) -> bool:
    """Whether the one it is for said yes since they were asked, not to an earlier one, and stands by it."""
    said = Consent.objects.standing().filter(step=Consent.APOLOGY, about=apology.plan.holder_id)
    return bool(apology.offered) and said.filter(party=apology.other_id, at__gte=apology.offered).exists()


def _said_to(apology: Apology) -> ConsentQuerySet:
    """What the one it is for answered since they were asked, oldest first."""
    rows = Consent.objects.filter(step=Consent.APOLOGY, about=apology.plan.holder_id)
    return rows.filter(party=apology.other_id, at__gte=apology.offered)


def _kept(plan: Plan, words: Entry, *, by: Person | None, at: datetime) -> Apology:
    """In the place of one that nobody was asked about yet, or a first one."""
    waiting = plan.apologies.waiting().first()
    if waiting is None:
        return Apology.objects.create(plan=plan, words=words, by=by, written=at)
    if waiting.offered:
        raise Refused(
            _("An apology of theirs is on its way. Record that it is taken back, then write another."),
            code="offered",
        )
    waiting.words, waiting.by, waiting.written = words, by, at
    waiting.reviewed = waiting.reviewed_by = waiting.given_back = None
    waiting.save()
    return waiting


def _hold(apology: Apology) -> Case:
    apology.plan.case.hold()
    apology.refresh_from_db()
    if apology.delivered or apology.withdrawn:
        raise _over()
    return apology.plan.case


def _over() -> Refused:
    return Refused(_("This apology is on its way, or was taken back. Reload the page."), code="over")


def _ask_first() -> Refused:
    return Refused(
        _("Not yet: it is delivered only when the one it is for has said that they want to receive it."),
        code="ask-first",
    )

"""Who works on a case and who may not: independence, assigning, handing over, shutting out, being away."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell, withdraw
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry, share
from chapterhouse.sealing.actions.channels import withdraw as withdraw_wraps
from chapterhouse.sealing.models import KeyWrap
from chapterhouse.sealing.wire import NewEntry, Sharing
from chapterhouse.ui.refused import Refused

from ..access import may_see, must_be_theirs, must_read
from ..models import (
    Assignment,
    Case,
    Exclusion,
    Handover,
    Independence,
    Party,
    Recusal,
    Removal,
    Unavailability,
)
from ..roster import officers, reachable, readers


@transaction.atomic
def declare_independent(*, case: Case, by: Person, at: datetime) -> Independence:
    """The responder looked at the people involved and is independent of them."""
    _must_see(by, case, at)
    found, new = Independence.objects.get_or_create(case=case, person=by, defaults={"at": at})
    if new:
        record(by=by.username, verb="declared-independent", subject=case.code, at=at)
    return found


@transaction.atomic
def recuse(*, case: Case, by: Person, at: datetime) -> Recusal:
    """The responder is not independent. No reason is asked; their wraps go at once, the code name stays."""
    case.hold()
    _must_see(by, case, at)
    recusal, _new = Recusal.objects.get_or_create(case=case, person=by, defaults={"at": at})
    _shut_out(case, by, at)
    record(by=by.username, verb="recused", subject=case.code, at=at)
    tell(people=readers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return recusal


@transaction.atomic
def exclude(*, party: Party, person: Person, at: datetime) -> Exclusion:
    """The person whose case it is shuts somebody out, at once and without telling them.

    Raises:
        Refused: neither somebody whom a notice of the desk could reach nor a holder of a key
            (``unknown-person``), or the last reader (``no-reader``); said by a guest (``not-yours``).
    """
    case = party.case
    case.hold()
    must_be_theirs(party)
    if person not in reachable(case.rules, at) and not _holds_key(person, case):
        raise Refused(_("This name is not on the list any more. Reload the page."), code="unknown-person")
    if readers(case, at) == [person]:
        raise Refused(_("Nobody would be left to read this. Choose at least one person."), code="no-reader")
    exclusion, new = Exclusion.objects.get_or_create(case=case, person=person, defaults={"at": at})
    if new:
        _shut_out(case, person, at)
        # No name in the journal: colleagues see from the statements who holds a key, and no more.
        record(by="reporter", verb="excluded", subject=case.code, at=at)
    return exclusion


@transaction.atomic
def remove(*, case: Case, person: Person, by: Person, at: datetime) -> Removal:
    """A colleague takes somebody off a case. What they read before cannot be taken back."""
    case.hold()
    must_read(by, case, at)
    if person == by:
        raise Refused(_("To step back yourself, answer the question of independence with no."), code="self")
    removal, new = Removal.objects.get_or_create(case=case, person=person, defaults={"by": by, "at": at})
    if new:
        _shut_out(case, person, at)
        record(by=by.username, verb="removed", subject=case.code, about=person.username, at=at)
    return removal


@transaction.atomic
def assign(
    *,
    case: Case,
    people: Sequence[Person],
    by: Person,
    at: datetime,
    sharings: Sequence[Sharing] = (),
    reason: NewEntry | None = None,
) -> list[Assignment]:
    """Give a case to as many together as the desk works in, or to fewer with a sealed reason (S1.26).

    Args:
        people: who joins those assigned now.
        sharings: wraps for those who hold none yet (encryption design, section 5, Assign).
        reason: a sealed note; needed when fewer than the desk's working unit would be on it.

    Raises:
        Refused: not an officer of the desk, or shut out (``not-eligible``); no wrap for a newcomer
            (``no-key``); alone without a reason (``needs-reason``).
    """
    case.hold()
    must_read(by, case, at)
    must_be_eligible(case, people, at)
    share_keys(case, sharings, by, at)
    able = readers(case, at)
    if any(person not in able for person in people):
        raise Refused(
            _("They hold no key to this case yet. Open it with your key and try again."), code="no-key"
        )
    together = {person for person in (*case.pair, *people) if person in able}
    if len(together) < case.rules.working_unit and reason is None:
        raise Refused(
            _("We work in pairs. Say why one person is enough here, or choose a second."), code="needs-reason"
        )
    note = add_entry(channel=case.channel, entry=reason, at=at, author=by) if reason else None
    new = [person for person in people if person not in case.pair]
    made = [Assignment.objects.create(case=case, person=person, by=by, at=at, reason=note) for person in new]
    case.another_asked.filter(answered=None).update(answered=at)
    for person in new:
        record(by=by.username, verb="assigned", subject=case.code, about=person.username, at=at)
    tell(people=[person for person in new if person != by], kind=Notice.HANDED, subject=case.code, at=at)
    return made


@transaction.atomic
def hand_over(
    *, case: Case, taker: Person, by: Person, at: datetime, sharings: Sequence[Sharing] = ()
) -> Handover:
    """Ask a colleague to take one's place. Until they accept, nothing changes and the clock runs on.

    Raises:
        Refused: not an officer of the desk, or shut out (``not-eligible``); already on it, which would leave
            one alone (``already``); no wrap for them (``no-key``).
    """
    case.hold()
    must_read(by, case, at)
    must_be_eligible(case, [taker], at)
    share_keys(case, sharings, by, at)
    if taker in case.pair:
        raise Refused(_("They work on it already. Choose somebody else."), code="already")
    if taker == by or taker not in readers(case, at):
        raise Refused(
            _("They hold no key to this case yet. Open it with your key and try again."), code="no-key"
        )
    handover, _new = Handover.objects.get_or_create(
        case=case, giver=by, taker=taker, accepted=None, declined=None, defaults={"at": at}
    )
    record(by=by.username, verb="offered-handover", subject=case.code, about=taker.username, at=at)
    tell(people=[taker], kind=Notice.HANDED, subject=case.code, at=at)
    return handover


@transaction.atomic
def answer_handover(*, handover: Handover, accept: bool, by: Person, at: datetime) -> Handover:
    """Accept a handover, which moves the assignment, or decline it.

    Accepting comes after the question of independence; declining needs no answer to it.
    """
    handover.case.hold()
    handover.refresh_from_db(fields=["accepted", "declined"])
    (must_read if accept else _must_see)(by, handover.case, at)
    if handover.taker != by or handover.accepted or handover.declined:
        raise Refused(_("This was answered already."), code="answered")
    handover.accepted, handover.declined = (at, None) if accept else (None, at)
    handover.save(update_fields=["accepted", "declined"])
    if accept:
        handover.case.assignments.filter(person=handover.giver, ended=None).update(ended=at)
        handover.case.assignments.get_or_create(
            person=by, ended=None, defaults={"by": handover.giver, "at": at}
        )
        handover.case.another_asked.filter(answered=None).update(answered=at)
    verb = "accepted-handover" if accept else "declined-handover"
    record(by=by.username, verb=verb, subject=handover.case.code, about=handover.giver.username, at=at)
    giver = [person for person in readers(handover.case, at) if person == handover.giver]
    tell(people=giver, kind=Notice.NEW, subject=handover.case.code, at=at)
    return handover


@transaction.atomic
def be_away(
    *, by: Person, starts: datetime, ends: datetime, cover: Person | None, at: datetime
) -> Unavailability:
    """Say from when to when one is not available, and who covers (S0.14)."""
    if ends <= starts or ends <= at:
        raise Refused(_("Choose an end that lies after the start and in the future."), code="dates")
    if cover == by:
        raise Refused(_("Choose somebody else to cover for you."), code="cover")
    row = Unavailability.objects.create(person=by, starts=starts, ends=ends, cover=cover)
    record(by=by.username, verb="said-away", subject=by.username, at=at)
    return row


def _shut_out(case: Case, person: Person, at: datetime) -> None:
    """Nothing is served to them from now on: wraps, assignments, handovers and waiting notices go."""
    for channel in case.channels:
        withdraw_wraps(channel=channel, person=person, at=at)
    case.assignments.filter(person=person, ended=None).update(ended=at)
    case.independences.filter(person=person).delete()
    offered = case.handovers.filter(Q(taker=person) | Q(giver=person))
    offered.filter(accepted=None, declined=None).update(declined=at)
    withdraw(person=person, subject=case.code)


def _holds_key(person: Person, case: Case) -> bool:
    """Whether a key of the case is wrapped to somebody: it may outlive their office."""
    keys = KeyWrap.objects.filter(channel_key__channel__in=case.channels)
    return person.pk is not None and keys.filter(card__user=person).exists()


def share_keys(case: Case, sharings: Sequence[Sharing], by: Person, at: datetime) -> None:
    """Keep wraps for newcomers: of every channel, or of none. Raises: Refused, as the verbs above."""
    if not sharings:
        return
    channels = {channel.uuid: channel for channel in case.channels}
    newcomers = {wrap.card.rpartition("/")[2] for sharing in sharings for wrap in sharing.wraps}
    must_be_eligible(case, list(Person.objects.filter(username__in=newcomers)), at)
    for sharing in sharings:
        if sharing.channel not in channels:
            raise Refused(_("This page is out of date. Reload it and try again."), code="stale-key")
        share(channel=channels[sharing.channel], sharing=sharing)
    for channel in channels.values():
        # A guest who came meanwhile opened a channel that the page did not know: half a key helps nobody.
        if newcomers - set(channel.newest_key.wraps.values_list("card__user__username", flat=True)):
            raise Refused(_("This page is out of date. Reload it and try again."), code="stale-key")


def must_be_eligible(case: Case, people: Sequence[Person], at: datetime) -> None:
    """Raises: Refused: somebody holds no office of the desk, or is shut out (``not-eligible``)."""
    shut = set(case.shut_out())
    able = set(officers(case.rules, at))
    if any(person not in able or person.pk in shut for person in people):
        raise Refused(_("They cannot be brought into this case."), code="not-eligible")


def _must_see(by: Person, case: Case, at: datetime) -> None:
    if not may_see(by, case, at):
        raise Refused(_("This is not open to you."), code="not-yours")

"""A report arrives, by the person's own hand or written down by an officer beside them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.utils.translation import gettext as _

from chapterhouse.clocks.actions import promise
from chapterhouse.clocks.models import Promise
from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Desk as PackDesk
from chapterhouse.people.models import Person
from chapterhouse.rows import ask, keep
from chapterhouse.sealing.actions.channels import add_entries, open_channels, open_mailbox
from chapterhouse.sealing.agefiles import must_be_age
from chapterhouse.sealing.models import ChannelKey, Entry, Invitation
from chapterhouse.sealing.sheets import newest_sheet
from chapterhouse.sealing.wire import NewEntry, NewKey, malformed
from chapterhouse.ui.refused import Refused

from ..codes import draw, free
from ..models import Case, Desk, Exclusion, Party, Wait
from ..roster import able_and_reachable
from ..wire import Joining, Report, WrittenDown
from .owing import owe_outcome

#: How long an invitation code opens its letter (encryption design, section 3.2).
INVITATION_LASTS = timedelta(days=30)
#: A code name is not drawn again while it is remembered that its case was destroyed.
TAKEN = (
    "SELECT 1 FROM casework_case WHERE code = %s UNION ALL SELECT 1 FROM casework_destruction WHERE code = %s"
)


@transaction.atomic
def establish_desks(*, version: PackVersion) -> list[Desk]:
    """Make or update the rows of the desks a pack names."""
    return [
        Desk.objects.update_or_create(code=desk.code, defaults={"wall": desk.wall})[0]
        for desk in version.pack.desks
    ]


def open_case(*, report: Report, at: datetime) -> Case:
    """Open a case from a sealed report.

    Raises:
        Refused: sent already (``replayed``); the team, its sheet or the rules changed while the person
            wrote (``stale-team``); nobody would be left to read (``no-reader``); malformed.
    """
    try:
        return _opened(report, at)
    except (Refused, IntegrityError):
        _must_be_new(report)
        raise


@transaction.atomic
def _opened(report: Report, at: datetime) -> Case:
    arrival = _arrival(report, at)
    mailbox = open_mailbox(mailbox=report.mailbox, lookup=lookup_of(report.mailbox.auth))
    team, party = open_channels(keys=[(report.team, None), (report.party, mailbox)], at=at)
    case, readers = _kept(arrival, report, team, party, author=None, at=at), arrival.readers
    keep([Party(case=case, code=draw("P"), channel=party.channel, mailbox=mailbox)])
    _wait_if_asked(case, report, at)
    record(by="reporter", verb="opened", subject=case.code, at=at)
    promise(subject=case.code, kind=Promise.FIRST_ANSWER, hours=case.promise_hours, at=at, first=True)
    if not report.waits:
        owe_outcome(case=case, at=at)
    tell(people=readers, kind=Notice.NEW, subject=case.code, at=at, first=True)
    return case


@transaction.atomic
def write_down(*, report: WrittenDown, by: Person, at: datetime) -> Case:
    """Open a case that an officer wrote down with the person, who takes a code home on paper (S2.13).

    The officer has just spoken with the person, so the first answer is given (B29); the letter waits for
    the person's own first visit.

    Raises:
        Refused: as `open_case`; or the officer would not read it (``not-a-reader``).
    """
    _must_be_new(report)
    arrival = _arrival(report, at)
    readers = arrival.readers
    if by not in readers:
        raise Refused(_("Only somebody who will read it can write it down."), code="not-a-reader")
    must_be_age(report.letter_file, recipients=1)
    invitation = _invited(report, at)
    [team] = open_channels(keys=[(report.team, None)], at=at)
    case = _kept(arrival, report, team, team, author=by, at=at)
    Party.objects.create(case=case, code=draw("P"), invitation=invitation)
    case.independences.create(person=by, at=at)
    case.contacts.create(by=by, means="in-person", at=at)
    owe_outcome(case=case, at=at)
    record(by=by.username, verb="wrote-down", subject=case.code, at=at)
    tell(people=[reader for reader in readers if reader != by], kind=Notice.NEW, subject=case.code, at=at)
    return case


@transaction.atomic
def accept_invitation(*, joining: Joining, at: datetime) -> Party:
    """A guest's first visit: their own mailbox and channel; the invitation is used up.

    Raises:
        Refused: the code opens nothing (``unknown``), or the team changed meanwhile (``stale-team``).
    """
    letters = Invitation.objects.open(at).filter(lookup=lookup_of(joining.auth))
    party = Party.everyone.filter(invitation__in=letters).select_related("case").first()
    if party is not None:
        party.case.hold()  # while it is taken back or replaced, nobody comes in by it
        party.refresh_from_db()
    invitation = letters.first()
    if party is None or invitation is None or party.invitation_id != invitation.pk:
        raise Refused(_("That code does not open anything."), code="unknown")
    mailbox = open_mailbox(mailbox=joining.mailbox, lookup=lookup_of(joining.mailbox.auth))
    if {wrap.card for wrap in joining.party.wraps} != holder_names(party.case):
        raise Refused(
            _("The team has changed while you wrote. Your answers are still here."), code="stale-team"
        )
    [key] = open_channels(keys=[(joining.party, mailbox)], at=at)
    party.channel, party.mailbox, party.invitation = key.channel, mailbox, None
    party.save(update_fields=["channel", "mailbox", "invitation"])
    invitation.delete()
    record(by=party.code, verb="joined-case", subject=party.case.code, at=at)
    return party


def lookup_of(auth: str) -> str:
    """What a mailbox or invitation is found by: SHA-256 of what its code derives."""
    return hashlib.sha256(auth.encode()).hexdigest()


def _must_be_new(report: Report | WrittenDown) -> None:
    if Case.objects.filter(uuid=report.case).exists():
        raise _replayed()


def _invited(report: WrittenDown, at: datetime) -> Invitation:
    """The letter that waits; of two copies at once, this is where the second meets the first."""
    lookup = lookup_of(report.invitation)
    try:
        return Invitation.objects.create(
            lookup=lookup, expires=at + INVITATION_LASTS, letter_file=report.letter_file
        )
    except IntegrityError as twice:
        raise _replayed() from twice


@dataclass(frozen=True)
class _Arrival:
    """What a report is to become, once it is clear that it may: nothing is kept yet."""

    version: PackVersion
    hours: float
    desk: Desk
    readers: list[Person]
    excluded: list[Person]


def _wait_if_asked(case: Case, report: Report, at: datetime) -> None:
    """The first answer is promised all the same (B31).

    Raises:
        Refused: its desk offers no waiting (``malformed``).
    """
    if report.waits and not case.rules.can_wait:
        raise malformed()
    if report.waits:
        keep([Wait(case=case, at=at, until_match=report.waits == "match")])


def _arrival(report: Report | WrittenDown, at: datetime) -> _Arrival:
    """Under which rules a report comes, and who can read it. Raises as `open_case`."""
    version, hours = _rules_of(report, at)
    [row] = ask("SELECT id, code, wall FROM casework_desk WHERE code = %s", report.desk)
    desk = Desk.from_db(DEFAULT_DB_ALIAS, ("id", "code", "wall"), row)
    readers, excluded = _readers_and_excluded(report, version.pack.desk(desk.code), at)
    _must_name(report.team, readers)
    if isinstance(report, Report):
        _must_name(report.party, readers)
    return _Arrival(version, hours, desk, readers, excluded)


def _kept(
    arrival: _Arrival,
    report: Report | WrittenDown,
    team: ChannelKey,
    party: ChannelKey,
    *,
    author: Person | None,
    at: datetime,
) -> Case:
    """The case, its exclusions and its three entries, under the first keys of its channels."""
    slots = _keep_entries(report, team, party, author=author, at=at)
    case = Case(
        uuid=report.case,
        code=free("C", lambda code: bool(ask(TAKEN, code, code))),
        desk=arrival.desk,
        pack=arrival.version,
        promise_hours=arrival.hours,
        opened=at,
        channel=team.channel,
        title=slots.get("title"),
        people=slots.get("people"),
    )
    keep([case])
    keep(Exclusion(case=case, person=person, at=at) for person in arrival.excluded)
    return case


def _rules_of(report: Report | WrittenDown, at: datetime) -> tuple[PackVersion, int]:
    """The rules in force and what its door promises; refused if the person saw others."""
    version = PackVersion.objects.current(at=at)
    door = next((d for d in version.pack.doors if d.code == report.door), None) if version else None
    if version is None or door is None or report.pack != str(version) or door.desk != report.desk:
        raise _stale_team()
    assert door.promise_hours is not None  # the loader: a door here promises
    return version, door.promise_hours


def _readers_and_excluded(
    report: Report | WrittenDown, rules: PackDesk, at: datetime
) -> tuple[list[Person], list[Person]]:
    sheet = newest_sheet(report.desk)
    if sheet is None or sheet.seq != report.sheet:
        raise _stale_team()
    team, reachable = able_and_reachable(rules, sheet, at)
    if not set(report.excluded) <= set(reachable):
        raise _stale_team()
    readers = [person for person in team if person.username not in report.excluded]
    if not readers:
        raise Refused(_("Nobody would be left to read this. Choose at least one person."), code="no-reader")
    return readers, [reachable[name] for name in set(report.excluded)]


def _must_name(key: NewKey, readers: list[Person]) -> None:
    """A key must be wrapped to the readers, all of them and nobody else."""
    named = {wrap.card.rpartition("/")[2] for wrap in key.wraps}
    if named != {reader.username for reader in readers}:
        raise _stale_team()


def _replayed() -> Refused:
    return Refused(_("This was sent already. It is in our hands."), code="replayed")


def _stale_team() -> Refused:
    return Refused(_("The team has changed while you wrote. Your answers are still here."), code="stale-team")


def holder_names(case: Case) -> set[str]:
    """Names of the cards that hold the newest team key: to them a guest's channel is wrapped."""
    wraps = case.channel.newest_key.wraps.filter(card__retired=None).select_related("card__user")
    return {wrap.card.name for wrap in wraps if wrap.card}


def _keep_entries(
    report: Report | WrittenDown, team: ChannelKey, party: ChannelKey, *, author: Person | None, at: datetime
) -> dict[str, Entry]:
    """Keeps what was written; returns the entries by the places they belong to."""
    entries = []
    for sent in report.entries:
        files = [named for named in report.files if named.entry == sent.uuid]
        entry = NewEntry(uuid=sent.uuid, age_file=sent.age_file, files=files)
        entries.append((team if sent.channel == "team" else party, entry))
    kept = add_entries(entries=entries, at=at, author=author)
    return {sent.slot: entry for sent, entry in zip(report.entries, kept, strict=True)}

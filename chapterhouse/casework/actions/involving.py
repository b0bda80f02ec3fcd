"""The others in a case: nobody is spoken with before the person was asked about them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.clocks.actions import stop
from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.models import Entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import may_be_told, must_read
from ..models import Case, Consent, Party, PlanVersion, Telling
from ..wire import NewConsent, NewInvolved, NewTelling
from .letters import end_those_beside, forget_letter, must_be_free_to_tell
from .linking import follow_after, offers_links
from .offers import put_off
from .owing import settle
from .talk import revise, workers


@transaction.atomic
def involve(*, case: Case, involved: NewInvolved, by: Person, at: datetime) -> Party:
    """Somebody more in a case, known here by a code alone; who it is stands in the sealed list of people.

    Raises:
        Refused: they may not read it (``not-yours``); the code is taken in this case (``replayed``); a
            colleague changed the list meanwhile (``written-meanwhile``).
    """
    case.hold()
    must_read(by, case, at)
    if Party.everyone.filter(case=case, code=involved.code).exists():
        raise Refused(_("This was sent already. It is in our hands."), code="replayed")
    revise(case=case, slot="people", entry=involved.people, seen=involved.seen, by=by, at=at)
    record(by=by.username, verb="involved", subject=case.code, about=involved.code, at=at)
    return Party.objects.create(case=case, code=involved.code)


@transaction.atomic
def consult(*, case: Case, consent: NewConsent, by: Person, at: datetime) -> Consent:
    """Record what somebody said to a step concerning another, and how they said it (S1.34, S1.39, B6).

    A no to our speaking with somebody takes a letter back that waits for them.

    Raises:
        Refused: they may not read it (``not-yours``); no such party or step (``malformed``); nobody may have
            asked them, as nobody may speak with them (``ask-first``); somebody would be asked whether we
            may speak with themselves (``ask-another``).
    """
    case.hold()
    must_read(by, case, at)
    party, about = _party(case, consent.party), _party(case, consent.about)
    _must_be_askable(party, about, consent.step, at)
    words = _kept(case, consent.words, by, at)
    record(by=by.username, verb="consulted", subject=case.code, about=about.code, at=at)
    made = Consent.objects.create(
        case=case, party=party, about=about, step=consent.step, given=consent.given, by=by, at=at, words=words
    )
    _forget_letter_unless_told(about)
    put_off(made)
    follow_after(made, at)
    return made


@transaction.atomic
def take_back(*, consent: Consent, by: Person | Party, at: datetime) -> Consent:
    """A yes is taken back: what it allowed may not be done any more from now on. What was done stays done.

    A letter that waits for somebody opens nothing any more, if nobody may speak with them after it.

    Args:
        by: the officer who heard it, or the party who says it here.

    Raises:
        Refused: it is not theirs, or they may not read it (``not-yours``).
    """
    case = consent.case
    case.hold()
    _must_be_told_by(consent, by, at)
    if Consent.objects.filter(pk=consent.pk, given=True, withdrawn=None).update(withdrawn=at):
        if isinstance(by, Person):
            record(by=by.username, verb="heard-back", subject=case.code, about=consent.about.code, at=at)
        else:
            record(by=by.code, verb="took-back", subject=case.code, about=consent.about.code, at=at)
        others = [person for person in workers(case, at) if person != by]
        tell(people=others, kind=Notice.NEW, subject=case.code, at=at)
        _forget_letter_unless_told(consent.about)
        follow_after(consent, at)
    consent.refresh_from_db()
    put_off(consent)
    return consent


@transaction.atomic
def tell_party(*, party: Party, telling: NewTelling, by: Person, at: datetime) -> Telling:
    """Record that somebody in a case was told of it, outside the program (S0.59).

    Raises:
        Refused: nobody agreed that we may speak with them, or it was taken back (``ask-first``, S1.34); the
            person asked us to stop (``stopped``); the case is closed (``closed``).
    """
    case = party.case
    case.hold()
    must_read(by, case, at)
    must_be_free_to_tell(party)
    words = _kept(case, telling.words, by, at)
    record(by=by.username, verb="told-party", subject=case.code, about=party.code, at=at)
    return Telling.objects.create(case=case, party=party, by=by, means=telling.means, at=at, words=words)


@transaction.atomic
def leave(*, party: Party, at: datetime) -> None:
    """Somebody who was invited takes no further part, and takes back what they agreed to (S1.39).

    The case and its clocks go on; only what was owed to them alone is owed no more.
    """
    case = party.case
    case.hold()
    if not Party.objects.filter(pk=party.pk, left=None).update(left=at):
        return
    given = list(case.consents.filter(party=party, given=True, withdrawn=None))
    abouts = list(case.parties.filter(consents_about__in=given).distinct())
    Consent.objects.filter(pk__in=[row.pk for row in given]).update(withdrawn=at)
    PlanVersion.objects.agreed_by(party).update(taken_back=at)
    on_panel = case.engagements.filter(party=party).exclude(panel=None)
    on_panel.update(impartial=None, recused=at, outcome="")
    for row in given:
        row.withdrawn = at
        put_off(row)
    for about in abouts:
        _forget_letter_unless_told(about)
    end_those_beside(party, at)
    settle(case=case, at=at, end=stop)
    record(by=party.code, verb="left-case", subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)


def _must_be_askable(party: Party, about: Party, step: str, at: datetime) -> None:
    """To ask somebody is to speak with them; and speaking with somebody is not agreed with themselves."""
    if step not in Consent.STEPS or (step == Consent.CONTACT and about.is_first):
        raise malformed()
    if step == Consent.OUTSIDE and party != about:
        raise malformed()
    if step == Consent.LINK and (party != about or not party.is_first or not offers_links(party.case, at)):
        raise malformed()
    if step == Consent.CONTACT and party == about:
        raise Refused(
            _("Nobody can be asked whether we may speak with themselves. Choose who was asked."),
            code="ask-another",
        )
    if not (party.is_first or party.channel_id or may_be_told(party)):
        raise Refused(
            _("Ask first: nobody has agreed yet that we speak with the one whom you asked."), code="ask-first"
        )


def _must_be_told_by(consent: Consent, by: Person | Party, at: datetime) -> None:
    if isinstance(by, Person):
        must_read(by, consent.case, at)
    elif by != consent.party:
        raise Refused(_("This is not open to you."), code="not-yours")


def _forget_letter_unless_told(about: Party) -> None:
    if not about.is_first and not may_be_told(about):
        forget_letter(about)


def _party(case: Case, code: str) -> Party:
    party = case.parties.filter(code=code).first()
    if party is None:
        raise malformed()
    return party


def _kept(case: Case, words: NewEntry | None, by: Person, at: datetime) -> Entry | None:
    return add_entry(channel=case.channel, entry=words, at=at, author=by) if words else None

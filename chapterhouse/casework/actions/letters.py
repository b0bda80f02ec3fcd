"""Letters by which others come into a case: made, replaced, taken back (encryption design 5, Invite)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.clocks.actions import stop
from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.actions.invitations import shut_mailbox
from chapterhouse.sealing.agefiles import must_be_age
from chapterhouse.sealing.models import Invitation
from chapterhouse.ui.refused import Refused

from ..access import may_be_told, must_not_rest, must_read
from ..codes import free
from ..models import Apology, Case, Consent, Link, Party, PlanVersion, Supporter
from ..roster import readers
from ..wire import NewInvitation
from .intake import INVITATION_LASTS, lookup_of
from .owing import owe_outcome, settle


@transaction.atomic
def invite(*, party: Party, invitation: NewInvitation, by: Person, at: datetime) -> Party:
    """Make a letter for somebody in a case, in place of one that was lost or fell into the wrong hands.

    Raises:
        Refused: nobody agreed that we may speak with them (``ask-first``); the person asked us to stop
            (``stopped``); the case is closed (``closed``); they are here already (``joined``), and it is not
            said that it was somebody else; sent already (``replayed``).
    """
    case = party.case
    case.hold()
    must_read(by, case, at)
    party.refresh_from_db()
    _must_be_new(invitation)
    if invitation.turn_away:
        _turn_away(party, by, at)
    must_be_free_to_tell(party)
    if party.channel_id is not None:
        raise Refused(_("They have opened their letter and have a code of their own."), code="joined")
    must_be_age(invitation.letter_file, recipients=1)
    earlier, party.invitation = party.invitation, _new_letter(invitation, at)
    party.save(update_fields=["invitation"])
    if earlier is not None:
        earlier.delete()
    if invitation.words is not None:
        add_entry(channel=case.channel, entry=invitation.words, at=at, author=by)
    record(by=by.username, verb="invited", subject=case.code, about=party.code, at=at)
    return party


@transaction.atomic
def turn_away(*, party: Party, by: Person, at: datetime) -> Party:
    """Shut out whoever opened a letter that was not for them, whatever the case waits for.

    A letter for the right one is another matter: see `invite`, which does both at once.

    Raises:
        Refused: they may not read the case (``not-yours``); nobody opened a letter (``not-joined``).
    """
    party.case.hold()
    must_read(by, party.case, at)
    party.refresh_from_db()
    _turn_away(party, by, at)
    return party


def forget_letter(party: Party) -> None:
    """A letter that nobody has opened opens nothing any more."""
    Invitation.objects.filter(party=party).delete()


def end_those_beside(party: Party, at: datetime) -> None:
    """Nobody stands beside somebody any more: nothing is served to them, and their letters open nothing."""
    for row in party.supporters.standing().select_related("guest"):
        forget_letter(row.guest)
        Party.everyone.filter(pk=row.guest_id).update(left=at)


def forget_letters(case: Case) -> None:
    """The same for everybody who was to be told. Whose case it is keeps theirs: it is their way in."""
    for party in Party.everyone.filter(case=case).exclude(invitation=None):
        if not party.is_first:
            forget_letter(party)


def must_be_free_to_tell(party: Party) -> None:
    """Raises:
    Refused: ``ask-first`` (S1.34), ``stopped``, ``waits`` or ``closed``; of somebody who stands beside a
        party, it has ended (``ended``).
    """
    if party.supporter:
        if party.left:
            raise Refused(_("It has ended: they stand beside nobody here now."), code="ended")
    elif not party.is_first and not may_be_told(party):
        raise Refused(
            _("Ask first: nothing is said to them before the person has agreed to it, and said what."),
            code="ask-first",
        )
    must_not_rest(party.case)


def must_stand(party: Party) -> None:
    """Raises:
    Refused: they stood beside somebody, and it has ended (``ended``).
    """
    if party.supporter and party.left:
        raise Refused(
            _(
                "This has ended: you stand beside nobody here now, and nothing was sent. What you wrote still"
                " stands here: copy it before you go."
            ),
            code="ended",
        )


def _turn_away(party: Party, by: Person, at: datetime) -> None:
    """Somebody else opened the letter: their code opens nothing from now on, and they can be invited anew.

    What was written with the wrong one stays for the team, under a code of its own and without a name.
    """
    if party.mailbox is None or not party.came_by_letter:
        raise Refused(_("No letter to them was opened. Reload the page."), code="not-joined")
    channel, mailbox = party.channel, party.mailbox
    shut_mailbox(mailbox=mailbox)
    party.channel = party.mailbox = party.left = None
    party.save(update_fields=["channel", "mailbox", "left"])
    case = party.case
    stranger = Party.everyone.create(
        case=case, code=party_code(case), channel=channel, mailbox=mailbox, left=at
    )
    _leave_with(stranger, party, at)
    _unsay(stranger, party, at)
    case.consents.filter(party=party, given=True, withdrawn=None).update(withdrawn=at)
    PlanVersion.objects.agreed_by(party).update(taken_back=at)
    settle(case=case, at=at, end=stop)
    record(by=by.username, verb="turned-away", subject=case.code, about=party.code, at=at)
    others = [person for person in readers(case, at) if person in case.pair and person != by]
    tell(people=others, kind=Notice.NEW, subject=case.code, at=at)


def party_code(case: Case) -> str:
    """A code that nobody in a case has."""
    return free("P", lambda code: Party.everyone.filter(case=case, code=code).exists())


def _leave_with(stranger: Party, party: Party, at: datetime) -> None:
    """What only somebody else got or said stays with them: no time runs for whoever it was meant for.

    Whom they asked to stand beside them goes with them; who opened such a letter is not made a party by it.
    An apology that was for the right one can be offered to them anew; what somebody else wrote is nobody's.
    """
    end_those_beside(party, at)
    party.supporters.update(party=stranger)
    if party.supporter:
        party.supporter.spoken.clear()
        Supporter.objects.create(
            case=party.case, party=party.supporter.party, guest=stranger, role=party.supporter.role, at=at
        )
    told = (party.sendings, party.offers, party.showings, party.advice_told)
    for rows in (*told, party.retaliations, party.outgoings):
        rows.update(party=stranger)
    for_them = Apology.objects.filter(other=party, withdrawn=None)
    for_them.update(other=None, offered=None, delivered=None)
    Apology.objects.waiting().filter(plan__holder=party, by=None).update(withdrawn=at)
    party.case.engagements.filter(party=party).update(impartial=None, recused=None, outcome="")
    party.case.notifications.filter(party=party).update(given=None, extended=None, answered=None, silent=None)


def _unsay(stranger: Party, party: Party, at: datetime) -> None:
    """Whether others may be worked on together with it, and whether all rests, a stranger cannot say.

    Who was meant can be asked, and is owed what was promised. A wait that an officer heard stays.
    """
    if party.is_first:
        case, said = party.case, party.consents.filter(step=Consent.LINK, by=None)
        said.update(party=stranger, about=stranger)
        Link.objects.of(case).open().update(ended=at)
        by_code, rested = Row.objects.about(case.code).filter(verb="waits", by=party.code), case.rests
        case.waits.filter(at__in=by_code.order_by().values("at")).delete()
        case.stops.all().delete()
        if rested and not case.closure:
            owe_outcome(case=case, at=at)


def _must_be_new(invitation: NewInvitation) -> None:
    if Invitation.objects.filter(lookup=lookup_of(invitation.invitation)).exists():
        raise Refused(_("This was sent already. It is in our hands."), code="replayed")


def _new_letter(invitation: NewInvitation, at: datetime) -> Invitation:
    return Invitation.objects.create(
        lookup=lookup_of(invitation.invitation),
        expires=at + INVITATION_LASTS,
        letter_file=invitation.letter_file,
    )

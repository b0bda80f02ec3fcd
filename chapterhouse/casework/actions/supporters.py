"""Somebody beside a party: asked for, given another part and ended by the party alone (B28)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.clocks.actions import stop
from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.sealing.models import Entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..models import Party, Supporter
from .letters import forget_letter, must_stand, party_code
from .owing import settle
from .talk import workers, write_as_person

#: How many may stand beside one party at once; two may be of the same kind.
MOST_BESIDE = 2


@transaction.atomic
def ask_beside(*, party: Party, role: str, entry: NewEntry, at: datetime) -> Supporter:
    """A party asks for somebody beside them: who, and how to reach them, is sealed. Officers make the letter.

    Raises:
        Refused: no such part (``malformed``); they sit on a panel, whose time and whose silence would not be
            that of whoever stands beside them (``not-yours``); `MOST_BESIDE` stand beside them (``enough``);
            as `write_as_person`.
    """
    case = party.case
    case.hold()
    _must_be_role(role)
    if case.engagements.filter(party=party).exclude(panel=None).exists():
        raise Refused(_("This is not open to you."), code="not-yours")
    if party.supporters.standing().count() >= MOST_BESIDE:
        raise Refused(
            _("Two people can be beside you at once. End it with one of them first."), code="enough"
        )
    words = write_as_person(party=party, entry=entry, at=at)
    guest = Party.everyone.create(case=case, code=party_code(case))
    record(by=party.code, verb="asked-beside", subject=case.code, about=guest.code, at=at)
    return Supporter.objects.create(case=case, party=party, guest=guest, role=role, at=at, words=words)


@transaction.atomic
def change_role(*, supporter: Supporter, role: str, by: Party, at: datetime) -> Supporter:
    """The party says anew what somebody beside them may do; it holds from that moment.

    Raises:
        Refused: it is not theirs to say (``not-yours``); it has ended (``over``); no such part
            (``malformed``).
    """
    case = supporter.case
    case.hold()
    supporter.refresh_from_db()
    _must_be_role(role)
    if by.pk != supporter.party_id:
        raise Refused(_("This is not open to you."), code="not-yours")
    if supporter.ended:
        raise Refused(_("This has ended already. Ask for somebody anew."), code="over")
    if supporter.role != role:
        supporter.role = role
        supporter.save(update_fields=["role"])
        record(by=by.code, verb="changed-beside", subject=case.code, about=supporter.guest.code, at=at)
        tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return supporter


@transaction.atomic
def end_beside(*, supporter: Supporter, by: Party, at: datetime) -> None:
    """It ends, said by the party or by who stands beside them: nothing more is served to the latter.

    Raises:
        Refused: it is not theirs to say (``not-yours``).
    """
    case = supporter.case
    case.hold()
    supporter.refresh_from_db()
    if by.pk not in (supporter.party_id, supporter.guest_id):
        raise Refused(_("This is not open to you."), code="not-yours")
    if not Party.everyone.filter(pk=supporter.guest_id, left=None).update(left=at):
        return
    forget_letter(supporter.guest)
    settle(case=case, at=at, end=stop)
    record(by=by.code, verb="ended-beside", subject=case.code, about=supporter.guest.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)


@transaction.atomic
def write_beside(*, supporter: Supporter, entry: NewEntry, for_them: bool, at: datetime) -> Entry:
    """Who stands beside a party writes to the officers; a representative may write for the party.

    Nobody else's closing or stopping is theirs to end, and of others' stopping they are not told.

    Raises:
        Refused: it has ended (``ended``); they may not write for the party, or no longer
            (``not-representative``); the case is closed (``closed``); the party they stand beside asked us to
            stop (``stopped``); as `write_as_person`.
    """
    case = supporter.case
    case.hold()
    supporter.refresh_from_db()
    must_stand(supporter.guest)
    if case.closure:
        raise Refused(
            _("This case is closed. It opens when the one beside whom you stand writes."), code="closed"
        )
    if case.stopped and supporter.party.is_first:
        raise Refused(
            _("The one beside whom you stand asked us to stop. It goes on when they write."), code="stopped"
        )
    if for_them and not supporter.speaks:
        raise Refused(
            _("You may not write for them. You can send it as your own words: they are still here."),
            code="not-representative",
        )
    kept = write_as_person(party=supporter.guest, entry=entry, at=at)
    if for_them:
        supporter.spoken.add(kept)
        record(
            by=supporter.guest.code, verb="spoke-for", subject=case.code, about=supporter.party.code, at=at
        )
    return kept


def _must_be_role(role: str) -> None:
    if role not in Supporter.ROLES:
        raise malformed()

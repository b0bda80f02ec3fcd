"""Giving keys on: to a second pair of eyes, or to a successor before or after a term has ended."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.wire import Sharing, malformed
from chapterhouse.ui.refused import Refused

from ..access import may_hand_on
from ..models import Case
from ..roster import readers
from .responders import must_be_eligible, share_keys

#: Journal verbs after which somebody is asked whether they are independent.
GAVE, ASKED = "brought-in", "asked-to-look"
VERBS = (GAVE, ASKED)


@transaction.atomic
def bring_in(*, case: Case, taker: Person, sharings: Sequence[Sharing], by: Person, at: datetime) -> Case:
    """Give a colleague the keys of a case, or ask one who holds them to look; the work stays where it is.

    Until they have answered the question of independence they are served its code name and the people
    involved. Whose term is over may do this alone, for a case that nobody in office can read (encryption
    design, section 5, Assign).

    Args:
        sharings: wraps for the taker, and for nobody else; none where they hold the keys already.

    Raises:
        Refused: it is not theirs to give (``not-yours``); not an officer of the desk, or shut out
            (``not-eligible``); they read it, or were asked, already (``already``); the keys do not reach them
            (``no-key``); others changed them (``stale-key``).
    """
    case.hold()
    if not may_hand_on(by, case, at):
        raise Refused(_("This is not open to you."), code="not-yours")
    must_be_eligible(case, [taker], at)
    _must_be_for(taker, sharings)
    held = taker in readers(case, at)
    if held:
        _must_be_new(case, taker)
    share_keys(case, sharings, by, at)
    if taker not in readers(case, at):
        raise Refused(
            _("They hold no key to this case yet. Open it with your key and try again."), code="no-key"
        )
    verb = ASKED if held else GAVE
    record(by=by.username, verb=verb, subject=case.code, about=taker.username, at=at)
    tell(people=[taker], kind=Notice.HANDED, subject=case.code, at=at)
    return case


def _must_be_for(taker: Person, sharings: Sequence[Sharing]) -> None:
    """Nobody comes in beside the one who is named in the journal."""
    if any(wrap.card.rpartition("/")[2] != taker.username for sent in sharings for wrap in sent.wraps):
        raise malformed()


def _must_be_new(case: Case, taker: Person) -> None:
    """Who holds the keys is asked once; who has answered is a colleague to speak with."""
    if case.independences.filter(person=taker).exists():
        raise Refused(_("They can read this case already. Speak with them about it."), code="already")
    if Row.objects.about(case.code).filter(verb__in=VERBS, about=taker.username).exists():
        raise Refused(_("They have been asked already. Their answer is awaited."), code="already")

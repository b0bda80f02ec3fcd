"""The person asks us to read it and do nothing until they say so, or until another reports the same (B31).

That two cases name the same person is seen in a browser alone; the server hears that an officer confirmed it.
The journal does not say what ended a wait: an officer may also have heard it from the person, so that whoever
is shut out of the other case cannot tell that there is one.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.clocks.actions import promise, stop
from chapterhouse.clocks.models import Promise
from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.wire import malformed
from chapterhouse.ui.refused import Refused

from ..access import must_be_theirs, must_read
from ..models import Case, Party, Wait
from .letters import forget_letters
from .owing import owe_outcome, settle
from .talk import workers


@transaction.atomic
def wait_here(*, party: Party, until_match: bool, at: datetime, by: Person | None = None) -> Wait:
    """The person asks us to wait: nobody is contacted, letters that nobody opened are taken back.

    The first answer, if none was given, is owed all the same. Said again, it changes until when.

    Args:
        by: the officer who heard it, where they do not say it with their own code.

    Raises:
        Refused: somebody who was invited, or an officer who may not read it (``not-yours``); its desk offers
            no waiting (``malformed``); all rests already (``rests``).
    """
    case = party.case
    case.hold()
    must_be_theirs(party)
    if by:
        must_read(by, case, at)
    if not case.rules.can_wait:
        raise malformed()
    if case.stopped or case.closure:
        raise Refused(_("This rests now. Write to us here, and it goes on."), code="rests")
    found = case.waits.filter(ended=None).first()
    if found:
        found.until_match = until_match
        found.save(update_fields=["until_match"])
        return found
    made = Wait.objects.create(case=case, at=at, until_match=until_match)
    settle(case=case, at=at, end=stop)
    stop(subject=case.code, at=at, kinds=(Promise.OUTCOME,))
    forget_letters(case)
    who, verb = (by.username, "heard-wait") if by else (party.code, "waits")
    record(by=who, verb=verb, subject=case.code, at=at)
    others = [person for person in workers(case, at) if person != by]
    tell(people=others, kind=Notice.NEW, subject=case.code, at=at)
    return made


@transaction.atomic
def begin(*, case: Case, by: Person | Party, at: datetime) -> None:
    """The person says that we begin: with their own code, or an officer heard it. An answer is promised.

    Raises:
        Refused: the officer may not read it, or it is a guest who says it (``not-yours``); it rests for
            another reason (``rests``); nothing waits (``not-waiting``), if an officer says it.
    """
    case.hold()
    if isinstance(by, Person):
        must_read(by, case, at)
    else:
        must_be_theirs(by)
    if case.stopped or case.closure:
        raise Refused(_("This rests now. Write to us here, and it goes on."), code="rests")
    row = case.waits.filter(ended=None).first()
    if row:
        _end(row, by=by.username if isinstance(by, Person) else by.code, at=at)
    elif isinstance(by, Person):
        raise _not_waiting()


@transaction.atomic
def confirm_same(*, case: Case, other: Case, by: Person, at: datetime) -> list[Case]:
    """An officer confirms that both name the same person: this ends the wait of whoever allowed it.

    Returns:
        The cases that begin now.

    Raises:
        Refused: they may not read both (``not-yours``); the same case, or two desks, whose cases are never
            compared (``malformed``); nothing waits (``not-waiting``), only for the person's own word
            (``not-allowed``), or rests for another reason (``rests``).
    """
    for each in sorted((case, other), key=lambda row: row.pk):
        each.hold()
        must_read(by, each, at)
    if case == other or case.desk_id != other.desk_id:
        raise malformed()
    waits = [each.wait for each in (case, other) if each.wait]
    allowed = [wait for wait in waits if wait.until_match]
    begun = [wait for wait in allowed if not (wait.case.stopped or wait.case.closure)]
    if not waits:
        raise _not_waiting()
    if not allowed:
        raise Refused(
            _("The person wants nothing done until they say so themselves. A match does not change it."),
            code="not-allowed",
        )
    if not begun:
        raise Refused(_("It is stopped or closed, so nothing begins."), code="rests")
    for wait in begun:
        wait.matched = at
        _end(wait, by=by.username, at=at)
    return [wait.case for wait in begun]


def _end(row: Wait, *, by: str, at: datetime) -> None:
    row.ended, case = at, row.case
    row.save(update_fields=["ended", "matched"])
    owe_outcome(case=case, at=at)
    if not Promise.objects.answers().on(case.code).exists():
        promise(subject=case.code, kind=Promise.ANSWER, hours=case.promise_hours, at=at)
    record(by=by, verb="ended-wait", subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)


def _not_waiting() -> Refused:
    return Refused(_("Nothing waits here any more. Reload the page."), code="not-waiting")

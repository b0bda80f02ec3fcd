"""Two cases are worked as one, if neither of those who reported objects (B32). Nothing is moved."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Person
from chapterhouse.sealing.wire import malformed
from chapterhouse.ui.refused import Refused

from ..access import must_be_theirs, must_not_rest, must_read
from ..codes import free
from ..models import Case, Consent, Desk, Link, LinkQuestion, Party
from ..roster import readers
from .talk import workers


@transaction.atomic
def propose(*, case: Case, other: Case, by: Person, at: datetime) -> Link:
    """Propose to work on two cases as one; each reporter who was not asked yet is asked on their own page.

    Where both have said yes before, it stands at once.

    Raises:
        Refused: they may not read both (``not-yours``); links are not offered for both, the two are at
            different desks or the same case (``malformed``); one of them rests (``stopped``, ``waits``,
            ``closed``); proposed already (``linked``); one of the two said no (``vetoed``).
    """
    for each in sorted((case, other), key=lambda row: row.pk):
        each.hold()
        must_read(by, each, at)
    if case == other or case.desk_id != other.desk_id:
        raise malformed()
    if not (offers_links(case, at) and offers_links(other, at)):
        raise malformed()
    for each in (case, other):
        must_not_rest(each)
        _must_not_be_vetoed(each)
    if Link.objects.of(case).of(other).open().exists():
        raise Refused(_("These two are linked already, or it is proposed. Reload the page."), code="linked")
    first, second = sorted((case, other), key=lambda row: row.pk)
    agreed = all(says_yes(each) for each in (case, other))
    code = free("L", lambda code: Link.objects.filter(code=code).exists())
    ends = {"one": first, "other": second, "since": at if agreed else None}
    link = Link.objects.create(code=code, **ends, by=by, at=at)
    record(by=by.username, verb="proposed-link", subject=link.code, at=at)
    for each in (first, second):
        if _may_be_asked(each):
            _ask(each, by, at)
    return link


@transaction.atomic
def ask(*, case: Case, by: Person, at: datetime) -> LinkQuestion:
    """Ask the one whose case it is, whether there is another case or not: so it says nothing of others.

    Raises:
        Refused: they may not read it (``not-yours``); no links are offered for it (``malformed``); it rests
            (see `must_not_rest`); they have no code of their own yet (``not-joined``); asked already
            (``waiting``), or they have answered (``answered``).
    """
    case.hold()
    must_read(by, case, at)
    if not offers_links(case, at):
        raise malformed()
    must_not_rest(case)
    if case.parties.earliest("pk").channel_id is None:
        raise Refused(_("They have not opened their letter yet."), code="not-joined")
    if case.link_questions.filter(answered=None).exists():
        raise Refused(_("They have been asked, and have not answered yet."), code="waiting")
    if word_of(case):
        raise Refused(_("They have answered. If they tell you something else, record it."), code="answered")
    return _ask(case, by, at)


@transaction.atomic
def answer(*, party: Party, yes: bool, at: datetime) -> Consent:
    """Their own yes or no. Sent twice it is said once. A no ends every link; only officers learn whose.

    Raises:
        Refused: somebody who was invited (``not-yours``); all rests (``rests``); nothing waits for their
            answer (``over``).
    """
    case = party.case
    case.hold()
    must_be_theirs(party)
    before = word_of(case)
    if not case.link_questions.filter(answered=None).exists():
        if before and before.by_id is None and before.given == yes and not before.withdrawn:
            return before
        raise Refused(_("You have answered this. Load the page again."), code="over")
    if case.stopped or case.closure:
        raise Refused(_("This rests now. Write to us here, and it goes on."), code="rests")
    said = Consent.objects.create(case=case, party=party, about=party, step=Consent.LINK, given=yes, at=at)
    verb = "agreed-to-links" if yes else "declined-links"
    record(by=party.code, verb=verb, subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    follow(case, at)
    return said


@transaction.atomic
def end(*, link: Link, case: Case, by: Person, at: datetime) -> Link:
    """An officer ends a link, or takes a proposal back.

    Args:
        case: the one of the two from whose page it is done.

    Raises:
        Refused: they may not read it (``not-yours``); it has ended already (``over``).
    """
    case.hold()
    must_read(by, case, at)
    if not Link.objects.of(case).open().filter(pk=link.pk).update(ended=at):
        raise Refused(_("A colleague did this already. Reload the page."), code="over")
    record(by=by.username, verb="ended-link", subject=link.code, at=at)
    link.refresh_from_db()
    return link


def follow(case: Case, at: datetime) -> None:
    """What becomes of the links of a case after the one whose it is said something: they stand, or end.

    The rows of the links are held, so that of two who say yes at once the second sees the first.
    """
    said = word_of(case)
    case.link_questions.filter(answered=None).update(answered=at)
    for link in Link.objects.select_for_update().of(case).open():
        if said is None or not said.agrees:
            link.ended = at
        elif link.since is None and all(says_yes(each) for each in (link.one, link.other)):
            link.since = at
            _tell_beyond(case, link, at)
        link.save(update_fields=["since", "ended"])


def follow_after(consent: Consent, at: datetime) -> None:
    """The same after any consent was given or taken back."""
    if consent.step == Consent.LINK:
        follow(consent.case, at)


def offers_links(case: Case, at: datetime) -> bool:
    """Whether a case may be worked together with others: never at a desk that keeps no records.

    Its own rules offer it, or those in force at its desk now, so that old and new cases can be linked.
    Wherever somebody can be asked because of another case, they can be asked without one too.
    """
    if case.desk.wall == Desk.INFORMAL:
        return False
    return case.rules.consolidation or case.desk.code in desks_with_links(at)


def desks_with_links(at: datetime) -> set[str]:
    """Codes of the desks at which the rules in force offer links."""
    version = PackVersion.objects.current(at=at)
    return {desk.code for desk in version.pack.desks if desk.consolidation} if version else set()


def word_of(case: Case) -> Consent | None:
    """What the one whose case it is said last."""
    first = case.parties.earliest("pk")
    return first.consents.filter(step=Consent.LINK).order_by("at", "pk").last()


def says_yes(case: Case) -> bool:
    """Whether they said yes and stand by it."""
    said = word_of(case)
    return said is not None and said.agrees


def _ask(case: Case, by: Person, at: datetime) -> LinkQuestion:
    record(by=by.username, verb="asked-about-links", subject=case.code, at=at)
    return LinkQuestion.objects.create(case=case, by=by, at=at)


def _may_be_asked(case: Case) -> bool:
    """Whether they have a page of their own, and neither a question nor an answer."""
    asked = word_of(case) or case.link_questions.filter(answered=None).exists()
    return not asked and case.parties.earliest("pk").channel_id is not None


def _must_not_be_vetoed(case: Case) -> None:
    said = word_of(case)
    if said and not said.agrees:
        raise Refused(
            _("The person in {code} said no to it. It is theirs to change.").format(code=case.code),
            code="vetoed",
        )


def _tell_beyond(case: Case, link: Link, at: datetime) -> None:
    """Who works on the other case and reads this one hears that there is something new."""
    other = link.other if link.one == case else link.one
    both = [person for person in workers(other, at) if person in readers(case, at)]
    tell(people=both, kind=Notice.NEW, subject=other.code, at=at)

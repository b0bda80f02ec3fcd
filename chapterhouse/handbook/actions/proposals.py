"""What anybody says about how we work: taken in, answered, taken up, forgotten after a year."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.ui.refused import Refused

from ..models import Credit, Document, Proposal, Version

#: How many may wait for an answer: a wall against a flood that comes from many places.
MOST_WAITING = 500


@transaction.atomic
def propose(*, words: str, document: Document | None, name: str, contact: str, at: datetime) -> Proposal:
    """Take in what somebody without an account proposes. The row itself is all that is kept of them.

    Raises:
        Refused: nothing is said (``empty``); too many wait (``full``). The very same sent twice stands once.
    """
    if not words.strip():
        raise Refused(_("Write what you would change."), code="empty")
    told = {"words": words.strip(), "document": document, "name": name.strip(), "contact": contact.strip()}
    same = Proposal.objects.filter(**told, answered=None).first()
    if same:
        return same
    if Proposal.objects.filter(answered=None).count() >= MOST_WAITING:
        raise Refused(
            _("More was proposed than we can read now. Your words are still here: send them in some days."),
            code="full",
        )
    return Proposal.objects.create(**told, at=at)


@transaction.atomic
def answer(*, proposal: Proposal, words: str, taken_up: Version | None, by: Person, at: datetime) -> Proposal:
    """Write down what was answered, and the version that took it up, which then thanks whoever proposed it.

    Raises:
        Refused: it was answered already (``over``); there is neither (``empty``); the version is a draft
            (``draft``).
    """
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.answered:
        raise Refused(_("Somebody has answered this already."), code="over")
    if not words.strip() and taken_up is None:
        raise Refused(_("Write what you answered, or choose the version that took it up."), code="empty")
    if taken_up is not None and taken_up.put is None:
        raise Refused(_("A draft has not taken anything up yet."), code="draft")
    proposal.answer, proposal.answered, proposal.answered_by = words.strip(), at, by
    proposal.taken_up = taken_up
    proposal.save()
    if taken_up:
        Credit.objects.create(version=taken_up, name=proposal.name, at=at)
    record(by=by.username, verb="answered-proposal", subject=f"proposal:{proposal.code}", at=at)
    return proposal


@transaction.atomic
def forget_proposals(*, at: datetime) -> int:
    """Take away what is older than a year. Who is thanked in a version stays there."""
    return Proposal.objects.lapsed(at).delete()[0]

"""Appeals: asked for by a party in time, passed on to others without a name, and what came of it (B26)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.models import Entry
from chapterhouse.sealing.wire import NewEntry, malformed
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Appeal, Party, Sending
from .talk import write_as_person


@transaction.atomic
def appeal(*, party: Party, entry: NewEntry, at: datetime) -> Appeal:
    """A party asks for another look, with their own code. On which ground, and why, is sealed.

    Raises:
        Refused: nothing was sent to them, or there is no appeal (``unknown``); they asked (``asked``);
            the time is over (``late``); as `write_as_person`.
    """
    case = party.case
    case.hold()
    sending = sending_to(party)
    if sending is None or sending.appeal_ends is None:
        raise Refused(_("There is nothing to appeal against here. Load the page again."), code="unknown")
    if Appeal.objects.filter(sending=sending).exists():
        raise Refused(_("You have appealed already. You can add to it in a message."), code="asked")
    if sending.appeal_ends <= at:
        raise Refused(_("The time for an appeal is over. Write to us what you would have said."), code="late")
    write_as_person(party=party, entry=entry, at=at)
    record(by=party.code, verb="appealed", subject=case.code, at=at)
    return Appeal.objects.create(sending=sending, at=at)


@transaction.atomic
def pass_on(*, appeal: Appeal, words: NewEntry, by: Person, at: datetime) -> Appeal:
    """Record that a summary which names nobody went to those who decide, who are others; a copy is kept.

    Raises:
        Refused: they may not read it (``not-yours``); it was passed on (``passed-on``).
    """
    row = _held(appeal, by, at)
    if row.passed_on:
        raise Refused(_("A colleague passed it on already. Reload the page."), code="passed-on")
    case = row.sending.determination.case
    row.passed_on, row.summary = at, add_entry(channel=case.channel, entry=words, at=at, author=by)
    row.save(update_fields=["passed_on", "summary"])
    record(by=by.username, verb="passed-on-appeal", subject=case.code, at=at)
    return row


@transaction.atomic
def decide(*, appeal: Appeal, outcome: str, words: NewEntry, by: Person, at: datetime) -> Appeal:
    """Record what those who decided said: the determination stands, is changed, or goes back.

    Raises:
        Refused: they may not read it (``not-yours``); it was not passed on to anybody (``not-passed-on``); it
            is decided (``decided``); no such outcome (``malformed``); a panel hears it, whose members say it
            themselves (``panel``).
    """
    row = _held(appeal, by, at)
    if outcome not in Appeal.OUTCOMES:
        raise malformed()
    if row.passed_on is None:
        raise Refused(_("Others decide an appeal: pass it on to them first."), code="not-passed-on")
    if row.decided:
        raise Refused(_("It is decided already. Reload the page."), code="decided")
    if row.panels.open(at).exists():
        raise Refused(
            _("A panel hears this appeal: its members say what they decided, with their own codes."),
            code="panel",
        )
    case = row.sending.determination.case
    row.by = by
    row.save(update_fields=["by"])
    reasons = add_entry(channel=case.channel, entry=words, at=at, author=by)
    return settle_appeal(appeal=row, outcome=outcome, reasons=reasons, by=by.username, at=at)


def settle_appeal(*, appeal: Appeal, outcome: str, reasons: Entry, by: str, at: datetime) -> Appeal:
    """Keep what was decided on an appeal, inside the verb of whoever says it."""
    appeal.decided, appeal.outcome, appeal.reasons = at, outcome, reasons
    appeal.save(update_fields=["decided", "outcome", "reasons"])
    record(by=by, verb="decided-appeal", subject=appeal.sending.determination.case.code, at=at)
    return appeal


def sending_to(party: Party) -> Sending | None:
    """The determination that was sent to somebody last."""
    rows = party.sendings.select_related("determination__case__pack")
    return rows.order_by("-at", "-pk").first()


def _held(appeal: Appeal, by: Person, at: datetime) -> Appeal:
    case = appeal.sending.determination.case
    case.hold()
    must_read(by, case, at)
    return Appeal.objects.select_related("sending__determination__case").get(pk=appeal.pk)

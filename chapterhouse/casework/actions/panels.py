"""A panel from outside: one case, until a day, after each said that they are impartial (B62)."""

from datetime import date, datetime, timedelta

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

from ..access import must_not_rest, must_read
from ..days import end_of_day
from ..models import Appeal, Case, Engagement, Panel, Party
from .appeals import settle_appeal
from .letters import must_be_free_to_tell
from .letting_go import call_back, let_go, rest
from .owing import settle
from .talk import workers, write_as_person
from .triage import must_be_formal

#: How many sit on a panel at most.
MOST_MEMBERS = 5


@transaction.atomic
def seat_panel(
    *,
    case: Case,
    appeal: Appeal | None,
    last_day: date,
    words: NewEntry,
    by: Person,
    at: datetime,
) -> Panel:
    """Record that others outside are asked to read this case until a day: who, and on which terms, is sealed.

    Args:
        appeal: which they hear; None where they work on it in place of officers who are too close.
        words: the terms; on an appeal the summary that goes to them, so that it is passed on by this.

    Raises:
        Refused: they may not read it (``not-yours``); ``not-formal``; the case rests (``stopped``,
            ``closed``); there is a panel (``seated``); an appeal that is none of this case, or is decided
            (``malformed``); as `_ends`.
    """
    case.hold()
    must_read(by, case, at)
    must_be_formal(case)
    must_not_rest(case)
    waiting = Appeal.objects.filter(sending__determination__case=case, decided=None)
    if appeal is not None and not waiting.filter(pk=appeal.pk).exists():
        raise malformed()
    if case.panels.open(at).exists():
        raise Refused(
            _("A panel reads this case already. End it first, or give it more time."), code="seated"
        )
    let_go(case=case, at=at)
    settle(case=case, at=at, end=stop)
    ends, terms = _ends(case, last_day, at), add_entry(channel=case.channel, entry=words, at=at, author=by)
    if appeal is not None:
        waiting.filter(pk=appeal.pk, passed_on=None).update(passed_on=at, summary=terms)
    record(by=by.username, verb="seated-panel", subject=case.code, at=at)
    return Panel.objects.create(case=case, appeal=appeal, terms=terms, by=by, at=at, ends=ends)


@transaction.atomic
def add_member(*, panel: Panel, party: Party, by: Person, at: datetime) -> Engagement:
    """Ask somebody outside to sit on it. They see nothing before they say that they are impartial.

    Raises:
        Refused: as `_held`; nobody agreed that we speak with them (``ask-first``); the case is theirs, they
            had notice of it, found the facts in it, stepped back, or have somebody beside them in it
            (``not-outside``); it is full (``full``).
    """
    case, panel = _held(panel, by, at)
    earlier = case.engagements.select_related("panel").filter(party=party).first()
    busy = earlier is not None and (earlier.panel in (None, panel) or earlier.recused is not None)
    concerned = case.notifications.filter(party=party).exists() or party.supporters.standing().exists()
    if party.is_first or busy or concerned:
        raise Refused(_("Ask somebody outside, who has no part in this."), code="not-outside")
    must_be_free_to_tell(party)
    if panel.members.filter(recused=None).count() >= MOST_MEMBERS:
        raise Refused(_("Five sit on this panel already."), code="full")
    record(by=by.username, verb="asked-to-panel", subject=case.code, about=party.code, at=at)
    Party.objects.filter(pk=party.pk).update(left=None)
    asked = {"case": case, "by": by, "at": at, "panel": panel, "impartial": None, "outcome": ""}
    return Engagement.objects.update_or_create(party=party, defaults=asked)[0]


@transaction.atomic
def leave_out(*, member: Engagement, by: Person, at: datetime) -> Engagement:
    """Go on without a member who says nothing, so that the others can decide; there is no way back in.

    Whoever has said what was decided is never left out: officers choose no outcome by choosing who counts.

    Raises:
        Refused: as `_held`; they stepped back, or were left out (``recused``); they said what they
            decided (``said``).
    """
    assert member.panel is not None
    case, _panel = _held(member.panel, by, at)
    row = Engagement.objects.select_related("party").get(pk=member.pk)
    if row.recused:
        raise Refused(_("They do not sit on this panel any more. Load the page again."), code="recused")
    if row.outcome:
        raise Refused(_("They have said what they decided, so nobody goes on without them."), code="said")
    _unseat(row, at)
    settle(case=case, at=at, end=stop)
    record(by=by.username, verb="left-out-member", subject=case.code, about=row.party.code, at=at)
    return row


@transaction.atomic
def extend_panel(*, panel: Panel, last_day: date, by: Person, at: datetime) -> Panel:
    """Give a panel another last day, also when the first has passed: they can open everything again.

    Raises:
        Refused: they may not read it (``not-yours``); it has ended (``panel-over``); the case rests
            (``stopped``, ``closed``); as `_ends`.
    """
    case = panel.case
    case.hold()
    must_read(by, case, at)
    must_not_rest(case)
    row = Panel.objects.get(pk=panel.pk)
    if row.ended:
        raise Refused(_("This panel has ended. Ask a new one."), code="panel-over")
    row.ends, row.lapsed = _ends(case, last_day, at), None
    row.save(update_fields=["ends", "lapsed"])
    call_back(panel=row)
    settle(case=case, at=at, end=stop)
    record(by=by.username, verb="extended-panel", subject=case.code, at=at)
    return row


@transaction.atomic
def end_panel(*, panel: Panel, by: Person, at: datetime) -> Panel:
    """End a panel before its day: from this moment nothing is served to its members.

    Raises:
        Refused: they may not read it (``not-yours``).
    """
    case = panel.case
    case.hold()
    must_read(by, case, at)
    if Panel.objects.filter(pk=panel.pk, ended=None).update(ended=at):
        rest(panel=panel, at=at)
        settle(case=case, at=at, end=stop)
        record(by=by.username, verb="ended-panel", subject=case.code, at=at)
    panel.refresh_from_db()
    return panel


def end_panels(*, at: datetime) -> int:
    """Tell who works on a case, once, that the last day of its panel has passed."""
    return sum(_lapsed(panel, at) for panel in Panel.objects.lapsing(at).select_related("case"))


@transaction.atomic
def _lapsed(panel: Panel, at: datetime) -> bool:
    panel.case.hold()
    if not Panel.objects.lapsing(at).filter(pk=panel.pk).update(lapsed=at):
        return False
    rest(panel=panel, at=at)
    settle(case=panel.case, at=at, end=stop)
    record(by="worker", verb="panel-lapsed", subject=panel.case.code, at=at)
    tell(people=workers(panel.case, at), kind=Notice.REMINDER, subject=panel.case.code, at=at)
    return True


@transaction.atomic
def declare_member(*, party: Party, impartial: bool, at: datetime) -> Engagement:
    """A member says with their own code that they are impartial and keep it to themselves; or steps back.

    Whoever said that they are impartial may still step back. Nobody asks why, and there is no way back in.

    Raises:
        Refused: they sit on no panel (``unknown``); it is over (``panel-over``); they stepped back
            (``recused``).
    """
    case = party.case
    case.hold()
    member = _member(party, at)
    if impartial:
        member.impartial = member.impartial or at
        member.save(update_fields=["impartial"])
    else:
        _unseat(member, at)
        settle(case=case, at=at, end=stop)
    verb = "member-impartial" if impartial else "member-stepped-back"
    record(by=party.code, verb=verb, subject=case.code, at=at)
    tell(people=workers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return member


@transaction.atomic
def decide_together(*, party: Party, outcome: str, entry: NewEntry, at: datetime) -> Engagement:
    """A member says what the panel decided on the appeal; their words are sealed.

    Nobody decides for the others: the appeal is decided when all who have not stepped back have said the
    same, and the panel ends with that. Until then each may say it anew.

    Raises:
        Refused: it arrived already, perhaps as the word that ended the panel (``replayed``); as
            `declare_member`; they have not said that they are impartial (``say-first``); the panel hears no
            appeal, or no such outcome (``malformed``); as `write_as_person`.
    """
    case = party.case
    case.hold()
    if party.channel and Entry.objects.in_channel(party.channel).filter(uuid=entry.uuid).exists():
        raise Refused(_("This was sent already. It is in our hands."), code="replayed")
    member = _member(party, at)
    panel = member.panel
    assert panel is not None
    if member.impartial is None:
        raise _say_first()
    if panel.appeal is None or panel.appeal.decided or outcome not in Appeal.OUTCOMES:
        raise malformed()
    kept = write_as_person(party=party, entry=entry, at=at)
    member.outcome = outcome
    member.save(update_fields=["outcome"])
    record(by=party.code, verb="member-decided", subject=case.code, at=at)
    said = set(panel.members.filter(recused=None).values_list("outcome", flat=True))
    if said == {outcome}:
        settle_appeal(appeal=panel.appeal, outcome=outcome, reasons=kept, by=party.code, at=at)
        Panel.objects.filter(pk=panel.pk).update(ended=at)
        rest(panel=panel, at=at)
        settle(case=case, at=at, end=stop)
    return member


def must_be_served(party: Party, at: datetime) -> None:
    """That a code opens what is behind it: always, but for members of a panel.

    Raises:
        Refused: the panel is over (``panel-over``); they stepped back (``recused``); they have not said that
            they are impartial (``say-first``).
    """
    member = Engagement.objects.select_related("panel").filter(party=party).exclude(panel=None).first()
    if member is not None:
        _must_sit(member, at)
        if member.impartial is None:
            raise _say_first()


def _unseat(member: Engagement, at: datetime) -> None:
    member.impartial, member.recused, member.outcome = None, at, ""
    member.save(update_fields=["impartial", "recused", "outcome"])
    Party.objects.filter(pk=member.party_id).update(left=at)


def _member(party: Party, at: datetime) -> Engagement:
    found = Engagement.objects.select_related("panel__appeal").filter(party=party).exclude(panel=None).first()
    if found is None:
        raise Refused(_("This is not here any more. Load the page again."), code="unknown")
    _must_sit(found, at)
    return found


def _must_sit(member: Engagement, at: datetime) -> None:
    assert member.panel is not None
    if member.recused:
        raise Refused(
            _("You do not sit on this panel any more. Thank you for the time you gave it."), code="recused"
        )
    if not member.panel.is_open(at):
        raise Refused(
            _(
                "The time of your panel is over, and nothing was sent. What you wrote is still on this page: "
                "keep it, and ask the officers for more time."
            ),
            code="panel-over",
        )


def _held(panel: Panel, by: Person, at: datetime) -> tuple[Case, Panel]:
    """Raises:
    Refused: they may not read it (``not-yours``), or it is over (``panel-over``).
    """
    case = panel.case
    case.hold()
    must_read(by, case, at)
    row = Panel.objects.get(pk=panel.pk)
    if not row.is_open(at):
        raise Refused(_("The time of this panel is over. Give it another day first."), code="panel-over")
    return case, row


def _ends(case: Case, last_day: date, at: datetime) -> datetime:
    """The midnight after a last day that is neither past nor farther than the pack allows.

    Raises:
        Refused: ``past-day`` or ``far``.
    """
    today, days = case.today(at), case.pack.pack.formal.panel_days
    if last_day < today:
        raise Refused(_("Choose a day that is still to come."), code="past-day")
    if last_day > today + timedelta(days=days):
        raise Refused(
            _("Choose a day within the next {n} days. You can give more time later.").format(n=days),
            code="far",
        )
    return end_of_day(at, (last_day - today).days, case.pack.pack.zone)


def _say_first() -> Refused:
    return Refused(
        _("Say first that you are impartial, or step back. Nothing was sent; your words are still here."),
        code="say-first",
    )

"""What somebody's return page is told of the formal route: their own part, and nothing of others."""

from datetime import datetime, timedelta
from typing import Any

from chapterhouse.casework.actions.appeals import sending_to
from chapterhouse.casework.models import Appeal, Desk, Engagement, Notification, Party

from .public_data import day_said, words


def formal_of(party: Party, at: datetime) -> dict[str, Any] | None:
    """Their own offer, notice and appeal at a desk behind the formal wall; None at any other desk."""
    if party.case.desk.wall != Desk.FORMAL:
        return None
    return {
        "offered": party.informal_offers.filter(accepted=None, declined=None).exists(),
        "notice": _notice(party, at),
        "appeal": _appeal(party, at),
        "advice": _advice(party),
    }


def _advice(party: Party) -> list[str]:
    """The messages that say how a recommendation was answered, oldest first."""
    told = party.advice_told.exclude(words=None).values_list("words__uuid", flat=True)
    return [str(uuid) for uuid in told]


def _notice(party: Party, at: datetime) -> dict[str, Any] | None:
    """Until when they may answer. That no answer came is recorded for the officers alone."""
    row = Notification.objects.filter(party=party).first()
    if row is None:
        return None
    row.party, row.case = party, party.case
    zone = party.case.pack.pack.zone
    return {
        "until": day_said(row.last_day, zone) if row.last_day else None,
        "over": row.is_over(at),
        "answered": day_said(row.answered, zone) if row.answered else None,
    }


def _appeal(party: Party, at: datetime) -> dict[str, Any] | None:
    """Until when they may ask others to look again, on which grounds, and what came of it."""
    sending = sending_to(party)
    rules = party.case.pack.pack.formal.appeal
    if sending is None or rules is None or sending.appeal_ends is None:
        return None
    asked = Appeal.objects.filter(sending=sending).first()
    return {
        "until": day_said(sending.appeal_ends - timedelta(seconds=1), party.case.pack.pack.zone),
        "over": sending.appeal_ends <= at,
        "asked": asked is not None,
        "outcome": asked.outcome if asked else "",
        "grounds": [words(ground.name) for ground in rules.grounds],
    }


def panel_of(party: Party, at: datetime) -> dict[str, Any] | None:
    """What a member of a panel is told of it: until when, and what they have said; nothing is served to them
    before they say that they are impartial, or once it is over.

    Of the others it says only whether all have said the same.
    """
    member = (
        Engagement.objects.select_related("panel__appeal").filter(party=party).exclude(panel=None).first()
    )
    if member is None or member.panel is None:
        return None
    panel, pack = member.panel, party.case.pack.pack
    is_open = panel.is_open(at) and not member.recused
    left = panel.last_day.astimezone(pack.zone).date() - at.astimezone(pack.zone).date()
    others = set(panel.members.filter(recused=None).exclude(pk=member.pk).values_list("outcome", flat=True))
    return {
        "until": day_said(panel.last_day, pack.zone),
        "days": max(0, left.days),
        "state": _state_of(member, is_open),
        "served": bool(is_open and member.impartial),
        "hears": panel.appeal is not None and not panel.appeal.decided,
        "outcome": member.outcome,
        "differ": bool(member.outcome and others - {member.outcome, ""}),
    }


def _state_of(member: Engagement, is_open: bool) -> str:
    """``asked``, ``reads``, ``recused``, ``over`` (its day has passed) or ``ended``."""
    if member.recused:
        return "recused"
    if not is_open:
        return "ended" if member.panel and member.panel.ended else "over"
    return "reads" if member.impartial else "asked"

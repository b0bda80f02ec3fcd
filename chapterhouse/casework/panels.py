"""A panel from outside, as the case page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .models import Appeal, Case, Engagement, Panel, Party
from .wording import APPEALS


@dataclass(frozen=True)
class Member:
    """Somebody on a panel. ``reads``: whether something can be handed to them; ``said``: their outcome."""

    row: Engagement
    party: Party
    reads: bool

    @property
    def said(self) -> str:
        return str(APPEALS.get(self.row.outcome, ""))


@dataclass(frozen=True)
class PanelShown:
    """The panels of a case.

    Attributes:
        now: the one that has not ended, if any; its day may have passed.
        open: whether its members may read.
        days: how many whole days are left to it.
        able: who may be asked to sit on it.
        appeals: those that may be given to a panel.
        latest: the farthest last day that can be chosen.
    """

    all: list[Panel]
    now: Panel | None
    open: bool
    days: int
    members: list[Member]
    able: list[Party]
    appeals: list[Appeal]
    today: date
    latest: date


def panel_shown(
    case: Case, outside: Sequence[Party], asked: Sequence[Engagement], appeals: Sequence[Appeal], at: datetime
) -> PanelShown:
    """Everything the section shows, in one query more than its case page asks anyway.

    Args:
        asked: everybody outside who was asked. appeals: newest first.
    """
    rows, today = list(case.panels.select_related("appeal", "terms")), case.today(at)
    now = next((row for row in rows if row.ended is None), None)
    parties = {party.pk: party for party in outside}
    members = [row for row in asked if now and row.panel_id == now.pk]
    busy = {row.party_id for row in asked if row.panel_id is None or row.recused or row in members}
    busy |= {row.party_id for row in case.supporters.all() if not row.ended}
    is_open = bool(now and now.is_open(at))
    left = (case.today(now.last_day) - today).days if now else 0
    return PanelShown(
        all=rows,
        now=now,
        open=is_open,
        days=max(0, left),
        members=[_member(row, parties.get(row.party_id, row.party), is_open) for row in members],
        able=[party for party in outside if party.pk not in busy],
        appeals=[row for row in reversed(appeals) if row.decided is None],
        today=today,
        latest=today + timedelta(days=case.pack.pack.formal.panel_days),
    )


def _member(row: Engagement, party: Party, is_open: bool) -> Member:
    reads = bool(is_open and row.impartial and party.channel_id and not party.left)
    return Member(row, party, reads)

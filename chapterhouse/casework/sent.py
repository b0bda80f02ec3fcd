"""What was taken outside, as the case page shows it: that, when, by whom and to which body."""

from dataclasses import dataclass

from chapterhouse.packs.desks import Outside

from .models import Case, Outgoing


@dataclass(frozen=True)
class Sent:
    """A summary that was made. ``body``: as the pack calls it; None for another."""

    row: Outgoing
    body: Outside | None


def sent_of(case: Case) -> list[Sent]:
    """Everything that was taken outside, newest first."""
    bodies = {one.code: one for one in case.rules.outside}
    rows = case.outgoings.select_related("party", "by", "words").order_by("-at", "-pk")
    return [Sent(row, bodies.get(row.body)) for row in rows]

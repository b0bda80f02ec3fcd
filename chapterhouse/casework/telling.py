"""The page on which people in a case are told how each recommendation was answered."""

from datetime import datetime
from typing import Any

from chapterhouse.people.models import Person

from .casefile import page_of
from .models import Case, Engagement


def telling_page_of(case: Case, engagement: Engagement, person: Person, at: datetime) -> dict[str, Any]:
    """Template and module data; `hearers` may be told: who came to us, and who had notice and may be told."""
    page = page_of(case, person, at)
    file = page["file"]
    engaged = file.commission.engaged if file.commission else []
    noticed = [one.party for one in file.formal.noticed if one.row and one.may_be_told] if file.formal else []
    hearers = [party for party in (file.ledger.first, *noticed) if party.channel_id and not party.left]
    found = next((one for one in engaged if one.row == engagement), None)
    return {**page, "one": found, "rows": _rows(found.recommendations if found else [], hearers)}


def _rows(recommendations: list[Any], hearers: list[Any]) -> list[tuple[Any, list[Any]]]:
    """Each recommendation with those who have not been told of it."""
    rows = []
    for advice in recommendations:
        told = {row.party_id for row in advice.told.all()}
        rows.append((advice, [party for party in hearers if party.pk not in told]))
    return rows

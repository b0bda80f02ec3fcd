"""The page on which a summary for a body outside is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .casefile import Casefile, page_of
from .models import Appeal, Case, Consent, Party
from .outside_words import outside_words
from .wording import in_each


@dataclass(frozen=True)
class Taking:
    """A party whose matter may be taken outside once they agree.

    Attributes:
        agrees: whether they have agreed, and not taken it back.
        material: messages from which a summary may begin: of their own conversation, and the determination.
        appeal: that they asked for, and that waits to be passed on.
    """

    party: Party
    first: bool
    agrees: bool
    material: Sequence[tuple[Entry, str]]
    appeal: Appeal | None = None


def outside_page_of(case: Case, person: Person, at: datetime) -> dict[str, Any]:
    """Template and module data of the page on which a summary is made.

    `appeals` are those that wait to be passed on: those who hear one get a summary, and not the case.
    """
    page = page_of(case, person, at)
    file = page["file"]
    agreed = {
        row.party_id
        for row in file.ledger.consents
        if row.step == Consent.OUTSIDE and row.pk in file.ledger.standing
    }
    there = [one for one in file.ledger.everyone if one.first or one.party.joined]
    waiting: list[Appeal] = [row for row in file.formal.appeals if not row.passed_on] if file.formal else []
    return {
        **page,
        "bodies": case.rules.outside,
        "takings": [_taking(one.party, one.first, one.party.pk in agreed, file) for one in there],
        "appeals": [_taking(row.sending.party, False, True, file, row) for row in waiting],
        "organisation": in_each(case.pack.pack.name),
        "words": page["words"] | outside_words(),
    }


def _taking(party: Party, first: bool, agrees: bool, file: Casefile, appeal: Appeal | None = None) -> Taking:
    said = [(row.entry, row.sender) for talk in file.talks if talk.party == party for row in talk.said]
    decided = [one.row for one in file.formal.determinations[:1]] if file.formal else []
    papers = [(row.document, row.by.name) for row in decided if row.document]
    return Taking(party, first, agrees, [*papers, *said], appeal)

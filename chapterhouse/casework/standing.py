"""Who stands beside whom in a case, as its page shows it: codes and days. Who it is comes sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chapterhouse.sealing.models import Entry

from .models import Case, Party, Supporter
from .sealed import Entries
from .supporter_words import MAY, ROLES


@dataclass(frozen=True)
class Beside:
    """Somebody beside a party, in the shape in which a letter is made for somebody (`party`).

    Attributes:
        material: messages of the conversation with the party of which a copy may be sealed for them: all of
            them for a representative, else those by which the party chose a time and a place.
    """

    row: Supporter
    party: Party
    role: Any
    may: Any
    material: Sequence[Entry]


@dataclass(frozen=True)
class Standing:
    """Everybody who stands beside somebody. ``spoken``: entries that were written for the party."""

    rows: list[Beside]
    spoken: set[int]

    @property
    def by_guest(self) -> dict[int, Beside]:
        return {one.party.pk: one for one in self.rows}

    @property
    def asked(self) -> set[int | None]:
        """Messages that ask for somebody: they stand with who it is, and not in the conversation."""
        return {one.row.words_id for one in self.rows}


def standing_of(case: Case, entries: Entries) -> Standing:
    """Of a case found with its supporters, in two queries more where there are any."""
    rows = list(case.supporters.all())
    if not rows:
        return Standing([], set())
    chosen = set(case.appointments.exclude(choices=None).values_list("choices", flat=True))
    spoken = Supporter.spoken.through.objects.filter(supporter__in=rows).values_list("entry", flat=True)
    asked = {row.words_id for row in rows}
    parties = {party.pk: party for party in case.parties.all()}
    shown = []
    for row in rows:
        party = parties.get(row.party_id, row.party)
        said = [entry for entry in entries.get(party.channel_id or 0, []) if entry.pk not in asked]
        material = said if row.speaks else [entry for entry in said if entry.pk in chosen]
        row.guest.case, row.party = case, party
        shown.append(Beside(row, row.guest, ROLES[row.role], MAY[row.role], material[::-1]))
    return Standing(shown, set(spoken))

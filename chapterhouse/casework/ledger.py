"""The others in a case as its page shows them: who was asked about whom, who was told, whose letter waits.

All by codes: who stands behind them is in the sealed list of people, and is put in by the browser.
"""

from dataclasses import dataclass
from datetime import datetime

from .access import agree
from .models import Case, Consent, Party, Telling

#: Which of three lines stands beside somebody (ui design, Case).
ASK, SPEAK, TOLD = "ask", "speak", "told"


@dataclass(frozen=True)
class Involved:
    """Somebody in a case.

    Attributes:
        first: whether the case is theirs.
        asked: the last word of each who was asked whether we may speak with them.
        tellings: when they were told outside the program, newest first.
        may_be_told: see `access.agree`; of the one whose case it is, always.
    """

    party: Party
    first: bool
    asked: list[Consent]
    tellings: list[Telling]
    may_be_told: bool

    @property
    def line(self) -> str:
        """`ASK`, `SPEAK` or `TOLD`."""
        if self.tellings or self.party.joined:
            return TOLD
        return SPEAK if self.may_be_told else ASK

    @property
    def told_at(self) -> datetime | None:
        """When they were told last, or read it in their letter."""
        moments = [*(row.at for row in self.tellings), *([self.party.joined] if self.party.joined else [])]
        return max(moments, default=None)

    @property
    def askable(self) -> bool:
        """Whether they can be asked anything: to ask is to speak with them."""
        return self.may_be_told or self.party.joined is not None


@dataclass(frozen=True)
class Ledger:
    """Everybody in a case, and every consent, newest first.

    `first` is the one whose case it is; `standing` are the consents that hold now.
    """

    first: Party
    everyone: list[Involved]
    consents: list[Consent]
    standing: set[int]

    def askable_about(self, one: Involved) -> list[Involved]:
        """Who can be asked about somebody: of the one whose case it is only what concerns others as well."""
        return [other for other in self.everyone if other.askable and not (one.first and other.first)]

    def others_to_meet(self, one: Involved) -> list[Involved]:
        """With whom somebody can be offered a conversation: those with whom we may speak ourselves."""
        return [other for other in self.everyone if other != one and (other.first or other.may_be_told)]

    @property
    def would_meet(self) -> list[tuple[Party, Party]]:
        """Pairs of whom each agreed to a conversation with the other, and takes part."""
        yes = {(row.party, row.about) for row in self.consents if row.pk in self.standing and row.is_together}
        pairs = [pair for pair in yes if pair[0].pk < pair[1].pk and pair[::-1] in yes]
        there = [pair for pair in pairs if all(party.channel_id and not party.left for party in pair)]
        return sorted(there, key=lambda pair: (pair[0].pk, pair[1].pk))

    @property
    def beside(self) -> set[int]:
        """Consents that stand beside the one whom they concern."""
        return {row.pk for one in self.everyone for row in one.asked}

    @property
    def kept_elsewhere(self) -> set[int | None]:
        """Entries of the team's channel that stand here, and so not among the notes."""
        tellings = (row for one in self.everyone for row in one.tellings)
        return {row.words_id for row in self.consents} | {row.words_id for row in tellings}


def ledger_of(case: Case) -> Ledger:
    """The others of a case, in two queries; in one while nobody was asked anything."""
    rows = case.consents.select_related("party", "about", "by", "words").order_by("-at", "-pk")
    consents = list(rows)
    tellings = list(case.tellings.select_related("by", "words").order_by("-at", "-pk")) if consents else []
    last = _last_words(consents)
    first, *others = case.parties.all()
    there = [first, *(party for party in others if not party.is_shut)]
    everyone = [_involved(party, first, last, tellings) for party in there]
    return Ledger(first, everyone, consents, {row.pk for row in last if row.agrees})


def _last_words(consents: list[Consent]) -> list[Consent]:
    """Of consents, newest first, the first of each person on each step: `ConsentQuerySet.last_words`."""
    last: dict[tuple[int, int, str], Consent] = {}
    for row in consents:
        last.setdefault((row.party_id, row.about_id, row.step), row)
    return list(last.values())


def _involved(party: Party, first: Party, last: list[Consent], tellings: list[Telling]) -> Involved:
    asked = [row for row in last if row.about_id == party.pk and row.step == Consent.CONTACT]
    told = [row for row in tellings if row.party_id == party.pk]
    return Involved(party, party == first, asked, told, party == first or agree(asked, first=first))

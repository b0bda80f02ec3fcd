"""A count in words and bars: what a page says of each stage, and the table that it can be checked with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .counting.ballots import Ballots
from .counting.counts import WHOLE, Count, Stage, Tie, Transfer, Why, decimal

CENT, TENTH = Decimal("0.01"), Decimal("0.1")
METHODS = {
    "scottish_stv": gettext_lazy("Scottish STV (single transferable vote)"),
    "irv": gettext_lazy("Instant runoff"),
    "approval": gettext_lazy("Approval"),
    "plurality": gettext_lazy("Most first choices (plurality)"),
    "borda": gettext_lazy("Points by rank (Borda)"),
}


@dataclass(frozen=True)
class Bar:
    """What one candidate has at one stage.

    Attributes:
        width: of the bar, a share of the widest, as a style sheet writes it.
    """

    name: str
    votes: str
    share: str
    width: str
    elected: bool


@dataclass(frozen=True)
class ToldStage:
    """One stage. Attributes: title, sentences, and a bar for each candidate."""

    number: int
    title: str
    sentences: Sequence[str]
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Row:
    """One line of the table: a name, its cells by stage, and what became of it."""

    name: str
    cells: Sequence[str]
    outcome: str


class Told:
    """A count as a page tells it, in the language of the moment."""

    def __init__(self, ballots: Ballots, count: Count) -> None:
        self.ballots, self.count = ballots, count
        most = max((max(stage.votes.values(), default=0) for stage in count.stages), default=0)
        self.scale = max(most, (count.quota or 0) * WHOLE, 1)

    @property
    def method(self) -> str:
        return str(METHODS[self.count.method])

    @property
    def elected(self) -> list[str]:
        """Names in the order of election."""
        return [self.name(number) for number in self.count.elected]

    @property
    def headline(self) -> str:
        if len(self.elected) == 1:
            return _("%(name)s is elected.") % {"name": self.elected[0]}
        return _("%(names)s are elected.") % {"names": listed(self.elected)}

    @property
    def empty_seats(self) -> int:
        """Seats for which nobody stood."""
        return self.count.seats - len(self.elected)

    @property
    def quota_at(self) -> str:
        """Where the line of the quota stands, as a style sheet writes it."""
        return f"{(self.count.quota or 0) * WHOLE / self.scale:.2%}"

    @property
    def stages(self) -> Iterator[ToldStage]:
        for place in range(len(self.count.stages)):
            yield ToldStage(place + 1, self._title(place), list(self._sentences(place)), self._bars(place))

    @property
    def rows(self) -> Iterator[Row]:
        """Every cell of the count, as official tables print them; then what no longer counts."""
        for number in self.ballots.standing:
            cells = [exact(stage.votes[number]) for stage in self.count.stages]
            yield Row(self.name(number), cells, self._outcome(number))
        if self.moves:
            yield Row(_("No next choice"), [exact(stage.spent) for stage in self.count.stages], "")
            yield Row(_("Lost in rounding"), [exact(stage.lost) for stage in self.count.stages], "")

    @property
    def moves(self) -> bool:
        """Whether ballots can move from one candidate to another in this method."""
        return self.count.quota is not None

    def name(self, number: int) -> str:
        return self.ballots.names[number - 1]

    def _title(self, place: int) -> str:
        moved = self.count.stages[place].transfer
        if moved is None:
            return _("First choices") if self.moves or self.count.method == "plurality" else _("All votes")
        if moved.why == Why.SURPLUS:
            return _("What %(name)s had over") % {"name": self.name(moved.source)}
        return _("%(name)s set aside") % {"name": self.name(moved.source)}

    def _sentences(self, place: int) -> Iterator[str]:
        stage = self.count.stages[place]
        if stage.transfer is None:
            yield from self._beginning()
        elif stage.transfer.why == Why.SURPLUS:
            yield self._surplus(stage.transfer)
        else:
            yield from self._exclusion(place, stage.transfer)
        for number in stage.elected:
            yield self._elected(stage, number)
        yield from map(self._tie, (tie for tie in stage.ties if tie.why != Why.EXCLUSION))

    def _beginning(self) -> Iterator[str]:
        count = self.count
        said = {"valid": count.valid, "seats": count.seats, "quota": count.quota}
        if self.moves:
            yield (
                _("Valid ballots: %(valid)s. Seats: %(seats)s. Whoever reaches %(quota)s is elected.") % said
            )
        else:
            yield _("Valid ballots: %(valid)s. Seats: %(seats)s. Whoever has the most is elected.") % said

    def _surplus(self, moved: Transfer) -> str:
        over = sum(moved.gained.values()) + moved.spent + moved.lost
        said = {
            "name": self.name(moved.source),
            "quota": self.count.quota,
            "over": rounded(over),
            "worth": get_text_list([exact(value) for value in moved.values], _("or")),
        }
        sentence = _(
            "%(name)s needs %(quota)s. The %(over)s over go to the next choices on all those ballots, each"
            " now worth %(worth)s of a vote"
        )
        return sentence % said + self._went(moved)

    def _exclusion(self, place: int, moved: Transfer) -> Iterator[str]:
        before = self.count.stages[place - 1]
        yield from map(self._tie, (tie for tie in before.ties if tie.why == Why.EXCLUSION))
        sentence = _("%(name)s had the fewest and is set aside; the ballots go to the next choices on them")
        yield sentence % {"name": self.name(moved.source)} + self._went(moved)

    def _went(self, moved: Transfer) -> str:
        """The end of a sentence: to whom how much went."""
        parts = [
            _("%(votes)s to %(name)s") % {"votes": rounded(votes), "name": self.name(number)}
            for number, votes in moved.gained.items()
        ]
        if moved.spent:
            parts.append(_("%(votes)s without a next choice") % {"votes": rounded(moved.spent)})
        return f": {', '.join(parts)}." if parts else "."

    def _elected(self, stage: Stage, number: int) -> str:
        said = {"name": self.name(number), "votes": rounded(stage.votes[number])}
        if not self.moves:
            return _("%(name)s has %(votes)s and is elected.") % said
        if stage.votes[number] >= (self.count.quota or 0) * WHOLE:
            return _("%(name)s reaches the quota with %(votes)s and is elected.") % said
        if self.count.method == "irv" and len(stage.votes) > 1:
            return _("%(name)s has more than the other who is left, %(votes)s, and is elected.") % said
        return _("There is a seat for everybody who is left: %(name)s is elected with %(votes)s.") % said

    def _tie(self, tie: Tie) -> str:
        said = {"names": listed([self.name(n) for n in tie.among]), "name": self.name(tie.picked)}
        if tie.stage is not None and tie.why == Why.EXCLUSION:
            sentence = _("%(names)s stood equal; %(name)s had fewer at stage %(stage)s.")
            return sentence % (said | {"stage": tie.stage})
        if tie.stage is not None:
            sentence = _("%(names)s stood equal; %(name)s had more at stage %(stage)s and comes first.")
            return sentence % (said | {"stage": tie.stage})
        if tie.why == Why.EXCLUSION:
            return _("%(names)s stood equal all along; the lot set %(name)s aside.") % said
        return _("%(names)s stood equal all along; the lot fell on %(name)s.") % said

    def _outcome(self, number: int) -> str:
        for place, stage in enumerate(self.count.stages, 1):
            if number in stage.elected:
                return _("Elected, stage %(stage)s") % {"stage": place}
        return _("Not elected")

    def _bars(self, place: int) -> list[Bar]:
        won = {number for stage in self.count.stages[: place + 1] for number in stage.elected}
        return [
            Bar(
                name=self.name(number),
                votes=rounded(votes),
                share=percent(votes, self.count.valid),
                width=f"{votes / self.scale:.2%}",
                elected=number in won,
            )
            for number, votes in self.count.stages[place].votes.items()
        ]


def listed(names: Sequence[str]) -> str:
    """Names with commas and an "and"."""
    return get_text_list(list(names), _("and"))


def rounded(votes: int) -> str:
    """Votes for a sentence: two decimals, halves up, where there are any."""
    if votes % WHOLE == 0:
        return number_format(votes // WHOLE)
    return number_format(Decimal(decimal(votes)).quantize(CENT, ROUND_HALF_UP), 2)


def exact(votes: int) -> str:
    """Votes for the table: five decimals where there are any."""
    return number_format(votes // WHOLE) if votes % WHOLE == 0 else number_format(decimal(votes), 5)


def percent(votes: int, valid: int) -> str:
    """The share of valid ballots, with one decimal, halves up."""
    share = Decimal(100 * votes) / (valid * WHOLE or 1)
    return number_format(share.quantize(TENTH, ROUND_HALF_UP), 1)

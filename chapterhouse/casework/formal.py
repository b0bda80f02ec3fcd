"""The formal route as the case page shows it: what was done and when. What was said comes sealed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch

from chapterhouse.packs.pack import Formal, Office, Pack
from chapterhouse.people.models import Person

from .ledger import Ledger
from .models import (
    Appeal,
    Case,
    Check,
    Departure,
    Desk,
    Determination,
    InformalOffer,
    Look,
    Measure,
    Notification,
    Party,
    Retaliation,
    Sending,
    Triage,
)


@dataclass(frozen=True)
class Noticed:
    """Somebody who can be given notice, or was. ``name``: see `ledger.Involved`."""

    party: Party
    row: Notification | None
    may_be_told: bool
    over: bool


@dataclass(frozen=True)
class Placed:
    """A measure and the days on which somebody looks after it; ``due``: the first that has come."""

    row: Measure
    looks: list[Look]
    due: Look | None
    over: bool


@dataclass(frozen=True)
class Determined:
    """A version of the determination. ``newest``: nothing follows it; ``to``: whom it can be sent to now."""

    row: Determination
    newest: bool
    sendings: list[Sending]
    to: list[Party]


@dataclass(frozen=True)
class FormalRoute:
    """The section of a case at a formal desk.

    Attributes:
        offer: the last one.
        noticed: everybody but the one who came to us.
        doers: who may be asked to carry a measure out.
        determinations: newest first, as are `retaliations`.
        checks: of the closing that stands, those that are done or whose day has come.
        departures: that somebody left the organisation, newest first; also what does not hold any more.
    """

    pack: Pack
    desk: str
    rules: Formal
    triages: list[Triage]
    offer: InformalOffer | None
    noticed: list[Noticed]
    measures: list[Placed]
    doers: list[Person]
    determinations: list[Determined]
    appeals: list[Appeal]
    retaliations: list[Retaliation]
    checks: list[Check]
    departures: list[Departure]
    today: date

    @property
    def deciding(self) -> tuple[Office, ...]:
        """The offices that decide, by the rules that the case opened under."""
        return self.pack.deciding(self.desk)

    @property
    def left(self) -> list[Departure]:
        """The leavings that hold."""
        return [row for row in self.departures if row.struck is None]

    @property
    def away_until(self) -> date | None:
        """The last day before which somebody may not come back."""
        return max((row.back_on for row in self.left if row.back_on), default=None)

    @property
    def proposed_day(self) -> date | None:
        """Until when nobody who leaves now may come back, as the pack proposes it."""
        return self.today + timedelta(days=self.rules.away_days) if self.rules.away_days else None

    @property
    def appeal_office(self) -> Office | None:
        """The office that hears appeals; None where others are asked each time."""
        code = self.rules.appeal.deciders if self.rules.appeal else None
        return self.pack.office(code) if code else None

    @property
    def offer_waits(self) -> bool:
        return bool(self.offer and not self.offer.accepted and not self.offer.declined)

    @property
    def kept_elsewhere(self) -> set[int | None]:
        """Entries of the team's channel that stand here, and so not among the notes."""
        looks = [look for one in self.measures for look in one.looks]
        rows = [one.row for one in self.determinations]
        return {
            *(row.note_id for row in self.triages),
            *(one.row.reason_id for one in self.noticed if one.row),
            *(one.row.reason_id for one in self.measures),
            *(look.words_id for look in looks),
            *(row.words_id for row in self.retaliations),
            *(row.words_id for row in self.checks),
            *(row.words_id for row in self.departures),
            *(entry for row in rows for entry in (row.document_id, row.heard_id)),
            *(entry for row in self.appeals for entry in (row.summary_id, row.reasons_id)),
        }


def formal_of(case: Case, ledger: Ledger, at: datetime) -> FormalRoute | None:
    """Everything the section shows, in a fixed number of queries; None at another desk."""
    if case.desk.wall != Desk.FORMAL:
        return None
    noticed, today = _noticed(case, ledger, at), case.today(at)
    determinations = _determined(case, ledger, noticed)
    appeals = Appeal.objects.filter(sending__determination__case=case)
    checks = Check.objects.filter(closure__case=case, closure__ended=None, day__lte=today)
    return FormalRoute(
        pack=case.pack.pack,
        desk=case.desk.code,
        rules=case.pack.pack.formal,
        triages=list(case.triages.select_related("by", "note").order_by("-at", "-pk")),
        offer=case.informal_offers.select_related("by").last(),
        noticed=noticed,
        measures=_placed(case, today),
        doers=_doers(case),
        determinations=determinations,
        appeals=list(appeals.select_related("sending__party", "summary", "reasons").order_by("-at"))
        if determinations
        else [],
        retaliations=list(case.retaliations.select_related("party", "by", "words").order_by("-at")),
        checks=list(checks.select_related("by", "words")) if case.closure else [],
        departures=list(case.departures.select_related("by", "words").order_by("-at", "-pk")),
        today=today,
    )


def _determined(case: Case, ledger: Ledger, noticed: list[Noticed]) -> list[Determined]:
    """Each version, with those who may still get the newest."""
    parties = [ledger.first, *(one.party for one in noticed if one.row and one.may_be_told)]
    there = [party for party in parties if party.channel_id and not party.left]
    rows = case.determinations.select_related("by", "reviewer", "document", "heard")
    sendings = Sending.objects.select_related("party", "by")
    made = list[Determined]()
    for row in rows.prefetch_related(Prefetch("sendings", sendings)).order_by("-at", "-pk"):
        sent = list(row.sendings.all())
        have = {sending.party_id for sending in sent}
        newest = not made
        to = [party for party in there if party.pk not in have] if newest and row.may_be_sent else []
        made.append(Determined(row, newest, sent, to))
    return made


def _placed(case: Case, today: date) -> list[Placed]:
    rows = case.measures.select_related("doer", "by", "reason").prefetch_related(
        Prefetch("looks", Look.objects.select_related("by", "words"))
    )
    made = []
    for row in rows:
        looks = list(row.looks.all())
        due = next((look for look in looks if look.day <= today and not look.done), None)
        made.append(Placed(row, looks, due, row.is_over(today)))
    return made


def _doers(case: Case) -> list[Person]:
    return list(Person.objects.listed().exclude(pk__in=case.shut_out()))


def _noticed(case: Case, ledger: Ledger, at: datetime) -> list[Noticed]:
    rows = {row.party_id: row for row in case.notifications.select_related("by", "reason")}
    made = []
    for one in (one for one in ledger.everyone if not one.first):
        row = rows.get(one.party.pk)
        if row:
            row.case, row.party = case, one.party
        made.append(Noticed(one.party, row, one.may_be_told, bool(row and row.is_over(at))))
    return made

"""Asking outside, as the case page shows it: who was asked, what is done, who answers each recommendation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from chapterhouse.people.models import Person, Term

from .formal import FormalRoute
from .ledger import Ledger
from .models import Case, Deciding, Engagement, Organisation, Party, Recommendation
from .outside_words import TASKS
from .panels import PanelShown, panel_shown
from .sealed import Entries


@dataclass(frozen=True)
class Engaged:
    """One engagement. ``tasks``: (code, words, when it was done); ``able``: who may decide now."""

    row: Engagement
    party: Party
    tasks: list[tuple[str, Any, Any]]
    decidings: list[Deciding]
    recommendations: list[Recommendation]
    able: list[Deciding]

    @property
    def may_be_told(self) -> bool:
        """Whether parties can be told: each recommendation is answered."""
        return bool(self.recommendations) and all(one.answered for one in self.recommendations)


@dataclass(frozen=True)
class Commission:
    """The section of a case. ``outside``: who may be asked; ``people``: holders of an office, who decide."""

    engaged: list[Engaged]
    outside: list[Party]
    organisations: list[Organisation]
    people: list[Person]
    material: list[Any]
    panel: PanelShown

    @property
    def kept_elsewhere(self) -> set[int | None]:
        """Entries of the team's channel that stand here, and so not among the notes."""
        said = [row for one in self.engaged for row in one.recommendations]
        return {
            *(row.terms_id for row in self.panel.all),
            *(one.row.terms_id for one in self.engaged),
            *(entry for row in said for entry in (row.words_id, row.answer_id, row.account_id)),
        }


def commission_of(
    case: Case, ledger: Ledger, formal: FormalRoute, entries: Entries, at: datetime
) -> Commission:
    """Everything the section shows, in a fixed number of queries."""
    parties = {one.party.pk: one.party for one in ledger.everyone}
    marks = {"shut": Q(person__in=case.shut_out())}
    people = Deciding.objects.select_related("person")
    advice = Recommendation.objects.select_related("words", "answer", "account")
    advice = advice.prefetch_related(Prefetch("deciders", people), "told__party")
    rows = list(
        case.engagements.select_related("party__channel", "terms", "by").prefetch_related(
            Prefetch("decidings", people.annotate(**marks)),
            Prefetch("recommendations", advice),
        )
    )
    told = {one.party.pk for one in formal.noticed if one.row}
    asked = {row.party_id for row in rows}
    others = [one.party for one in ledger.everyone if not one.first and one.may_be_told]
    first = parties[ledger.first.pk]
    return Commission(
        engaged=[_engaged(row, parties.get(row.party_id, row.party)) for row in rows if row.panel_id is None],
        outside=[party for party in others if party.pk not in asked | told],
        organisations=list(Organisation.objects.filter(ended=None)),
        people=list(_in_office(at).exclude(pk__in=case.shut_out())),
        material=entries.get(first.channel_id, []) if first.channel_id else [],
        panel=panel_shown(case, rows, formal.appeals, [each for each in others if each.pk not in told], at),
    )


def _in_office(at: datetime) -> "QuerySet[Person]":
    """Who holds some office now: those who decide are accountable to the members."""
    terms = Term.objects.current(at)
    return Person.objects.filter(terms__in=terms, is_active=True).distinct().order_by("name", "pk")


def _engaged(row: Engagement, party: Party) -> Engaged:
    tasks = [(code, words, getattr(row, code)) for code, words in TASKS.items()]
    asked = list(row.decidings.all())
    able = [each for each in asked if each.impartial and not each.shut]
    return Engaged(row, party, tasks, asked, list(row.recommendations.all()), able)

"""Asking outside, as the case page shows it: who was asked, what is done, who answers each recommendation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from chapterhouse.people.models import Person, Term

from .actions.measures import shut_out
from .ledger import Ledger
from .models import Case, Deciding, Engagement, Organisation, Party, Recommendation
from .outside_words import TASKS
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

    @property
    def kept_elsewhere(self) -> set[int | None]:
        """Entries of the team's channel that stand here, and so not among the notes."""
        said = [row for one in self.engaged for row in one.recommendations]
        return {one.row.terms_id for one in self.engaged} | {
            entry for row in said for entry in (row.words_id, row.answer_id, row.account_id)
        }


def commission_of(case: Case, ledger: Ledger, entries: Entries, at: datetime) -> Commission:
    """Everything the section shows, in a fixed number of queries."""
    parties = {one.party.pk: one.party for one in ledger.everyone}
    rows = list(
        case.engagements.select_related("party__channel", "terms", "by").prefetch_related(
            "decidings__person",
            "recommendations__deciders__person",
            "recommendations__words",
            "recommendations__answer",
            "recommendations__account",
            "recommendations__told__party",
        )
    )
    asked = {row.party_id for row in rows}
    noticed = set(case.notifications.values_list("party", flat=True))
    shut = [person.pk for person in shut_out(case)]
    others = [one.party for one in ledger.everyone if not one.first and one.may_be_told]
    first = parties[ledger.first.pk]
    return Commission(
        engaged=[_engaged(row, parties.get(row.party_id, row.party), shut) for row in rows],
        outside=[party for party in others if party.pk not in asked | noticed],
        organisations=list(Organisation.objects.filter(ended=None)),
        people=[person for person in _in_office(at) if person.pk not in shut],
        material=entries.get(first.channel_id, []) if first.channel_id else [],
    )


def _in_office(at: datetime) -> "QuerySet[Person]":
    """Who holds some office now: those who decide are accountable to the members."""
    terms = Term.objects.current(at)
    return Person.objects.filter(terms__in=terms, is_active=True).distinct().order_by("name", "pk")


def _engaged(row: Engagement, party: Party, shut: list[int]) -> Engaged:
    tasks = [(code, words, getattr(row, code)) for code, words in TASKS.items()]
    asked = list(row.decidings.all())
    able = [each for each in asked if each.impartial and each.person.pk not in shut]
    return Engaged(row, party, tasks, asked, list(row.recommendations.all()), able)

"""The pages of a first conversation and of a case's two documents; and what the case page says of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from chapterhouse.people.models import Person

from .access import may_be_shown
from .ledger import ledger_of
from .models import Act, Case, Draft, Offer, Party, Showing
from .roster import readers
from .sealed import case_data, entries_of
from .wording import STANDINGS, STEP_WORDS, in_each, module_words


@dataclass(frozen=True)
class Story:
    """What was done to understand and to mend, as the case page lists it: kinds, days, codes.

    Attributes:
        firsts: first conversations by party; `expected`: when they were told what to expect.
        kept_elsewhere: entries of the team's channel that stand elsewhere, and not among the notes.
    """

    firsts: dict[int | None, Act]
    expected: dict[int | None, Act]
    referrals: list[Act]
    drafts: dict[str, list[Draft]]
    offers: list[Offer]

    @property
    def kept_elsewhere(self) -> set[int | None]:
        acts = {row.words_id for row in [*self.firsts.values(), *self.referrals]}
        return acts | {row.words_id for rows in self.drafts.values() for row in rows}


def story_of(case: Case) -> Story:
    """Everything of it, in three queries."""
    acts = list(case.acts.select_related("by", "words"))
    drafts = list(case.drafts.all()) if case.is_mending else []
    offers = list(case.offers.select_related("party", "about")) if case.is_mending else []
    return Story(
        firsts={row.party_id: row for row in acts if row.kind == Act.FIRST},
        expected={row.party_id: row for row in acts if row.kind == Act.EXPECTATIONS},
        referrals=[row for row in acts if row.kind == Act.REFERRAL][::-1],
        drafts={kind: [row for row in drafts if row.kind == kind] for kind in Draft.KINDS},
        offers=offers[::-1],
    )


def first_page_of(case: Case, party: Party, person: Person, at: datetime) -> dict[str, Any]:
    """Template and module data of a first conversation. `told` is what they wrote themselves, if anything."""
    page = _page_of(case, person, at)
    acts = {row.kind: row for row in case.acts.filter(party=party).select_related("by", "words")}
    said = page.pop("entries").get(party.channel_id, []) if party.channel_id else []
    return {
        **page,
        "party": party,
        "told": next((entry for entry in said if entry.author_id is None), None),
        "kept": acts.get(Act.FIRST),
        "expected": acts.get(Act.EXPECTATIONS),
        "services": case.rules.services,
        "doors": [door for door in case.pack.pack.doors if door.desk == case.desk.code],
    }


def document_page_of(case: Case, kind: str, person: Person, at: datetime) -> dict[str, Any]:
    """Template and module data of a narrative or a roadmap. `standing`: the version, or two not made one."""
    page = _page_of(case, person, at)
    page.pop("entries")
    shown = Prefetch("showings", Showing.objects.select_related("party", "by", "words"))
    rows = case.drafts.filter(kind=kind).select_related("by", "words").prefetch_related("later", shown)
    drafts = list(enumerate(rows, 1))[::-1]
    parties = [party for party in case.parties.all() if party.channel_id and not party.left]
    ledger = ledger_of(case)
    standing = [(number, row) for number, row in drafts[::-1] if not row.later.all()]
    return {
        **page,
        "kind": kind,
        "ledger": ledger,
        "drafts": drafts,
        "standing": standing,
        "earlier": [each for each in drafts if each not in standing],
        "showings": [each for _number, row in drafts for each in row.showings.all()],
        "to_show": [party for party in parties if may_be_shown(party)],
        "not_to_show": [party for party in parties if not may_be_shown(party)],
        "document": _document_data(case, kind, standing, drafts),
    }


def _page_of(case: Case, person: Person, at: datetime) -> dict[str, Any]:
    entries, reading = entries_of(case.channels), readers(case, at)
    data = case_data(case, person, entries, reading)
    return {"case": case, "entries": entries, "data": data, "words": module_words(), "at": at}


def _document_data(
    case: Case, kind: str, standing: list[tuple[int, Draft]], drafts: list[tuple[int, Draft]]
) -> dict[str, Any]:
    """What the module needs in clear: which entries are versions and copies, and words in every language."""
    return {
        "kind": kind,
        "standing": [str(row.words.uuid) for _number, row in standing if row.words],
        "parties": {str(party.channel.uuid): party.code for party in case.parties.all() if party.channel},
        "copies": {
            str(each.words.uuid): number
            for number, row in drafts
            for each in row.showings.all()
            if each.words
        },
        "standings": {code: in_each(words) for code, words in STANDINGS.items()},
        "steps": {code: in_each(words) for code, words in STEP_WORDS.items()},
    }

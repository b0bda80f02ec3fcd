"""The case page's rows: who wrote when, what happened, who can read. Texts come sealed beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.clocks.models import Promise
from chapterhouse.journal.models import Row
from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Channel, Entry

from .appointments import appointments_of
from .codes import LETTERS
from .commission import Commission, commission_of
from .formal import FormalRoute, formal_of
from .ledger import Ledger, ledger_of
from .linked import Links, links_of
from .linking_words import LEFT
from .models import Case, Party
from .plans import plans_of
from .roster import readers_and_others
from .sealed import Entries, case_data, entries_of, fetch_keys, working_notes_of
from .sent import sent_of
from .standing import Beside, Standing, standing_of
from .story import Story, story_of
from .waiting import waiting_among
from .wording import OPENINGS, module_words, names_in, sentence


@dataclass(frozen=True)
class Said:
    """One sealed entry as the page shows it while it is closed. `new`: after our last answer."""

    entry: Entry
    sender: str
    ours: bool
    new: bool = False


@dataclass(frozen=True)
class Talk:
    """The conversation with one party, newest first; `joined` is whether they have opened their letter.

    `first`: it is with the one whose case it is; `asked`: what is due is an answer here; `beside`: they stand
    beside a party.
    """

    party: Party
    said: list[Said]
    first: bool
    asked: bool
    beside: Beside | None = None

    @property
    def joined(self) -> bool:
        return self.party.channel_id is not None


@dataclass(frozen=True)
class Casefile:
    """What the case page lists.

    Attributes:
        notes: what is in the team's channel besides the present title and list of people, newest first.
        days: journal rows in words by day, newest first.
        ledger: who in it was asked about whom, and who was told.
        story: what was done to understand and to mend.
        standing: who stands beside whom.
        readers: who holds the newest key and may read.
        free: officers who are not on the case and may be brought into it.
        proposed: who is ticked when nobody has it: oneself, and readers up to the size of a pair (S1.26).
        links: with which cases it is worked as one; their journal stands among the days.
        formal: what was done on the formal route; None at another desk.
        commission: who was asked outside; None at another desk.
    """

    talks: list[Talk]
    ledger: Ledger
    story: Story
    standing: Standing
    notes: list[Said]
    days: list[tuple[date, list[str]]]
    readers: list[Person]
    free: list[Person]
    proposed: list[Person]
    links: Links
    formal: FormalRoute | None = None
    commission: Commission | None = None

    @property
    def others(self) -> list[Person]:
        """Who does not read it and may be brought in."""
        return [one for one in self.free if one not in self.readers]


def casefile_of(case: Case, person: Person, entries: Entries, at: datetime) -> Casefile:
    """The rows of a case for somebody who may read it, in a fixed number of queries."""
    ledger, story, standing = ledger_of(case), story_of(case), standing_of(case, entries)
    formal = formal_of(case, ledger, at)
    asked = (ledger, formal.noticed, formal.appeals) if formal else None
    commission = commission_of(case, *asked, entries, at) if asked else None
    fixed = {case.title_id, case.people_id} | ledger.kept_elsewhere | story.kept_elsewhere
    fixed |= formal.kept_elsewhere if formal else set()
    fixed |= commission.kept_elsewhere if commission else set()
    team = [entry for entry in entries.get(case.channel.pk, []) if entry.pk not in fixed]
    reading, others = readers_and_others(case, at)
    links = links_of(case, person, ledger, reading, at)
    happened = Row.objects.filter(subject__in=[case.code, *links.codes]).order_by("-at", "-pk")
    return Casefile(
        talks=_talks(case, person, entries, standing),
        ledger=ledger,
        story=story,
        standing=standing,
        notes=[_said(entry, person) for entry in reversed(team)],
        days=_days(happened, case, [*reading, *others, *(formal.doers if formal else [])]),
        readers=reading,
        free=sorted(
            (one for one in [*reading, *others] if one not in case.pair), key=lambda one: (one.name, one.pk)
        ),
        proposed=[] if case.pair else _oneself_first(reading, person)[: case.rules.working_unit],
        links=links,
        formal=formal,
        commission=commission,
    )


def _oneself_first(people: list[Person], person: Person) -> list[Person]:
    return sorted(people, key=lambda one: one != person)


def _talks(case: Case, person: Person, entries: Entries, standing: Standing) -> list[Talk]:
    """With the one whose case it is, then with everybody who came, or for whom a letter waits.

    Who stands beside somebody comes last.
    """
    first, *others = case.parties.all()
    others += [one.party for one in standing.rows]
    there = [first, *(party for party in others if party.channel_id or party.invitation_id)]
    since = waiting_among(case, there, entries) if others else {}
    asked = min(since, key=lambda party: since[party], default=first)
    beside, talks = standing.by_guest, list[Talk]()
    for party in there:
        said = _talk(entries, party.channel, person, standing, beside.get(party.pk))
        talks.append(Talk(party, said, party == first, party == asked, beside.get(party.pk)))
    return talks


def _talk(
    entries: Entries, channel: Channel | None, person: Person, standing: Standing, beside: Beside | None
) -> list[Said]:
    rows = entries.get(channel.pk, []) if channel else []
    answered = max((index for index, entry in enumerate(rows) if entry.author_id), default=-1)
    said = [
        _said(entry, person, new=index > answered, who=_sender(entry, standing, beside))
        for index, entry in enumerate(rows)
        if entry.pk not in standing.asked
    ]
    return said[::-1]


def _sender(entry: Entry, standing: Standing, beside: Beside | None) -> str:
    """Who wrote with a code, and in whose name: that of a party is not that of who speaks for them."""
    if beside is None:
        return _("The person")
    if beside.party.is_shut:
        return _("Who opened a letter that was not for them")
    if entry.pk in standing.spoken:
        return _("The representative of {code} wrote for them").format(code=beside.row.party.code)
    return _("Beside {code}, in their own name").format(code=beside.row.party.code)


def _said(entry: Entry, person: Person, *, new: bool = False, who: str = "") -> Said:
    if entry.author is None:
        return Said(entry, who or _("The person"), ours=False, new=new)
    return Said(entry, _("You") if entry.author == person else entry.author.name, ours=True)


def _days(rows: Iterable[Row], case: Case, known: Iterable[Person]) -> list[tuple[date, list[str]]]:
    rows = list(rows)
    others = [*case.parties.all()[1:], *(row.guest for row in case.supporters.all())]
    names = names_in(rows, known) | {party.code: party.code for party in others}
    by_day = groupby(rows, key=lambda row: timezone.localtime(row.at).date())
    return [(day, [sentence(row, names) for row in some]) for day, some in by_day]


def gone_before(case: Case, file: Casefile, destroyed: datetime) -> date | None:
    """The day before which somebody may not come back, if nothing keeps the case until then."""
    until = file.formal.away_until if file.formal else None
    return until if until and not case.kept_back and case.today(destroyed) < until else None


def page_of(case: Case, person: Person, at: datetime) -> dict[str, Any]:
    """What the case page's template and modules are given."""
    fetch_keys(case.channels, person)
    entries, working = entries_of(case.channels), working_notes_of(case)
    file = casefile_of(case, person, entries, at)
    handovers = case.handovers.filter(taker=person, accepted=None, declined=None)
    return {
        "case": case,
        "kept_until": case.closure.earliest(at) if case.closure else None,
        "file": file,
        "story": file.story,
        "data": case_data(case, person, entries, file.readers, working),
        "working": working,
        "words": module_words(),
        "letters": LETTERS,
        "openings": (*OPENINGS, LEFT) if file.formal and file.formal.left else OPENINGS,
        "gone_before": gone_before(case, file, case.closure.earliest(at)) if case.closure else None,
        "at": at,
        "me": person,
        "mine": person in case.pair,
        "handover": handovers.select_related("giver").first(),
        "outcome": case.rules.outcome_days and Promise.objects.outcomes().on(case.code).first(),
        "asked": case.another_asked.filter(answered=None).first(),
        "version": case.pack,
        "appointments": appointments_of(case, file.readers),
        "plans": plans_of(case, at),
        "sent": sent_of(case) if case.rules.outside else [],
    }

"""What somebody may give on, and to whom; and when their own term ends."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery

from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Person, Term
from chapterhouse.sealing.models import ChannelKey, KeyCard, KeyWrap, site_id

from .access import Duty, left_with, was_left
from .handing_words import handing_words
from .models import Case, Independence
from .models.case import CaseQuerySet
from .roster import holders
from .sealed import cards_of, title_data
from .wording import module_words

#: How long before the end of a term it is said.
SOON = timedelta(days=60)
#: How many days before its last day giving the cases on begins: while whoever leaves can still be asked.
HAND_OVER_DAYS = 30


@dataclass(frozen=True)
class Leaving:
    """That somebody should give their cases on: when their term ends, or that it has and cases were left.

    `begins` says that a month is left, and it is time to begin.
    """

    ends: datetime | None
    left: bool
    begins: bool = False

    @property
    def last(self) -> datetime | None:
        """A moment of the last day: a term that ends by itself does so at the midnight after it."""
        return self.ends - timedelta(microseconds=1) if self.ends else None


def leaving(person: Person, duty: Duty, at: datetime) -> Leaving:
    """What Today says of it."""
    gone = any(term.ends and term.ends <= at for term in duty.terms)
    ends = _soon(duty.terms, duty, at)
    begins = ends is not None and ends <= at + timedelta(days=HAND_OVER_DAYS + 1)
    return Leaving(ends=ends, left=gone and was_left(person), begins=begins)


def _soon(terms: Iterable[Term], duty: Duty, at: datetime) -> datetime | None:
    """When the first of their offices at a desk ends, unless they have been chosen again."""
    last: dict[str, datetime | None] = {}
    for term in terms:
        code = term.office.code
        if term.opens and (term.ends is None or term.ends > at) and duty.reads_by(code):
            last[code] = _later(last[code], term.ends) if code in last else term.ends
    return min((end for end in last.values() if end and end <= at + SOON), default=None)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else None


def givable(person: Person, duty: Duty, at: datetime) -> CaseQuerySet:
    """The cases whose keys are a person's to give on, newest first; `declared` are those they may read."""
    seen = Case.objects.readable_by(person).not_shut_to(person).read_by_offices(duty.held, duty.versions)
    read = seen.filter(Exists(Independence.objects.filter(case=OuterRef("pk"), person=person)))
    mine, left = (Q(pk__in=rows.order_by().values("pk")) for rows in (read, left_with(person, at)))
    marks = {"declared": ExpressionWrapper(mine, output_field=BooleanField())}
    rows = (
        Case.objects.annotate(**marks).filter(mine | left).select_related("desk", "pack", "channel", "title")
    )
    return rows.defer("pack__source").order_by("-opened", "-pk")


@dataclass(frozen=True)
class Held:
    """A case and the others who can read it now."""

    case: Case
    others: list[Person]


def held_by(cases: Iterable[Case], person: Person, at: datetime) -> list[Held]:
    """Cases with who else reads them, in two queries whatever their number."""
    cases = list(cases)
    newest = ChannelKey.objects.filter(channel=OuterRef("channel_key__channel")).order_by("-version")
    wraps = KeyWrap.objects.filter(
        channel_key__channel__in=[case.channel_id for case in cases],
        channel_key=Subquery(newest.values("pk")[:1]),
        card__retired=None,
        card__user__is_active=True,
    ).exclude(card__user=person)
    people: dict[int, list[Person]] = defaultdict(list)
    for wrap in wraps.select_related("card__user", "channel_key").order_by("card__user__name", "pk"):
        if wrap.card:
            people[wrap.channel_key.channel_id].append(wrap.card.user)
    offices: dict[int, set[str]] = defaultdict(set)
    for holder, code in Term.objects.current(at).values_list("person", "office__code"):
        offices[holder].add(code)
    return [Held(case, _in_office(people[case.channel_id], case, offices)) for case in cases]


def _in_office(people: Iterable[Person], case: Case, offices: dict[int, set[str]]) -> list[Person]:
    return [person for person in people if not offices[person.pk].isdisjoint(case.rules.offices)]


def successors(person: Person, cases: CaseQuerySet, at: datetime) -> list[Person]:
    """Officers of the desks of these cases who have a key; whether one may have a case, the action says."""
    places = set(cases.order_by().values_list("pack", "desk__code").distinct())
    versions = {version.pk: version for version in PackVersion.objects.defer("source")}
    offices = {code for pack, desk in places for code in versions[pack].pack.desk(desk).offices}
    keyed = holders(offices, at).filter(key_cards__in=KeyCard.objects.current())
    return [each for each in keyed if each != person]


def page_data(rows: Iterable[Held], people: Iterable[Person], person: Person) -> dict[str, Any]:
    """What the module is given: public keys to choose from, and titles of the cases that may be read."""
    people = list(people)
    titles = title_data([row.case for row in rows if row.case.declared], person)["titles"]
    names = {each.username: each.name for each in people}
    return {"site": site_id(), "cards": cards_of(people), "names": names, "titles": titles}


def words() -> dict[str, str]:
    """What the module says."""
    return module_words() | handing_words()

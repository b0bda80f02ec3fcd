"""Saying what waits in offices besides cases: once to each who must know, and never what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Pack
from chapterhouse.people.interest import awaiting_yes
from chapterhouse.people.models import Interest, Person, Term
from chapterhouse.people.permissions import Permission, who_may
from chapterhouse.people.terms import ending, held_of

from ..succession import HAND_OVER_DAYS

SOON, HAND_OVER, BEFORE, YES, INTEREST = (
    "term-ends-soon",
    "hand-over-begins",
    "asked-before-office",
    "asked-for-yes",
    "interest-waits",
)


@dataclass(frozen=True)
class Waits:
    """Something that is said once. ``about``: a username, or nothing; ``people``: who hears of it."""

    verb: str
    subject: str
    about: str
    people: list[Person]


def remind_of_terms(*, at: datetime) -> int:
    """Tell once, of each term and each person who would like to join, those for whom something waits.

    A term that is about to end: its holder, and those who fill offices (S2.49). A month before it ends:
    whoever reads cases by it begins to give them on. A term that waits for a signature, a training or a
    yes: its holder, or who says it. Somebody who would like to join: those who fill offices.

    The notice says only that something waits; what it is stands at Today.
    """
    version = PackVersion.objects.current(at=at)
    return sum(_said(each, at) for each in _waiting(version.pack, at)) if version else 0


def _waiting(pack: Pack, at: datetime) -> Iterator[Waits]:
    filling = list(who_may(Permission.FILL_OFFICES, at))
    for held in ending(pack, at):
        person = held.term.person
        subject = f"{held.rules.code}:{held.last_day}"
        yield Waits(SOON, subject, person.username, [person, *(each for each in filling if each != person)])
    for held in ending(pack, at, days=HAND_OVER_DAYS):
        if held.rules.reads:
            person = held.term.person
            yield Waits(HAND_OVER, f"{held.rules.code}:{held.last_day}", person.username, [person])
    yield from _ahead(pack, filling, at)
    for interest in Interest.objects.filter(state=Interest.NEW):
        yield Waits(INTEREST, interest.code, "", filling)


def _ahead(pack: Pack, filling: list[Person], at: datetime) -> Iterator[Waits]:
    for held in held_of(Term.objects.ahead(at).filter(opens=None), pack, at):
        if held.unsigned or held.untrained:
            person = held.term.person
            yield Waits(BEFORE, f"{held.rules.code}:{held.term.pk}", person.username, [person])
    for held in awaiting_yes(pack, at):
        says = held.rules.approved_by
        terms = Term.objects.current(at).of_offices([says] if says else [])
        asked = list(Person.objects.filter(terms__in=terms, is_active=True).distinct()) if says else filling
        asked = [each for each in asked if each != held.term.person]
        yield Waits(YES, f"{held.rules.code}:{held.term.pk}", held.term.person.username, asked)


@transaction.atomic
def _said(waits: Waits, at: datetime) -> bool:
    if not waits.people:
        return False
    first = min(person.pk for person in waits.people)
    Person.objects.select_for_update().get(pk=first)  # one worker at a time says it
    if Row.objects.about(waits.subject).filter(verb=waits.verb, about=waits.about).exists():
        return False
    record(by="worker", verb=waits.verb, subject=waits.subject, about=waits.about, at=at)
    tell(people=waits.people, kind=Notice.REMINDER, subject=waits.subject, at=at)
    return True

"""Who may remove whom from an office, as the pages show it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from chapterhouse.packs.desks import Office as PackOffice
from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Pack

from .models import Hearing, Person, Term


@dataclass(frozen=True)
class Trust:
    """A term as somebody may look at it.

    Attributes:
        rules: the office in the pack in force; None where it no longer names it.
        deciders: who decides on its removal, without the one it is about.
        hearing: what is being considered; None when nothing is.
        own: whether the one who looks holds it.
        decides: whether the one who looks may write the steps down.
    """

    term: Term
    rules: PackOffice | None
    deciders: list[Person]
    hearing: Hearing | None
    own: bool
    decides: bool
    today: date

    @property
    def may_be_decided(self) -> bool:
        return self.hearing is not None and self.hearing.was_heard(self.today)

    @property
    def name(self) -> str:
        return str(self.rules.name) if self.rules else self.term.office.code


def pack_at(at: datetime) -> Pack | None:
    version = PackVersion.objects.current(at=at)
    return version.pack if version else None


def removable_by(person: Person, pack: Pack, at: datetime) -> "QuerySet[Term]":
    """Terms of others on whose removal the person decides by an office they hold; never their own."""
    held = set(Term.objects.current(at).filter(person=person).values_list("office__code", flat=True))
    codes = [office.code for office in pack.offices if office.removal and office.removal.by in held]
    found = Term.objects.current(at).of_offices(codes).exclude(person=person).filter(person__is_active=True)
    return found.select_related("person", "office").order_by("office__code", "person__name", "pk")


def own_terms(person: Person, at: datetime) -> "QuerySet[Term]":
    return Term.objects.current(at).filter(person=person).select_related("person", "office").order_by("pk")


def trust_of(term: Term, person: Person, pack: Pack, at: datetime) -> Trust:
    """A term as the person may look at it."""
    rules = next((office for office in pack.offices if office.code == term.office.code), None)
    removal = rules.removal if rules else None
    terms = Term.objects.current(at).of_offices([removal.by] if removal else [])
    deciders = Person.objects.filter(terms__in=terms, is_active=True).exclude(pk=term.person_id).distinct()
    people = list(deciders.order_by("name", "pk"))
    hearing = term.hearings.open().first()
    own = term.person_id == person.pk
    return Trust(term, rules, people, hearing, own, person in people, at.astimezone(pack.zone).date())


def concerns(person: Person, at: datetime) -> bool:
    """Whether there is anything about offices for the person: their own, or others' to decide on."""
    pack = pack_at(at)
    return pack is not None and (own_terms(person, at).exists() or removable_by(person, pack, at).exists())

"""Which desks a person reads at, from the offices they hold and the pack in force."""

from datetime import datetime

from django.db.models import QuerySet

from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Desk

from .models import Person, Term


def desks(at: datetime) -> tuple[Desk, ...]:
    """The desks of the pack in force; none before the first is adopted."""
    version = PackVersion.objects.current(at=at)
    return version.pack.desks if version else ()


def desks_of(person: Person, at: datetime) -> list[Desk]:
    """The desks of the pack in force at which a person reads, in the pack's order."""
    held = set(Term.objects.current(at).filter(person=person).values_list("office__code", flat=True))
    return [desk for desk in desks(at) if held & set(desk.offices)]


def reads(person: Person, at: datetime) -> bool:
    """Whether the person holds an office that reads at some desk."""
    return bool(person.is_authenticated and desks_of(person, at))


def has_duty(person: Person, at: datetime) -> bool:
    """Whether the person reads at some desk, or is one's backup contact."""
    held = set(Term.objects.current(at).filter(person=person).values_list("office__code", flat=True))
    return any(held & {*desk.offices, desk.backup} for desk in desks(at))


def readers_at(desk: Desk, at: datetime) -> "QuerySet[Person]":
    """Who reads at a desk at a moment, by name."""
    terms = Term.objects.current(at).of_offices(desk.offices)
    return Person.objects.filter(terms__in=terms, is_active=True).distinct().order_by("name", "pk")

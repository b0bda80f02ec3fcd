"""Whom an announcement can go to. A room that knows of more adds them: `register`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chapterhouse.people.groups import in_order
from chapterhouse.people.models import Group, Membership, Person


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody in an audience.

    Attributes:
        email: empty for whoever has none.
        language: of their account; empty for whoever has none.
        no_mail: the list of members says that they want no mail at all.
    """

    email: str
    language: str
    no_mail: bool


@dataclass(frozen=True)
class Audience:
    """People an announcement can go to: its code, its name, and who they are at a moment."""

    code: str
    words: "Promise | str"
    people: Callable[[datetime], Iterator[Reached]]


def reached(memberships: "Iterable[tuple[str | None, str, str | None, bool]]") -> Iterator[Reached]:
    """People by address of the account, address on the list, language of the account, and wish for no mail.

    The address that somebody signs in by is newer than the one on the list, where they have both.
    """
    for own, listed, language, no_mail in memberships:
        yield Reached(own or listed, language or "", bool(no_mail))


def on_the_roll(at: datetime) -> Iterator[Reached]:
    """On the newest list, and not said to have lapsed."""
    rows = Membership.objects.on_the_roll().order_by("pk")
    return reached(rows.values_list("person__email", "email", "person__language", "no_mail").iterator())


def with_an_account(at: datetime) -> Iterator[Reached]:
    """Able to sign in here."""
    return _by_account(Person.objects.filter(is_active=True))


def _by_account(people: "QuerySet[Person]") -> Iterator[Reached]:
    wished = people.order_by("pk").annotate(listed=F("membership__email"))
    return reached(wished.values_list("email", "listed", "language", "membership__no_mail").iterator())


def wanting_no_mail(emails: Iterable[str] | None = None) -> set[str]:
    """Addresses, in small letters, of those of whom the list of members says that they want no mail.

    Args:
        emails: ask for these alone. Whoever shares an address with one of them gets none there either.
    """
    silent = Membership.objects.filter(no_mail=True)
    found: set[str] = set()
    for name in ("email", "person__email"):
        rows = silent.exclude(**{name: None}).annotate(small=Lower(name))
        if emails is not None:
            rows = rows.filter(small__in=list(emails))
        found.update(rows.values_list("small", flat=True))
    return found - {""}


def groups() -> Iterator[Audience]:
    """Each group that is open; it goes to who is in it when it goes out."""
    for group in in_order(Group.objects.open()):
        yield Audience(f"group-{group.code}", str(group.name), partial(in_group, group.pk))


def in_group(group: int, at: datetime) -> Iterator[Reached]:
    """In a group now, and able to sign in."""
    people = Person.objects.filter(
        is_active=True, group_memberships__group=group, group_memberships__left=None
    )
    return _by_account(people)


Source = Callable[[], Iterable[Audience]]
_sources: list[Source] = [
    lambda: (
        Audience("roll", _("Everybody on the list of members"), on_the_roll),
        Audience("accounts", _("Everybody with an account here"), with_an_account),
    ),
    groups,
]


def register(source: Source) -> None:
    """Adds audiences: called in `AppConfig.ready`, and asked whenever somebody writes an announcement."""
    if source not in _sources:
        _sources.append(source)


def audiences() -> list[Audience]:
    """All there are now, in the order in which they are shown."""
    return [audience for source in _sources for audience in source()]


def audience(code: str) -> Audience | None:
    """The audience of a code; None once it is no more, such as a group that was closed."""
    return next((each for each in audiences() if each.code == code), None)

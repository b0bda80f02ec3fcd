"""Accounts: joining, one's name and the language of one's pages, giving up a password."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record, record_all
from chapterhouse.rows import keep
from chapterhouse.ui.refused import Refused

from ..models import Person, new_handle


@transaction.atomic
def join(*, name: str, email: str | None, language: str, at: datetime, by: str, handle: str = "") -> Person:
    """Make an account. There is no password until one is chosen.

    Args:
        handle: the username they had before, when an installation is set up again; drawn by lot if left out.
    """
    person = Person(name=name, email=email, language=language, username=handle or new_handle())
    person.set_unusable_password()
    person.save()
    record(by=by, verb="joined", subject=person.username, at=at)
    return person


@transaction.atomic
def join_all(*, people: Iterable[tuple[str, str]], language: str, at: datetime, by: str) -> list[Person]:
    """Make accounts for many at once, as `join` does for one.

    Args:
        people: name and address of each; no address that an account has already.
    """
    made = [
        Person(name=name, email=email, language=language, username=new_handle(), date_joined=at)
        for name, email in people
    ]
    for person in made:
        person.set_unusable_password()
    keep(made)
    record_all(by=by, verb="joined", subjects=[person.username for person in made], at=at)
    return made


@transaction.atomic
def choose_language(*, person: Person, language: str, at: datetime) -> Person:
    """A person chooses the language of their pages and mails."""
    person.language = language
    person.save(update_fields=["language"])
    record(by=person.username, verb="chose-language", subject=person.username, at=at)
    return person


@transaction.atomic
def forget_password(*, person: Person, at: datetime) -> Person:
    """A person gives up their password; a code by email and passkeys remain."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record(by=person.username, verb="removed-password", subject=person.username, at=at)
    return person


@transaction.atomic
def choose_name(*, person: Person, name: str, pronouns: str, at: datetime) -> Person:
    """A person chooses the name by which everybody sees and greets them, and their pronouns.

    The list's name stays as the list has it. The journal says that they chose, not what.

    Raises:
        Refused: no name is left of it (``no-name``).
    """
    name, pronouns = " ".join(name.split()), " ".join(pronouns.split())
    if not name:
        raise Refused(_("Write the name by which you want to be called."), code="no-name")
    person.name, person.pronouns = name, pronouns
    person.save(update_fields=["name", "pronouns"])
    record(by=person.username, verb="chose-name", subject=person.username, at=at)
    return person

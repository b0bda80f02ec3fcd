"""Taking and leaving offices."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.refused import Refused

from .models import Office, Person, Term, new_handle


@transaction.atomic
def establish_offices(*, pack: Pack) -> list[Office]:
    """Make or update the rows of the offices a pack names; offices it no longer names stay as they are."""
    return [
        Office.objects.update_or_create(code=office.code, defaults={"seats": office.seats})[0]
        for office in pack.offices
    ]


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
def take_office(
    *,
    person: Person,
    office: Office,
    starts: datetime,
    by: str,
    authority: str = "",
    pack: Pack | None = None,
) -> Term:
    """Begin a term.

    Args:
        by: username of who records it.
        authority: the vote or decision behind it, in a sentence.
        pack: the current pack, to hold its rule on offices that cannot be held together.

    Raises:
        Refused: all seats are taken, or the person holds an office this one must be kept apart from.
    """
    current = Term.objects.current(starts)
    if office.seats and current.filter(office=office).count() >= office.seats:
        raise Refused(_("All seats of this office are taken. End a term first."), code="no-seat")
    held = set(current.filter(person=person).values_list("office__code", flat=True))
    if pack and held & pack.apart(office.code):
        raise Refused(_("This office cannot be held together with one they hold now."), code="apart")
    term = Term.objects.create(person=person, office=office, starts=starts, authority=authority)
    record(by=by, verb="took-office", subject=office.code, about=person.username, at=starts)
    return term


@transaction.atomic
def leave_office(*, term: Term, by: str, at: datetime) -> Term:
    """End a term. What its holder could open is served to them no more from that moment."""
    term.ends = at
    term.save(update_fields=["ends"])
    record(by=by, verb="left-office", subject=term.office.code, about=term.person.username, at=at)
    return term


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

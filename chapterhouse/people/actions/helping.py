"""Giving somebody who was locked out another way in: one officer, or two where an office is concerned."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.ui.refused import Refused

from ..helping import needs_second
from ..models import Person, SignInHelp
from ..permissions import Permission, may
from ..sessions import end_others

#: How long it is kept that somebody was helped, and why.
REMEMBERED = timedelta(days=365)


@transaction.atomic
def help_sign_in(*, person: Person, email: str, reason: str, by: Person, at: datetime) -> SignInHelp:
    """Let somebody sign in by another address. Who holds or held an office waits for a second officer.

    Done, it ends every session, and takes away password, passkeys and second factor. It opens no vault: that
    takes their passphrase or their recovery key.

    Args:
        reason: how the officer knows that it is they; kept for a year.

    Raises:
        Refused: as `_must_help`; the address is another's (``taken``); something waits for them
            already (``waits``).
    """
    person = _must_help(person, by, at)
    _must_be_free(email, person)
    if SignInHelp.objects.waiting().filter(person=person).exists():
        raise Refused(
            _("For this member something waits to be confirmed already. Confirm it or take it back first."),
            code="waits",
        )
    row = SignInHelp.objects.create(person=person, email=email, reason=reason, by=by, asked=at)
    if needs_second(person):
        _record("asked-sign-in", row, by, at)
        return row
    return _do(row, by, at)


@transaction.atomic
def confirm_sign_in(*, row: SignInHelp, by: Person, at: datetime) -> SignInHelp:
    """A second officer confirms it, having made sure themselves; then it is done.

    Raises:
        Refused: as `_must_help`; they asked for it themselves (``own``); it is over (``over``); the
            address is another's by now (``taken``).
    """
    row = _waiting(row)
    _must_help(row.person, by, at)
    if row.by_id == by.pk:
        raise Refused(_("Somebody else than who asked for it confirms it."), code="own")
    if _owes(by, row.by):
        raise Refused(
            _("Another officer confirms it: your office, or your way in, comes from who asked for it."),
            code="own",
        )
    _must_be_free(row.email, row.person)
    row.confirmed_by = by
    return _do(row, by, at)


@transaction.atomic
def withdraw_sign_in(*, row: SignInHelp, by: Person, at: datetime) -> SignInHelp:
    """Take back what waits for a second officer: whoever helps with signing in, or the one it is about.

    Raises:
        Refused: as `_must_help`, but one's own; it is over (``over``).
    """
    row = _waiting(row)
    if row.person_id != by.pk:
        _must_help(row.person, by, at)
    row.withdrawn, row.email = at, ""
    row.save(update_fields=["withdrawn", "email"])
    _record("withdrew-sign-in", row, by, at)
    return row


def _owes(by: Person, other: Person) -> bool:
    """Whether somebody has their office or their sign-in from another: the two may be one."""
    proposed = Row.objects.filter(verb="proposed-term", by=other.username, about=by.username)
    return proposed.exists() or SignInHelp.objects.filter(person=by, by=other).exists()


def forget_helps(*, at: datetime) -> int:
    """Delete what was asked for more than a year ago; returns how many."""
    return SignInHelp.objects.filter(asked__lt=at - REMEMBERED).delete()[0]


def _do(row: SignInHelp, by: Person, at: datetime) -> SignInHelp:
    person = row.person
    person.email = row.email
    person.set_unusable_password()
    person.save(update_fields=["email", "password"])
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    end_others(person=person, but="", at=at)
    row.done, row.email = at, ""
    row.save(update_fields=["done", "email", "confirmed_by"])
    _record("changed-sign-in", row, by, at)
    return row


def _record(verb: str, row: SignInHelp, by: Person, at: datetime) -> None:
    handle = row.person.username
    record(by=by.username, verb=verb, subject=handle, about=handle, at=at)


def _waiting(row: SignInHelp) -> SignInHelp:
    """The row as it is now; refused (``over``) when it is done or taken back."""
    now = SignInHelp.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)
    if now.done or now.withdrawn:
        raise Refused(_("This is over. Nothing is left to do here."), code="over")
    return now


def _must_be_free(email: str, person: Person) -> None:
    if Person.objects.reached_at(email).exclude(pk=person.pk).exists():
        raise Refused(_("Another account signs in by this address. Ask for a different one."), code="taken")


def _must_help(person: Person, by: Person, at: datetime) -> Person:
    """The person as they are now.

    Raises:
        Refused: whoever acts holds no office that helps with signing in (``not-yours``); it is their own
            account (``self``), or one that was closed (``closed``).
    """
    if not may(by, Permission.HELP_SIGN_IN, at):
        raise Refused(_("This is not open to you."), code="not-yours")
    if person.pk == by.pk:
        raise Refused(_("Nobody does this for themselves. Ask another officer."), code="self")
    row = Person.objects.select_for_update().get(pk=person.pk)
    if not row.is_active:
        raise Refused(_("This account is closed. Nobody can sign in to it any more."), code="closed")
    return row

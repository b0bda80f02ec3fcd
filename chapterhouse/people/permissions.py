"""What an office lets its holders do on this site, beside reading cases, and who may do it now.

A pack gives each office its permissions (`packs.desks.Office.may`). Reading a case is none of them: that
comes by holding its key.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from chapterhouse.packs.models import PackVersion

from .models import Person, Term


class Permission(models.TextChoices):
    """One thing that may be done, with the sentence that says so to members."""

    KEEP_ROSTER = "keep-roster", _("Take over lists of members, correct them, and invite members to sign in.")
    HELP_SIGN_IN = (
        "help-sign-in",
        _("Give a member who was locked out a new way in, with a reason that is kept."),
    )
    KEEP_GROUPS = "keep-groups", _("Open and close groups, and name who coordinates them.")
    FILL_OFFICES = (
        "fill-offices",
        _("Write down who takes an office and who leaves it, and approve volunteers."),
    )
    KEEP_HANDBOOK = "keep-handbook", _("Put documents of the handbook into force, with who adopted them.")
    KEEP_REFERRALS = "keep-referrals", _("Take entries out of the referral guide.")
    ANNOUNCE = "announce", _("Send announcements to members and groups, and publish articles.")
    SPEAK_FOR_TEAM = (
        "speak-for-team",
        _("Keep the team's short talks, its goals for the year and its posters."),
    )


def offices_that(permission: Permission, at: datetime) -> list[str]:
    """Codes of the offices of the pack in force that give a permission, in the pack's order."""
    version = PackVersion.objects.current(at=at)
    offices = version.pack.offices if version else ()
    return [office.code for office in offices if permission in office.may]


def may(person: Person, permission: Permission, at: datetime) -> bool:
    """Whether the person holds an office now that gives them a permission."""
    codes = offices_that(permission, at)
    return bool(
        codes
        and person.is_authenticated
        and Term.objects.current(at).of_offices(codes).filter(person=person).exists()
    )


def terms_of(person: Person) -> tuple[Term, ...]:
    """All terms of somebody, past ones too, with their offices; asked for once of a ``request.user``."""
    once = isinstance(person, SimpleLazyObject)
    known: tuple[Term, ...] | None = getattr(person, "_terms", None) if once else None
    if known is None:
        known = tuple(person.terms.select_related("office"))
        if once:
            person._terms = known  # type: ignore[attr-defined]  # kept with the request
    return known


def who_may(permission: Permission, at: datetime) -> "QuerySet[Person]":
    """Who has a permission at a moment, by name."""
    terms = Term.objects.current(at).of_offices(offices_that(permission, at))
    return Person.objects.filter(terms__in=terms, is_active=True).distinct().order_by("name", "pk")


def holder_of(permission: Permission) -> Callable[[Any], bool]:
    """The rule of a page for those who have a permission: ``@access(holder_of(Permission.ANNOUNCE))``."""

    def rule(person: Any) -> bool:
        at = timezone.now()
        held = {term.office.code for term in terms_of(person) if term.runs_at(at)}
        return bool(held) and not held.isdisjoint(offices_that(permission, at))

    rule.__name__ = f"may_{permission.name.lower()}"
    return rule

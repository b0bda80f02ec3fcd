"""What this room holds about somebody: account, list, groups, offices, trainings, sessions, journal."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapterhouse.journal.models import Row

from .desks import reads
from .held import Part, day
from .journal_words import KINDS
from .models import (
    Before,
    Correction,
    GroupCoordinator,
    GroupMembership,
    HandoverNote,
    Hearing,
    Membership,
    OfficerTraining,
    Person,
    Term,
)
from .removal import pack_at
from .sessions import sessions_of
from .standing import membership_of
from .standing_words import STANDINGS

#: Of what a list says, what only compares one list with the next.
ONLY_COMPARES = {"digest", "cells"}


def account(person: Person, at: datetime) -> Part:
    ways = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    row = {name: getattr(person, name) for name in ("username", "name", "pronouns", "email", "language")}
    row |= {"since": person.date_joined, "last_signed_in": person.last_login}
    row |= {"has_password": person.has_usable_password(), "ways": sorted(ways)}
    lines = [
        _("Name: %(name)s") % {"name": person.name},
        _("Pronouns: %(pronouns)s") % {"pronouns": person.pronouns or _("Not said")},
        _("Email address: %(email)s") % {"email": person.email or _("None")},
        _("Your handle, drawn by lot: %(handle)s") % {"handle": person.username},
        _("Since %(day)s") % {"day": day(person.date_joined)},
    ]
    helps = [(row.asked, row.reason) for row in person.sign_in_helps.all()]
    row["helped_to_sign_in"] = [{"asked": asked, "reason": reason} for asked, reason in helps]
    lines += [
        _("Help with signing in, %(day)s: %(reason)s") % {"day": day(asked), "reason": reason}
        for asked, reason in helps
    ]
    why = _("So that you can sign in, and others know whom they are dealing with.")
    return Part("account", _("Your account"), why, _("Until you delete it."), lines, [row])


def listed(person: Person, at: datetime) -> Part:
    """The membership as the newest list has it, and as it stood before, until the next list."""
    now, rows = membership_of(person), []
    if now:
        rows = [_as_listed(now), *map(_as_listed, Before.objects.filter(key=now.key))]
        corrected = Correction.objects.filter(key=now.key)
        rows += [{"corrected": row.field, "to": row.value, "at": row.at} for row in corrected]
    lines = []
    if now:
        lines = [f"{label}: {value}" for label, value in _list_lines(now)]
    return Part(
        "membership",
        _("What the list of members says"),
        _("To know who is a member and in good standing. Other members do not see it."),
        _("Until you delete it here; the next list may bring it again."),
        lines,
        rows,
    )


def groups(person: Person, at: datetime) -> Part:
    inside = list(GroupMembership.objects.filter(person=person).select_related("group").order_by("joined"))
    leads = list(GroupCoordinator.objects.filter(person=person).select_related("group"))
    notes = list(HandoverNote.objects.filter(by=person).select_related("group").order_by("at"))
    rows: list[dict[str, Any]] = [
        {"group": row.group.code, "joined": row.joined, "left": row.left} for row in inside
    ]
    rows += [
        {"coordinated": row.group.code, "started": row.started, "promised": row.agreed, "ended": row.ended}
        for row in leads
    ]
    rows += [{"handover_note": row.group.code, "at": row.at, "text": row.text} for row in notes]
    lines = [f"{row.group.name}: {span(row.joined, row.left)}" for row in inside]
    lines += [
        _("You coordinate %(group)s: %(span)s")
        % {"group": row.group.name, "span": span(row.started, row.ended)}
        for row in leads
    ]
    lines += [
        _("A handover note for %(group)s, %(day)s") % {"group": row.group.name, "day": day(row.at)}
        for row in notes
    ]
    why = _("So that a group knows who is in it.")
    kept = _("Being in a group: a year after you left. Coordinating one, and handover notes: always.")
    return Part("groups", _("Your groups"), why, kept, lines, rows)


def offices(person: Person, at: datetime) -> Part:
    terms = list(
        Term.objects.filter(person=person)
        .select_related("office", "approval")
        .prefetch_related("signatures")
        .order_by("starts")
    )
    heard = list(Hearing.objects.filter(term__in=terms).select_related("term__office").order_by("opened"))
    pack = pack_at(at)
    names = {office.code: str(office.name) for office in pack.offices} if pack else {}
    rows: list[dict[str, Any]] = [
        {"office": row.office.code, "starts": row.starts, "ends": row.ends, "authority": row.authority}
        | {"signed": [{"text": one.text, "at": one.at} for one in row.signatures.all()]}
        for row in terms
    ]
    offered = list(person.interests.all())
    rows += [{"offered": row.office, "at": row.at, "reach": row.reach, "why": row.why} for row in offered]
    rows += [
        {
            "hearing": row.term.office.code,
            "told_on": row.told_on,
            "heard_on": row.heard_on,
            "ended": row.ended,
        }
        | {"outcome": row.outcome, "decision": row.decision}
        for row in heard
    ]
    lines = [f"{names.get(row.office.code, row.office.code)}: {span(row.starts, row.ends)}" for row in terms]
    lines += [
        _("You offered to join, %(day)s: %(office)s")
        % {"day": day(row.at), "office": names.get(row.office, row.office)}
        for row in offered
    ]
    lines += [_("That your removal was considered: %(day)s") % {"day": day(row.opened)} for row in heard]
    why = _("Who holds which trust is known to all members.")
    kept = _(
        "Always, as the organisation's memory. That you offered to join, and that a removal was considered:"
        " a year."
    )
    return Part("offices", _("Your offices"), why, kept, lines, rows)


def trainings(person: Person, at: datetime) -> Part:
    had = list(OfficerTraining.objects.filter(attended=person, struck=None))
    rows = [{"name": row.name, "provider": row.provider, "held_on": row.held_on} for row in had]
    lines = [f"{row.name}, {row.provider}, {day(row.held_on)}" for row in had]
    why = _("To see that officers have had the trainings their office asks for.")
    return Part("trainings", _("Your trainings"), why, _("Always, with the office."), lines, rows)


def sessions(person: Person, at: datetime) -> Part:
    running = sessions_of(person, at)
    rows = [{"since": row.since, "how": row.how} for row in running]
    words = ngettext("%(n)s session", "%(n)s sessions", len(running)) % {"n": len(running)}
    why = _("So that you stay signed in. No address and no kind of device is kept.")
    return Part(
        "sessions", _("Where you are signed in"), why, _("14 days, or until you sign out."), [words], rows
    )


def journal(person: Person, at: datetime) -> Part:
    """Kind and time of what is no matter of a case; never of what it was done to."""
    rows = Row.objects.filter(verb__in=KINDS, by=person.username)
    rows |= Row.objects.filter(verb__in=KINDS, about=person.username)
    rows |= Row.objects.filter(verb__in=KINDS, subject=person.username)
    found = [(row.at, row.verb, row.by == person.username) for row in rows.order_by("-at", "-pk")]
    lines = [
        f"{day(moment)}: {KINDS[verb]}, {_('by you') if own else _('by somebody else')}"
        for moment, verb, own in found
    ]
    why = _(
        "So that it can be seen later who did what, and when. What you do in cases stands in the cases alone."
    )
    kept = _(
        "As long as the organisation keeps its journal. It knows you by your handle, never by your name."
    )
    data = [{"at": moment, "kind": verb, "by_you": own} for moment, verb, own in found]
    return Part("journal", _("What the journal says of you"), why, kept, lines, data)


TELLS = (account, listed, groups, offices, trainings, sessions, journal)


def holds_an_office_that_reads(person: Person, at: datetime) -> str:
    """Obstacle: cases must be handed on before their reader goes."""
    if not reads(person, at):
        return ""
    return _(
        "You hold an office that reads what people wrote in confidence. Hand on what you work on and lay the"
        " office down; then come back."
    )


def span(first: datetime, last: datetime | None) -> str:
    """From a day, to another or to now."""
    if last is None:
        return _("since %(day)s") % {"day": day(first)}
    return _("from %(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def _as_listed(row: Membership | Before) -> dict[str, Any]:
    names = [name for name in Membership.Privacy.personal if name not in ONLY_COMPARES]
    return {name: getattr(row, name) for name in names if hasattr(row, name)}


def _list_lines(row: Membership) -> list[tuple[str, str]]:
    """What the list says, where it says something, in words."""
    said: list[tuple[str, Any]] = [
        (_("Name"), row.name),
        (_("Email address"), row.email),
        (_("Number"), row.key),
        (_("Standing, as the list calls it"), row.status and STANDINGS[row.status]),
        (_("Member since"), row.joined and day(row.joined)),
        (_("Runs until"), _("For life") if row.lifetime else row.expires and day(row.expires)),
        (_("Kind of membership"), row.kind),
        (_("Dues"), row.dues),
        (_("Post"), row.post),
        (_("Chapter"), row.chapter),
        (_("Wants no calls"), row.no_calls and _("Yes")),
        (_("Wants no text messages"), row.no_texts and _("Yes")),
        (_("Wants no mail"), row.no_mail and _("Yes")),
        (_("A minor"), row.minor and _("Yes")),
        *row.more.items(),
    ]
    return [(label, str(value)) for label, value in said if value]

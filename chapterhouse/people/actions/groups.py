"""Groups: opening and closing them, joining and leaving, who coordinates, what is passed on."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.refused import Refused

from ..models import Group, GroupCoordinator, GroupMembership, HandoverNote, Person
from ..permissions import Permission, may
from ..standing import own_standing
from ..standing_words import why_said

#: How long it is known that somebody was in a group whom they have left.
REMEMBERED = timedelta(days=365)


@transaction.atomic
def open_group(
    *, code: str, kind: str, names: Mapping[str, str], purposes: Mapping[str, str], by: Person, at: datetime
) -> Group:
    """Open a group. Nobody is in it yet.

    Args:
        code: what stands in its address. names, purposes: one in each language of the pack.

    Raises:
        Refused: as `_must_keep`; there is one of this code, open or closed (``code``).
    """
    _must_keep(by, at)
    if Group.objects.filter(code=code).exists():
        raise Refused(_("There is or was a group of this code. Choose another."), code="code")
    group = Group.objects.create(code=code, kind=kind, names=dict(names), purposes=dict(purposes), opened=at)
    _record("opened-group", group, by, at)
    return group


@transaction.atomic
def change_group(
    *,
    group: Group,
    kind: str,
    names: Mapping[str, str],
    purposes: Mapping[str, str],
    by: Person,
    at: datetime,
) -> Group:
    """Give a group another name, kind or purpose. Its code stays.

    Raises:
        Refused: as `_must_keep`; it is closed (``closed``).
    """
    _must_keep(by, at)
    group = _still_open(group)
    group.kind, group.names, group.purposes = kind, dict(names), dict(purposes)
    group.save(update_fields=["kind", "names", "purposes"])
    _record("changed-group", group, by, at)
    return group


@transaction.atomic
def close_group(*, group: Group, by: Person, at: datetime) -> Group:
    """Close a group: everybody leaves it, nobody coordinates it any more; its handover notes stay.

    Raises:
        Refused: as `_must_keep`; it is closed (``closed``).
    """
    _must_keep(by, at)
    group = _still_open(group)
    group.closed = at
    group.save(update_fields=["closed"])
    group.coordinators.current().update(ended=at)
    group.memberships.current().update(left=at)
    _record("closed-group", group, by, at)
    return group


@transaction.atomic
def join_group(*, group: Group, pack: Pack, by: Person, at: datetime) -> GroupMembership:
    """Somebody joins a group, for themselves.

    Args:
        pack: the current pack, whose rule says who is in good standing.

    Raises:
        Refused: it is closed (``closed``); they are in it (``in-it``), or not in good standing
            (``standing``).
    """
    group = _still_open(group)
    if group.memberships.current().filter(person=by).exists():
        raise Refused(_("You are in this group already."), code="in-it")
    standing = own_standing(by, pack, at)
    if not standing.good:
        raise Refused(
            _("Joining is open to members in good standing. %(why)s") % {"why": why_said(standing)},
            code="standing",
        )
    _record("joined-group", group, by, at)
    return GroupMembership.objects.create(group=group, person=by, joined=at)


@transaction.atomic
def leave_group(*, group: Group, by: Person, at: datetime) -> None:
    """Somebody leaves a group, at any time; if they coordinate it, that ends too."""
    if group.memberships.current().filter(person=by).update(left=at):
        group.coordinators.current().filter(person=by).update(ended=at)
        _record("left-group", group, by, at)


@transaction.atomic
def name_coordinator(*, group: Group, person: Person, by: Person, at: datetime) -> GroupCoordinator:
    """Say that somebody who is in a group coordinates it. All members see their name.

    Raises:
        Refused: as `_must_keep`; the group is closed (``closed``); they are not in it, or are a minor, who is
            shown to nobody (``not-in-it``); they coordinate it already (``twice``).
    """
    _must_keep(by, at)
    group = _still_open(group)
    if not group.memberships.shown().filter(person=person).exists():
        raise Refused(
            _("They are not in this group. Nobody is put into one: ask them to join it first."),
            code="not-in-it",
        )
    if group.coordinators.current().filter(person=person).exists():
        raise Refused(_("They coordinate this group already."), code="twice")
    _record("named-coordinator", group, by, at, about=person)
    return GroupCoordinator.objects.create(group=group, person=person, started=at)


@transaction.atomic
def promise_care(*, group: Group, pack: Pack | None, by: Person, at: datetime) -> None:
    """A coordinator promises how they treat what they see of members; before that they see nobody's name.

    Raises:
        Refused: it is closed (``closed``); they do not coordinate it (``not-yours``), or are not in good
            standing (``standing``).
    """
    group = _still_open(group)
    theirs = group.coordinators.current().filter(person=by)
    if not theirs.exists():
        raise Refused(_("This is for those who coordinate the group."), code="not-yours")
    standing = own_standing(by, pack, at)
    if not standing.good:
        words = _("Who is in a group is shown to coordinators in good standing. %(why)s")
        raise Refused(words % {"why": why_said(standing)}, code="standing")
    if theirs.filter(agreed=None).update(agreed=at):
        _record("promised-care", group, by, at)


@transaction.atomic
def release_coordinator(*, group: Group, person: Person, by: Person, at: datetime) -> None:
    """End that somebody coordinates a group: those who keep groups, or they themselves.

    Raises:
        Refused: as `_must_keep`.
    """
    if person != by:
        _must_keep(by, at)
    if group.coordinators.current().filter(person=person).update(ended=at):
        _record("released-coordinator", group, by, at, about=person)


@transaction.atomic
def write_handover_note(*, group: Group, text: str, after: int, by: Person, at: datetime) -> HandoverNote:
    """A coordinator writes the next version of what they leave for whoever comes next.

    Args:
        after: number of the version they had before them; 0 where there was none.

    Raises:
        Refused: they do not coordinate it (``not-yours``); somebody wrote one meanwhile (``newer``).
    """
    group = _still_open(group)
    if not group.coordinators.current().filter(person=by).exists():
        raise Refused(_("Only who coordinates a group writes its handover notes."), code="not-yours")
    newest = group.handover_notes.first()
    number = newest.number if newest else 0
    if number != after:
        raise Refused(
            _("Somebody wrote a newer version meanwhile. Read it below, and put yours together with it."),
            code="newer",
        )
    _record("wrote-handover-note", group, by, at)
    return HandoverNote.objects.create(group=group, number=number + 1, text=text, by=by, at=at)


def forget_who_left(*, at: datetime) -> int:
    """Delete that somebody was in a group who left it more than a year ago; returns how many."""
    return GroupMembership.objects.filter(left__lt=at - REMEMBERED).delete()[0]


def _record(verb: str, group: Group, by: Person, at: datetime, about: Person | None = None) -> None:
    subject = f"group-{group.code}"
    record(by=by.username, verb=verb, subject=subject, at=at, about=about.username if about else "")


def _still_open(group: Group) -> Group:
    """The group as it is now, waiting for whoever changes it; refused (``closed``) when it is closed."""
    row = Group.objects.select_for_update().get(pk=group.pk)
    if row.closed:
        raise Refused(_("This group is closed. Nothing is left to do here."), code="closed")
    return row


def _must_keep(by: Person, at: datetime) -> None:
    """Refused (``not-yours``): they hold no office that keeps groups."""
    if not may(by, Permission.KEEP_GROUPS, at):
        raise Refused(_("This is not open to you."), code="not-yours")

"""The team's talks and goals, and being reminded of a talk."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.people.permissions import Permission, who_may
from chapterhouse.people.removal import pack_at
from chapterhouse.ui.refused import Refused

from ..models import Goal, Talk
from ..talks import rhythm

DUE = "talk-due"


@transaction.atomic
def record_talk(*, given_on: date, place: str, given_by: str, by: Person, at: datetime) -> Talk:
    """Write down that the short talk was given.

    Raises:
        Refused: the very same stands there already (``twice``).
    """
    told = {"given_on": given_on, "place": place, "given_by": given_by}
    if Talk.objects.filter(**told, struck=None).exists():
        raise Refused(_("This stands here already."), code="twice")
    record(by=by.username, verb="recorded-talk", subject="talks", at=at)
    return Talk.objects.create(**told, by=by, at=at)


@transaction.atomic
def strike_talk(*, talk: Talk, by: Person, at: datetime) -> None:
    """Take out what was written down wrongly; the journal keeps that it stood there."""
    if Talk.objects.filter(pk=talk.pk, struck=None).update(struck=at):
        record(by=by.username, verb="struck-talk", subject="talks", at=at)


@transaction.atomic
def remind_of_talk(*, at: datetime) -> int:
    """Tell those who speak for the team that the talk was last given long ago, once in each rhythm (S2.22).

    A team that never wrote one down is told on its pages alone.

    Returns:
        How many were told.
    """
    pack = pack_at(at)
    found = rhythm(pack, at.astimezone(pack.zone).date()) if pack else None
    if found is None or found.last is None or not found.due:
        return 0
    Talk.objects.select_for_update().get(pk=found.last.pk)  # one worker at a time says it
    subject = f"talk:{found.last.given_on}:{found.days // found.every}"
    if Row.objects.about(subject).filter(verb=DUE).exists():
        return 0
    people = list(who_may(Permission.SPEAK_FOR_TEAM, at))
    record(by="worker", verb=DUE, subject=subject, at=at)
    tell(people=people, kind=Notice.REMINDER, subject=subject, at=at)
    return len(people)


@transaction.atomic
def set_goal(*, year: int, text: str, by: Person, at: datetime) -> Goal:
    """Set a goal for a year.

    Raises:
        Refused: the very same stands there already (``twice``).
    """
    if Goal.objects.filter(year=year, text=text).exists():
        raise Refused(_("This stands here already."), code="twice")
    record(by=by.username, verb="set-goal", subject=f"goals-{year}", at=at)
    return Goal.objects.create(year=year, text=text, by=by, at=at, changed=at)


@transaction.atomic
def change_goal(*, goal: Goal, status: str, why: str, by: Person, at: datetime) -> None:
    """Say how a goal stands.

    Args:
        why: what came of it; needed where it is given up.

    Raises:
        Refused: it is given up without a why (``why``).
    """
    if status == Goal.Status.GIVEN_UP and not why.strip():
        raise Refused(_("Say why it is given up: members will ask."), code="why")
    Goal.objects.filter(pk=goal.pk).update(status=status, why=why.strip(), changed=at)
    record(by=by.username, verb="changed-goal", subject=f"goals-{goal.year}", at=at)

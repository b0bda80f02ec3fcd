"""Kinds of announcement: what one can be left alone with, and who writes which."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chapterhouse.people.models import Person
from chapterhouse.people.permissions import Permission, may


class Kind(models.TextChoices):
    """What an announcement is about, as its readers choose among them."""

    NEWS = "news", _("News of the organisation")
    MEETINGS = "meetings", _("Meetings and votes")
    TRAININGS = "trainings", _("Trainings")
    TEAM = "team", _("From the team that helps in conflicts")


#: Whose permission it takes to write each.
WRITTEN_BY = {
    Kind.NEWS: Permission.ANNOUNCE,
    Kind.MEETINGS: Permission.ANNOUNCE,
    Kind.TRAININGS: Permission.ANNOUNCE,
    Kind.TEAM: Permission.SPEAK_FOR_TEAM,
}


def kinds_of(person: Person, at: datetime) -> list[Kind]:
    """The kinds that somebody may write now, in the order of `Kind`."""
    given = {permission for permission in set(WRITTEN_BY.values()) if may(person, permission, at)}
    return [kind for kind in Kind if WRITTEN_BY[kind] in given]


def writes() -> Callable[[Any], bool]:
    """The rule of pages for those who may write an announcement of any kind."""

    def may_write_an_announcement(person: Any) -> bool:
        return bool(kinds_of(person, timezone.now()))

    return may_write_an_announcement

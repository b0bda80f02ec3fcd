"""What the invented chapter tells its members: events, an article, the team's talk and its goals."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from chapterhouse.announcements.actions.articles import publish
from chapterhouse.announcements.actions.events import list_event
from chapterhouse.announcements.actions.team import change_goal, record_talk, set_goal
from chapterhouse.announcements.models import Goal
from chapterhouse.people.models import Person

#: Days from now, and titles.
EVENTS = (
    (9, "General meeting", "Asamblea general"),
    (16, "First steps for new members", "Primeros pasos para nuevas personas integrantes"),
)
ARTICLE = """\
A grievance officer takes in what is said formally, and keeps it moving. We do not decide alone, and we do \
not decide for you: nothing begins before you have seen what can come of it.

You can write without a name. You can bring somebody. You can stop.

Come early. A word after a meeting is often enough, and it is never too small to be said."""


def tell_news(people: Mapping[str, Person], *, at: datetime) -> None:
    """Put all of it on the pages.

    Args:
        people: the chapter's, by first name in small letters.
    """
    ida, rosa = people["ida"], people["rosa"]
    for days, english, spanish in EVENTS:
        titles = {"en": english, "es": spanish}
        starts = (at + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
        list_event(titles=titles, place="Union hall", link="", starts=starts, by=rosa, at=at)
    told = {"title": "What a grievance officer is for", "text": ARTICLE, "language": "en"}
    publish(**told, office="Harassment grievance officer", by=ida, at=at - timedelta(days=12))
    given = (at - timedelta(days=20)).date()
    record_talk(
        given_on=given, place="General meeting", given_by=ida.name, by=ida, at=at - timedelta(days=19)
    )
    _set_goals(ida, at)


def _set_goals(ida: Person, at: datetime) -> None:
    year, then = at.year, at - timedelta(days=40)
    trained = set_goal(
        year=year, text="A training on calming a quarrel, open to all members", by=ida, at=then
    )
    set_goal(year=year, text="The short talk at every second general meeting", by=ida, at=then)
    change_goal(
        goal=trained,
        status=Goal.Status.DONE,
        why="Held in the union hall; thirty members came.",
        by=ida,
        at=at - timedelta(days=5),
    )

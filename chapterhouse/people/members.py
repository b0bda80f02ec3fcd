"""Looking people up on the roll: what a keeper asked, and one page of what was found.

However many people there are, a page costs as much: each way of searching reads no more than it shows, along
an index; pages go on from the last who was shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower

from chapterhouse.rows import begins

from .models import Membership
from .models.roster import MembershipQuerySet
from .roster.codes import code_of, number_of
from .roster.names import folded

PAGE = 50
#: What is shown of somebody in a list; the rest costs to be read.
SHOWN = ("pk", "name", "email", "status", "absent", "person", "filed")


@dataclass(frozen=True)
class Sought:
    """What somebody asked for.

    Attributes:
        text: beginning of a name or an address. standing: as `forms.SoughtForm`.
        after: code of the last on the page before.
    """

    text: str = ""
    standing: str = ""
    after: str = ""

    @property
    def query(self) -> str:
        """The question as an address carries it, without the page."""
        return urlencode({"q": self.text, "standing": self.standing})


@dataclass(frozen=True)
class Found:
    """One page. ``after``: the code from which the next one goes on, unless a text was sought."""

    people: list[Membership]
    more: bool
    after: str = ""


def find(sought: Sought) -> Found:
    """One page of people, minors left out unless their whole address or number is given."""
    text = sought.text.strip()
    rows = list(_searched(text, sought.standing) if text else _page(sought))
    people, more = rows[:PAGE], len(rows) > PAGE
    return Found(people, more, code_for(people[-1]) if more and not text else "")


def everybody(sought: Sought) -> Iterator[Membership]:
    """All that is found, a page at a time, for a file: what was searched as on the page, else to the end."""
    if sought.text.strip():
        yield from find(sought).people
        return
    after = Membership()
    while rows := list(_after(_standing(sought.standing), after).order_by("filed", "pk")[:1000]):
        yield from rows
        after = rows[-1]


def code_for(member: Membership) -> str:
    """Their public code, for addresses."""
    return code_of(member.pk, settings.SECRET_KEY)


def by_code(code: str) -> MembershipQuerySet:
    """The one with this code, or nobody."""
    number = number_of(code, settings.SECRET_KEY)
    return Membership.objects.none() if number is None else Membership.objects.filter(pk=number)


def _page(sought: Sought) -> MembershipQuerySet:
    last = by_code(sought.after).only("filed").first() or Membership()
    return _after(_standing(sought.standing), last).only(*SHOWN).order_by("filed", "pk")[: PAGE + 1]


def _after(rows: MembershipQuerySet, last: Membership) -> MembershipQuerySet:
    """Those behind somebody in the order of the list."""
    if last.pk is None:
        return rows
    return rows.filter(Q(filed__gt=last.filed) | Q(filed=last.filed, pk__gt=last.pk), filed__gte=last.filed)


def _searched(text: str, standing: str) -> MembershipQuerySet:
    """At most a page and one of each way in which somebody may be meant."""
    plain, rows = folded(text), _standing(standing).order_by()
    by_family = rows.filter(begins("filed", plain)).order_by("filed")
    by_name = rows.filter(begins("called", plain)).order_by("called")
    by_email = rows.annotate(small=Lower("email")).filter(begins("small", text.lower())).order_by("small")
    exactly = (
        Membership.objects.annotate(small=Lower("email")).filter(small=text.lower())
        if "@" in text
        else Membership.objects.filter(key=text)
    )
    first, *others = (
        Membership.objects.order_by().filter(pk__in=way.values("pk")[: PAGE + 1]).values("pk")
        for way in (by_family, by_name, by_email, exactly.order_by())
    )
    rows = Membership.objects.filter(pk__in=first.union(*others))
    return rows.only(*SHOWN).order_by("filed", "pk")[: PAGE + 1]


def _standing(standing: str) -> MembershipQuerySet:
    rows = Membership.objects.shown()
    if standing == "absent":
        return rows.exclude(absent=None)
    rows = rows.filter(absent=None)
    return rows.filter(status=standing) if standing else rows

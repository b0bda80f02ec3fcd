"""What the start page says of each door, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapterhouse.packs.desks import Office
from chapterhouse.packs.doors import Door
from chapterhouse.packs.pack import Pack

from .desks import NOBODY, DeskNow, Roster


@dataclass(frozen=True)
class DoorShown:
    """A door among its equals.

    Attributes:
        url: the questions, another site or a mail address; this page's other ways where the door is closed.
        facts: pairs of a term and its text, the same terms at every door so that they align.
        desk: how its desk stands; None for a door that leads outside.
        hears: plurals of the offices of whose holders complaints may be brought here first.
        limits: what we cannot promise here, besides `shared_limits`.
    """

    door: Door
    url: str
    facts: list[tuple[str, str]]
    desk: DeskNow | None
    limits: list[str]
    hears: list[str]

    @property
    def told_late(self) -> str:
        """Who hears, without contents, when an answer is late, by name."""
        if self.desk is None:
            return ""
        officers = set(self.desk.officers)
        return listed(person.name for person in self.desk.reachable if person not in officers)

    @property
    def closed(self) -> str:
        return self.desk.closed if self.desk else ""

    @property
    def why_closed(self) -> str:
        """Why nothing can be sent through it now, in a sentence."""
        if self.closed == NOBODY:
            return _("Nobody is in office at this door now, so nothing can be sent through it.")
        return _("The people at this door have not set up their keys yet, so nothing can be sealed to them.")

    @property
    def team_number(self) -> str:
        return self.desk.sheet.team_number if self.desk and self.desk.sheet and not self.closed else ""


@dataclass(frozen=True)
class OfficeShown:
    """An office that reads a desk. ``held``: how many hold it now."""

    rules: Office
    held: int

    @property
    def seats(self) -> str:
        """Its seats and how many of them are vacant; nothing where the organisation names no number."""
        if self.rules.seats is None:
            return ""
        vacant = max(0, self.rules.seats - self.held)
        return _("Seats: {seats}. Vacant now: {vacant}.").format(seats=self.rules.seats, vacant=vacant)


def offices_shown(pack: Pack, roster: Roster) -> list[OfficeShown]:
    """The offices of the team: those that read a desk, in the pack's order."""
    return [OfficeShown(office, roster.held[office.code]) for office in pack.offices if office.reads]


def removals_shown(pack: Pack) -> list[Office]:
    """The offices of the team for which the pack says how somebody is removed."""
    return [office for office in pack.offices if office.reads and office.removal]


def doors_shown(pack: Pack, roster: Roster) -> list[DoorShown]:
    """The doors of a pack, in its order."""
    return [_shown(door, pack, roster) for door in pack.doors]


def shared_limits(pack: Pack) -> list[str]:
    """What we cannot promise at any of our doors alike, said once for all of them."""
    first, *others = [_limits(door) for door in pack.doors if door.desk] or [[]]
    return [limit for limit in first if others and all(limit in other for other in others)]


def _limits(door: Door) -> list[str]:
    return [str(limit) for limit in (*door.limits, door.wishes_note) if limit]


def _shown(door: Door, pack: Pack, roster: Roster) -> DoorShown:
    desk = roster.desks[door.desk] if door.desk else None
    url = door.address or f"{reverse('support:write')}#{door.code}"
    if desk and desk.closed:
        url = "#other-ways"
    facts = [
        (_("What it is for"), str(door.is_for)),
        (_("What it is not for"), str(door.not_for)),
        (_("Who reads it"), _readers(door, desk)),
        (_("When we answer"), _promised(door, desk)),
        (_("What you need"), str(door.needs)),
    ]
    shared = shared_limits(pack)
    heard = [str(pack.office(code).plural) for code in (desk.rules.hears_complaints_about if desk else ())]
    return DoorShown(door, url, facts, desk, [limit for limit in _limits(door) if limit not in shared], heard)


def _readers(door: Door, desk: DeskNow | None) -> str:
    """Who reads, by name where people are in office."""
    if desk is None:
        return str(door.who_reads)
    if desk.closed:
        return _("Nobody at this moment. Call or write to us instead: see “Other ways to reach us”.")
    return f"{door.who_reads}: {listed(person.name for person in desk.readers)}"


def _promised(door: Door, desk: DeskNow | None) -> str:
    """When somebody answers, and where it is promised, by when the person hears what came of it."""
    days = desk.rules.outcome_days if desk else None
    if not days:
        return promise_in_words(door)
    told = ngettext(
        "{answer}. What came of it, within {n} day.", "{answer}. What came of it, within {n} days.", days
    )
    return told.format(answer=promise_in_words(door), n=days)


def promise_in_words(door: Door) -> str:
    """How soon somebody answers; where a door leads outside we promise nothing for others."""
    if door.promise_hours is None:
        return _("They say; we cannot promise for them")
    if door.promise_days:
        return ngettext("Within {n} day", "Within {n} days", door.promise_days).format(n=door.promise_days)
    return ngettext("Within {n} hour", "Within {n} hours", door.promise_hours).format(n=door.promise_hours)


def listed(names: Iterable[str]) -> str:
    """Names in a row: ``Ana, Bela and Chidi``."""
    return get_text_list(list(names), _("and"))

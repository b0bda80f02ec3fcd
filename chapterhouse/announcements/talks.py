"""The short talk for general meetings, put together from the pack, and when it is due again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from chapterhouse.packs.doors import Door
from chapterhouse.packs.pack import Pack

from .models import Talk

#: Of what is beyond the team, how much is said aloud; the rest stands on the site.
BEYOND = 3
#: How fast one speaks so that a hall can follow.
WORDS_A_MINUTE = 150


@dataclass(frozen=True)
class Spoken:
    """The talk in a language: paragraphs, the language's code and its own name."""

    language: str
    name: str
    paragraphs: list[str]

    @property
    def minutes(self) -> float:
        """How long it takes to say."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs) / WORDS_A_MINUTE


@dataclass(frozen=True)
class Rhythm:
    """When it was last given, and whether that is long ago. ``last`` is None where it never was."""

    last: Talk | None
    days: int
    every: int

    @property
    def due(self) -> bool:
        return self.last is None or self.days > self.every


def talks_in(pack: Pack) -> list[Spoken]:
    """The talk in each language of the pack."""
    return [_spoken(pack, language) for language in pack.languages]


def rhythm(pack: Pack, today: date) -> Rhythm:
    """How the talk stands today."""
    last = Talk.objects.filter(struck=None, given_on__lte=today).first()
    days = (today - last.given_on) // timedelta(days=1) if last else 0
    return Rhythm(last, days, pack.team.talk_every_days)


def _spoken(pack: Pack, language: str) -> Spoken:
    with override(language):
        name = get_language_info(language)["name_local"].capitalize()
        return Spoken(language, name, list(_paragraphs(pack)))


def _paragraphs(pack: Pack) -> Iterator[str]:
    """Who we are, what we help with, what we do not, how to reach us (S2.23, S2.24)."""
    team = pack.team
    yield _("My name is … . I speak for the %(team)s.") % {"team": team.name} + f" {team.describes}"
    yield " ".join([_("What you can come with."), *_lines(door for door in pack.doors if not door.outside)])
    beyond = [str(each.text) for each in pack.out_of_scope[:BEYOND]]
    if beyond:
        yield " ".join([_("What we cannot help with."), *beyond])
    yield " ".join([_("How to reach us."), *_ways(pack)])
    yield str(team.volunteers) + " " + _("Thank you.")


def _lines(doors: Iterator[Door]) -> Iterator[str]:
    return (f"{door.name}: {door.is_for}" for door in doors)


def _ways(pack: Pack) -> Iterator[str]:
    """Every way to a person: the page, the telephone, the confidential addresses, a conversation."""
    yield _("Write to us at %(address)s.") % {"address": settings.SITE_ADDRESS.partition("//")[2]}
    for phone in pack.contacts.phones[:1]:
        yield _("Call %(number)s. %(hours)s.") % {
            "number": phone.number,
            "hours": str(phone.hours).rstrip("."),
        }
    for email in _own_addresses(pack):
        yield _("Send a mail to %(email)s.") % {"email": email}
    yield str(pack.contacts.in_person)


def _own_addresses(pack: Pack) -> list[str]:
    """Confidential addresses; where there is none, the first."""
    return [each.address for each in pack.contacts.emails if each.reaches][:2] or [
        pack.contacts.emails[0].address
    ]

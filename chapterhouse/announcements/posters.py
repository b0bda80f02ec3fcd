"""What hangs at the doors: a way to us as a picture and in words, and nothing of what the trouble is."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from chapterhouse.packs.pack import Pack

#: Cards on one sheet of paper, in two columns.
CARDS = 10


@dataclass(frozen=True)
class Side:
    """The words in one language."""

    language: str
    heading: str
    line: str
    hours: str


def sides(pack: Pack) -> list[Side]:
    """The words in each language of the pack."""
    return [_side(pack, language) for language in pack.languages]


def _side(pack: Pack, language: str) -> Side:
    phone = next(iter(pack.contacts.phones), None)
    with override(language):
        heading, line = _("Talk to somebody"), _("You choose what happens. You can begin here:")
        return Side(language, heading, line, str(phone.hours) if phone else "")


def code() -> SafeString:
    """The address of the home page as a QR code, drawn in the page: no other site is asked."""
    drawn = segno.make(settings.SITE_ADDRESS + "/", error="m")
    svg = drawn.svg_inline(scale=4, border=4, light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return mark_safe(svg)  # noqa: S308 - drawn from an address of settings


def shown_address() -> str:
    """The address as people type it."""
    address: str = settings.SITE_ADDRESS
    return address.partition("//")[2]

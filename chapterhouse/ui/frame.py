"""What stands round every page: whose site this is and how to reach people.

This app imports no other. The app that knows the organisation registers one provider when it starts:

    frame.register(provider)        # in AppConfig.ready()

"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

#: An ordinary page in many languages, for a site whose organisation has not chosen one.
ORDINARY_PAGE = "https://www.wikipedia.org/"


@dataclass(frozen=True)
class Entry:
    """One link of the menu or of the foot: its words (translated, or lazy) and its address on this site."""

    words: str
    address: str


@dataclass(frozen=True)
class Frame:
    """The frame of a page. Texts are in the reader's language.

    Attributes:
        name: the organisation's, as its members say it.
        phone: as people write it, or empty; ``phone_link`` is made from it.
        hours: when someone answers, one sentence with its time zone, or empty.
        exit_url: where *Leave now* leads: an ordinary page elsewhere.
        zone: IANA name of the zone in which dates are shown.
    """

    name: str = "Chapterhouse"
    phone: str = ""
    hours: str = ""
    exit_url: str = ORDINARY_PAGE
    menu: tuple[Entry, ...] = ()
    links: tuple[Entry, ...] = ()
    zone: str = "UTC"

    @property
    def phone_link(self) -> str:
        """The ``tel:`` address of the telephone."""
        return "tel:" + re.sub(r"[^\d+]", "", self.phone)


Provider = Callable[[HttpRequest], Frame]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Sets the one provider. It is asked once per request, also for public pages, where the request has
    neither ``session`` nor ``user``: use ``getattr(request, "user", None)``, and keep it cheap."""
    _providers[:] = [provider]


def current(request: HttpRequest) -> Frame:
    """The frame of this request, asked for at most once."""
    kept = vars(request)
    if "_frame" not in kept:
        kept["_frame"] = _providers[0](request) if _providers else Frame()
    frame: Frame = kept["_frame"]
    return frame

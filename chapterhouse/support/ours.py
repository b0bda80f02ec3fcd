"""What there is on this site for somebody who is signed in, beside the doors: one list for all rooms.

A page stands on it for whoever its own rule of access lets in, so nobody sees a way that is closed to them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chapterhouse.ui.access import lets_in


@dataclass(frozen=True)
class Page:
    """A page by the name of its address, what it is called and, in a sentence, what it is for."""

    address_name: str
    words: Promise
    line: Promise

    @property
    def address(self) -> str:
        return reverse(self.address_name)


#: By what they are about, in the order in which members meet them.
PAGES: tuple[tuple[Promise, tuple[Page, ...]], ...] = (
    (
        _("You"),
        (Page("account_index", _("Your account"), _("How you sign in, and the language of your pages.")),),
    ),
    (
        _("Offices"),
        (
            Page("offices:offices", _("Your offices"), _("What you hold, and laying it down.")),
            Page("offices:trainings", _("Trainings of officers"), _("What was held, and what is due.")),
        ),
    ),
    (
        _("News"),
        (
            Page("announcements:mine", _("Which announcements you get"), _("Choose what comes by email.")),
            Page(
                "announcements:announcements",
                _("Announcements"),
                _("Write to all members, and see how far it is."),
            ),
            Page(
                "announcements:addresses",
                _("Addresses that refused our mail"),
                _("Whom announcements do not reach."),
            ),
            Page("announcements:events", _("What is to come"), _("Meetings and events, for everybody.")),
            Page("announcements:events-keep", _("List of events"), _("Put the next meetings on it.")),
            Page("announcements:articles", _("Articles"), _("By members, under their names.")),
            Page("announcements:article-write", _("Write an article"), _("Under your name and office.")),
        ),
    ),
    (
        _("The team"),
        (
            Page("announcements:goals", _("Goals of the team"), _("What it set itself for the year.")),
            Page(
                "announcements:team",
                _("What the team does for all"),
                _("The short talk for meetings, posters and cards."),
            ),
        ),
    ),
)


def pages_for(person: Any) -> Iterator[tuple[Promise, list[Page]]]:
    """Headings with the pages that the person may open; without those under which there is none."""
    for heading, pages in PAGES:
        open_to_them = [page for page in pages if lets_in(page.address, person)]
        if open_to_them:
            yield heading, open_to_them

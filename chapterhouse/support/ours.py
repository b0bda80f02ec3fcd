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
        (
            Page("account_index", _("Your account"), _("Your name, how you stand, and how you sign in.")),
            Page("account_data", _("What is held about you"), _("Seeing it, taking it along, deleting it.")),
        ),
    ),
    (
        _("Groups"),
        (Page("groups:groups", _("Groups"), _("Committees, working groups and branches, and joining one.")),),
    ),
    (
        _("Referral guide"),
        (
            Page(
                "referrals:ours", _("Our referral guide"), _("What waits for a check, and what you proposed.")
            ),
            Page("referrals:new", _("Propose somebody"), _("Somebody outside who can help.")),
        ),
    ),
    (
        _("Members"),
        (
            Page("roster:rosters", _("Lists of members"), _("Take over the newest list, and undo it.")),
            Page("roster:members", _("Members"), _("Look somebody up, and correct the list.")),
            Page("roster:invitations", _("Invite members"), _("By mail, to sign in here.")),
            Page("account_help", _("Help with signing in"), _("For somebody who was locked out.")),
        ),
    ),
    (
        _("Offices"),
        (
            Page(
                "public:officers", _("Our offices"), _("Duties, seats, who holds them, and what is vacant.")
            ),
            Page("offices:terms", _("Offices and terms"), _("Who holds what, and until when.")),
            Page("offices:who-may", _("Who may do what here"), _("And by which office.")),
            Page("offices:filling", _("Fill offices"), _("Who takes an office, and who leaves it.")),
            Page(
                "offices:interests", _("Who would like to join"), _("Talk with them, and put them forward.")
            ),
            Page("offices:interest", _("Join the team"), _("Tell us that you would like to take an office.")),
            Page("offices:offices", _("Your offices"), _("What you hold, and laying it down.")),
            Page("offices:trainings", _("Trainings of the team"), _("What was held, and what is due.")),
        ),
    ),
    (
        _("Elections"),
        (Page("elections:count", _("Count ballots"), _("See whether a published count comes out so.")),),
    ),
    (
        _("Handbook"),
        (
            Page(
                "handbook:mine",
                _("Rules and policies"),
                _("What we promised each other, what waits for your yes, and what you agreed to."),
            ),
            Page(
                "handbook:proposals", _("What was proposed"), _("Feedback on how we work, and answering it.")
            ),
            Page("handbook:keep", _("Keeping the handbook"), _("Drafts, and putting them into force.")),
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

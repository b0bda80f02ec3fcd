"""Entries of the guide for tests, through the real actions."""

from datetime import timedelta

from chapterhouse.referrals.actions import check, propose
from chapterhouse.referrals.facts import Facts
from tests import make

CLOSED = [[] for _day in range(7)]
WORDS = {
    "en": {"does": "They listen.", "reports": "Nothing at all."},
    "es": {"does": "Escuchan.", "reports": "Nada de nada."},
}


def facts(**edits):
    told = {
        "name": "Oak Street",
        "words": WORDS,
        "needs": [1, 6],
        "areas": ["Riverside"],
        "everywhere": False,
        "languages": ["en", "es"],
        "cost": 1,
        "phone": "555-0161",
        "website": "",
        "always_open": False,
        "opens": CLOSED,
    }
    return Facts(**told | edits)


def proposed(*, by, at=None, **edits):
    return propose(facts=facts(**edits), by=by, at=at or make.now())


def checked(version, by, *, at=None, days_ago=0, number=None):
    at = at or make.now()
    return check(
        entry=version.entry,
        number=number or version.number,
        looked_on=(at - timedelta(days=days_ago)).date(),
        means="called",
        confirmed=["phone"],
        by=by,
        at=at,
    )


def shown(cast, *, at=None, **edits):
    """An entry that Ana proposed, and that Bela and Rosa checked."""
    version = proposed(by=cast.ana, at=at, **edits)
    checked(version, cast.bela, at=at)
    checked(version, cast.rosa, at=at)
    return make.fresh(version)


def filled_in(**edits):
    """What the form of an entry sends."""
    told = {
        "name": "Oak Street",
        "does_en": "They listen.",
        "reports_en": "Nothing at all.",
        "needs": ["1"],
        "areas": "Riverside",
        "languages": ["en"],
        "cost": "1",
        "phone": "555-0161",
        "day0": "9:00-17:00",
    }
    return told | edits


def check_sent(version, **edits):
    day = make.now().astimezone().date() - timedelta(days=1)
    told = {"number": version.number, "means": "called", "looked_on": day, "confirmed": ["phone"]}
    return told | edits

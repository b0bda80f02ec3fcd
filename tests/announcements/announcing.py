"""What the tests of announcements share: lists of members, drafts, a worker's rounds."""

from collections import Counter
from datetime import timedelta

from chapterhouse.announcements.actions import drafts
from chapterhouse.announcements.actions.sending import send_lot
from chapterhouse.announcements.kinds import Kind
from chapterhouse.people.models import Membership, RosterImport
from tests import make

WORDINGS = {"en": ("General meeting", "We meet on Sunday."), "es": ("Asamblea", "Nos vemos el domingo.")}


def listed(*emails, **more):
    """Members on the list, one for each address."""
    done, _new = RosterImport.objects.get_or_create(
        file="list.csv", sha256="0" * 64, at=make.now(), by="operator"
    )
    start = Membership.objects.count()
    return Membership.objects.bulk_create(
        Membership(
            key=f"k{start + n}", name=f"Member {start + n}", email=email, first=done, status="good", **more
        )
        for n, email in enumerate(emails)
    )


def many(number):
    return listed(*(f"p{n:03}@example.org" for n in range(number)))


def draft(by, kind=Kind.NEWS, audience="roll", wordings=WORDINGS, at=None):
    return drafts.draft(kind=kind, audience=audience, wordings=wordings, by=by, at=at or make.now())


def queued(by, at=None, **more):
    at = at or make.now()
    made = draft(by, at=at, **more)
    drafts.queue(announcement=made, by=by, at=at)
    return make.fresh(made)


def send_all(at=None, rounds=60):
    """Rounds of a worker, a minute apart. Returns when the last one was."""
    at = at or make.now()
    for minute in range(rounds):
        now = at + timedelta(minutes=minute)
        while send_lot(at=now):
            pass
    return at + timedelta(minutes=rounds)


def states(announcement):
    return announcement.copies.counts()


def readers(announcement):
    """To whom it goes."""
    return sorted(announcement.copies.values_list("address__email", flat=True))


def times(post):
    """How often each reader got an announcement; the site sends other mail too."""
    return Counter(mail["To"] for mail in post.mails if mail["List-Unsubscribe"])

"""How a removal is considered, as those who decide and the officer would do it."""

from datetime import timedelta

from chapterhouse.people.actions.removal import decide_removal, hear, open_hearing, waive_hearing
from chapterhouse.people.models import Term
from tests import make


def term_of(person):
    return Term.objects.get(person=person, ends=None)


def today(cast, at=None):
    return (at or make.now()).astimezone(cast.version.pack.zone).date()


def consider(cast, *, of, by, at=None, told_on=None):
    at = at or make.now()
    told_on = told_on or today(cast, at)
    return open_hearing(term=term_of(of), told_on=told_on, pack=cast.version.pack, by=by, at=at)


def heard(cast, hearing, *, by, at=None, on=None):
    at = at or make.now()
    return hear(hearing=hearing, heard_on=on or today(cast, at), pack=cast.version.pack, by=by, at=at)


def waive(hearing, *, by):
    return waive_hearing(hearing=hearing, by=by, at=make.now())


def decide(cast, hearing, *, by, removed=True, at=None):
    how = {"removed": removed, "decision": "Minutes of 12 May, item 3"}
    return decide_removal(hearing=hearing, **how, pack=cast.version.pack, by=by, at=at or make.now())


def days(number):
    return make.now() + timedelta(days=number)

"""Who is in good standing on a day: a rule of the pack with a cut-off day, not mere presence on a list.

Absence from the newest list changes nothing here by itself: it is reported to those who keep the roster,
and expels nobody.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from chapterhouse.packs.pack import Pack
from chapterhouse.packs.standing import BY_THE_LIST, StandingRule

from .models import Membership, Person

#: Why somebody stands as they do; `standing_words` has the sentences.
ACCOUNT, NO_LIST, LIFETIME, RUNS, RAN_OUT, LISTED, LATE, LAPSED, NOT_SAID = (
    *("account", "no-list", "lifetime", "runs", "ran-out", "listed", "late", "lapsed", "not-said"),
)


@dataclass(frozen=True)
class GoodStanding:
    """How somebody stands on a day.

    Attributes:
        good: whether it counts.
        why: one of the words above.
        on: the day that was asked for.
        until: the last day on which their membership counts, where the list gives one.
    """

    good: bool
    why: str
    on: date
    until: date | None = None


def standing_of(membership: Membership | None, rule: StandingRule, *, on: date) -> GoodStanding:
    """How somebody stands on a day; without a membership, how those stand whom no list names."""
    if membership is None:
        return GoodStanding(rule.accounts, ACCOUNT if rule.accounts else NO_LIST, on)
    if membership.status == Membership.LAPSED:
        return GoodStanding(False, LAPSED, on)
    if membership.lifetime and rule.lifetime:
        return GoodStanding(True, LIFETIME, on)
    if membership.expires and rule.grace_days is not None:
        until = membership.expires + timedelta(days=rule.grace_days)
        return GoodStanding(on <= until, RUNS if on <= until else RAN_OUT, on, until)
    if membership.status in rule.statuses:
        return GoodStanding(True, LISTED, on)
    return GoodStanding(False, LATE if membership.status else NOT_SAID, on)


def counts(rule: StandingRule, *, on: date, row: str = "") -> Q:
    """`standing_of` as a condition on memberships. ``row``: the way to them, such as ``membership__``."""
    known = Q(**{f"{row}status__in": rule.statuses})
    if rule.grace_days is not None:
        last = on - timedelta(days=rule.grace_days)
        known = Q(**{f"{row}expires__gte": last}) | (Q(**{f"{row}expires": None}) & known)
    if rule.lifetime:
        known |= Q(**{f"{row}lifetime": True})
    return known & ~Q(**{f"{row}status": Membership.LAPSED})


def members_good_on(day: date, rule: StandingRule) -> "QuerySet[Membership]":
    """Whom the lists have named and who counts on a day, with an account or without."""
    return Membership.objects.filter(counts(rule, on=day))


def people_good_on(day: date, rule: StandingRule) -> "QuerySet[Person]":
    """Who has an account and counts on a day."""
    found = Q(membership__isnull=False) & counts(rule, on=day, row="membership__")
    if rule.accounts:
        found |= Q(membership__isnull=True)
    return Person.objects.filter(found, is_active=True)


def membership_of(person: Person) -> Membership | None:
    """What the list says of somebody with an account, once the two are linked."""
    return Membership.objects.filter(person=person).first()


def own_standing(person: Person, pack: Pack | None, at: datetime) -> GoodStanding:
    """How somebody stands today, by the pack in force."""
    rule = pack.standing if pack else BY_THE_LIST
    return standing_of(membership_of(person), rule, on=today(pack, at))


def today(pack: Pack | None, at: datetime) -> date:
    return at.astimezone(pack.zone).date() if pack else at.date()

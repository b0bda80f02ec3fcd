"""Terms: how long they are, how many may follow each other, what is awaited before one opens anything."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from chapterhouse.packs.desks import Office as PackOffice
from chapterhouse.packs.desks import Statement, Training
from chapterhouse.packs.pack import Pack

from .models import Approval, Person, Term
from .models.office import TermQuerySet
from .trainings import lacking, months_after


@dataclass(frozen=True)
class Held:
    """A term with its office in the pack in force.

    Attributes:
        unsigned: the statements of its office that are not signed in it yet.
        untrained: what its holder must be trained in before it opens anything, and is not.
        awaits_yes: whether somebody must still say yes to it.
        today: in the organisation's time zone.
    """

    term: Term
    rules: PackOffice
    unsigned: tuple[Statement, ...]
    untrained: tuple[Training, ...]
    awaits_yes: bool
    today: date
    last_day: date | None

    @property
    def awaits(self) -> bool:
        """Whether it opens nothing until somebody does something."""
        return self.term.opens is None

    @property
    def ends_soon(self) -> bool:
        """Whether its end is near enough to find who comes next."""
        return self.ends_within(None)

    def ends_within(self, days: int | None) -> bool:
        """Whether it ends within so many days, or within those that its rules say."""
        near = timedelta(days=self.rules.warn_days if days is None else days)
        return self.last_day is not None and self.last_day <= self.today + near


@dataclass(frozen=True)
class Seats:
    """An office with who holds it and who is to hold it.

    Attributes:
        running, ahead: terms, by the name of who holds them.
        crowded: years in which more seats fall free than its rules spread over a year.
    """

    rules: PackOffice
    running: list[Held]
    ahead: list[Held]
    crowded: list[int]

    @property
    def vacant(self) -> int:
        """How many seats nobody holds; none where no number is said."""
        seated = [each for each in self.running if each.term.how != Term.DEPUTY]
        return max(0, (self.rules.seats or 0) - len(seated))

    @property
    def contacts(self) -> list[Person]:
        """Who answers questions about the office."""
        return [each.term.person for each in self.running if each.term.is_contact]

    @property
    def leaving(self) -> list[Held]:
        return [each for each in self.running if each.ends_soon]


def last_day_proposed(office: PackOffice, first: date) -> date:
    """The last day of a term of the length that the rules give."""
    return months_after(first, office.term_months) - timedelta(days=1)


def span(first: date, last: date, pack: Pack, at: datetime) -> tuple[datetime, datetime]:
    """From which moment to which a term runs: from now if it begins today, to the end of its last day."""
    starts = datetime.combine(first, time(), pack.zone)
    if first == at.astimezone(pack.zone).date():
        starts = at
    return starts, datetime.combine(last + timedelta(days=1), time(), pack.zone)


def limit_reached(person: Person, office: PackOffice, starts: datetime) -> bool:
    """Whether somebody has held an office as often as its rules allow; standing in as a deputy aside."""
    if office.limit is None:
        return False
    held = Term.objects.of_offices([office.code]).filter(person=person).exclude(opens=None)
    before = list(held.exclude(how=Term.DEPUTY).filter(starts__lt=starts).order_by("-starts"))
    if office.limit.in_years:
        since = starts - timedelta(days=round(365.25 * office.limit.in_years))
        return sum(term.ends is None or term.ends > since for term in before) >= office.limit.terms
    return _in_a_row(before, starts, office) >= office.limit.terms


def _in_a_row(before: Iterable[Term], starts: datetime, office: PackOffice) -> int:
    """How many terms follow each other up to a moment; the newest come first."""
    count, edge = 0, starts
    for term in before:
        free_from = months_after((term.ends or edge).date(), office.term_months)
        if free_from <= edge.date():
            break
        count, edge = count + 1, term.starts
    return count


def offices_held(pack: Pack, at: datetime) -> list[Seats]:
    """Every office of a pack with its terms, in the pack's order; three queries whatever their number."""
    by_office: dict[str, list[Held]] = defaultdict(list)
    terms = Term.objects.unended(at).filter(person__is_active=True)
    for held in held_of(terms.order_by("person__name", "pk"), pack, at):
        by_office[held.rules.code].append(held)
    return [_seats(office, by_office[office.code], at) for office in pack.offices]


def ending(pack: Pack, at: datetime, *, days: int | None = None) -> list[Held]:
    """Terms that end so soon that whoever comes next must be found; not of those who go on in the office.

    Args:
        days: before the end, for every office; as its rules say where this is left out.
    """
    longest = max(office.warn_days for office in pack.offices) if days is None else days
    near = Term.objects.current(at).filter(ends__lte=at + timedelta(days=longest + 1), person__is_active=True)
    found = held_of(near.order_by("ends", "pk"), pack, at)
    return [each for each in found if each.ends_within(days) and not _goes_on(each.term, at)]


def _goes_on(term: Term, at: datetime) -> bool:
    """Whether its holder has a later term in the same office for which nothing is awaited any more."""
    theirs = Term.objects.unended(at).filter(person=term.person, office=term.office, opens__isnull=False)
    theirs = theirs.exclude(pk=term.pk)
    return theirs.filter(Q(ends=None) | Q(ends__gt=term.ends)).exists()


def held_of(terms: TermQuerySet, pack: Pack, at: datetime) -> list[Held]:
    """Terms of the pack's offices as they stand, with what is awaited."""
    rules = {office.code: office for office in pack.offices}
    rows = terms.select_related("person", "office").prefetch_related("signatures")
    found = [term for term in rows if term.office.code in rules]
    approved = set(Approval.objects.filter(term__in=found).values_list("term", flat=True)) if found else set()
    today, lack = at.astimezone(pack.zone).date(), lacking(found, pack, at)

    def held(term: Term) -> Held:
        office, last = rules[term.office.code], term.last.astimezone(pack.zone).date() if term.last else None
        yes = term.asks_yes and term.pk not in approved
        return Held(term, office, unsigned(term, pack), lack.get(term.pk, ()), yes, today, last)

    return [held(term) for term in found]


def unsigned(term: Term, pack: Pack) -> tuple[Statement, ...]:
    """What its office asks to be signed, and is not yet."""
    signed = {signature.code for signature in term.signatures.all()}
    return tuple(each for each in pack.signed_for(term.office.code) if each.code not in signed)


def _seats(office: PackOffice, found: list[Held], at: datetime) -> Seats:
    running = [each for each in found if each.term.runs_at(at)]
    years = [each.last_day.year for each in running if each.last_day]
    most = office.seats_a_year or len(years)
    crowded = sorted(year for year in set(years) if years.count(year) > most)
    return Seats(office, running, [each for each in found if not each.term.runs_at(at)], crowded)

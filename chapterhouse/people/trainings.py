"""What officers must have been trained in, and how each of them stands (B43)."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chapterhouse.packs.desks import Training
from chapterhouse.packs.pack import Pack

from .models import OfficerTraining, Person, Term

#: How long before it is due it is said.
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """How somebody stands with one training. ``done``: when they last took part; ``due``: the next time."""

    person: Person
    office: str
    training: Training
    done: date | None
    due: date | None
    today: date

    @property
    def overdue(self) -> bool:
        return self.due is not None and self.due < self.today

    @property
    def soon(self) -> bool:
        return self.due is not None and not self.overdue and self.due <= self.today + SOON

    @property
    def holds(self) -> bool:
        """Whether they have had it, and it is still good."""
        return self.done is not None and not self.overdue


def standings(pack: Pack, at: datetime) -> list[Standing]:
    """How each officer stands with each training their office asks for, in the pack's order."""
    today = at.astimezone(pack.zone).date()
    asked = [office for office in pack.offices if office.required_training]
    if not asked:
        return []
    terms = Term.objects.current(at).of_offices([office.code for office in asked])
    held = list(terms.filter(person__is_active=True).select_related("person", "office"))
    had = _had(term.person for term in held)
    return [
        _standing(term, str(office.name), training, had[term.person_id, training.code], pack, today)
        for office in asked
        for training in office.required_training
        for term in sorted(held, key=lambda each: (each.person.name, each.pk))
        if term.office.code == office.code
    ]


def own_standings(person: Person, pack: Pack, at: datetime) -> list[Standing]:
    """What somebody has to do now or soon."""
    return [each for each in standings(pack, at) if each.person == person and (each.overdue or each.soon)]


def shared_by_all(pack: Pack, at: datetime) -> list[tuple[str, str]]:
    """Office and training, where everybody who holds the office has had it; nothing of anybody alone."""
    by_training: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    plurals = {str(office.name): str(office.plural) for office in pack.offices}
    for each in standings(pack, at):
        by_training[plurals[each.office], str(each.training.name)].append(each)
    return [named for named, rows in by_training.items() if all(row.holds for row in rows)]


def lacking(terms: Iterable[Term], pack: Pack, at: datetime) -> dict[int, tuple[Training, ...]]:
    """By term that opens nothing yet: what its holder must be trained in first, and is not."""
    first = {
        office.code: [each for each in office.required_training if each.first] for office in pack.offices
    }
    asked = [term for term in terms if term.opens is None and first.get(term.office.code)]
    had, today = _had(term.person for term in asked) if asked else {}, at.astimezone(pack.zone).date()
    return {
        term.pk: tuple(
            each
            for each in first[term.office.code]
            if not _standing(term, "", each, had.get((term.person_id, each.code), []), pack, today).holds
        )
        for term in asked
    }


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _had(people: Iterable[Person]) -> dict[tuple[int, str], list[OfficerTraining]]:
    """The trainings of each, by person and code."""
    found: dict[tuple[int, str], list[OfficerTraining]] = defaultdict(list)
    rows = OfficerTraining.objects.filter(struck=None, attended__in=list(people)).exclude(code="").distinct()
    for row in rows.prefetch_related("attended"):
        for person in row.attended.all():
            found[person.pk, row.code].append(row)
    return found


def _standing(
    term: Term, office: str, training: Training, had: list[OfficerTraining], pack: Pack, today: date
) -> Standing:
    starts = term.starts.astimezone(pack.zone).date()
    ends = [(row.held_on, _good_until(row, training)) for row in had]
    if not ends:
        return Standing(
            term.person, office, training, None, starts + timedelta(days=training.within_days), today
        )
    last = max(row.held_on for row in had)
    good = [until for _held, until in ends]
    due = None if None in good else max(until for until in good if until)
    return Standing(term.person, office, training, last, due, today)


def _good_until(row: OfficerTraining, training: Training) -> date | None:
    months = row.valid_months or training.refresh_months
    return months_after(row.held_on, months) if months else None

"""With which cases one is worked as one, as its page shows it: of others only those that the reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Person

from .access import duty_of
from .actions.linking import desks_with_links, offers_links, word_of
from .ledger import Ledger
from .models import Case, Consent, Desk, Independence, Link, LinkQuestion
from .models.case import CaseQuerySet
from .roster import readers


@dataclass(frozen=True)
class Linked:
    """One link and the case at its other end.

    Attributes:
        declared: whether the reader said that they are independent of the other; without it, only its code
            name is theirs.
        word: what the one whose case the other is said last.
        apart: who reads this case and not the other.
    """

    row: Link
    other: Case
    declared: bool
    word: Consent | None
    apart: list[Person]


@dataclass(frozen=True)
class Links:
    """The section of a case.

    Attributes:
        offered: whether its rules offer links.
        word: what the one whose case it is said last.
        question: that they were asked, and have not answered.
        can_be_asked: whether they can be asked on their own page now.
    """

    offered: bool
    rows: list[Linked]
    word: Consent | None = None
    question: LinkQuestion | None = None
    can_be_asked: bool = False

    @property
    def shown(self) -> bool:
        return self.offered or bool(self.rows)

    @property
    def standing(self) -> list[Linked]:
        return [one for one in self.rows if one.row.stands]

    @property
    def codes(self) -> list[str]:
        """Under which the journal of the links stands."""
        return [one.row.code for one in self.rows]


def links_of(case: Case, person: Person, ledger: Ledger, reading: Iterable[Person], at: datetime) -> Links:
    """The links of a case as somebody who may read it sees them; in two queries where there are none.

    Args:
        reading: who reads the case.
    """
    if case.desk.wall == Desk.INFORMAL:
        return Links(offered=False, rows=[])
    said = [row for row in ledger.consents if row.step == Consent.LINK and row.party == ledger.first]
    question = case.link_questions.filter(answered=None).first()
    return Links(
        offered=offers_links(case, at),
        rows=_rows(case, person, list(reading), at),
        word=said[0] if said else None,
        question=question,
        can_be_asked=not (said or question or case.rests) and ledger.first.channel_id is not None,
    )


def linked_for(case: Case, person: Person, link: str) -> Link | None:
    """A link of a case by its code, if the reader sees the other one too."""
    found = Link.objects.of(case).filter(code=link).first()
    return found if found and {found.one_id, found.other_id} - {case.pk} <= set(_seen(case, person)) else None


def candidates(case: Case, seen: CaseQuerySet, person: Person, at: datetime) -> CaseQuerySet:
    """Cases with which one can be proposed to be worked: at the same desk, open, read, and not linked yet.

    Args:
        seen: the cases that somebody sees.
    """
    said = Independence.objects.filter(case=OuterRef("pk"), person=person)
    links = Link.objects.of(case).open().values_list("one", "other")
    taken = {pk for pair in links for pk in pair} | {case.pk}
    waiting = Q(waits__isnull=False, waits__ended=None)
    rows = seen.open().filter(Exists(said), desk=case.desk_id).exclude(pk__in=taken)
    rows = rows.exclude(pk__in=Case.objects.filter(waiting).order_by().values("pk")).select_related("title")
    if case.desk.code in desks_with_links(at):
        return rows
    offering = [version.pk for version in duty_of(person).versions if _offers(version, case.desk.code)]
    return rows.filter(pack__in=offering)


def _offers(version: PackVersion, code: str) -> bool:
    return any(desk.code == code and desk.consolidation for desk in version.pack.desks)


def _rows(case: Case, person: Person, reading: list[Person], at: datetime) -> list[Linked]:
    """Asked of what the reader sees first, so that what they must not see costs no time either."""
    seen = _seen(case, person)
    links = Link.objects.of(case).select_related("by").order_by("-at", "-pk") if seen else []
    pairs = ((row, seen.get(row.other_id if row.one_id == case.pk else row.one_id)) for row in links)
    return [_linked(row, other, reading, at) for row, other in pairs if other]


def _linked(row: Link, other: Case, reading: list[Person], at: datetime) -> Linked:
    declared = bool(getattr(other, "said_independent", False))
    theirs = readers(other, at) if declared and row.ended is None else reading
    apart = [person for person in reading if person not in theirs]
    return Linked(row, other, declared, word_of(other) if declared else None, apart)


def _seen(case: Case, person: Person) -> dict[int, Case]:
    """The cases at the other ends of its links that somebody sees, by primary key; in one query for none."""
    duty = duty_of(person)
    ends = Q(pk__in=Link.objects.filter(other=case).order_by().values("one"))
    ends |= Q(pk__in=Link.objects.filter(one=case).order_by().values("other"))
    said = Independence.objects.filter(case=OuterRef("pk"), person=person)
    seen = Case.objects.filter(ends).readable_by(person).not_shut_to(person)
    rows = seen.read_by_offices(duty.held, duty.versions).annotate(said_independent=Exists(said))
    found = rows.select_related("desk", "pack", "channel").prefetch_related("stops", "closures", "waits")
    return {row.pk: row for row in found}

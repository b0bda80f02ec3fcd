"""Taking and leaving offices."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.refused import Refused

from ..models import Hearing, Office, Person, Term
from ..models.office import TermQuerySet


@transaction.atomic
def establish_offices(*, pack: Pack) -> list[Office]:
    """Make or update the rows of the offices a pack names; offices it no longer names stay as they are."""
    return [
        Office.objects.update_or_create(code=office.code, defaults={"seats": office.seats})[0]
        for office in pack.offices
    ]


@transaction.atomic
def take_office(
    *,
    person: Person,
    office: Office,
    starts: datetime,
    by: str,
    authority: str = "",
    pack: Pack | None = None,
) -> Term:
    """Begin a term on the word of whoever runs the site, such as for the first officers of all.

    Nothing is awaited for it; whoever fills offices on the pages does so by `filling.propose`.

    Args:
        by: username of who records it.
        authority: the vote or decision behind it, in a sentence.
        pack: the current pack, to hold its rule on offices that cannot be held together.

    Raises:
        Refused: all seats are taken, or the person holds an office this one must be kept apart from.
    """
    must_have_seat(office, starts, None)
    if pack:
        must_be_apart(person, office, pack, starts, None)
    told = {"starts": starts, "opens": starts, "authority": authority}
    term = Term.objects.create(person=person, office=office, **told)
    record(by=by, verb="took-office", subject=office.code, about=person.username, at=starts)
    return term


@transaction.atomic
def leave_office(*, term: Term, by: str, at: datetime) -> Term:
    """End a term. What its holder could open is served to them no more from that moment.

    Where a removal was considered, nothing is left to decide.
    """
    term.ends = at
    term.save(update_fields=["ends"])
    Hearing.objects.open().filter(term=term).update(ended=at, outcome=Hearing.LEFT)
    record(by=by, verb="left-office", subject=term.office.code, about=term.person.username, at=at)
    return term


@transaction.atomic
def resign(*, term: Term, by: Person, at: datetime) -> Term:
    """An officer lays their office down, on any day they wish.

    Raises:
        Refused: it is not theirs (``not-yours``), or it is over (``over``).
    """
    if term.person_id != by.pk:
        raise Refused(_("This is not open to you."), code="not-yours")
    return leave_office(term=held(term, at), by=by.username, at=at)


def must_have_seat(office: Office, starts: datetime, ends: datetime | None) -> None:
    """Raises:
    Refused: more terms than seats would run at a time (``no-seat``).
    """
    others = _meanwhile(starts, ends).filter(office=office).exclude(how=Term.DEPUTY)
    meanwhile = list(others.values_list("starts", "ends"))
    moments = [starts, *(begins for begins, _ends in meanwhile if begins > starts)]
    most = max(sum(begins <= at and (end is None or end > at) for begins, end in meanwhile) for at in moments)
    if office.seats and most >= office.seats:
        raise Refused(_("All seats of this office are taken. End a term first."), code="no-seat")


def must_be_apart(
    person: Person, office: Office, pack: Pack, starts: datetime, ends: datetime | None
) -> None:
    """Raises:
    Refused: they hold an office in that time which this one must be kept apart from (``apart``).
    """
    held = set(_meanwhile(starts, ends).filter(person=person).values_list("office__code", flat=True))
    if held & pack.apart(office.code):
        raise Refused(_("This office cannot be held together with one they hold now."), code="apart")


def _meanwhile(starts: datetime, ends: datetime | None) -> TermQuerySet:
    """Terms of which a part lies in a time, also those that something is awaited for."""
    terms = Term.objects.unended(starts)
    return terms.filter(starts__lt=ends) if ends else terms


def held(term: Term, at: datetime) -> Term:
    """The term as it is now, waiting for whoever changes it; refused (``over``) when it has ended."""
    row = Term.objects.select_for_update(of=("self",)).select_related("person", "office").get(pk=term.pk)
    if not row.runs_at(at):
        raise Refused(_("This term of office is over. Nothing is left to do here."), code="over")
    return row

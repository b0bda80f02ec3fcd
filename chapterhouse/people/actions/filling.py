"""Filling offices: who is to hold one, who said yes to it, what they sign, and ending a term."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.packs.desks import Office as PackOffice
from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.refused import Refused

from ..models import Approval, Membership, Office, Person, Signature, Term
from ..permissions import Permission, may
from ..terms import last_day_proposed, limit_reached, span, unsigned
from ..trainings import lacking
from .offices import held, leave_office, must_be_apart, must_have_seat

#: Why whoever fills offices ends a term. Against somebody's will it takes a hearing (`actions.removal`).
ASKED, LEFT, MISTAKE = "asked", "left", "mistake"
REASONS = (ASKED, LEFT, MISTAKE)


@transaction.atomic
def propose_term(
    *,
    person: Person,
    office: Office,
    first: date,
    last: date,
    how: str,
    decision: str,
    reason: str = "",
    pack: Pack,
    by: Person,
    at: datetime,
) -> Term:
    """Write down who takes an office, from which day to which.

    It opens what the office opens from its first day, or once somebody said yes whom the rules ask, and its
    holder signed what the office asks and had the trainings that come first, whichever comes last.

    Args:
        last: its last day; it ends by itself with that day.
        how: one of `Term.WAYS`.
        decision: where the vote or decision behind it can be found.
        reason: why a limit is passed over; empty unless one is reached.

    Raises:
        Refused: it is not theirs to do (``not-yours``); no such office (``unknown``); the days do not follow
            (``days``); they are a minor (``minor``) or hold it already (``twice``); as `must_have_seat`,
            `must_be_apart` and `_limit_passed`.
    """
    must_fill(by, at)
    row = Office.objects.select_for_update().get(pk=office.pk)  # one at a time takes a seat
    rules, (starts, ends) = rules_of(row, pack), span(first, last, pack, at)
    if last < first or ends <= at:
        raise Refused(_("The last day must come after the first, and not be over."), code="days")
    if Membership.objects.filter(person=person, minor=True).exists():
        raise Refused(_("This person cannot take an office here yet."), code="minor")
    _must_be_new(person, row, starts, ends)
    if how != Term.DEPUTY:  # a deputy stands in for somebody who has the seat
        must_have_seat(row, starts, ends)
    must_be_apart(person, row, pack, starts, ends)
    passed = _limit_passed(person, rules, starts, reason)
    told = {"starts": starts, "ends": ends, "how": how, "authority": decision, "passed_over": passed}
    term = Term.objects.create(person=person, office=row, asks_yes=rules.needs_yes, **told)
    record(by=by.username, verb="proposed-term", subject=row.code, about=person.username, at=at)
    return open_if_ready(term, pack, at)


@transaction.atomic
def approve_term(
    *, term: Term, decided_on: date, decision: str, pack: Pack, by: Person, at: datetime
) -> Approval:
    """Write down that those whom the rules ask said yes to a term (S1.5), and where that stands.

    Raises:
        Refused: it is not theirs to say (``not-yours``); the day is to come (``days``); it was said already,
            or the term is over (``over``).
    """
    term = _ahead(term, at)
    rules = rules_of(term.office, pack)
    if not may_approve(by, term, rules, at):
        raise Refused(_("This is not open to you."), code="not-yours")
    if decided_on > at.astimezone(pack.zone).date():
        raise Refused(_("Give the day on which it was decided: this day is to come."), code="days")
    if not term.asks_yes or Approval.objects.filter(term=term).exists():
        raise Refused(_("This was written down already. Reload the page."), code="over")
    told = {"decided_on": decided_on, "decision": decision, "by": by, "at": at}
    approval = Approval.objects.create(term=term, office=rules.approved_by or "", **told)
    _record("approved-term", term, by, at)
    open_if_ready(term, pack, at)
    return approval


@transaction.atomic
def sign_statements(
    *, term: Term, codes: Iterable[str], version: PackVersion, language: str, by: Person, at: datetime
) -> Term:
    """Whoever takes an office signs what it asks; the words they read are kept.

    Args:
        codes: of the statements signed; all that are still unsigned.
        language: in which they read them.

    Raises:
        Refused: it is not theirs (``not-yours``), it is over (``over``), or one is missing (``all``).
    """
    row = _unended(term, at)
    if row.person_id != by.pk:
        raise Refused(_("This is not open to you."), code="not-yours")
    missing = unsigned(row, version.pack)
    if set(codes) != {each.code for each in missing}:
        raise Refused(_("Read and tick each of them: the office asks for all."), code="all")
    for each in missing:
        words = {"language": language, "text": each.text.in_(language), "pack": str(version)}
        Signature.objects.create(term=row, code=each.code, at=at, **words)
        _record(f"signed-{each.code}"[:40], row, by, at)
    return open_if_ready(Term.objects.get(pk=row.pk), version.pack, at)


@transaction.atomic
def take_back(*, term: Term, by: Person, at: datetime) -> None:
    """A term that has not begun to open anything is taken back; the journal keeps that it was proposed.

    Raises:
        Refused: it is not theirs to do (``not-yours``), or it runs already (``over``).
    """
    must_fill(by, at)
    term = _ahead(term, at)
    _record("took-back-term", term, by, at)
    term.delete()


@transaction.atomic
def end_term(*, term: Term, reason: str, by: Person, at: datetime) -> Term:
    """End a term that runs, in this moment. Against somebody's will it takes a hearing instead.

    Args:
        reason: one of `REASONS`; the journal keeps it.

    Raises:
        Refused: it is not theirs to do (``not-yours``), or it is over (``over``).
    """
    must_fill(by, at)
    _record(f"ended-term-{reason}", term, by, at)
    return leave_office(term=held(term, at), by=by.username, at=at)


@transaction.atomic
def plan_end(*, term: Term, last: date, reason: str = "", pack: Pack, by: Person, at: datetime) -> Term:
    """Give a term that runs its last day: it ends by itself with that day.

    Args:
        reason: one of `REASONS` where the day comes before the one that was said, or that the rules give:
            against somebody's will it takes a hearing. The journal keeps it.

    Raises:
        Refused: it is not theirs to do (``not-yours``), it is over (``over``), or the day is (``days``); it
            comes early without a reason (``reason``), or later than a term lasts (``longer``); as
            `must_have_seat` and `must_be_apart`.
    """
    must_fill(by, at)
    Office.objects.select_for_update().get(pk=term.office_id)  # as for a new term: one at a time takes a seat
    term = held(term, at)
    _starts, ends = span(last, last, pack, at)
    if ends <= at:
        raise Refused(_("The last day must come after the first, and not be over."), code="days")
    regular = _regular_end(term, pack, at)
    if ends < min(term.ends or regular, regular) and reason not in REASONS:
        raise Refused(
            _("That is earlier than the term lasts. Say why; against their will it takes a hearing."),
            code="reason",
        )
    if term.ends and ends > term.ends:
        _go_on_until(ends, term, regular, pack)
    term.ends = ends
    term.save(update_fields=["ends"])
    _record(f"planned-end-{reason}" if reason else "planned-end", term, by, at)
    return term


def _regular_end(term: Term, pack: Pack, at: datetime) -> datetime:
    """When a term ends that lasts as long as the rules say."""
    last = last_day_proposed(rules_of(term.office, pack), term.starts.astimezone(pack.zone).date())
    return span(last, last, pack, at)[1]


def _go_on_until(ends: datetime, term: Term, regular: datetime, pack: Pack) -> None:
    """Raises:
    Refused: a term would last longer than the rules say, or somebody else has the seat by then.
    """
    assert term.ends is not None
    if ends > regular:
        raise Refused(
            _("A term does not last that long. Propose another one: it is approved like the first."),
            code="longer",
        )
    if term.how != Term.DEPUTY:
        must_have_seat(term.office, term.ends, ends)
    must_be_apart(term.person, term.office, pack, term.ends, ends)


@transaction.atomic
def name_contact(*, term: Term, by: Person, at: datetime) -> Term:
    """Whoever holds this term answers questions about the office from now on, alone (S2.46).

    Raises:
        Refused: it is not theirs to do (``not-yours``), or it is over (``over``).
    """
    must_fill(by, at)
    term = held(term, at)
    Term.objects.filter(office=term.office, is_contact=True).update(is_contact=False)
    term.is_contact = True
    term.save(update_fields=["is_contact"])
    _record("named-contact", term, by, at)
    return term


def may_approve(person: Person, term: Term, rules: PackOffice, at: datetime) -> bool:
    """Whether somebody writes down the yes to a term: by the office that says it, and never to their own.

    Where the members say it, whoever fills offices writes it down.
    """
    if person.pk == term.person_id:
        return False
    if rules.approved_by is None:
        return may(person, Permission.FILL_OFFICES, at)
    return Term.objects.current(at).of_offices([rules.approved_by]).filter(person=person).exists()


def must_fill(by: Person, at: datetime) -> None:
    """Raises:
    Refused: they do not fill offices (``not-yours``).
    """
    if not may(by, Permission.FILL_OFFICES, at):
        raise Refused(_("This is not open to you."), code="not-yours")


def rules_of(office: Office, pack: Pack) -> PackOffice:
    """Raises:
    Refused: the pack does not name this office (``unknown``).
    """
    try:
        return pack.office(office.code)
    except KeyError:
        raise Refused(_("Our rules do not name this office any more."), code="unknown") from None


def _must_be_new(person: Person, office: Office, starts: datetime, ends: datetime) -> None:
    theirs = Term.objects.unended(starts).filter(person=person, office=office)
    waiting = theirs.filter(opens=None) | theirs.filter(starts__lt=ends)
    if waiting.exists():
        raise Refused(_("They hold this office already in that time, or are to hold it."), code="twice")


def _limit_passed(person: Person, rules: PackOffice, starts: datetime, reason: str) -> str:
    """The reason for passing a limit over; empty where none is reached.

    Raises:
        Refused: it is reached, and may not be passed over (``limit``), or no reason is given (``reason``).
    """
    if not limit_reached(person, rules, starts):
        return ""
    if rules.limit and not rules.limit.with_reason:
        raise Refused(_("They have held this office as often as our rules allow."), code="limit")
    if not reason:
        raise Refused(
            _("They have held this office as often as our rules allow. Say why it is passed over."),
            code="reason",
        )
    return reason


def open_if_ready(term: Term, pack: Pack, at: datetime) -> Term:
    """Nothing is awaited any more: from now, or from its first day, it opens what the office opens."""
    said = not term.asks_yes or Approval.objects.filter(term=term).exists()
    ready = said and not unsigned(term, pack) and not any(lacking([term], pack, at).values())
    if term.opens is None and ready:
        term.opens = max(term.starts, at)
        term.save(update_fields=["opens"])
        record(by="site", verb="took-office", subject=term.office.code, about=term.person.username, at=at)
    return term


def open_those_ready(pack: Pack, at: datetime, people: Iterable[Person] | None = None) -> None:
    """Terms that waited open what they open, where nothing is awaited any more.

    Args:
        people: whose; everybody's where it is left out, as when a new pack asks for less.
    """
    waiting = Term.objects.unended(at).filter(opens=None)
    if people is not None:
        waiting = waiting.filter(person__in=list(people))
    for term in waiting.of_offices([office.code for office in pack.offices]).select_related(
        "person", "office"
    ):
        open_if_ready(term, pack, at)


def _unended(term: Term, at: datetime) -> Term:
    """The term as it is now, waiting for whoever changes it; refused (``over``) when it has ended."""
    rows = Term.objects.select_for_update(of=("self",)).select_related("person", "office")
    row = rows.unended(at).filter(pk=term.pk).first()
    if row is None:
        raise Refused(_("This term of office is over. Nothing is left to do here."), code="over")
    return row


def _ahead(term: Term, at: datetime) -> Term:
    row = _unended(term, at)
    if row.runs_at(at):
        raise Refused(_("This term has begun already. Reload the page."), code="over")
    return row


def _record(verb: str, term: Term, by: Person, at: datetime) -> None:
    record(by=by.username, verb=verb, subject=term.office.code, about=term.person.username, at=at)

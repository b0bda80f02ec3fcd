"""Who stands behind a desk: its officers, its backup contact, and whom a notice could reach."""

from collections.abc import Iterable
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, OuterRef, QuerySet

from chapterhouse.packs.pack import Desk as PackDesk
from chapterhouse.people.models import Person, Term
from chapterhouse.rows import ask
from chapterhouse.sealing.models import KeyCard, TeamSheet
from chapterhouse.sealing.sheets import cards_on

from .models import Case

#: Who holds which office at a moment, and their present card. Asked at every report, so written out.
HOLDING = """
    SELECT office.code, card.version, person.id, person.username, person.name FROM people_term term
    JOIN people_office office ON office.id = term.office_id
    JOIN people_person person ON person.id = term.person_id
    LEFT JOIN sealing_keycard card ON card.user_id = person.id AND card.retired IS NULL
    WHERE person.is_active AND term.opens <= %s AND (term.ends IS NULL OR term.ends > %s)
    ORDER BY person.name, person.id
"""


def able_and_reachable(
    rules: PackDesk, sheet: TeamSheet, at: datetime
) -> tuple[list[Person], dict[str, Person]]:
    """Whom a report to a desk is sealed to, and everyone a notice of it could reach, by username.

    The first are officers whose present card is the one on the sheet. Of a person, only the name is fetched.
    """
    on_sheet, able, reachable = cards_on(sheet), list[Person](), dict[str, Person]()
    for office, version, *fields in ask(HOLDING, at, at):
        if office not in (*rules.offices, rules.backup):
            continue
        found = Person.from_db(DEFAULT_DB_ALIAS, ("id", "username", "name"), fields)
        person = reachable.setdefault(found.username, found)
        if office in rules.offices and person not in able and version == on_sheet.get(person.username, 0):
            able.append(person)
    return able, reachable


def holders(offices: Iterable[str], at: datetime) -> "QuerySet[Person]":
    """People who hold one of these offices at a moment, by name."""
    terms = Term.objects.current(at).of_offices(list(offices))
    return Person.objects.filter(terms__in=terms, is_active=True).distinct().order_by("name", "pk")


def officers(rules: PackDesk, at: datetime) -> "QuerySet[Person]":
    return holders(rules.offices, at)


def backups(rules: PackDesk, at: datetime) -> "QuerySet[Person]":
    """Who holds the desk's backup contact; they hear of lateness and never read."""
    return holders([rules.backup], at)


def reachable(rules: PackDesk, at: datetime) -> "QuerySet[Person]":
    """Everyone a notice of this desk could reach: whom a person may shut out by name."""
    return holders([*rules.offices, rules.backup], at)


def readers(case: Case, at: datetime) -> list[Person]:
    """Officers of the desk who hold the case's newest key and are not shut out, by name."""
    return readers_and_others(case, at)[0]


def readers_and_others(case: Case, at: datetime) -> tuple[list[Person], list[Person]]:
    """Officers of the desk who are not shut out, by name: who holds the case's newest key, and the rest."""
    holding = KeyCard.objects.current().filter(
        user=OuterRef("pk"), key_wraps__channel_key=case.channel.newest_key
    )
    people = officers(case.rules, at).annotate(holds=Exists(holding)).exclude(pk__in=case.shut_out())
    apart: tuple[list[Person], list[Person]] = ([], [])
    for person in people:
        apart[0 if person.holds else 1].append(person)
    return apart

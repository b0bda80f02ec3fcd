"""Who agreed to which version, and what waits for somebody's yes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Pack
from chapterhouse.people.models import Person, Term

from .models import Acceptance, Document, Version

Asked = Document.Asked


@dataclass(frozen=True)
class ByOffice:
    """Of those who hold an office now, how many agreed to a version."""

    office: str
    agreed: int
    holders: int


def agreed_by_office(version: Version, at: datetime) -> list[ByOffice]:
    """For the page of a document: numbers by office, of those who hold it now; no names."""
    names = _asked_offices(version.document, _pack_at(at))
    if not names:
        return []
    terms = Term.objects.current(at).of_offices(list(names)).filter(person__is_active=True)
    held = list(terms.values_list("pk", "office__code"))
    yes = Acceptance.objects.filter(version=version, term__in=[pk for pk, _office in held])
    said = set(yes.values_list("term_id", flat=True))
    counts = {code: [pk for pk, office in held if office == code] for code in names}
    return [
        ByOffice(names[code], sum(pk in said for pk in mine), len(mine))
        for code, mine in counts.items()
        if mine
    ]


def terms_asked(version: Version, person: Person, at: datetime) -> list[Term | None]:
    """For which of their terms somebody's yes is still missing; None stands for a member without an office.

    A yes is given for a term: whoever takes another office is asked again.
    """
    return _missing([version], person, at)[0]


def waiting_for(person: Person, *, at: datetime, today: date) -> list[Version]:
    """The versions in force that wait for somebody's yes, in the order of the handbook."""
    versions = in_force(today)
    missing = _missing(versions, person, at)
    return [version for version, terms in zip(versions, missing, strict=True) if terms]


def _missing(versions: Sequence[Version], person: Person, at: datetime) -> list[list[Term | None]]:
    """For each version, the terms of a person without a yes; in three queries."""
    pack = _pack_at(at)
    terms = list(Term.objects.current(at).filter(person=person).select_related("office"))
    yes = Acceptance.objects.filter(version__in=versions, person=person)
    said = set(yes.values_list("version_id", "term_id"))
    found: list[list[Term | None]] = []
    for version in versions:
        codes = _asked_offices(version.document, pack)
        mine = [term for term in terms if term.office.code in codes]
        left: list[Term | None] = [term for term in mine if (version.pk, term.pk) not in said]
        if not mine and version.document.asked == Asked.EVERYBODY:
            left = [] if any(pk == version.pk for pk, _term in said) else [None]
        found.append(left)
    return found


def _pack_at(at: datetime) -> Pack | None:
    version = PackVersion.objects.current(at=at)
    return version.pack if version else None


def _asked_offices(document: Document, pack: Pack | None) -> dict[str, str]:
    """The offices whose holders are asked, code to name in the plural, in the pack's order."""
    if pack is None or document.asked == Asked.NOBODY:
        return {}
    everyone = document.asked == Asked.EVERYBODY
    return {each.code: str(each.plural) for each in pack.offices if everyone or each.reads}


def in_force(today: date, *, public: bool = False, known: datetime | None = None) -> list[Version]:
    """The version of each document that holds today, in the order of the handbook.

    Args:
        known: as it stood here at a moment: without what was written down later for days before.
    """
    versions = Version.objects.begun_by(today).select_related("document").prefetch_related("texts")
    if known:
        versions = versions.filter(put__lte=known)
    if public:
        versions = versions.filter(document__members_only=False)
    return sorted(_newest(versions), key=lambda version: version.document.place)


def _newest(versions: Iterable[Version]) -> Iterable[Version]:
    """The first of each document in an order that begins with the newest."""
    found: dict[int, Version] = {}
    for version in versions:
        found.setdefault(version.document_id, version)
    return found.values()

"""What the team has committed itself to, and who of those who answer here has said yes to it (S0.69)."""

from dataclasses import dataclass
from datetime import datetime

from chapterhouse.journal.models import Row
from chapterhouse.packs.guidance import Document
from chapterhouse.packs.pack import Pack
from chapterhouse.people.models import Person

from .roster import holders

ACCEPTED = "accepted-expectations"


@dataclass(frozen=True)
class Expectations:
    """The text as it is now. `accepted` and `awaited`: those who read cases, by name."""

    document: Document
    accepted: list[Person]
    awaited: list[Person]


def expectations_of(pack: Pack, at: datetime) -> Expectations | None:
    """Who accepted the present version; None where the organisation has put no text here."""
    document = pack.document("expectations")
    if document is None or not document.version or not (document.text or document.address):
        return None
    people = holders({office.code for office in pack.offices if office.reads}, at)
    said = set(Row.objects.about(subject_of(document)).filter(verb=ACCEPTED).values_list("by", flat=True))
    accepted = [person for person in people if person.username in said]
    return Expectations(document, accepted, [person for person in people if person not in accepted])


def subject_of(document: Document) -> str:
    """Under which name the journal keeps who said yes to this version."""
    return f"expectations:{document.version}"[:64]

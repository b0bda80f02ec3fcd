"""Who has to do with a vault."""

from django.utils import timezone

from chapterhouse.people.desks import desks_of, reads
from chapterhouse.people.models import Person


def needs_key(person: Person) -> bool:
    """Whether the person holds an office that reads cases, so that they may set up a key."""
    return reads(person, timezone.now())


def has_vault(person: Person) -> bool:
    """Whether there is a vault to open or set up. A key outlives the office: a case may need handing on."""
    return needs_key(person) or person.key_cards.exists()


def may_sign_sheet(person: Person, desk: str) -> bool:
    """Whether the person reads at that desk now."""
    return desk in {each.code for each in desks_of(person, timezone.now())}

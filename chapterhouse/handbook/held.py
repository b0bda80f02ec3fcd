"""What the handbook holds about somebody: what they agreed to. Proposals need no account."""

from datetime import datetime

from django.utils.translation import gettext as _

from chapterhouse.people.held import Part, day
from chapterhouse.people.models import Person

from .models import Acceptance


def agreed(person: Person, at: datetime) -> Part:
    rows = list(Acceptance.objects.by_person(person).select_related("version__document"))
    said = _("%(document)s, version %(number)s: %(day)s")
    return Part(
        "agreed",
        _("What you agreed to"),
        _("To know which words hold between you and the organisation."),
        _("Until you delete it; what you agreed to for an office: always, with the office."),
        [
            said % {"document": row.version.document.code, "number": row.version.number, "day": day(row.at)}
            for row in rows
        ],
        [
            {"document": row.version.document.code, "version": row.version.number, "at": row.at}
            for row in rows
        ],
    )


def forget_agreed(person: Person, at: datetime) -> None:
    """What they agreed to as a member; what they did for an office is part of how it was filled."""
    Acceptance.objects.filter(person=person, term=None).delete()

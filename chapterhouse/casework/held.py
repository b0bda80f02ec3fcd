"""What stands in the way of forgetting an officer: cases that nobody else could open then.

This is the only word that casework has in it. Nothing of a case is told to the page, nor to the file.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from chapterhouse.people.models import Person

from .access import left_with


def holds_the_only_keys(person: Person, at: datetime) -> str:
    """A sentence if something is left with somebody that nobody in office can open; else nothing."""
    if not left_with(person, at).exists():
        return ""
    return _(
        "Keys are still with you that nobody in office has. Give them on first, at the page “Give keys on”."
    )

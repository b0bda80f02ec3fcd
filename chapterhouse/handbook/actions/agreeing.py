"""Saying yes to a version."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.ui.refused import Refused

from ..agreeing import terms_asked
from ..models import Acceptance, Version


@transaction.atomic
def agree(*, version: Version, by: Person, at: datetime, today: date) -> list[Acceptance]:
    """Somebody says yes to a version: for each term they hold, or as a member. Once is enough.

    Raises:
        Refused: the version holds no more, or not yet (``not-in-force``); their yes is not asked
            (``not-asked``).
    """
    Person.objects.select_for_update().get(pk=by.pk)
    if Version.objects.in_force_on(version.document.code, today) != version:
        raise Refused(_("This version does not hold today. Read the one that does."), code="not-in-force")
    missing = terms_asked(version, by, at)
    if not missing and not Acceptance.objects.filter(version=version, person=by).exists():
        raise Refused(_("Nobody asks you to agree to this."), code="not-asked")
    made = Acceptance.objects.bulk_create(
        Acceptance(version=version, person=by, term=term, at=at) for term in missing
    )
    if made:
        subject = f"handbook:{version.document.code}"
        record(by=by.username, verb=f"agreed-to-{version.number}", subject=subject, at=at)
    return made

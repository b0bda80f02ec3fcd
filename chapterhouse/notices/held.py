"""What the outbox holds about somebody: how many notices, never what they are about."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapterhouse.people.held import Part
from chapterhouse.people.models import Person

from .models import Notice


def notices(person: Person, at: datetime) -> Part:
    number = Notice.objects.filter(person=person).count()
    words = ngettext("%(n)s notice", "%(n)s notices", number) % {"n": number}
    why = _("So that a mail tells you that there is something new. What it was about is not shown here.")
    return Part(
        "notices",
        _("Your notices"),
        why,
        _("30 days after sending."),
        [words] if number else [],
        [{"number": number}],
    )


def forget_notices(person: Person, at: datetime) -> None:
    Notice.objects.filter(person=person).delete()

"""What the guide holds about somebody: which entries they proposed and checked."""

from datetime import datetime

from django.utils.translation import gettext as _

from chapterhouse.people.held import Part, day
from chapterhouse.people.models import Person

from .models import Check, EntryVersion


def guide(person: Person, at: datetime) -> Part:
    wrote = list(EntryVersion.objects.filter(by=person).order_by("at"))
    looked = list(Check.objects.filter(by=person).select_related("version").order_by("at"))
    lines = [_("You proposed %(name)s, %(day)s") % {"name": row.name, "day": day(row.at)} for row in wrote]
    lines += [
        _("You checked %(name)s, %(day)s") % {"name": row.version.name, "day": day(row.at)} for row in looked
    ]
    return Part(
        "guide",
        _("Your work on the referral guide"),
        _("To know whom to ask about an entry. On the public pages there is no name."),
        _("As long as the entry; under the words “a former member” once your account is gone."),
        lines,
        [{"proposed": row.name, "at": row.at} for row in wrote]
        + [{"checked": row.version.name, "at": row.at} for row in looked],
    )

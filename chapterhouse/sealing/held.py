"""What is held of somebody's keys, and what remains of them once they ask to be forgotten."""

from datetime import datetime

from django.utils.translation import gettext as _

from chapterhouse.people.held import Part, day
from chapterhouse.people.models import Person

from .models import KeyCard, Notebook


def keys(person: Person, at: datetime) -> Part:
    cards = list(KeyCard.objects.filter(user=person).order_by("version"))
    rows = [
        {"version": row.version, "recipient": row.recipient, "signing_key": row.signing_key} for row in cards
    ]
    lines = [
        _("Key %(number)s, of %(day)s") % {"number": row.version, "day": day(row.created)} for row in cards
    ]
    if Notebook.objects.filter(user=person).exists():
        lines.append(_("A sealed notebook, which only you can open"))
    why = _(
        "So that others can seal something to you, and see that you signed it. Your secret key is not here."
    )
    kept = _("The public half always, as what you signed names it; the rest until you delete it.")
    return Part("keys", _("Your keys"), why, kept, lines, rows)

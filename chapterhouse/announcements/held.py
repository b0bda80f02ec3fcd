"""What this room holds about somebody: what announcements go to their address, and what they published."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapterhouse.people.held import Part, day
from chapterhouse.people.models import Membership, Person

from .kinds import Kind
from .models import Address, Article, Copy


def addresses_of(person: Person) -> "QuerySet[Address]":
    """The addresses of somebody, of their account and on the list, as announcements know them."""
    listed = Membership.objects.filter(person=person).values_list("email", flat=True)
    return Address.objects.filter(email__in={each.lower() for each in (person.email, *listed) if each})


def announced(person: Person, at: datetime) -> Part:
    rows, lines = [], []
    for address in addresses_of(person).prefetch_related("opt_outs"):
        number = Copy.objects.filter(address=address).count()
        without = [row.kind for row in address.opt_outs.all()]
        rows.append({"address": address.email, "copies": number, "wants_none": without})
        if number:
            lines.append(
                ngettext("%(n)s announcement was for you", "%(n)s announcements were for you", number)
                % {"n": number}
            )
        lines += [_("You want none of this kind: %(kind)s") % {"kind": Kind(kind).label} for kind in without]
    return Part(
        "announcements",
        _("Announcements to you"),
        _("So that each reaches you once, and none that you do not want."),
        _("30 days; that you want none: as long as you do, also once your account is gone."),
        lines,
        rows,
    )


def published(person: Person, at: datetime) -> Part:
    rows = list(Article.objects.filter(by=person).order_by("published"))
    return Part(
        "articles",
        _("Your articles"),
        _("They stand under your name and office for everybody to read."),
        _("Until you take them back; with the name that stands under them also once your account is gone."),
        [f"{row.title}, {day(row.published)}" for row in rows],
        [{"title": row.title, "name": row.name, "at": row.published, "text": row.text} for row in rows],
    )


def forget_announced(person: Person, at: datetime) -> None:
    """Copies go; the address too, unless it said that it wants to be left alone: that stays true."""
    found = addresses_of(person)
    Copy.objects.filter(address__in=found).delete()
    found.filter(opt_outs=None).delete()

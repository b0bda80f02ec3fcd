"""Sentences of an import: why a file or a row was left out, and what to look at before taking it over."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .actions.rosters import older
from .models import RosterImport
from .roster.comparing import Comparison, Conflict
from .roster.files import Unreadable
from .roster.reading import Bad, Roster
from .standing_words import STANDINGS

FILES = {
    "empty": gettext_lazy("This file is empty. Take the list out of the mail or the website again."),
    "spreadsheet": gettext_lazy("This is a spreadsheet. Open it and save it as CSV, then take that file."),
    "no-list": gettext_lazy("This is no list that can be read. Take a CSV file, or a zip with one in it."),
    "several": gettext_lazy("There is more than one list in this zip. Take out the one you want."),
    "locked": gettext_lazy("This zip has a password. Unpack it first, and take the list that was in it."),
    "too-large": gettext_lazy("This file is larger than any list of members. Look which it is."),
    "no-names": gettext_lazy(
        "No column of this list says who somebody is. Its first line must name the columns: first and last"
        " name, or name. Or say which column holds it."
    ),
    "open-quote": gettext_lazy(
        'From line %(line)s on a quotation mark (") is opened and never closed. Mend that line and try again.'
    ),
}
ROWS = {
    "cells": gettext_lazy("It has %(value)s cells, and the header has another number."),
    "no-name": gettext_lazy("It has no name."),
    "no-key": gettext_lazy("It has no membership number: %(value)s."),
    "twice": gettext_lazy("The same person stands in line %(value)s already."),
    "no-day": gettext_lazy("“%(value)s” is not a day that we understand."),
    "no-yes": gettext_lazy("“%(value)s” is neither yes nor no."),
    "no-standing": gettext_lazy("“%(value)s” is no standing that we know."),
    "no-email": gettext_lazy("“%(value)s” is not an email address."),
}

#: What columns hold.
FIELDS = {
    "key": gettext_lazy("membership number"),
    "given": gettext_lazy("first name"),
    "middle": gettext_lazy("middle name"),
    "family": gettext_lazy("last name"),
    "suffix": gettext_lazy("suffix of the name"),
    "name": gettext_lazy("whole name"),
    "email": gettext_lazy("email address"),
    "joined": gettext_lazy("day of joining"),
    "expires": gettext_lazy("day of expiry"),
    "status": gettext_lazy("standing"),
    "letter": gettext_lazy("standing as a letter"),
    "kind": gettext_lazy("kind of membership"),
    "monthly_dues": gettext_lazy("monthly dues"),
    "yearly_dues": gettext_lazy("yearly dues"),
    "no_calls": gettext_lazy("wants no calls"),
    "no_texts": gettext_lazy("wants no text messages"),
    "no_mail": gettext_lazy("wants no email"),
    "post": gettext_lazy("letters by post"),
    "subscribed": gettext_lazy("subscribed to email"),
    "chapter": gettext_lazy("chapter"),
    "student": gettext_lazy("student"),
    "phone": gettext_lazy("telephone"),
    "address": gettext_lazy("street address"),
    "city": gettext_lazy("city"),
    "zip": gettext_lazy("postal code"),
    "accommodations": gettext_lazy("accommodations"),
    "union": gettext_lazy("union"),
    "school": gettext_lazy("school"),
    "youth_chapter": gettext_lazy("youth chapter"),
    "race": gettext_lazy("race"),
    "district": gettext_lazy("electoral district"),
}
LISTED_AS = {"": gettext_lazy("no standing given"), **STANDINGS}


def conflict_said(conflict: Conflict) -> str:
    """What the list says now where we had corrected it."""
    told = {"name": conflict.name, "field": FIELDS[conflict.field]}
    told |= {"ours": value_said(conflict.field, conflict.value)}
    told |= {"listed": value_said(conflict.field, conflict.listed)}
    return (
        _("%(name)s, %(field)s: the list now says “%(listed)s”; “%(ours)s” stays, as we corrected it.") % told
    )


def value_said(field: str, value: str) -> str:
    """A value as corrections keep it, in words."""
    if field.startswith("no_"):
        return _("yes") if value else _("no")
    return value or _("nothing")


def file_said(no: Unreadable) -> str:
    """Why a file cannot be read, and what to do."""
    return str(FILES[no.code]) % {"line": no.line}


def row_said(row: Bad) -> str:
    """Why a row was left out, with its line."""
    said = str(ROWS[row.code]) % {"value": row.value}
    return _("Line %(line)s: %(said)s") % {"line": row.line, "said": said}


def warnings(roster: Roster, found: Comparison, last: RosterImport | None, sha256: str) -> Iterator[str]:
    """What to look at before a list is taken over."""
    if last and last.sha256 == sha256:
        yield _("This very file was imported on %(day)s.") % {"day": date_format(last.at)}
    if sentence := older(roster, last):
        yield sentence
    if found.is_short:
        yield _(
            "%(missing)s of %(known)s people are not on this list. It may be half a file, or another list."
        ) % {"missing": len(found.absent), "known": len(found.known)}
    if not roster.columns.has_standing:
        yield _("This list does not say who is in good standing.")
    if "key" not in roster.columns.places:
        yield _(
            "This list has no membership numbers. People are found again by their address: whoever changes it"
            " appears as new."
        )

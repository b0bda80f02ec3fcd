"""Sentences of an import: why a file or a row was left out, and what to look at before taking it over."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .actions.rosters import older
from .models import RosterImport
from .roster.comparing import Comparison
from .roster.reading import Bad, Roster, Unreadable

FILES = {
    "empty": gettext_lazy("This file is empty. Take the list out of the mail or the website again."),
    "spreadsheet": gettext_lazy("This is a spreadsheet. Open it and save it as CSV, then take that file."),
    "no-list": gettext_lazy("This is no list that can be read. Take a CSV file, or a zip with one in it."),
    "several": gettext_lazy("There is more than one list in this zip. Take out the one you want."),
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

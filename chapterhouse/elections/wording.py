"""What a file of ballots has wrong, in sentences."""

from django.utils.translation import gettext_lazy

from .counting.blt import Unreadable

FILES = {
    "empty": gettext_lazy("This file is empty. Take the file of ballots, which ends in .blt."),
    "no-blt": gettext_lazy(
        "Line %(line)s: this is no file of ballots. A BLT file begins with two numbers: how many candidates,"
        " how many seats."
    ),
    "how-many-candidates": gettext_lazy(
        "Line %(line)s: %(value)s candidates cannot be counted. There have to be 1 to 1000."
    ),
    "how-many-seats": gettext_lazy(
        "Line %(line)s: %(value)s seats cannot be filled. There have to be 1 to 1000."
    ),
    "no-number": gettext_lazy("Line %(line)s: “%(value)s” is no whole number. Mend that line and try again."),
    "no-weight": gettext_lazy(
        "Line %(line)s begins with %(value)s. It has to begin with how many papers are alike, 1 or more."
    ),
    "open-line": gettext_lazy("Line %(line)s does not end with 0, as every ballot does."),
    "no-candidate": gettext_lazy("Line %(line)s: there is no candidate %(value)s."),
    "ranked-twice": gettext_lazy(
        "Line %(line)s ranks candidate %(value)s twice. Decide what that paper says, and write it so."
    ),
    "equal-ranks": gettext_lazy(
        "Line %(line)s: “%(value)s” puts two candidates on one rank, which none of these methods can count."
    ),
    "skipped-rank": gettext_lazy(
        "Line %(line)s skips a rank. Decide by your rules what that paper says, and write it without the gap."
    ),
    "not-known": gettext_lazy(
        "Line %(line)s: “%(value)s” is an extension of the format that is not read here."
    ),
    "long-line": gettext_lazy(
        "Line %(line)s has more than %(value)s characters, which no ballot and no name has. Is it the right"
        " file?"
    ),
    "no-end": gettext_lazy(
        "Line %(line)s: the ballots do not end. After the last one comes a line with 0, then the names."
    ),
    "too-many-papers": gettext_lazy(
        "Line %(line)s: that makes more than %(value)s papers. Look at the first number of each line."
    ),
    "too-few-names": gettext_lazy(
        "Line %(line)s: the file ends before every candidate has a name. Each stands in a line of its own."
    ),
    "open-quote": gettext_lazy("Line %(line)s: a quotation mark is opened and never closed."),
    "more-after-title": gettext_lazy(
        "Line %(line)s: more lines follow than candidates and a title. Look at the number of candidates in"
        " line 1."
    ),
}


def file_said(no: Unreadable) -> str:
    """Why a file of ballots cannot be counted, with the line, and what to do."""
    return str(FILES[no.code]) % {"line": no.line, "value": no.value}

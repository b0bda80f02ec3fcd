"""What somebody fills in to have ballots counted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .counting import blt
from .counting.ballots import Ballots
from .told import METHODS
from .wording import file_said

#: The largest file that the page counts, in bytes; the command takes larger ones.
LARGEST = 5 * 1024 * 1024
#: So many candidates fit on a page with a bar for each at every stage.
MOST_SHOWN = 40


class CountForm(forms.Form):
    """A file of ballots and how it is to be counted."""

    file = forms.FileField(
        label=_("File of ballots"),
        help_text=_("A BLT file, as this site and others publish them."),
        allow_empty_file=True,
    )
    method = forms.ChoiceField(label=_("Method"), choices=list(METHODS.items()))
    lot = forms.CharField(
        label=_("Seed of the lot"),
        help_text=_(
            "Only if one was announced, for instance numbers thrown with dice. Else it follows from the"
            " ballots."
        ),
        required=False,
        max_length=100,
    )

    def clean_file(self) -> Ballots:
        """The ballots in it."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 5 MB. Count it with the command below."))
        try:
            ballots = blt.read(file.read())
        except blt.Unreadable as no:
            raise forms.ValidationError(file_said(no)) from no
        if len(ballots.names) > MOST_SHOWN:
            raise forms.ValidationError(
                _("A page cannot show more than 40 candidates. Count this file with the command below.")
            )
        return ballots

    def clean(self) -> dict[str, Any]:
        """An instant runoff is for one seat."""
        found: dict[str, Any] = super().clean() or {}
        ballots = found.get("file")
        if ballots and found.get("method") == "irv" and ballots.seats != 1:
            self.add_error(
                "method", _("An instant runoff fills one seat; this file has more. Choose Scottish STV.")
            )
        return found

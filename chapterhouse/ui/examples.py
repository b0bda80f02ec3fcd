"""What the gallery shows: invented people and days, at a fixed moment, so that its pages never change."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Wednesday 18 November 2026, noon in Los Angeles.
NOW = datetime(2026, 11, 18, 20, tzinfo=UTC)


class ExampleForm(forms.Form):
    """A form that came back with errors."""

    name = forms.CharField(
        label=gettext_lazy("What do you call them?"),
        help_text=gettext_lazy("A name, an initial, or “the person with the dog”."),
        error_messages={"required": gettext_lazy("Write what you call this person")},
    )
    story = forms.CharField(
        label=gettext_lazy("What happened?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    help = forms.ChoiceField(
        label=gettext_lazy("What would help?"),
        choices=[
            ("talk", gettext_lazy("I want to talk it through")),
            ("act", gettext_lazy("I want it to stop")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one; you can change it later")},
    )
    agree = forms.BooleanField(label=gettext_lazy("You may write to me at any hour"), required=False)


def values() -> dict[str, Any]:
    """The context of the gallery."""
    return {
        "now": NOW,
        "overdue": NOW - timedelta(hours=3),
        "days_overdue": NOW - timedelta(days=2, hours=1),
        "today": NOW + timedelta(hours=5),
        "later": NOW + timedelta(days=4, hours=5),
        "form": ExampleForm({"name": "", "story": ""}, auto_id="example_%s"),
        "groups": ["4071", "9926", "3358", "6140", "2287", "5093"],
        "facts": [
            (_("Who reads it"), _("Bela, Chidi and Dana, ombudspeople elected by members")),
            (_("When we answer"), _("Within 48 hours")),
            (_("What you need"), _("Nothing. No name, no proof")),
        ],
        "steps": [
            _("You answer up to six questions. Only one must be answered."),
            _("Your words are sealed on your own device."),
            _("You get a return code. It is the only way back in."),
        ],
        "tasks": [
            (_("Write the apology"), "#", _("Done"), "ok"),
            (_("Meet again with Ida"), "#", _("Waiting"), ""),
            (_("Look for a place without steps"), "", _("Overdue"), "stop"),
        ],
        "rows": [(_("What would help?"), _("I want it to stop"), "#"), (_("Telephone"), _("Not given"), "")],
        "days": [
            (NOW, [_("The 48 hours ran out at noon. Ida was told.")]),
            (NOW - timedelta(days=2), [_("Ana wrote."), _("Opened by Noor.")]),
        ],
    }

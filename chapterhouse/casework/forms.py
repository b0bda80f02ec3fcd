"""Small forms of the desk. Nothing that is sealed ever passes through one."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chapterhouse.people.models import Person

from .models import Case, Party
from .wording import APPOINTMENTS, STAGES


class ListForm(forms.Form):
    """Which cases a list shows."""

    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("All")), *STAGES.items()])
    mine = forms.BooleanField(label=_("Only those I am on"), required=False)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for, as far as it can be understood."""
        return self.cleaned_data if self.is_valid() else {"stage": "", "mine": False}


class AwayForm(forms.Form):
    """From which day to which day somebody is not available; both days count."""

    starts = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(
        label=_("Until"), help_text=_("This day included."), widget=forms.DateInput(attrs={"type": "date"})
    )
    cover = forms.ModelChoiceField(
        label=_("Who covers for you"),
        help_text=_(
            "They are reminded in your place about the cases they can read already. It gives them no key."
        ),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )

    def __init__(self, *args: Any, colleagues: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cover"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in colleagues]).order_by("name")

    @property
    def span(self) -> dict[str, datetime]:
        """First moment of the first day and last moment of the last, in the organisation's zone."""
        return {
            "starts": _midnight(self.cleaned_data["starts"]),
            "ends": _midnight(self.cleaned_data["ends"] + timedelta(days=1)),
        }


class IndependenceForm(forms.Form):
    """The answer to the question of independence. No reason is asked."""

    answer = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])


class BeginForm(forms.Form):
    """Which kind of appointment begins, and with whom. What it is about is not asked."""

    kind = forms.ChoiceField(choices=list(APPOINTMENTS.items()))
    party = forms.ModelMultipleChoiceField(queryset=Party.objects.none(), to_field_name="code")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = case.parties.exclude(channel=None).order_by("pk")


class DayForm(forms.Form):
    """A last day."""

    last_day = forms.DateField()


class OrganisationForm(forms.Form):
    """An organisation outside that may be asked."""

    name = forms.CharField(label=_("Name"), max_length=120)
    contact = forms.CharField(label=_("How to reach them"), max_length=200)
    about = forms.CharField(
        label=_("What they do, and what they cost"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())

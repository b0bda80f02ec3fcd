"""What those who fill offices write down, and what somebody signs who takes one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapterhouse.packs.desks import Office, Statement

from .actions.filling import ASKED, LEFT, MISTAKE
from .forms import day_field
from .models import Person, Term

WAYS = [
    (Term.ELECTED, _("Elected")),
    (Term.APPOINTED, _("Appointed")),
    (Term.CONFIRMED, _("Appointed, and confirmed by the members")),
    (Term.DEPUTY, _("Stands in as a deputy")),
]
ENDINGS = [
    (ASKED, _("They told us that they lay it down")),
    (LEFT, _("They left the organisation, or cannot hold it any more")),
    (MISTAKE, _("It was written down by mistake")),
]


class TermForm(forms.Form):
    """Who takes an office, from when to when, and by which decision."""

    person = forms.CharField(
        label=_("Who takes the office"),
        help_text=_("Their email address, their username, or their whole name, of somebody who can sign in."),
        max_length=254,
    )
    first = day_field(_("First day"))
    last = day_field(_("Last day"), _("It ends by itself with that day, and with it what it opens."))
    reason = forms.ChoiceField(
        label=_("If that is earlier than it lasts: why?"),
        choices=[("", _("It is not earlier")), *ENDINGS],
        required=False,
    )
    how = forms.ChoiceField(label=_("How it was filled"), choices=WAYS, widget=forms.RadioSelect)
    decision = forms.CharField(
        label=_("Where the decision can be found"),
        help_text=_("Such as: minutes of 12 May, item 3."),
        max_length=200,
    )

    def __init__(self, *args: Any, may_pass_limit: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if may_pass_limit:
            self.fields["reason"] = forms.CharField(
                label=_("Why the limit is passed over"),
                help_text=_("Only if they have held this office as often as our rules allow."),
                max_length=200,
                required=False,
            )

    def clean_person(self) -> Person:
        found = list(Person.objects.known_as(self.cleaned_data["person"])[:2])
        if not found:
            raise forms.ValidationError(
                _("Nobody who can sign in here is called so. Look at the spelling, or invite them first.")
            )
        if len(found) > 1:
            raise forms.ValidationError(_("Several people are called so. Give their email address."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day must come after the first."))
        return told


class ApprovalForm(forms.Form):
    """That those whom the rules ask said yes."""

    decided_on = day_field(_("On which day was it decided?"))
    decision = forms.CharField(
        label=_("Where the decision can be found"),
        help_text=_("Such as: minutes of 12 May, item 3."),
        max_length=200,
    )


class EndForm(forms.Form):
    """Why a term ends now, without a hearing."""

    reason = forms.ChoiceField(label=_("Why does it end?"), choices=ENDINGS, widget=forms.RadioSelect)


class LastDayForm(forms.Form):
    last = day_field(_("Last day"), _("It ends by itself with that day, and with it what it opens."))


class SigningForm(forms.Form):
    """One tick for each statement; all of them are asked."""

    def __init__(self, *args: Any, statements: Iterable[Statement], **more: Any) -> None:
        super().__init__(*args, **more)
        for each in statements:
            self.fields[each.code] = forms.BooleanField(
                label=str(each.name),
                help_text=str(each.text),
                error_messages={"required": _("Read this and tick it: the office asks for it.")},
            )

    @property
    def signed(self) -> list[str]:
        return [code for code, ticked in self.cleaned_data.items() if ticked]


class InterestForm(forms.Form):
    """That somebody would like to take an office."""

    office = forms.ChoiceField(label=_("Which office?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("What should we call you?"), max_length=80)
    reach = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_("An email address or a telephone number."),
        max_length=200,
    )
    why = forms.CharField(
        label=_("What you would like us to know"),
        help_text=_("Such as what you can do, and when you have time. You need not write anything."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, offices: Iterable[Office], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["office"].choices = [(each.code, str(each.name)) for each in offices]  # type: ignore[attr-defined]


def proposed(first: date, last: date, how: str) -> dict[str, Any]:
    """What stands in the form of a new term before anything is typed."""
    return {"first": first.isoformat(), "last": last.isoformat(), "how": how}

"""What an officer fills in who helps somebody to sign in again."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Person


class FindForm(forms.Form):
    """One member, by their exact address or handle; `cleaned_data["person"]`."""

    who = forms.CharField(
        label=_("Their address, or their handle"),
        help_text=_("Exactly as it stands in their account. Nobody is looked up by a part of a name."),
        max_length=254,
    )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        who = told.get("who", "").strip()
        found = Person.objects.filter(Q(email__iexact=who) | Q(username=who), is_active=True).first()
        if who and found is None:
            self.add_error("who", _("No account has this address or handle. Look at it again with them."))
        return {**told, "person": found}


class NewAddressForm(forms.Form):
    """The address to sign in by, and how the officer knows that it is they."""

    email = forms.EmailField(
        label=_("The address by which they sign in from now on"),
        error_messages={"invalid": _("Write a whole address, such as name@example.org.")},
    )
    reason = forms.CharField(
        label=_("How do you know that it is they, and why is it needed?"),
        help_text=_(
            "It is kept for a year; they can read it. Such as: met at the meeting of 3 May, lost phone."
        ),
        max_length=200,
    )

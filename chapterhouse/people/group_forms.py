"""What is filled in about a group, and what its coordinators pass on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from .models import Group

#: Codes that would stand in the place of a page.
TAKEN = {"new"}


class GroupForm(forms.Form):
    """Kind, and in each language of the pack name and purpose."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Group.Kind.choices,
        widget=forms.RadioSelect,
        initial=Group.Kind.COMMITTEE,
    )

    def __init__(self, *args: Any, languages: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.languages = list(languages)
        for language in self.languages:
            spoken = {"language": get_language_info(language)["name_translated"]}
            self.fields[f"name_{language}"] = forms.CharField(
                label=_("Its name, in %(language)s") % spoken, max_length=80
            )
            self.fields[f"purpose_{language}"] = forms.CharField(
                label=_("What it is for, in %(language)s") % spoken,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def told(self) -> dict[str, Any]:
        """What was filled in, as the verbs take it."""
        cleaned = self.cleaned_data
        texts = {
            f"{field}s": {language: cleaned[f"{field}_{language}"] for language in self.languages}
            for field in ("name", "purpose")
        }
        return {**texts, **{name: cleaned[name] for name in ("code", "kind") if name in cleaned}}


class NewGroupForm(GroupForm):
    """A group that is not there yet, with the code that stands in its address."""

    code = forms.RegexField(
        r"^[a-z][a-z0-9-]*$",
        label=_("Its code"),
        help_text=_(
            "It stands in the address of its page and never changes. Small letters, digits, hyphens."
        ),
        max_length=40,
        error_messages={"invalid": _("Begin with a small letter; then small letters, digits and hyphens.")},
    )
    field_order = ("code",)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in TAKEN:
            raise forms.ValidationError(_("This code is kept for a page. Choose another."))
        return code


class HandoverNoteForm(forms.Form):
    """The next version of what a coordinator leaves for whoever comes next."""

    text = forms.CharField(
        label=_("For whoever comes next"),
        help_text=_(
            "How things are done, where things are, what was promised to whom and by when. Never write here"
            " about a case."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def given(group: Group) -> dict[str, Any]:
    """What a form about a group is filled with at first."""
    names = {f"name_{language}": name for language, name in group.names.items()}
    purposes = {f"purpose_{language}": purpose for language, purpose in group.purposes.items()}
    return {"kind": group.kind, **names, **purposes}

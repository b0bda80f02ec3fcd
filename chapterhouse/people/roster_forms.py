"""What keepers of the roster fill in: a list, what its columns hold, what we know better of somebody."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .models import Membership
from .roster.columns import KEPT, SWITCHED_ON, Columns, plain
from .roster.files import LARGEST
from .roster_words import FIELDS, FILES


class RosterFileForm(forms.Form):
    file = forms.FileField(
        label=_("The list"),
        help_text=_("A CSV file, or a zip with one in it, as the national organisation sends it."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.zip"}),
        error_messages={"required": _("Choose the file with the list first.")},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(FILES["too-large"])
        return file


class ColumnsForm(forms.Form):
    """What is kept besides, and what the columns hold that nobody knows."""

    switched_on = forms.MultipleChoiceField(
        label=_("Keep these as well?"),
        help_text=_("They are left out: elections and trainings need none of them. Tick only what you use."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, columns: Columns, **more: Any) -> None:
        super().__init__(*args, **more)
        self.unknown = [each for each in dict.fromkeys(columns.unknown) if plain(each)]
        held = [name for name in SWITCHED_ON if _any_is(name, columns.left_out)]
        on = self.fields["switched_on"]
        assert isinstance(on, forms.MultipleChoiceField)
        on.choices = [(name, capfirst(FIELDS[name])) for name in held]
        if not held:
            del self.fields["switched_on"]
        choices = [("", _("Leave it out")), *((name, capfirst(FIELDS[name])) for name in KEPT)]
        said = {header: name for name, header in self.initial.get("mapped", {}).items()}
        for at, header in enumerate(self.unknown):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=_("What does “%(header)s” hold?") % {"header": header},
                choices=choices,
                required=False,
                initial=said.get(header, ""),
            )

    def clean(self) -> dict[str, Any]:
        told, mapped = self.cleaned_data, dict[str, str]()
        for at, header in enumerate(self.unknown):
            name = told.get(f"column_{at}")
            if name and name in mapped:
                self.add_error(f"column_{at}", _("You said this of another column already. Choose one."))
            elif name:
                mapped[name] = header
        return {"switched_on": told.get("switched_on", []), "mapped": mapped}


class CorrectionForm(forms.Form):
    """What we know better of somebody. What is as the list says is no correction."""

    name = forms.CharField(label=capfirst(FIELDS["name"]), max_length=200)
    family = forms.CharField(
        label=capfirst(FIELDS["family"]),
        help_text=_("By which they stand in lists."),
        max_length=80,
        required=False,
    )
    email = forms.CharField(label=capfirst(FIELDS["email"]), max_length=254, required=False)
    no_calls = forms.BooleanField(label=capfirst(FIELDS["no_calls"]), required=False)
    no_texts = forms.BooleanField(label=capfirst(FIELDS["no_texts"]), required=False)
    no_mail = forms.BooleanField(label=capfirst(FIELDS["no_mail"]), required=False)

    @classmethod
    def of(cls, member: Membership) -> "CorrectionForm":
        return cls(initial={name: getattr(member, name) for name in cls.base_fields})

    def changes(self, member: Membership) -> Iterator[tuple[str, str | bool]]:
        """Each field that was written otherwise than it stands."""
        for name, value in self.cleaned_data.items():
            if value != getattr(member, name):
                yield name, value


class SoughtForm(forms.Form):
    """Whom a keeper looks for. Nothing of it can be wrong: what is not understood finds nobody."""

    use_required_attribute = False  # nothing is asked for; yet no field says "optional" either

    STANDINGS = (
        ("", _("Everybody on the list")),
        (Membership.GOOD, _("In good standing")),
        (Membership.MEMBER, _("Members past their date")),
        (Membership.LAPSED, _("Lapsed")),
        ("absent", _("Missing from the newest list")),
    )
    q = forms.CharField(
        label=_("Name or email"),
        help_text=_("The beginning of a first name, a last name or an address."),
        max_length=254,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    standing = forms.ChoiceField(label=_("Standing"), choices=STANDINGS)


def _any_is(name: str, headers: Iterable[str]) -> bool:
    return any(plain(header) in SWITCHED_ON[name] for header in headers)

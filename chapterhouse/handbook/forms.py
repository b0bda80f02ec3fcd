"""What keepers and visitors write; forms clean and never save."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .actions.drafts import Words
from .markdown import LONGEST
from .models import Document, Version

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
ADDRESS = re.compile(r"https://[^\s/]+(/\S*)?|/(?![/\\])\S*")


class DocumentForm(forms.Form):
    """A document to be written."""

    code = forms.CharField(
        label=_("Its name in addresses"),
        help_text=_("Small letters and hyphens, such as code-of-conduct. It stays for good."),
        max_length=40,
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=Document.Kind.choices, widget=forms.RadioSelect)
    members_only = forms.TypedChoiceField(
        label=_("Who may read it?"),
        choices=[("no", _("Everybody, without an account")), ("yes", _("Members who sign in"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    asked = forms.ChoiceField(
        label=_("Who is asked to agree to it?"), choices=Document.Asked.choices, widget=forms.RadioSelect
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().lower()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Use small letters, digits and hyphens, a letter first."))
        return code


class DraftForm(forms.Form):
    """The words of a draft in every language of this site, and on which edition of it they were written."""

    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    address = forms.CharField(
        label=_("Where it is read, if not here"),
        help_text=_("An address that begins with https://, or with / on this site. Then no text is needed."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for language in LANGUAGES:
            self.fields |= {f"{name}_{language}": field for name, field in _fields_of_a_language()}

    def by_language(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """For the page: the language's code, its own name, its fields."""
        for language in LANGUAGES:
            fields = [self[f"{name}_{language}"] for name in ("title", "about", "body", "changed")]
            yield language, get_language_info(language)["name_local"].capitalize(), fields

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if address and not ADDRESS.fullmatch(address):
            raise forms.ValidationError(_("Begin with https:// or with / and leave no spaces."))
        return address

    def words(self) -> dict[str, Words]:
        """What was written, by language."""
        names = ("title", "about", "body", "changed")
        return {
            language: Words(**{name: self.cleaned_data[f"{name}_{language}"].strip() for name in names})
            for language in LANGUAGES
        }

    @staticmethod
    def initial_of(version: Version | None, edition: int) -> dict[str, Any]:
        """What a page begins with: a draft, or the version in force without its reasons."""
        told: dict[str, Any] = {"edition": edition, "address": version.address if version else ""}
        for text in version.texts.all() if version else ():
            told |= {f"{name}_{text.language}": getattr(text, name) for name in ("title", "about", "body")}
            told[f"changed_{text.language}"] = text.changed if version and version.put is None else ""
        return told


def _fields_of_a_language() -> Iterator[tuple[str, forms.Field]]:
    long = forms.Textarea(attrs={"rows": 16})
    yield "title", forms.CharField(label=pgettext_lazy("document", "Title"), max_length=120, required=False)
    yield "about", forms.CharField(label=_("In a sentence, for the list"), max_length=300, required=False)
    yield (
        "body",
        forms.CharField(
            label=_("Text"),
            help_text=_(
                "A line that begins with # is the heading of a part; parts get their numbers by themselves."
            ),
            max_length=LONGEST,
            required=False,
            widget=long,
        ),
    )
    yield (
        "changed",
        forms.CharField(
            label=_("What changed since the version before, and why"),
            max_length=4_000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        ),
    )


class AdoptionForm(forms.Form):
    """Who adopted a draft, how, and from which day it holds."""

    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    adopted_by = forms.CharField(
        label=_("Who adopted it, and how"),
        help_text=_("Such as: General meeting, 12 May 2026, vote 41 to 3."),
        max_length=200,
    )
    in_force = forms.DateField(
        label=_("Its first day"),
        help_text=_("It may have passed, or be to come: until then the version before it holds."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class AnswerForm(forms.Form):
    """What became of a proposal."""

    words = forms.CharField(
        label=_("What was answered or decided"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    taken_up = forms.ModelChoiceField(
        label=_("Taken up in"), queryset=Version.objects.none(), required=False, empty_label=_("No version")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choice = self.fields["taken_up"]
        assert isinstance(choice, forms.ModelChoiceField)
        adopted = Version.objects.adopted().select_related("document")
        choice.queryset = adopted.order_by("document__code", "-number")


class ProposalForm(forms.Form):
    """What somebody without an account would change in the process. Only the words are needed."""

    document = forms.ModelChoiceField(
        label=_("What is it about?"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("The process as a whole"),
        to_field_name="code",
    )
    words = forms.CharField(
        label=_("What would you change, or tell us about the process?"),
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        label=_("How shall we name you if we take it up?"),
        help_text=_("A name, an organisation, or nothing. It then stands in public beside the document."),
        max_length=120,
        required=False,
    )
    contact = forms.CharField(
        label=_("How may we answer?"),
        help_text=_(
            "An email address or a telephone number, if you wish an answer or to work on this with us."
        ),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, titles: dict[str, str], **more: Any) -> None:
        """`titles`: by code, of the documents that everybody may read."""
        super().__init__(*args, **more)
        choice = self.fields["document"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Document.objects.public().filter(code__in=titles)
        choice.widget.choices = [("", _("The process as a whole")), *titles.items()]

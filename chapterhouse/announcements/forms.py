"""What is filled in to write an announcement, and to choose which ones one gets."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from .audiences import Audience
from .kinds import Kind


class AnnouncementForm(forms.Form):
    """An announcement in each language of the pack; one may be left out, whole."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("Readers can unsubscribe from each of these."),
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(label=_("Who gets it?"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[Kind],
        audiences: Iterable[Audience],
        languages: Iterable[str],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.languages = tuple(languages)
        kind, audience = self.fields["kind"], self.fields["audience"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(audience, forms.ChoiceField)
        kind.choices = [(each.value, each.label) for each in kinds]
        audience.choices = [(each.code, each.words) for each in audiences]
        for language in self.languages:
            self._ask_in(language)

    def _ask_in(self, language: str) -> None:
        name = get_language_info(language)["name_local"].capitalize()
        self.fields[f"title_{language}"] = forms.CharField(
            label=_("Title (%(language)s)") % {"language": name},
            help_text=_("It becomes the subject of the mail."),
            max_length=120,
            required=False,
        )
        self.fields[f"text_{language}"] = forms.CharField(
            label=_("Text (%(language)s)") % {"language": name},
            help_text=_("Plain text, with an empty line between paragraphs. Never about a case."),
            widget=forms.Textarea(attrs={"rows": 12}),
            max_length=20_000,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        told, wordings = self.cleaned_data, {}
        for language in self.languages:
            title, text = told.pop(f"title_{language}", ""), told.pop(f"text_{language}", "")
            if len(title.splitlines()) > 1:
                self.add_error(f"title_{language}", _("Write the title in one line."))
            elif title and text:
                wordings[language] = (title, text)
            elif title or text:
                missing = "text" if title else "title"
                sentence = _("Write both a title and a text in this language, or neither.")
                self.add_error(f"{missing}_{language}", sentence)
        if not wordings and not self.errors:
            self.add_error(
                f"title_{self.languages[0]}", _("Write a title and a text, in one language at least.")
            )
        return {**told, "wordings": wordings}


class WishesForm(forms.Form):
    """Which kinds of announcement somebody gets."""

    wanted = forms.MultipleChoiceField(
        label=_("Which announcements do you want?"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

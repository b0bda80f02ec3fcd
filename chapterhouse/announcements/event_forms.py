"""What is filled in to put an event on the public list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from chapterhouse.people.forms import day_field


class EventForm(forms.Form):
    """Title in each language, day, hour, place, and where one learns more."""

    def __init__(self, *args: Any, languages: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.languages = tuple(languages)
        for language in self.languages:
            name = get_language_info(language)["name_local"].capitalize()
            label = _("What is it? (%(language)s)") % {"language": name}
            self.fields[f"title_{language}"] = forms.CharField(label=label, max_length=120, required=False)
        self.fields["day"] = day_field(_("On which day?"))
        self.fields["hour"] = forms.TimeField(
            label=_("At what time does it begin?"),
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        )
        self.fields["place"] = forms.CharField(label=_("Where?"), max_length=120)
        self.fields["link"] = forms.URLField(
            label=_("Where does one learn more?"),
            help_text=_("An address that begins with https://"),
            max_length=300,
            required=False,
            assume_scheme="https",
        )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("Write an address that begins with https://, or leave it empty."))
        return link

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        given = {language: told.pop(f"title_{language}", "") for language in self.languages}
        titles = {language: title for language, title in given.items() if title}
        if not titles:
            self.add_error(f"title_{self.languages[0]}", _("Say what it is, in one language at least."))
        return {**told, "titles": titles}

"""What is filled in to write an announcement, and to choose which ones one gets."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from chapterhouse.people.forms import day_field

from .audiences import Audience
from .kinds import Kind
from .models import Goal


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


class TalkForm(forms.Form):
    """That the short talk was given."""

    given_on = day_field(_("On which day?"))
    place = forms.CharField(
        label=_("At which meeting?"), help_text=_("Such as: general meeting, in person."), max_length=120
    )
    given_by = forms.CharField(label=_("Who gave it?"), max_length=120)

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        if day > self.today:
            raise forms.ValidationError(_("Write it down when it was given: this day is to come."))
        return day


class GoalForm(forms.Form):
    """A goal of the team for a year."""

    year = forms.TypedChoiceField(label=_("For which year?"), coerce=int, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What do you want to have done?"),
        help_text=_("In one sentence, so that one can tell at the end whether it was reached."),
        max_length=300,
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        year = self.fields["year"]
        assert isinstance(year, forms.ChoiceField)
        year.choices = [(today.year, str(today.year)), (today.year + 1, str(today.year + 1))]
        year.initial = today.year


class StatusForm(forms.Form):
    """How a goal stands."""

    status = forms.ChoiceField(
        label=_("How does it stand?"), choices=Goal.Status.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("What came of it, or why it is given up"),
        help_text=_("Members read this. Never about a case."),
        max_length=300,
        required=False,
    )


class ArticleForm(forms.Form):
    """An article under one's name and office."""

    office = forms.ChoiceField(label=_("As what do you write?"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("In which language?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Everybody can read it. Never about a case, not even without names: people recognise themselves."
        ),
        widget=forms.Textarea(attrs={"rows": 18}),
        max_length=40_000,
    )

    def __init__(self, *args: Any, offices: Iterable[str], languages: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        office, language = self.fields["office"], self.fields["language"]
        assert isinstance(office, forms.ChoiceField)
        assert isinstance(language, forms.ChoiceField)
        office.choices = [(name, name) for name in offices]
        language.choices = [(code, get_language_info(code)["name_local"].capitalize()) for code in languages]


class WishesForm(forms.Form):
    """Which kinds of announcement somebody gets."""

    wanted = forms.MultipleChoiceField(
        label=_("Which announcements do you want?"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

"""What members fill in: an entry of the guide, a check, the reason for taking one out."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chapterhouse.ui.dates import WEEKDAYS

from . import hours, reaching, wording
from .actions import LATELY
from .facts import Facts
from .kinds import SPOKEN, TEXTS, Cost, Means, Need, Point, Why

NOT_KNOWN = _("If you do not know it, write that one should ask first.")
_HOURS = _("Write it as 9:00-17:00 or 9 am to 5 pm, with a comma between two times.")
_WEBSITE = _(
    "An address that begins with https://. With another, somebody on the way could see what is read."
)
_PHONE = _("Write the number in digits, such as 555-010-0142. An extension may follow, as in ext. 3.")
MOST_AREAS, LONGEST_AREA = 8, 40


def several(label: Any, choices: Any, hint: Any = "", *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        required=required,
        widget=forms.CheckboxSelectMultiple,
    )


def numbers(label: Any, kinds: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, choices=kinds.choices, coerce=int, widget=forms.CheckboxSelectMultiple
    )


def _in_each(*names: str) -> list[str]:
    return [f"{name}_{code}" for name in names for code, _name in settings.LANGUAGES]


#: In the order in which somebody would ask for it.
_ORDER = [
    "name",
    *_in_each("does"),
    "needs",
    *_in_each("who_for"),
    "languages",
    "areas",
    "everywhere",
    "phone",
    "website",
    "always_open",
    *(f"day{day}" for day in range(7)),
    *_in_each("hours_note"),
    "cost",
    *_in_each("reports", "directions", "accessibility"),
]


class EntryForm(forms.Form):
    """An organisation that can help. Its texts may stand in each language, and stand in one at least."""

    name = forms.CharField(label=_("Their name"), max_length=120)
    needs = numbers(_("What they help with"), Need)
    areas = forms.CharField(
        label=_("Which area they work in"),
        help_text=_("Names of places, with a comma between them."),
        max_length=300,
        required=False,
    )
    everywhere = forms.BooleanField(
        label=_("They can be reached from anywhere, such as by telephone"), required=False
    )
    languages = several(_("Languages they speak"), SPOKEN)
    cost = forms.TypedChoiceField(label=_("Cost"), choices=Cost.choices, coerce=int, widget=forms.RadioSelect)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    website = forms.CharField(
        label=_("Web address"), help_text=_("Begins with https://"), max_length=300, required=False
    )
    always_open = forms.BooleanField(label=_("They answer day and night"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, longest) in TEXTS.items():
            for code, _name in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = _text_field(name, label, code, longest)
        for day in range(7):
            hint = _HOURS if day == 0 else ""
            self.fields[f"day{day}"] = forms.CharField(
                label=_weekday(day), help_text=hint, max_length=80, required=False
            )
        self.order_fields(_ORDER)

    @property
    def facts(self) -> Facts:
        """What was filled in, once it is valid."""
        told = self.cleaned_data
        plain = (
            "name",
            "needs",
            "areas",
            "everywhere",
            "languages",
            "cost",
            "phone",
            "website",
            "always_open",
        )
        return Facts(words=_words(told), opens=_opens(told), **{name: told[name] for name in plain})

    def clean_areas(self) -> list[str]:
        areas = list(dict.fromkeys(" ".join(each.split()) for each in self.cleaned_data["areas"].split(",")))
        areas = [each for each in areas if each]
        if len(areas) > MOST_AREAS or any(len(each) > LONGEST_AREA for each in areas):
            raise forms.ValidationError(_("Name eight places at most, in a few words each."))
        return areas

    def clean_phone(self) -> str:
        return _read(reaching.phone_of, self.cleaned_data["phone"], _PHONE)

    def clean_website(self) -> str:
        return _read(reaching.website_of, self.cleaned_data["website"], _WEBSITE)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        self._hours_are_read(told)
        self._texts_are_whole(told)
        if {"phone", "website"} <= told.keys() and not (told["phone"] or told["website"]):
            self.add_error(
                "phone", _("Give a telephone number or a web address: how else would one reach them?")
            )
        if "areas" in told and not told["areas"] and not told.get("everywhere"):
            self.add_error("areas", _("Name an area, or say that they can be reached from anywhere."))
        return told

    def _hours_are_read(self, told: dict[str, Any]) -> None:
        for day in range(7):
            name = f"day{day}"
            try:
                told[name] = [] if told.get("always_open") else hours.spans_of(told.get(name, ""))
            except ValueError:
                self.add_error(name, _HOURS)

    def _texts_are_whole(self, told: dict[str, Any]) -> None:
        written = [code for code, _name in settings.LANGUAGES if told.get(f"does_{code}")]
        if not written:
            self.add_error("does_en", _("Say in one language at least what they do."))
        for code, _name in settings.LANGUAGES:
            missing = [name for name in ("does", "reports") if not told.get(f"{name}_{code}")]
            begun = any(told.get(f"{name}_{code}") for name in TEXTS)
            for name in missing if begun and written else ():
                self.add_error(
                    f"{name}_{code}", _("In each language, say what they do and what they must report.")
                )


class CheckForm(forms.Form):
    """That somebody called or looked. There is no place for a note."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    means = forms.ChoiceField(label=_("How did you look?"), choices=Means.choices, widget=forms.RadioSelect)
    looked_on = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    confirmed = several(_("What did you find to be right?"), Point.choices)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["looked_on"].initial = today

    def about(self, number: int) -> None:
        """Makes what was sent a check of another version: the one that the page now shows."""
        sent = cast(QueryDict, self.data).copy()
        sent["number"] = str(number)
        self.data = sent

    def clean_looked_on(self) -> date:
        day: date = self.cleaned_data["looked_on"]
        if day > self.today:
            raise forms.ValidationError(_("Check it when you have looked: this day is to come."))
        if day < self.today - LATELY:
            raise forms.ValidationError(_("That was more than 30 days ago. Look again, and then check it."))
        return day


class RetirementForm(forms.Form):
    why = forms.ChoiceField(label=_("Why?"), choices=Why.choices, widget=forms.RadioSelect)


def initial_of(facts: Facts) -> dict[str, Any]:
    """A version as its form is filled in."""
    told: dict[str, Any] = {
        name: value for name, value in facts.columns.items() if name not in ("words", "opens")
    }
    told["areas"] = ", ".join(facts.areas)
    told |= {f"day{day}": hours.written(spans) for day, spans in enumerate(facts.opens)}
    told |= {f"{name}_{code}": text for code, texts in facts.words.items() for name, text in texts.items()}
    return told


def _text_field(name: str, label: Any, code: str, longest: int) -> forms.CharField:
    return forms.CharField(
        label=wording.in_language(label, code),
        help_text=NOT_KNOWN if name == "reports" and code == "en" else "",
        max_length=longest,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _weekday(day: int) -> str:
    return WEEKDAYS[wording.spoken()][day].capitalize()


def _read(reader: Callable[[str], str], text: str, sentence: Any) -> str:
    try:
        return reader(text) if text.strip() else ""
    except ValueError:
        raise forms.ValidationError(sentence) from None


def _words(told: dict[str, Any]) -> dict[str, dict[str, str]]:
    """By language, the texts that were written in it."""
    found = {
        code: {name: told[f"{name}_{code}"] for name in TEXTS if told[f"{name}_{code}"]}
        for code, _name in settings.LANGUAGES
    }
    return {code: texts for code, texts in found.items() if texts}


def _opens(told: dict[str, Any]) -> list[list[list[int]]]:
    return [told[f"day{day}"] for day in range(7)]

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from chapterhouse.ui import examples, themes
from chapterhouse.ui.access import EVERYONE, access, cookieless


class DisplayForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("How this site looks to you"),
        choices=list(themes.THEMES.items()),
        widget=forms.RadioSelect,
        help_text=_("Kept on this device only. The public support pages always follow your device."),
    )


@access(EVERYONE)
def display(request: HttpRequest) -> HttpResponseBase:
    form = DisplayForm(request.POST or None, initial={"theme": themes.chosen(request)})
    if request.method == "POST" and form.is_valid():
        response = redirect("ui:display")
        themes.keep(response, form.cleaned_data["theme"])
        return response
    return render(request, "ui/display.html", {"form": form})


@access(EVERYONE)
@cookieless
def safely(request: HttpRequest) -> HttpResponseBase:
    return render(request, "ui/safely.html")


@access(EVERYONE)
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Every part of our pages, drawn from the real partials; for those who build and check them."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    values: dict[str, Any] = examples.values()
    return render(request, "ui/gallery.html", values)

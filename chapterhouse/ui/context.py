"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

from chapterhouse.ui import frame, language, themes


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame``, ``menu``, ``theme``, ``other_languages``, ``onward``.

    ``onward`` is the query (``?lang=es`` or empty) with which links of a public page keep the visitor's
    choice, as these pages keep no cookie; see the tag of the same name.
    """
    around = frame.current(request)
    asked = language.asked_for(request)
    return {
        "frame": around,
        "menu": [(entry, is_here(request, entry)) for entry in around.menu],
        "theme": themes.chosen(request),
        "other_languages": other_languages(request),
        "onward": f"?{language.PARAMETER}={asked}" if asked else "",
    }


def is_here(request: HttpRequest, entry: frame.Entry) -> bool:
    """Is the page being shown the menu entry's own, or one below it?"""
    return request.path == entry.address or (entry.address != "/" and request.path.startswith(entry.address))


def other_languages(request: HttpRequest) -> list[dict[str, str]]:
    """The languages this page could speak instead, each named in itself, at the same place."""
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "address": language.address_with(request, code),
        }
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]

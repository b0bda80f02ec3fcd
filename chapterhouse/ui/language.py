"""Which language a page speaks, and in which zone it tells the time.

Public pages (``@cookieless``): what the address asks (``?lang=es``), else what the browser wishes.
Members' pages: what the address asks, which is then kept in a cookie and the address cleaned; else that
cookie; else the account; else the browser.
"""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from chapterhouse.ui import frame
from chapterhouse.ui.access import forget_visitor
from chapterhouse.ui.themes import keep_cookie

View = Callable[..., HttpResponseBase]
PARAMETER = "lang"


class LanguageMiddleware:
    """Speaks the reader's language from the view on; what is refused before that speaks the default."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        translation.activate(settings.LANGUAGE_CODE)
        try:
            response = self.get_response(request)
            if not response.has_header("Content-Language"):  # shells speak every language, and say so
                response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
                patch_vary_headers(response, ["Accept-Language"])
        finally:
            translation.deactivate()
            timezone.deactivate()
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        quiet = getattr(view, "cookieless", False)
        if quiet:
            forget_visitor(request)  # before the frame is asked for, which may look who is there
        asked = asked_for(request)
        if asked and not quiet and request.method in {"GET", "HEAD"}:
            return kept(request, asked)
        translation.activate(asked or (None if quiet else remembered(request)) or wished(request))
        if not getattr(view, "timeless", False):
            timezone.activate(ZoneInfo(frame.current(request).zone))
        return None


def asked_for(request: HttpRequest) -> str | None:
    """The language the address asks for, if we speak it."""
    code = request.GET.get(PARAMETER)
    return code if code in dict(settings.LANGUAGES) else None


def remembered(request: HttpRequest) -> str | None:
    """This device's choice, else the account's. No session is opened for a visitor without one."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if code is None and settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user"):
        code = getattr(request.user, "language", None)
    return code if code in dict(settings.LANGUAGES) else None


def wished(request: HttpRequest) -> str:
    """The first language of the browser's wish that we speak, else the default."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def kept(request: HttpRequest, code: str) -> HttpResponseRedirect:
    """Keeps a member's choice on this device and returns to the same place."""
    response = HttpResponseRedirect(address_with(request, None))
    keep_cookie(response, settings.LANGUAGE_COOKIE_NAME, code)
    return response


def address_with(request: HttpRequest, code: str | None) -> str:
    """This page's address, asking for a language, or for none."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    if code:
        query[PARAMETER] = code
    return escape_leading_slashes(request.path) + (f"?{query.urlencode()}" if query else "")

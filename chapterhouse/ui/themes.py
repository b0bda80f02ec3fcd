"""Light, dark, or as my device: a cookie of the members' pages, read by the server, so nothing flashes."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

COOKIE = "theme"
A_YEAR = 60 * 60 * 24 * 365
AS_MY_DEVICE = "device"
THEMES = {AS_MY_DEVICE: _("As my device"), "light": _("Light"), "dark": _("Dark")}


def chosen(request: HttpRequest) -> str:
    """``device``, ``light`` or ``dark``; public pages carry no cookie and are as the device."""
    theme = request.COOKIES.get(COOKIE, AS_MY_DEVICE)
    return theme if theme in THEMES else AS_MY_DEVICE


def keep_cookie(response: HttpResponseBase, name: str, value: str) -> None:
    """Sets a cookie that holds a choice of looks or language on this device, for a year."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)


def keep(response: HttpResponseBase, theme: str) -> None:
    """Keeps the choice on this device; *as my device* needs no cookie."""
    if theme == AS_MY_DEVICE:
        response.delete_cookie(COOKIE)
    else:
        keep_cookie(response, COOKIE, theme)

"""The headers every answer carries (encryption design, section 7). Tests pin their exact text.

Written here rather than with django-csp: version 4 puts the directives into a set, so their order changes
from start to start and no exact text could be published.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]

FORM_ACTION = "form-action 'self'"
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        FORM_ACTION,
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "worker-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
)
FIXED = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: What an answer gets that names no class itself: nothing of a case, a vault or a ballot stays on a disk
#: because someone forgot a line. Shells say "no-cache", static files are kept by their hashed names.
CACHE_BY_DEFAULT = "no-store"


class SecurityHeaders:
    """Middleware, outermost: it also covers static files, refusals of other middleware and error pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Content-Security-Policy"] = policy(getattr(response, "form_origins", ()))
        for name, value in FIXED.items():
            response[name] = value
        response.setdefault("Cache-Control", CACHE_BY_DEFAULT)
        return response


def policy(form_origins: Iterable[str]) -> str:
    """The policy; further origins may be the target of this page's forms (sign-in by OIDC)."""
    return POLICY.replace(FORM_ACTION, " ".join([FORM_ACTION, *form_origins]))


def forms_may_go_to(origins: Callable[[], Iterable[str]]) -> Callable[[View], View]:
    """For the sign-in page only: browsers apply form-action to the redirect towards the provider too.

    Args:
        origins: called for each answer; gives origins like ``https://id.example``.
    """

    def widened(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            response.form_origins = tuple(origins())  # type: ignore[attr-defined]  # for the middleware
            return response

        return answer

    return widened

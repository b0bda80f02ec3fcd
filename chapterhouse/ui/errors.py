"""Error pages: the same bytes for everyone, both languages on the page, no script, nothing of the request.

A 404 says the same of what never was, what was, and what is not for this visitor.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from chapterhouse.ui.shells import shell


def _page(name: str, status: int) -> HttpResponseBase:
    return HttpResponse(shell(f"ui/errors/{name}.html").body, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponseBase:
    return _page("400", 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponseBase:
    return _page("403", 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponseBase:
    return _page("404", 404)


def failed(request: HttpRequest) -> HttpResponseBase:
    return _page("500", 500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The view of ``CSRF_FAILURE_VIEW``: nearly always a page left open too long."""
    return _page("403_csrf", 403)

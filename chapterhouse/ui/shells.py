"""Static shells: pages that are the same bytes for every visitor, in every language, for every organisation.

A shell's template extends ``ui/shell.html``. It is rendered once, without a request; what belongs to the
organisation is put in by modules (encryption design, section 7).
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from chapterhouse.ui.access import EVERYONE, access, cookieless, timeless

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
#: True while a page for everyone is rendered: the tags ``both`` and ``bothblock`` then speak every language.
speaks_all: ContextVar[bool] = ContextVar("speaks_all", default=False)


@dataclass(frozen=True)
class Shell:
    """The bytes of a page, and what tells two versions of them apart."""

    body: bytes
    etag: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", f'W/"{hashlib.sha256(self.body).hexdigest()[:32]}"')

    def encoded(self, name: str) -> bytes:
        """The bytes as they travel; compressed once, as these pages hold no secret to guess at."""
        return _compressed(self.body, name)


@cache
def _compressed(body: bytes, name: str) -> bytes:
    if name == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT))
    return gzip.compress(body, 9, mtime=0) if name == "gzip" else body


@contextmanager
def every_language() -> Iterator[None]:
    """Within it, templates speak every language at once; the ground language is the default one."""
    token = speaks_all.set(True)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            yield
    finally:
        speaks_all.reset(token)


def shell(template_name: str) -> Shell:
    """The shell made from a template; made once, while developing anew each time."""
    return _made(template_name) if settings.DEBUG else _made_once(template_name)


def _made(template_name: str) -> Shell:
    with every_language():
        return Shell(render_to_string(template_name).encode())


_made_once = cache(_made)


def shell_view(template_name: str) -> Callable[..., HttpResponseBase]:
    """A view that serves a shell to everyone: no cookie, no session, always asked for anew (``no-cache``)."""

    @access(EVERYONE)
    @timeless
    @cookieless
    @require_safe
    def serve(request: HttpRequest) -> HttpResponseBase:
        return answer(request, shell(template_name))

    return serve


def answer(request: HttpRequest, page: Shell, *, status: int = 200) -> HttpResponseBase:
    """A shell as an HTTP answer: 304 if the browser has it, else in the smallest form it takes."""
    if page.etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        accepted = request.headers.get("Accept-Encoding", "")
        coding = next((name for name in ("br", "gzip") if name in accepted), "identity")
        response = HttpResponse(page.encoded(coding), status=status)
        if coding != "identity":
            response["Content-Encoding"] = coding
    response["Content-Language"] = ", ".join(LANGUAGES)
    response["ETag"] = page.etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response

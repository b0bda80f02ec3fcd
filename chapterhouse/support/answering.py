"""How the public addresses answer modules: JSON both ways, refusals in a sentence, nothing kept anywhere."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

import brotli
import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from chapterhouse.casework.actions.intake import lookup_of
from chapterhouse.sealing.models import KeyWrap
from chapterhouse.sealing.wire import NewEntry, read
from chapterhouse.ui.access import EVERYONE, access, cookieless, timeless
from chapterhouse.ui.refused import Refused

T = TypeVar("T")
Answer = Callable[..., Any]

#: Statuses of refusals; every other one is a conflict with how things stand now.
STATUSES = {"malformed": 422, "too-large": 413, "wrong-kind": 415, "unknown": 404, "too-many": 429}
JSON, BYTES = "application/json", "application/octet-stream"


def public_address(method: str, *, takes: str = JSON, status: int = 200) -> Callable[[Answer], Answer]:
    """A view for modules of the public pages: no cookie, no account, no token.

    What it returns is sent as JSON (``None`` as an empty 204, a response as it is); what it refuses becomes
    ``{"refused": code, "sentence": …}``.

    Args:
        method: the one method it answers.
        takes: content type of the body it takes.
        status: of a JSON answer.
    """

    def made(view: Answer) -> Answer:
        @access(EVERYONE)
        @timeless
        @cookieless
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != method:
                return HttpResponse(status=405, headers={"Allow": method})
            try:
                _must_take(request, takes)
                said = view(request, *args, **kwargs)
            except Refused as refusal:
                return _as_json(
                    {"refused": refusal.code, "sentence": str(refusal)}, STATUSES.get(refusal.code, 409)
                )
            if said is None:
                return HttpResponse(status=204)
            return said if isinstance(said, HttpResponseBase) else _as_json(said, status)

        return answer

    return made


def _must_take(request: HttpRequest, kind: str) -> None:
    """A body must be of the right kind and say its length."""
    if request.method == "GET":
        return
    if request.content_type != kind:
        raise Refused(
            _("This page sent something we cannot read. Reload it and try again."), code="wrong-kind"
        )


def sent(request: HttpRequest, shape: type[T]) -> T:
    """The JSON body of a request, in a shape.

    Raises:
        Refused: longer than we take (``too-large``), cut off on its way or not of this shape (``malformed``);
            something they wrote and we have (``replayed``).
    """
    try:
        body = request.body
    except RequestDataTooBig as fault:
        raise Refused(
            _("This is more than we can take. Shorten it, or send a part as a file."), code="too-large"
        ) from fault
    except UnreadablePostError as fault:
        raise Refused(_("It did not arrive whole. Send it again."), code="malformed") from fault
    given = read(body, shape)
    _must_be_new(given)
    return given


def _must_be_new(given: Any) -> None:
    """What a lost line made them send again is told so before anything else: by it much may have changed.

    Only in a conversation that their own code opens; for everybody else it is as if there were none.
    """
    entry = getattr(given, "entry", None)
    if isinstance(entry, NewEntry):
        theirs = KeyWrap.objects.filter(mailbox__lookup=lookup_of(given.auth))
        if theirs.filter(channel_key__channel__keys__entries__uuid=entry.uuid).exists():
            raise Refused(_("This was sent already. It is in our hands."), code="replayed")


def origin_of(request: HttpRequest) -> str:
    """The network address a request came from, for `flood` alone: behind our proxy, the one it names."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def compressed(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """JSON in which nothing is secret, as small as the browser takes it."""
    body = msgspec.json.encode(data)
    response = HttpResponse(content_type=JSON)
    if "br" in request.headers.get("Accept-Encoding", ""):
        body = _brotli(body)
        response["Content-Encoding"] = "br"
    response["Vary"] = "Accept-Encoding"
    response.content = body
    return response


@lru_cache(maxsize=8)
def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=5))


def _as_json(data: Any, status: int) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(data), content_type=JSON, status=status)

"""How views answer the browser modules: JSON, and refusals with a code and one translated sentence."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from chapterhouse.ui.refused import Refused

View = Callable[..., HttpResponseBase]
STATUS = {"malformed": 422, "unknown": 404}


def refused(refusal: Refused) -> JsonResponse:
    """A refusal as JSON: 422 for what is malformed, 404 for what is unknown, else 409."""
    body = {"refused": refusal.code, "sentence": str(refusal)}
    return JsonResponse(body, status=STATUS.get(refusal.code, 409))


def answering(view: View) -> View:
    """Turns a `Refused` into its answer."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return refused(refusal)

    return answered

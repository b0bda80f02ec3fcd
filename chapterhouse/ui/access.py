"""Who may open a page. Every view says so with ``@access``; a test lists the views that do not."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]
#: ``"everyone"``, ``"signed in"``, or a predicate over the person who is signed in.
Rule = str | Callable[[Any], bool]

EVERYONE, SIGNED_IN = "everyone", "signed in"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BODIES_WITHOUT_COOKIE = frozenset({"application/json", "application/octet-stream"})
FORM_BODY = "application/x-www-form-urlencoded"


def access(rule: Rule) -> Callable[[View], View]:
    """Names who may open a view, and holds it.

    A visitor who is not signed in is sent to the sign-in page, whether or not the address leads anywhere;
    a module's request gets a bare 401 instead. Someone signed in whom the predicate refuses gets the 404
    that a wrong address gets, so that nobody learns what exists.

    Args:
        rule: ``"everyone"``, ``"signed in"``, or a predicate taking the signed-in person.
    """
    if isinstance(rule, str) and rule not in {EVERYONE, SIGNED_IN}:
        raise ValueError(f"Not a rule of access: {rule!r}")

    def named(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if rule != EVERYONE:
                if not request.user.is_authenticated:
                    return sign_in_first(request)
                if callable(rule) and not rule(request.user):
                    raise Http404
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]  # a mark, which tests read
        return guarded

    return named


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in page; for a module's request 401, as it cannot follow there."""
    if request.headers.get("Sec-Fetch-Dest") == "empty":
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())


def lets_in(address: str, person: Any) -> bool:
    """Whether the rule of the page at an address of this site lets in somebody who is signed in.

    An address without a page of ours lets in everybody: what it answers is not a matter of who asks.
    """
    try:
        rule = getattr(resolve(urlsplit(address).path).func, "access_rule", EVERYONE)
    except Resolver404:
        return True
    return bool(rule(person)) if callable(rule) else True


def cookieless(view: View) -> View:
    """Marks a view of the public support pages: it knows no session and no account, and no cookie either way.

    ``request.session`` and ``request.user`` are gone (touching them is an AttributeError), and a response
    that would set a cookie is a programming error. As no cookie gives these views authority they need no
    CSRF token; an unsafe method must carry JSON or bytes, and not come from another site (encryption
    design, section 7).
    """
    return _bare(view, refused_body)


def cookieless_form(view: View) -> View:
    """As `cookieless`, for a page with an ordinary form: without a cookie there is nothing that a token would
    guard, so it is taken in if it comes from a page of this site, as far as the browser says."""
    return _bare(view, refused_form)


def _bare(view: View, refused: Callable[[HttpRequest], HttpResponse | None]) -> View:
    @wraps(view)
    def bare(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        forget_visitor(request)
        refusal = refused(request)
        if refusal is not None:
            return refusal
        response = view(request, *args, **kwargs)
        if response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            raise RuntimeError(f"{view.__name__} is cookieless, and yet it sets a cookie")
        return response

    bare.cookieless = True  # type: ignore[attr-defined]  # a mark, which middleware reads
    return csrf_exempt(bare)


def timeless(view: View) -> View:
    """Marks a view that writes no local time (a shell, JSON for modules): its zone is not looked up."""
    view.timeless = True  # type: ignore[attr-defined]  # a mark, which middleware reads
    return view


def forget_visitor(request: HttpRequest) -> None:
    """Takes from a request whatever says who makes it."""
    for name in ("session", "user", "auser", "_messages"):
        if name in request.__dict__:
            delattr(request, name)
    request.COOKIES = {}


def refused_body(request: HttpRequest) -> HttpResponse | None:
    """The answer to an unsafe request that a page of ours would not have made, or None."""
    if request.method in SAFE_METHODS:
        return None
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return HttpResponse(status=403)
    if request.content_type not in BODIES_WITHOUT_COOKIE:
        return HttpResponse(status=415)
    return None


def refused_form(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form that a page of another site sent, or to a body that is no form; else None."""
    if request.method in SAFE_METHODS:
        return None
    if not is_from_here(request):
        return HttpResponse(status=403)
    if request.content_type != FORM_BODY:
        return HttpResponse(status=415)
    return None


def is_from_here(request: HttpRequest) -> bool:
    """Whether a request was made by a page of this site; a browser that says nothing of it is believed."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in {"same-origin", "none"}
    return origin is None or urlsplit(origin).netloc == request.get_host()

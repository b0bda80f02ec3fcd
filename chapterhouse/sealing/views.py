"""The vault: what a member's browser needs to make, open and change their key. The server opens nothing.

The pages are shells; whose key it is comes as one JSON (encryption design, sections 5 to 8).
"""

import segno
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.models import Person
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused
from chapterhouse.ui.shells import shell_view

from . import seals, vault, wording
from .access import has_vault, may_sign_sheet, needs_key
from .actions.cards import add_sheet, keep_notebook, publish_card, replace_wraps
from .answers import answering
from .formats.cards import safety_number
from .wire import NewCard, NewNotebook, NewSheet, NewWraps, SealWish, read

unlock_page = shell_view("sealing/unlock.html")
setup_page = shell_view("sealing/setup.html")
key_page = shell_view("sealing/key.html")


def member(request: HttpRequest) -> Person:
    """Who is signed in; `@access` has seen to it that somebody is."""
    assert isinstance(request.user, Person)
    return request.user


@access(has_vault)
@require_safe
def data(request: HttpRequest) -> JsonResponse:
    return JsonResponse(vault.data_for(request, member(request), timezone.now()))


@access(has_vault)
@require_POST
@answering
def seal(request: HttpRequest) -> JsonResponse:
    wish, now = read(request.body, SealWish), timezone.now()
    made = seals.make(request.session, now) if wish.open else seals.use(request.session, now)
    if made is None:
        raise Refused(wording.LOCKED, code="locked")
    return JsonResponse({"seal": made})


@access("signed in")
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    seals.drop(request.session)
    return HttpResponse(status=204)


@access(needs_key)
@require_POST
@answering
def card(request: HttpRequest) -> JsonResponse:
    kept = publish_card(card=read(request.body, NewCard), by=member(request), at=timezone.now())
    return JsonResponse({"card": vault.card_json(kept)}, status=201)


@access(has_vault)
@require_POST
@answering
def wraps(request: HttpRequest) -> HttpResponse:
    new = read(request.body, NewWraps)
    replace_wraps(
        by=member(request),
        at=timezone.now(),
        passphrase_wrap=new.passphrase_wrap,
        recovery_wrap=new.recovery_wrap,
    )
    return HttpResponse(status=204)


@access(has_vault)
@require_http_methods(["PUT"])
@answering
def notebook(request: HttpRequest) -> HttpResponse:
    keep_notebook(by=member(request), age_file=read(request.body, NewNotebook).age_file)
    return HttpResponse(status=204)


@access(needs_key)
@require_POST
@answering
def sheets(request: HttpRequest) -> HttpResponse:
    new = read(request.body, NewSheet)
    if not may_sign_sheet(member(request), new.desk):
        raise Http404
    add_sheet(desk=new.desk, seq=new.seq, note=new.note, by=member(request), at=timezone.now())
    return HttpResponse(status=201)


@access(has_vault)
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """The safety number of one's present card as a QR code: public data, drawn by a library of the server."""
    own = member(request).key_cards.current().select_related("user").first()
    if own is None:
        raise Http404
    number = safety_number(own.name, own.recipient, own.signing_key).replace(" ", "")
    drawn = segno.make(number, error="m").svg_inline(scale=5, border=4, light="#fff", omitsize=False)
    return HttpResponse(
        drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1), content_type="image/svg+xml"
    )

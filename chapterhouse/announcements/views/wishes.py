"""Saying which announcements one wants: by the link of a mail, without an account, and at one's own page."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.views.account import member
from chapterhouse.ui.access import EVERYONE, SIGNED_IN, access, cookieless

from ..actions.wishes import address_of, choose, unsubscribe, wanted_by
from ..forms import WishesForm
from ..kinds import Kind
from ..models import Address
from ..tokens import read_token


@access(EVERYONE)
@cookieless
@require_safe
def choices(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a mail. Looking at it changes nothing: programs look before people do."""
    address, kind = known(token)
    form = WishesForm(initial={"wanted": wanted_by(address)})
    told = {"token": token, "form": form, "kind": kind.label, "wanted": kind in wanted_by(address)}
    return render(request, "announcements/choices.html", {**told, "kept": "kept" in request.GET})


@csrf_exempt
@access(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """What a mail program posts to, without a cookie, and is led nowhere (RFC 8058); people see the page."""
    address, kind = known(token)
    if request.method == "POST":
        unsubscribe(address=address, kind=kind, at=timezone.now())
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(content_type="text/plain")
        return back(request, token)
    return redirect("announcements:choices", token)


@csrf_exempt
@access(EVERYONE)
@require_POST
def chosen(request: HttpRequest, token: str) -> HttpResponse:
    """Which kinds they want; the link says whose wishes these are, no cookie does."""
    address, _kind = known(token)
    form = WishesForm(request.POST)
    if form.is_valid():
        choose(address=address, wanted=form.cleaned_data["wanted"], at=timezone.now())
    return back(request, token)


@access(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """A member's own choices."""
    person = member(request)
    if not person.email:
        return render(request, "announcements/mine.html", {"person": person})
    address = address_of(person.email)
    form = WishesForm(request.POST or None, initial={"wanted": wanted_by(address)})
    if request.method == "POST" and form_kept(request, address):
        return redirect("announcements:mine")
    return render(request, "announcements/mine.html", {"person": person, "form": form})


def form_kept(request: HttpRequest, address: Address) -> bool:
    form = WishesForm(request.POST)
    if form.is_valid():
        choose(address=address, wanted=form.cleaned_data["wanted"], at=timezone.now())
        messages.success(request, _("Done. You get what you chose, and nothing else of these."))
    return form.is_valid()


def back(request: HttpRequest, token: str) -> HttpResponse:
    """To the page, in the language it was read in."""
    lang = request.GET.get("lang", "")
    response = redirect("announcements:choices", token)
    response["Location"] += "?kept" + (f"&lang={lang}" if lang in dict(settings.LANGUAGES) else "")
    return response


def known(token: str) -> tuple[Address, Kind]:
    """Whose link it is, or 404."""
    found = read_token(token)
    if found is None:
        raise Http404
    return found

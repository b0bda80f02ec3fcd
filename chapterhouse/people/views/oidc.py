"""To an organisation's own sign-in, and back from it. Without one, there is nothing here."""

import logging

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from requests import RequestException

from chapterhouse.ui.access import access

from ..oidc import Provider, not_signed_in

log = logging.getLogger(__name__)


@access("everyone")
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the organisation's sign-in; only by the button of our page, so that no other site sends them."""
    provider = found(request, provider_id)
    if request.method != "POST":
        return redirect("account_login")
    return led(request, OAuth2LoginView, provider)


@access("everyone")
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return led(request, OAuth2CallbackView, found(request, provider_id))


def led(request: HttpRequest, view: type, provider: Provider) -> HttpResponse:
    """The library's step; a sign-in that is away, or answers nonsense, leads back with a sentence."""
    try:
        answer: HttpResponse = view.adapter_view(provider)(request)  # type: ignore[attr-defined]  # no types
    except (RequestException, AttributeError, KeyError, TypeError, ValueError) as error:
        log.warning("The organisation's own sign-in did not answer as it must: %s", type(error).__name__)
        return not_signed_in(request)
    return answer


def found(request: HttpRequest, provider_id: str) -> Provider:
    provider = Provider(request, provider_id)
    try:
        provider.get_provider()
    except SocialApp.DoesNotExist as none:
        raise Http404 from none
    return provider

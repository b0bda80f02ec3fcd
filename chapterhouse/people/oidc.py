"""An organisation's own sign-in (OpenID Connect) says who somebody is; the roll says whether they enter."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .models import Person


def origins() -> list[str]:
    """Where the form of the sign-in page may lead besides this site."""
    server = urlsplit(settings.OIDC_SERVER)
    return [f"{server.scheme}://{server.netloc}"] if server.netloc else []


class Provider(OpenIDConnectOAuth2Adapter):
    """The library's, but it checks the signature of what it is told even on a direct line."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        login = super().complete_login(request, app, token, **more)
        said = login.account.extra_data
        if "id_token" not in said or said["userinfo"].get("sub") != said["id_token"].get("sub"):
            raise OAuth2Error("What was said of somebody is not of the one who signed in")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> Any:
        try:
            return jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, ValueError) as error:
            raise OAuth2Error("Invalid id_token") from error


def signed_in_elsewhere(request: HttpRequest, login: Any) -> HttpResponse:
    """Let somebody in whose address the organisation has checked and the roll knows."""
    said = login.account.extra_data["userinfo"]
    if said.get("email_verified") not in (True, "true") or not said.get("email"):
        sentence = _(
            "Your organisation's sign-in told us no address that it has checked. Ask who runs it, or take"
            " another way."
        )
        return not_signed_in(request, sentence)
    person = Person.objects.reached_at(said["email"]).filter(is_active=True).first()
    if person is None:
        sentence = _(
            "No account here has the address that your organisation's sign-in told us. Ask whoever keeps the"
            " roster to invite you, or sign in by a code at another address."
        )
        return not_signed_in(request, sentence)
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    record_authentication(request, person, "organisation")
    answer: HttpResponse = perform_login(
        request, person, email_verification="none", redirect_url=login.get_redirect_url(request)
    )
    return answer


def not_signed_in(request: HttpRequest, sentence: str = "") -> HttpResponse:
    """Back at the sign-in page, with what to do."""
    messages.warning(
        request,
        sentence or _("Your organisation's sign-in did not work. Try again, or take another way."),
    )
    return redirect("account_login")

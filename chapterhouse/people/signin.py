"""How people sign in: django-allauth with our wishes. Accounts are given, never taken by signing up."""

import logging
import time
from threading import Thread
from typing import Any, ClassVar

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from chapterhouse.ui import frame
from chapterhouse.ui.access import lets_in

from .desks import has_duty, reads
from .models import Person
from .oidc import not_signed_in, signed_in_elsewhere

log = logging.getLogger(__name__)


class Backend(AuthenticationBackend):
    """Passwords, by the address on the roll: the library's own table of addresses counts for nothing."""

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        return self._check_password(Person.objects.reached_at(email).first(), password)


class AccountAdapter(DefaultAccountAdapter):
    """Members come from the roster, so nobody makes an account at the door."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Address and password do not fit. Look at both again, or leave the password empty to be sent a"
            " code."
        ),
        "incorrect_code": _("This code does not fit. Look at the newest message, and type the code again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "enter_current_password": _("This is not your present password. Type it again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago is not asked at once whether it is they."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > fresh for record in records)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To Today for those with a duty, by way of the vault's set-up where one is due; else home."""
        now = timezone.now()
        if not isinstance(request.user, Person) or not has_duty(request.user, now):
            return "/"
        if reads(request.user, now) and not request.user.key_cards.exists():
            return reverse("vault:setup")
        return "/today/"

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        """On to the page asked for before signing in; home, if it is kept for an office they do not hold."""
        response: HttpResponse = super().post_login(request, user, **how)
        if isinstance(response, HttpResponseRedirect) and not lets_in(response.url, user):
            return HttpResponseRedirect("/")
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_index")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail in the reader's language, sent beside the request: how long an answer takes, and whether the
        mail server is there, must not tell who has an account."""
        reader = Person.objects.reached_at(email).first()
        with override(reader.language if reader else get_language()):
            values = {**context, "organisation": frame.current(context["request"]).name}
            message = self.render_mail(template_prefix, email, values)
        Thread(target=post, args=[message], name="sign-in mail").start()


#: What an address is told when another one is to be, or is now, the one to sign in by.
SUBJECT = _("How you sign in")
DONE = _(
    "An officer of %(organisation)s has changed the address by which you sign in there. This one no longer"
    " opens your account.\n\nIf you did not ask for it, speak to an officer at once."
)
ASKED = _(
    "An officer of %(organisation)s has asked that you sign in there by another address. It waits for a"
    " second officer to confirm it.\n\nIf you did not ask for it, speak to an officer at once."
)


def tell_address(request: HttpRequest, email: str | None, language: str, *, done: bool) -> None:
    """Tell an address that another one is to be, or is now, the one to sign in by. It names nobody."""
    if not email:
        return
    with override(language):
        values = {"organisation": frame.current(request).name}
        text = DONE if done else ASKED
        message = EmailMessage(str(SUBJECT), str(text) % values, to=[email])
    Thread(target=post, args=[message], name="sign-in mail").start()


def post(message: EmailMessage) -> None:
    """Send one mail; an outage is logged, and the person asks for another code."""
    try:
        message.send()
    except OSError as outage:  # smtplib's errors are OSErrors
        log.warning("A sign-in code could not be sent (%s).", type(outage).__name__)


class MFAAdapter(DefaultMFAAdapter):
    """Second factors, named after the organisation and the person's own name."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Wait for the next one, and type it again."),
    }

    def _get_site_name(self) -> str:
        return frame.current(context.request).name

    def build_totp_svg(self, url: str) -> str:
        return str(
            segno.make(url, error="m").svg_inline(
                scale=4, border=4, light="#fff", svgclass="qr", lineclass=None
            )
        )

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        return ""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An organisation's own sign-in may open an account that exists; it makes none, and leaves no row."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """All that the library would do from here on we do ourselves."""
        raise ImmediateHttpResponse(signed_in_elsewhere(request, sociallogin))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **how: Any
    ) -> None:
        if exception:
            log.warning("The organisation's own sign-in was refused: %s", type(exception).__name__)
        raise ImmediateHttpResponse(not_signed_in(request))

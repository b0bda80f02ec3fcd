"""What people fill in to sign in and at their account page; the sign-in library's forms in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import ConfirmLoginCodeForm as LibraryConfirmLoginCodeForm
from allauth.account.forms import LoginForm as LibraryLoginForm
from allauth.account.forms import ReauthenticateForm as LibraryReauthenticateForm
from allauth.account.forms import SetPasswordForm as LibrarySetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm as LibraryAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as LibraryMfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as LibraryActivateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Person

CODE_ATTRS = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


def put(field: forms.Field, *, label: Any, hint: Any = "", **attrs: str) -> None:
    """Our words for a field of the library's, without its placeholder: a label already says it."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def put_new_password(form: forms.Form) -> None:
    put(form.fields["password1"], label=_("New password"), hint=_("At least twelve characters."))
    put(form.fields["password2"], label=_("The same once more"))


def put_second_factor(form: forms.Form) -> None:
    hint = _("From your authenticator app, or one of your spare codes.")
    put(form.fields["code"], label=_("Code"), hint=hint, **CODE_ATTRS)


class LoginForm(LibraryLoginForm):
    """One page for both: with a password it signs in, without one it sends a code."""

    def _setup_password_field(self) -> None:
        self.fields["password"].required = False
        put(
            self.fields["password"],
            label=_("Password"),
            hint=_("Only if you have chosen one. Leave it empty, and we send a code to your address."),
        )
        put(self.fields["login"], label=_("Email address"))

    def _clean_without_password(self, email: str | None, phone: str | None) -> Any:
        cleaned = super()._clean_without_password(email, phone)
        self.user = Person.objects.reached_at(email or "").filter(is_active=True).first()
        return cleaned


class ConfirmLoginCodeForm(LibraryConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put(self.fields["code"], label=_("Code"), **CODE_ATTRS)


class ReauthenticateForm(LibraryReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put(self.fields["password"], label=_("Your password"))


class SetPasswordForm(LibrarySetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_new_password(self)


class ChangePasswordForm(LibraryChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put(self.fields["oldpassword"], label=_("Present password"))
        put_new_password(self)


class SecondFactorForm(LibraryAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_second_factor(self)


class SureByCodeForm(LibraryMfaReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_second_factor(self)


class AuthenticatorAppForm(LibraryActivateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put(self.fields["code"], label=_("The six digits the app shows"), inputmode="numeric", **CODE_ATTRS)


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        put(self.fields["passwordless"], label=_("Let it sign me in by itself, without a code or password"))
        put(
            self.fields["name"],
            label=_("What do you call it?"),
            hint=_("For example “My phone”."),
            autocomplete="off",
        )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of our mails and pages"),
        choices=[("en", "English"), ("es", "Español")],
        widget=forms.RadioSelect,
    )

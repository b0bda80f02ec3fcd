"""What people fill in to sign in and at their account page; the sign-in library's forms in our words."""

from collections.abc import Iterable
from datetime import date
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
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chapterhouse.packs.desks import Training

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


class NameForm(forms.Form):
    """How somebody wants to be called."""

    name = forms.CharField(
        label=_("Your name here"),
        help_text=_("By it everybody sees and greets you. It need not be the one on the list."),
        max_length=80,
        error_messages={
            "required": _("Write the name by which you want to be called."),
            "max_length": _("This is longer than 80 letters. Write a shorter form of your name."),
        },
    )
    pronouns = forms.CharField(
        label=_("Your pronouns"),
        help_text=_("Such as she, he, they; shown beside your name. Leave it empty to say none."),
        max_length=40,
        required=False,
        error_messages={"max_length": _("This is longer than 40 letters. Write a shorter form.")},
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of our mails and pages"),
        choices=[("en", "English"), ("es", "Español")],
        widget=forms.RadioSelect,
    )


class ForgetForm(forms.Form):
    """That somebody wants to be forgotten, having read what that means."""

    sure = forms.BooleanField(
        label=_("I have read what goes and what remains. It cannot be undone."),
        error_messages={"required": _("Read it, and tick this box if you want it.")},
    )


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=hint, widget=forms.DateInput(attrs={"type": "date"}))


class ToldForm(forms.Form):
    """That an officer was told why their removal is considered. The why is not asked."""

    told_on = day_field(_("On which day did you tell them the cause?"), _("In person or by voice, not here."))


class HeardForm(forms.Form):
    """That those who decide heard them."""

    heard_on = day_field(_("On which day did you hear them?"))


class DecisionForm(forms.Form):
    """What was decided, and where that can be found."""

    removed = forms.TypedChoiceField(
        label=_("What was decided?"),
        choices=[("no", _("They stay in office")), ("yes", _("They are removed, in this moment"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("Where the decision can be found"),
        help_text=_("Such as: minutes of 12 May, item 3. Write no cause here."),
        max_length=120,
    )


class TrainingForm(forms.Form):
    """A training that was held, and who took part."""

    code = forms.ChoiceField(label=_("Which training?"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Its name"), help_text=_("If it is none of these."), max_length=120, required=False
    )
    provider = forms.CharField(label=_("Who gave it"), max_length=120)
    held_on = day_field(_("On which day, the last if there were several"))
    hours = forms.IntegerField(label=_("How many hours"), min_value=1, max_value=500, required=False)
    valid_months = forms.IntegerField(
        label=_("Good for how many months, if whoever gave it says so"),
        min_value=1,
        max_value=600,
        required=False,
    )
    attended = forms.ModelMultipleChoiceField(
        label=_("Who took part"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, people: QuerySet[Person], trainings: Iterable[Training], today: date, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.names = {each.code: str(each.name) for each in trainings}
        self.today = today
        code, attended = self.fields["code"], self.fields["attended"]
        assert isinstance(code, forms.ChoiceField)
        assert isinstance(attended, forms.ModelMultipleChoiceField)
        code.choices = [*self.names.items(), ("", _("Another"))]
        attended.queryset = people
        if not self.names:
            code.widget = forms.HiddenInput()
            self.fields["name"].help_text = ""

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_("Write it down when it was held: this day is to come."))
        return day

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        told["name"] = self.names.get(told.get("code", "")) or told.get("name", "").strip()
        if "code" in told and not told["name"]:
            self.add_error("name", _("Choose a training, or give its name."))
        return told

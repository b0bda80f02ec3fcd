"""Addresses of this room, and of the sign-in library's pages that people meet here.

Those are named one by one: what is not listed cannot be reached. Accounts come from the roll, so nobody
signs up, changes an address or recovers a password at the door: whoever lost it signs in with a code.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.generic import RedirectView

from chapterhouse.ui.headers import forms_may_go_to

from .oidc import origins
from .views import account as own
from .views import data, helping, oidc

own_pages = [
    path("", own.account, name="account_index"),
    path("name/", own.name, name="account_name"),
    path("language/", own.language, name="account_language"),
    path("sessions/", own.sessions, name="account_sessions"),
    path("data/", data.data, name="account_data"),
    path("data/export/", data.export, name="account_export"),
    path("data/delete/", data.delete, name="account_delete"),
    path("help/", helping.helping, name="account_help"),
    path("help/not-me/", helping.not_me, name="account_help_not_me"),
    path("help/<slug:handle>/", helping.one, name="account_help_one"),
    path("help/<slug:handle>/confirm/", helping.confirm, name="account_help_confirm"),
    path("password/remove/", own.remove_password, name="account_remove_password"),
]

sign_in = [
    path("login/", forms_may_go_to(origins)(account.login), name="account_login"),
    path("oidc/<slug:provider_id>/login/", oidc.begin, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", oidc.back, name="openid_connect_callback"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("login/second/", mfa.authenticate, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    # One page asks for the address, whether a code or a password follows.
    path(
        "login/code/", RedirectView.as_view(pattern_name="account_login"), name="account_request_login_code"
    ),
]

sure_it_is_you = [
    path("sure/", account.reauthenticate, name="account_reauthenticate"),
    path("sure/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sure/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

ways_to_sign_in = [
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("app/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("spare-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("spare-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    # The library's own lists: ours is the account page.
    path("ways/", RedirectView.as_view(pattern_name="account_index"), name="mfa_index"),
    path("passkeys/", RedirectView.as_view(pattern_name="account_index"), name="mfa_list_webauthn"),
]

#: Names the library asks for without ever leading anybody there.
closed = [
    path("signup/", own.closed, name="account_signup"),
    path("email/", own.closed, name="account_email"),
    path("email/sent/", own.closed, name="account_email_verification_sent"),
    path("password/reset/", own.closed, name="account_reset_password"),
]

urlpatterns = [*own_pages, *sign_in, *sure_it_is_you, *ways_to_sign_in, *closed]

"""Signing in, in a real browser: by code, by password, with a second step, with a passkey."""

import re
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from tests.sealing.vault_pages import faults, press, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def code_mailed(to):
    """The code in the newest mail to an address; it is sent beside the request, so it may take a moment."""
    for _ in range(100):
        letters = [letter for letter in mail.outbox if to in letter.to]
        if letters:
            return re.search(r"\n\n(\S+)\n\n", letters[-1].body)[1]
        time.sleep(0.05)
    raise AssertionError(f"no mail to {to}")


def ask_for_code(page, email):
    page.goto("/account/login/")
    page.get_by_label("Email address").fill(email)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Your code").wait_for()


def sign_in_by_code(page, person):
    mail.outbox.clear()
    ask_for_code(page, person.email)
    page.get_by_label("Code").fill(code_mailed(person.email))
    press(page, "Sign in")
    page.wait_for_url(lambda address: "/login/code/" not in address)


def app_code(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def authenticator(page):
    """A device that keeps passkeys and says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    able = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **able}})
    return SimpleNamespace(session=session)


def test_a_code_by_email_signs_in(page, live_server, cast):
    sign_in_by_code(page, cast.bela)
    page.wait_for_url("**/today/")
    page.goto("/account/")
    expect(page.get_by_text("Bela Novak")).to_be_visible()
    expect(page.get_by_text("with a code")).to_be_visible()


def test_a_password_signs_in(page, live_server, cast):
    sign_in(page, cast.mara)
    page.goto("/account/password/set/")
    page.get_by_label("New password").fill("a lamp in the long grass")
    page.get_by_label("The same once more").fill("a lamp in the long grass")
    press(page, "Keep this password")
    expect(page.get_by_text("You can sign in with your password now.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_label("Email address").fill(cast.mara.email)
    page.get_by_label("Password").fill("a lamp in the long grass")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/today/")


def test_an_authenticator_app_is_asked_for_as_a_second_step(page, live_server, cast):
    sign_in_by_code(page, cast.bela)
    page.goto("/account/app/on/")
    secret = page.locator("p.figure").inner_text()
    page.get_by_label("The six digits the app shows").fill(app_code(secret))
    press(page, "Use this app")
    expect(page.get_by_role("heading", name="Spare codes")).to_be_visible()
    spare = page.locator(".return-code span").first.inner_text()
    page.context.clear_cookies()
    sign_in_by_code(page, cast.bela)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.goto("/account/")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill("000000")
    press(page, "Sign in")
    expect(page.get_by_role("alert").get_by_text("This code does not fit.")).to_be_visible()
    page.get_by_label("Code").fill(spare)
    press(page, "Sign in")
    page.wait_for_url("**/today/")


def test_a_passkey_signs_in_by_itself(page, live_server, cast):
    authenticator(page)
    sign_in_by_code(page, cast.bela)
    page.goto("/account/passkeys/add/")
    page.get_by_label("What do you call it?").fill("My telephone")
    press(page, "Add a passkey")
    expect(page.get_by_role("heading", name="Spare codes")).to_be_visible()
    page.goto("/account/")
    expect(page.get_by_text("Passkey “My telephone”")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/account/login/")
    press(page, "Sign in with a passkey")
    page.wait_for_url("**/today/")
    page.context.clear_cookies()
    sign_in_by_code(page, cast.bela)
    press(page, "Use a passkey")
    page.wait_for_url("**/today/")
    page.goto("/account/sure/passkey/?next=/account/")
    assert faults(page) == []
    press(page, "Use a passkey")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()

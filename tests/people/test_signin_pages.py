"""Every page of signing in, in both languages, on a telephone: nothing wrong, cut off, or complained."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from tests.sealing.vault_pages import sign_in, telephone, well

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["en", "es"])
def phone(browser, live_server, request):
    cache.clear()
    with telephone(browser, live_server, request.param) as page:
        yield page


@pytest.mark.usefixtures("cast")
def test_signing_in(phone):
    phone.goto("/account/login/")
    assert well(phone) == []
    phone.locator("#id_login").fill("bela@example.org")
    phone.locator("#id_password").fill("some other words")
    phone.locator("form.form button").click()
    phone.locator(".error-summary").wait_for()
    assert well(phone) == []
    phone.locator("#id_login").fill("bela@example.org")
    phone.locator("form.form button").click()
    phone.locator("#id_code").wait_for()
    assert well(phone) == []
    phone.locator("#id_code").fill("WRONG-1")
    phone.locator("form.form button").click()
    phone.locator(".error-summary").wait_for()
    assert well(phone) == []


@pytest.mark.parametrize(
    "address",
    ["", "password/set/", "passkeys/add/", "app/on/", "logout/"],
)
def test_pages_of_the_account(phone, cast, address):
    sign_in(phone, cast.bela)
    phone.goto(f"/account/{address}")
    assert phone.locator("h1").count() == 1
    assert well(phone) == []


@pytest.mark.parametrize(
    "address",
    ["", "password/change/", "sure/", "sure/code/"],
)
def test_pages_of_an_account_with_every_way_to_sign_in(phone, cast, address):
    cast.bela.set_password("a lamp in the long grass")
    cast.bela.save()
    kinds = Authenticator.Type
    passkey = {"name": "My telephone", "credential": {}, "passwordless": True}
    for kind, data in {kinds.TOTP: {"secret": "A" * 32}, kinds.WEBAUTHN: passkey}.items():
        Authenticator.objects.create(user=cast.bela, type=kind, data=data)
    Authenticator.objects.create(
        user=cast.bela, type=kinds.RECOVERY_CODES, data={"seed": "ab" * 20, "used_mask": 0}
    )
    sign_in(phone, cast.bela)
    phone.goto(f"/account/{address}")
    assert phone.locator("h1").count() == 1
    assert well(phone) == []

"""The organisation's own sign-in in a real browser: our page leads to another origin and back."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.people.provider import running, switched_on
from tests.sealing.vault_pages import press, telephone, well

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(settings):
    cache.clear()
    with running() as found:
        switched_on(settings, found)
        yield found


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_member_comes_in_by_it_and_a_stranger_reads_whom_to_ask(browser, live_server, cast, provider, lang):
    with telephone(browser, live_server, lang) as phone:
        provider.person = {"sub": "u-2", "email": "stranger@example.org", "email_verified": True}
        phone.goto("/account/login/")
        assert well(phone) == []
        press(phone, "Sign in with Union ID", "Iniciar sesión con Union ID")
        phone.get_by_text("No account here has" if lang == "en" else "Ninguna cuenta de aquí").wait_for()
        assert well(phone) == []
        provider.person = {"sub": "u-1", "email": "ana@example.org", "email_verified": True}
        press(phone, "Sign in with Union ID", "Iniciar sesión con Union ID")
        phone.wait_for_url(lambda address: address == f"{live_server.url}/")
        phone.goto("/account/")
        expect(phone.get_by_text("Ana Ruiz").first).to_be_visible()
        assert well(phone) == []

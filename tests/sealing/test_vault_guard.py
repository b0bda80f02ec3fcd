"""What keeps a vault open, and what closes it: neither the profile nor the server alone opens it."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from tests import make

from .vault_pages import press, sign_in, unlock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened(page, live_server, cast):
    """Bela's browser, signed in and unlocked, on the page of the key."""
    sign_in(page, cast.bela)
    unlock(page, make.PASSPHRASES["bela"])
    page.locator("[data-list] li").first.wait_for()
    return page


def storages(page):
    return page.evaluate("[{...localStorage}, {...sessionStorage}]")


def databases(page):
    return page.evaluate("indexedDB.databases()")


def seal_of(page):
    """The server's half, from the session in the database."""
    cookie = next(one for one in page.context.cookies() if one["name"] == "sessionid")
    return Session.objects.get(session_key=cookie["value"]).get_decoded().get("vault_seal")


def until_locked(page):
    """Waits until the server has let go of its half; the page shuts without waiting for it."""
    for _ in range(100):
        if seal_of(page) is None:
            return
        page.wait_for_timeout(50)
    pytest.fail("the server keeps its half of the key")


def is_locked(page):
    page.goto("/vault/key/")
    expect(page.locator("#passphrase")).to_be_visible()
    return True


@pytest.mark.requirement("B13", "S3.17")
def test_the_browser_keeps_ciphertext_alone_and_the_server_its_key(opened):
    local, session = storages(opened)
    assert list(local) == ["vault"]
    assert session == {}
    assert databases(opened) == []
    kept = base64.b64decode(local["vault"])
    seal = base64.b64decode(seal_of(opened)["seal"])
    file = AESGCM(seal).decrypt(kept[:12], kept[12:], None).decode()
    assert "AGE-SECRET-KEY-1" in file
    assert b"SECRET" not in kept


def test_each_unlocking_draws_a_new_seal_and_a_new_iv(opened):
    before, seal = storages(opened)[0]["vault"], seal_of(opened)["seal"]
    unlock(opened, make.PASSPHRASES["bela"])
    after = storages(opened)[0]["vault"]
    assert base64.b64decode(before)[:12] != base64.b64decode(after)[:12]
    assert seal_of(opened)["seal"] != seal


def test_unlocking_sends_nothing_derived_from_the_passphrase(page, live_server, cast):
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url, request.post_data)))
    sign_in(page, cast.bela)
    unlock(page, make.PASSPHRASES["bela"])
    page.locator("[data-list] li").first.wait_for()
    bodies = [body for method, _url, body in sent if method != "GET"]
    assert [json.loads(body) for body in bodies] == [{"open": True}, {"open": False}]
    assert not any("acoustic" in url for _method, url, _body in sent)


def test_no_field_of_the_vault_has_a_name_and_so_none_can_be_posted(page, live_server, cast):
    sign_in(page, cast.bela)
    for address in ("/vault/", "/vault/key/", "/vault/setup/#forgotten"):
        page.goto(address)
        page.locator("input").first.wait_for(state="attached")
        assert page.locator("[name]:not(meta)").count() == 0


@pytest.mark.requirement("B13")
def test_the_browsers_profile_alone_does_not_open(opened):
    kept = storages(opened)[0]["vault"]
    press(opened, "Lock my key now")
    expect(opened.locator("#passphrase")).to_be_visible()
    until_locked(opened)
    opened.evaluate("kept => localStorage.setItem('vault', kept)", kept)
    assert is_locked(opened)
    assert storages(opened)[0] == {}


def test_the_server_alone_does_not_open(opened):
    assert seal_of(opened)
    opened.evaluate("localStorage.clear()")
    assert is_locked(opened)


def test_the_lock_button_takes_both_halves_away(opened):
    press(opened, "Lock my key now")
    expect(opened.locator("#passphrase")).to_be_visible()
    assert storages(opened)[0] == {}
    until_locked(opened)


def test_signing_out_locks(opened):
    opened.goto("/account/logout/")
    press(opened, "Sign out")
    opened.wait_for_url(lambda address: "/account/" not in address)
    assert storages(opened)[0] == {}
    assert not any("vault_seal" in row.get_decoded() for row in Session.objects.all())


def test_locking_in_one_tab_locks_the_others(opened):
    other = opened.context.new_page()
    other.goto("/vault/key/")
    other.locator("[data-list] li").first.wait_for()
    press(other, "Lock my key now")
    expect(opened.locator("#passphrase")).to_be_visible()


def test_fifteen_idle_minutes_lock(page, live_server, cast):
    page.clock.install()
    sign_in(page, cast.bela)
    unlock(page, make.PASSPHRASES["bela"])
    page.locator("[data-list] li").first.wait_for()
    page.clock.run_for("14:00")
    assert storages(page)[0]
    page.keyboard.press("Shift")
    page.clock.run_for("14:00")
    assert storages(page)[0]
    page.clock.run_for("02:00")
    expect(page.locator("#passphrase")).to_be_visible()
    assert storages(page)[0] == {}
    until_locked(page)


def test_the_seal_lapses_thirty_minutes_after_its_last_use(opened):
    cookie = next(one for one in opened.context.cookies() if one["name"] == "sessionid")
    row = Session.objects.get(session_key=cookie["value"])
    store = row.get_session_store_class()(row.session_key)
    store["vault_seal"] = {**store["vault_seal"], "used": timezone.now().timestamp() - 31 * 60}
    store.save()
    assert is_locked(opened)
    assert seal_of(opened) is None


def test_another_member_on_the_same_browser_finds_the_vault_locked(opened, cast):
    opened.context.clear_cookies()
    sign_in(opened, cast.chidi)
    assert is_locked(opened)


def test_the_session_can_end_while_one_writes_and_what_stands_in_the_page_stays(page, live_server, cast):
    sign_in(page, cast.bela)
    page.goto("/vault/")
    page.locator("#passphrase").fill(make.PASSPHRASES["bela"])
    Session.objects.all().delete()
    press(page, "Unlock")
    expect(page.locator("[data-problem=signed-out]")).to_be_visible()
    expect(page.locator("#passphrase")).to_have_value(make.PASSPHRASES["bela"])
    sign_in(page, cast.bela)
    press(page, "Unlock")
    page.wait_for_url("**/today/")


def test_a_lost_line_is_said_and_changes_nothing(page, live_server, cast):
    sign_in(page, cast.bela)
    page.goto("/vault/")
    page.locator("#passphrase").fill(make.PASSPHRASES["bela"])
    page.route("**/vault/data.json", lambda route: route.abort())
    press(page, "Unlock")
    expect(page.locator("[data-problem=offline]")).to_be_visible()
    page.unroute("**/vault/data.json")
    press(page, "Unlock")
    page.wait_for_url("**/today/")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_after_unlocking_one_stays_on_this_site(page, live_server, cast, elsewhere):
    sign_in(page, cast.bela)
    page.goto(f"/vault/#next={elsewhere}")
    page.locator("#passphrase").fill(make.PASSPHRASES["bela"])
    press(page, "Unlock")
    page.wait_for_url(f"{live_server.url}/today/")

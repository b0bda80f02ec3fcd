"""Every page of the vault, in both languages, on a telephone: nothing wrong, cut off, or complained."""

import pytest
from playwright.sync_api import expect

from tests import make

from .vault_pages import newcomer, press, sign_in, telephone, unlock, well, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["en", "es"])
def language(request):
    return request.param


@pytest.fixture
def phone(browser, live_server, language):
    with telephone(browser, live_server, language) as page:
        yield page


def test_the_set_up_from_begin_to_end(phone, cast, language):
    sign_in(phone, newcomer(language=language))
    phone.goto("/vault/setup/")
    phone.locator('[data-step="start"]').wait_for()
    assert well(phone) == []
    press(phone, "Begin", "Empezar")
    words = written(phone, "[data-words]")
    expect(phone.get_by_role("heading", level=1)).to_be_focused()
    assert well(phone) == []
    press(phone, "I have written them down", "Las tengo escritas")
    written(phone, "[data-recovery]")
    assert well(phone) == []
    press(phone, "I have it on paper", "La tengo en papel")
    phone.locator("#again").fill("other words")
    press(phone, "Finish", "Terminar")
    expect(phone.locator("[data-problem=not-the-same]")).to_be_visible()
    expect(phone.locator("#again")).to_be_focused()
    assert well(phone) == []
    phone.locator("#again").fill(" ".join(words))
    press(phone, "Finish", "Terminar")
    phone.locator('[data-step="done"]').wait_for()
    assert well(phone) == []


def test_unlocking_recovering_and_a_new_key(phone, cast, language):
    cast.bela.language = language
    cast.bela.save()
    sign_in(phone, cast.bela)
    phone.goto("/vault/")
    phone.locator("#passphrase").fill("other words")
    press(phone, "Unlock", "Desbloquear")
    expect(phone.locator("[data-problem=wrong-passphrase]")).to_be_visible()
    assert well(phone) == []
    for way in ("forgotten", "new", "passphrase"):
        phone.goto("/vault/key/")
        phone.goto(f"/vault/setup/#{way}")
        phone.locator("[data-step]:not([hidden])").wait_for()
        assert well(phone) == []


def test_the_key_and_the_team(phone, cast, language):
    cast.bela.language = language
    cast.bela.save()
    make.newcomer()
    sign_in(phone, cast.bela)
    phone.goto("/vault/key/")
    phone.locator("#passphrase").fill(make.PASSPHRASES["bela"])
    press(phone, "Unlock", "Desbloquear")
    phone.locator("[data-list] li").first.wait_for()
    assert well(phone) == []
    press(phone, "I have compared every number", "He comparado todos los números")
    phone.locator("[data-next-list]").wait_for()
    assert well(phone) == []


def test_somebody_without_an_office_hears_that_they_need_no_key(phone, cast, language):
    cast.ana.language = language
    cast.ana.save()
    sign_in(phone, cast.ana)
    phone.goto("/vault/")
    expect(phone.locator('[data-step="none"]')).to_be_visible()
    assert [one for one in well(phone) if "404" not in one] == []


def test_everything_can_be_done_by_keyboard(phone, cast, language):
    cast.bela.language = language
    cast.bela.save()
    sign_in(phone, cast.bela)
    phone.goto("/vault/")
    expect(phone.locator("#passphrase")).to_be_focused()
    phone.keyboard.type(make.PASSPHRASES["bela"])
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/today/")


def test_a_key_that_is_open_is_said_to_be_with_a_way_on_and_a_way_to_lock_it(phone, cast, language):
    cast.bela.language = language
    cast.bela.save()
    sign_in(phone, cast.bela)
    unlock(phone, make.PASSPHRASES["bela"])
    phone.goto("/vault/#next=/cases/")
    words = {"en": "Your key is open", "es": "Su clave está abierta"}
    said = phone.get_by_role("heading", name=words[language])
    expect(said).to_be_visible()
    expect(phone.locator("#passphrase")).to_be_hidden()
    assert well(phone) == []
    on = phone.locator("[data-go-on]")
    assert on.evaluate("link => link.pathname") == "/cases/"
    press(phone, "Lock my key", "Bloquear mi clave")
    expect(phone.locator("#passphrase")).to_be_visible()
    expect(said).to_be_hidden()


def test_the_language_is_swapped_in_place_and_typed_words_stay(phone, cast):
    sign_in(phone, cast.bela)
    phone.goto("/vault/?lang=en")
    phone.locator("#passphrase").fill("seven words")
    phone.get_by_role("link", name="Español").click()
    expect(phone.get_by_role("heading", name="Desbloquee su clave")).to_be_visible()
    expect(phone.locator("#passphrase")).to_have_value("seven words")


def test_only_the_recovery_key_is_printed(phone, cast, language):
    sign_in(phone, newcomer(language=language))
    phone.goto("/vault/setup/")
    press(phone, "Begin", "Empezar")
    words = written(phone, "[data-words]")
    press(phone, "I have written them down", "Las tengo escritas")
    key = written(phone, "[data-recovery]")
    phone.emulate_media(media="print")
    paper = phone.locator("body").inner_text()
    assert all(group in paper for group in key)
    assert "Nia Park" in paper
    assert not any(f" {word} " in paper for word in words if len(word) > 4)
    expect(phone.get_by_role("button")).to_have_count(0)

"""The life of a key, in a real browser: made, opened, changed, recovered, lost."""

import unicodedata
from pathlib import Path

import pyrage
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from chapterhouse.sealing.formats.derive import derive
from chapterhouse.sealing.formats.sheets import read_sheet
from chapterhouse.sealing.models import TeamSheet, site_id
from tests import make

from .vault_pages import asked_for_the_passphrase, newcomer, press, set_up, sign_in, unlock, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nia(cast):
    return newcomer()


def wrong(page, words):
    """Types words that must not open the key, and waits for what the page says."""
    asked_for_the_passphrase(page)
    page.locator("#passphrase").fill(words)
    press(page, "Unlock", "Desbloquear")
    expect(page.locator("[data-problem=wrong-passphrase]")).to_be_visible()


def identity_under(person, passphrase):
    """What the stock age format gives for a passphrase: the identity file."""
    wrap = person.key_cards.current().get().wraps.get(method="passphrase")
    secret = derive("vault", person.username, passphrase, site=site_id()).identity
    return pyrage.decrypt(bytes(wrap.age_file), [pyrage.x25519.Identity.from_str(secret)]).decode()


@pytest.mark.requirement("B13")
def test_a_newcomer_makes_a_key_that_only_their_secrets_open(page, live_server, nia):
    sign_in(page, nia)
    passphrase, recovery = set_up(page)
    assert len(passphrase.split()) == 7
    card = nia.key_cards.get()
    file = identity_under(nia, passphrase)
    assert file.startswith(f"# {card.name}\n# public key: {card.recipient}\n")
    sheet = pyrage.x25519.Identity.from_str(recovery)
    assert pyrage.decrypt(bytes(card.wraps.get(method="recovery").age_file), [sheet]).decode() == file


def test_a_newcomer_hears_whom_to_ask(page, live_server, nia):
    sign_in(page, nia)
    set_up(page)
    expect(page.get_by_text("Bela Novak, Chidi Okafor, Dana Levi")).to_be_visible()
    assert TeamSheet.objects.filter(desk="ombuds").count() == 2


def test_the_first_member_of_a_desk_signs_its_first_list_alone(page, live_server, nia):
    TeamSheet.objects.all().delete()
    sign_in(page, nia)
    set_up(page)
    expect(page.get_by_text("You are the first here")).to_be_visible()
    sheet = read_sheet(TeamSheet.objects.get(desk="ombuds").note)
    assert [card.name for card in sheet.cards] == [nia.key_cards.get().name]


def test_another_passphrase_may_be_asked_for_and_none_can_be_typed(page, live_server, nia):
    sign_in(page, nia)
    page.goto("/vault/setup/")
    press(page, "Begin")
    shown = page.locator("[data-words]")
    shown.wait_for()
    first = shown.inner_text()
    press(page, "Show me others")
    expect(shown).not_to_have_text(first)
    assert page.locator('[data-step="words"] input').count() == 0


def test_nothing_is_kept_before_the_words_were_typed_from_paper(page, live_server, nia):
    sign_in(page, nia)
    page.goto("/vault/setup/")
    press(page, "Begin")
    press(page, "I have written them down")
    press(page, "I have it on paper")
    page.locator("#again").fill("not these words")
    press(page, "Finish")
    expect(page.locator("[data-problem=not-the-same]")).to_be_visible()
    assert not nia.key_cards.exists()


def test_passphrases_are_drawn_from_the_list_of_the_persons_language(page, live_server, cast):
    person = newcomer("Luz Vega", language="es")
    sign_in(page, person)
    passphrase, _recovery = set_up(page)
    unlock(page, passphrase.upper().replace(" ", "-"))
    listed = finders.find("sealing/vendor/words-es.js")
    spanish = unicodedata.normalize("NFC", Path(listed).read_text(encoding="utf-8"))
    assert all(word in spanish for word in passphrase.split())


def test_a_passphrase_opens_and_another_does_not(page, live_server, cast):
    sign_in(page, cast.bela)
    wrong(page, "these are seven other words than mine")
    unlock(page, make.PASSPHRASES["bela"])
    expect(page.get_by_role("heading", name="Informal support")).to_be_visible()


def test_a_changed_passphrase_replaces_the_old_one_and_keeps_the_key(page, live_server, cast):
    before = cast.bela.key_cards.get().recipient
    sign_in(page, cast.bela)
    page.goto("/vault/setup/#passphrase")
    page.locator("#passphrase").fill(make.PASSPHRASES["bela"])
    press(page, "Unlock")
    passphrase = " ".join(written(page, "[data-words]"))
    press(page, "I have written them down")
    page.locator("#again").fill(passphrase)
    press(page, "Finish")
    expect(page.get_by_role("heading", name="Your passphrase is changed")).to_be_visible()
    wrong(page, make.PASSPHRASES["bela"])
    unlock(page, passphrase)
    assert cast.bela.key_cards.get().recipient == before


def test_a_recovery_sheet_gives_a_new_passphrase_and_a_new_sheet(page, live_server, cast):
    sign_in(page, cast.bela)
    old = cast.recovery[cast.bela.username]
    page.goto("/vault/")
    page.get_by_role("link", name="I do not have my passphrase").click()
    page.locator("#recovery-key").fill(old[:-1] + ("Q" if old[-1] != "Q" else "P"))
    press(page, "Open with this key")
    expect(page.locator("[data-problem=wrong-recovery-key]")).to_be_visible()
    page.locator("#recovery-key").fill(" ".join([old[:20].lower(), old[20:]]))
    press(page, "Open with this key")
    passphrase = " ".join(written(page, "[data-words]"))
    press(page, "I have written them down")
    new = "".join(written(page, "[data-recovery]"))
    press(page, "I have it on paper")
    page.locator("#again").fill(passphrase)
    press(page, "Finish")
    expect(page.get_by_role("heading", name="You have a new passphrase and a new sheet")).to_be_visible()
    wrong(page, make.PASSPHRASES["bela"])
    assert identity_under(cast.bela, passphrase)
    wrap = bytes(cast.bela.key_cards.get().wraps.get(method="recovery").age_file)
    assert pyrage.decrypt(wrap, [pyrage.x25519.Identity.from_str(new)])
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(wrap, [pyrage.x25519.Identity.from_str(old)])


def test_another_recovery_sheet_leaves_the_passphrase_as_it_is(page, live_server, cast):
    sign_in(page, cast.bela)
    unlock(page, make.PASSPHRASES["bela"])
    page.get_by_role("link", name="Another recovery sheet").click()
    new = "".join(written(page, "[data-recovery]"))
    press(page, "I have it on paper")
    expect(page.get_by_role("heading", name="Your new recovery sheet is in force")).to_be_visible()
    wrap = bytes(cast.bela.key_cards.get().wraps.get(method="recovery").age_file)
    assert pyrage.decrypt(wrap, [pyrage.x25519.Identity.from_str(new)])
    assert identity_under(cast.bela, make.PASSPHRASES["bela"])


def test_a_new_key_when_all_is_lost_has_the_next_version_and_opens_no_old_case(page, live_server, cast):
    told = make.report("a")
    sign_in(page, cast.bela)
    page.goto("/vault/setup/#new")
    expect(page.get_by_text("you can open nothing that was sealed to the old one")).to_be_visible()
    press(page, "Begin")
    passphrase = " ".join(written(page, "[data-words]"))
    press(page, "I have written them down")
    press(page, "I have it on paper")
    page.locator("#again").fill(passphrase)
    press(page, "Finish")
    expect(page.get_by_role("heading", name="Your key is ready")).to_be_visible()
    card = cast.bela.key_cards.current().get()
    assert card.version == 2
    assert not card.key_wraps.exists()
    assert not told.case.channel.newest_key.wraps.filter(card__user=cast.bela).exists()
    assert make.fresh(told.case).channel.wants_new_key

"""The lists of a desk, in a real browser: followed, changed, compared; and a server that lies about them."""

import json

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from chapterhouse.demo.agekeys import Member
from chapterhouse.demo.desks import next_sheet
from chapterhouse.notices.models import Notice
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.sealing.formats.sheets import read_sheet, verify_sheets
from chapterhouse.sealing.models import Notebook, TeamSheet, site_id
from tests import make

from .vault_pages import newcomer, press, set_up, sign_in, unlock

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "/vault/key/"


def browse(context, person):
    """A page in which this person is signed in and has unlocked their key."""
    page = context.new_page()
    sign_in(page, person)
    unlock(page, make.PASSPHRASES[person.name.split()[0].lower()])
    page.locator("[data-desks] article").first.wait_for()
    return page


def accept(page):
    press(page, "I have compared every number", "I have seen this")
    expect(page.locator("[data-desks] [data-accept]")).to_have_count(0)
    page.locator("[data-desks] article").first.wait_for()


def alter(page, change):
    """The server lies: what it says of the vault is changed on its way."""

    def lie(route):
        data = route.fetch().json()
        change(data)
        route.fulfill(json=data)

    page.route("**/vault/data.json", lie)


def newest(desk="ombuds"):
    return read_sheet(TeamSheet.objects.filter(desk=desk).order_by("seq").last().note)


def names_on(sheet):
    return sorted(card.name.rpartition("/")[2] for card in sheet.cards)


@pytest.fixture
def bela_page(context, live_server, cast):
    return browse(context, cast.bela)


def test_a_list_seen_for_the_first_time_must_be_compared(bela_page, cast):
    expect(bela_page.get_by_role("heading", name="Compare before you continue")).to_be_visible()
    expect(bela_page.get_by_role("button", name="Sign the new list")).to_have_count(0)
    accept(bela_page)
    expect(bela_page.get_by_role("heading", name="Compare before you continue")).to_have_count(0)
    book = Notebook.objects.get(user=cast.bela)
    assert b"ombuds" not in bytes(book.age_file)


def test_numbers_on_the_page_are_those_that_anyone_can_compute(bela_page):
    shown = bela_page.locator("[data-list]").inner_text()
    assert all(card.number in shown for card in newest().cards)
    expect(bela_page.get_by_text(newest().team_number)).to_be_visible()


def test_a_newcomer_is_compared_and_signed_in_and_everybody_hears_of_it(browser, live_server, cast):
    nia = newcomer()
    others = browser.new_context(base_url=live_server.url)
    chidi = browse(others, cast.chidi)
    accept(chidi)
    hers = browser.new_context(base_url=live_server.url).new_page()
    sign_in(hers, nia)
    set_up(hers)
    mine = browser.new_context(base_url=live_server.url)
    bela = browse(mine, cast.bela)
    accept(bela)
    Notice.objects.all().delete()
    press(bela, "Sign the new list")
    expect(bela.get_by_text("Tick the people whose number you compared")).to_be_visible()
    assert TeamSheet.objects.filter(desk="ombuds").count() == 2
    bela.get_by_role("checkbox", name="Nia Park").check()
    press(bela, "Sign the new list")
    expect(bela.get_by_role("button", name="Sign the new list")).to_have_count(0)
    assert nia.username in names_on(newest())
    chain = TeamSheet.objects.filter(desk="ombuds").order_by("seq").values_list("note", flat=True)
    assert len(verify_sheets(chain, site=site_id(), desk="ombuds")) == 3
    told = {notice.person for notice in Notice.objects.filter(kind=Notice.SHEET)}
    assert told == {cast.chidi, cast.dana, nia}
    chidi.goto(KEY)
    expect(chidi.get_by_role("heading", name="The list has changed")).to_be_visible()
    expect(chidi.locator("[data-changes]")).to_contain_text("Nia Park")
    accept(chidi)
    expect(chidi.get_by_role("heading", name="The list has changed")).to_have_count(0)


@pytest.mark.requirement("B14")
def test_somebody_who_left_comes_off_the_list(bela_page, cast):
    accept(bela_page)
    leave_office(term=cast.dana.terms.get(), by="operator", at=timezone.now())
    bela_page.goto(KEY)
    expect(bela_page.locator("[data-left]")).to_contain_text("Dana Levi")
    press(bela_page, "Sign the new list")
    expect(bela_page.get_by_role("button", name="Sign the new list")).to_have_count(0)
    assert names_on(newest()) == sorted([cast.bela.username, cast.chidi.username])


def test_where_nobody_on_the_list_is_left_it_starts_again_and_says_so(browser, live_server, cast):
    followed = browse(browser.new_context(base_url=live_server.url), cast.bela)
    accept(followed)
    nia = newcomer()
    for gone in (cast.chidi, cast.dana):
        leave_office(term=gone.terms.get(), by="operator", at=timezone.now())
    make.vault_of(cast.bela)
    hers = browser.new_context(base_url=live_server.url).new_page()
    sign_in(hers, nia)
    set_up(hers)
    expect(hers.get_by_text("You are the first here")).to_be_visible()
    row = TeamSheet.objects.filter(desk="ombuds").order_by("seq").last()
    assert (row.seq, read_sheet(row.note).seq) == (3, 1)


def test_where_there_is_no_list_one_signs_the_first_with_oneself_alone(bela_page, cast):
    TeamSheet.objects.all().delete()
    bela_page.goto(KEY)
    expect(bela_page.get_by_role("heading", name="No list yet")).to_be_visible()
    press(bela_page, "Sign the new list")
    expect(bela_page.locator("[data-list]")).to_contain_text("Bela Novak")
    assert names_on(newest()) == [cast.bela.username]


def test_a_list_started_anew_behind_ones_back_is_not_followed(bela_page, cast):
    accept(bela_page)
    intruder = Member.new(site_id(), cast.chidi.username)
    note = intruder.sheet("ombuds", [intruder.card])

    def restart(data):
        data["desks"][0]["sheets"].append({"seq": 3, "note": note, "signed": None})

    alter(bela_page, restart)
    bela_page.goto(KEY)
    expect(bela_page.get_by_role("heading", name="The list was started anew")).to_be_visible()
    expect(bela_page.get_by_role("button", name="Sign the new list")).to_have_count(0)


def test_a_list_that_lost_what_was_accepted_is_refused(bela_page):
    accept(bela_page)
    alter(bela_page, lambda data: data["desks"][0]["sheets"].pop())
    bela_page.goto(KEY)
    expect(bela_page.get_by_role("heading", name="Do not go on")).to_be_visible()


def test_a_list_signed_by_somebody_who_was_not_on_it_is_refused(bela_page, cast):
    accept(bela_page)
    intruder = Member.new(site_id(), "m-bad22222")
    seq, note = next_sheet(intruder, "ombuds", [intruder.card], at=timezone.now())
    alter(
        bela_page, lambda data: data["desks"][0]["sheets"].append({"seq": seq, "note": note, "signed": None})
    )
    bela_page.goto(KEY)
    expect(bela_page.get_by_role("heading", name="Do not go on")).to_be_visible()


ACCEPTS = """async (card) => {
  const links = [...document.querySelectorAll("link[rel=modulepreload]")].map(({ href }) => href);
  const { accepts, openVault } = await import(links.find((href) => /\\/vault\\.\\w+\\.js$/.test(href)));
  return accepts(await openVault(), card);
}"""


def test_a_card_that_the_server_swapped_is_not_sealed_to(bela_page, cast):
    accept(bela_page)
    true = json.loads(
        json.dumps(next(c for c in newest().cards if c.name.endswith(cast.chidi.username)).as_json())
    )
    false = Member.new(site_id(), cast.chidi.username).card.as_json()
    assert bela_page.evaluate(ACCEPTS, true) is True
    assert bela_page.evaluate(ACCEPTS, false) is False
    assert bela_page.evaluate(ACCEPTS, {**true, "recipient": false["recipient"]}) is False


def test_before_a_list_is_compared_only_ones_own_card_is_sealed_to(bela_page, cast):
    cards = {card.name.rpartition("/")[2]: card.as_json() for card in newest().cards}
    assert bela_page.evaluate(ACCEPTS, cards[cast.bela.username]) is True
    assert bela_page.evaluate(ACCEPTS, cards[cast.chidi.username]) is False


def test_another_key_shown_as_ones_own_stops_everything(page, live_server, cast):
    sign_in(page, cast.bela)
    false = Member.new(site_id(), cast.bela.username).card.as_json()
    alter(page, lambda data: data.update(card=false))
    page.goto("/vault/")
    page.locator("#passphrase").fill(make.PASSPHRASES["bela"])
    press(page, "Unlock")
    expect(page.locator("[data-problem=other-card]")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_notebook_that_is_not_ours_counts_for_nothing(bela_page, cast):
    accept(bela_page)
    alter(bela_page, lambda data: data.update(notebook=data["passphrase_wrap"]))
    bela_page.goto(KEY)
    expect(
        bela_page.get_by_role("heading", name="Your notes of what you compared are missing")
    ).to_be_visible()
    expect(bela_page.get_by_role("button", name="I have compared every number")).to_be_visible()


PINS = """async (change) => {
  const links = [...document.querySelectorAll("link[rel=modulepreload]")].map(({ href }) => href);
  const { openVault } = await import(links.find((href) => /\\/vault\\.\\w+\\.js$/.test(href)));
  const { pins, savePins } = await openVault();
  for (const part of Object.keys(change)) Object.assign(pins[part], change[part]);
  if (Object.keys(change).length) await savePins();
  return pins;
}"""


def pin(seq):
    return {"seq": seq, "hash": f"hash-{seq}", "recipient": "age1"}


def test_what_two_tabs_accept_is_kept_by_both(bela_page):
    first = {"sheets": {"one": pin(3), "anew": pin(9)}, "cards": {"a": "old", "b": "old"}}
    bela_page.evaluate(PINS, {**first, "channels": {"x": pin(2), "y": pin(1)}})
    bela_page.reload()
    bela_page.locator("[data-desks] article").first.wait_for()
    other = bela_page.context.new_page()
    other.goto(KEY)
    other.locator("[data-desks] article").first.wait_for()
    theirs = {"sheets": {"one": pin(5)}, "cards": {"a": "new"}, "channels": {"x": pin(4), "z": pin(1)}}
    other.evaluate(PINS, theirs)
    mine = {
        "sheets": {"one": pin(4), "anew": pin(1)},
        "cards": {"b": "new"},
        "channels": {"x": pin(3), "y": pin(2)},
    }
    bela_page.evaluate(PINS, mine)
    other.reload()
    kept = other.evaluate(PINS, {})
    seqs = {part: {of: one["seq"] for of, one in kept[part].items()} for part in ("sheets", "channels")}
    assert seqs == {"sheets": {"one": 5, "anew": 1}, "channels": {"x": 4, "y": 2, "z": 1}}
    assert kept["cards"] == {"a": "new", "b": "new"}

"""Giving keys on in a real browser: to a successor who then reads, and by a former officer who cannot."""

import pytest
from playwright.sync_api import expect

from chapterhouse.sealing.models import KeyWrap
from tests import make
from tests.casework.desk_pages import opened, unlock
from tests.sealing.vault_pages import faults, sign_in
from tests.sealing.vault_pages import unlock as unlock_with

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "The words of {}"


def told_by(cast, *, code=None, name="one"):
    """A report to the grievance officers that Noor has looked at."""
    told = make.report("b", code=code, told=make.told(text=SAID.format(name), title=f"Title of {name}"))
    make.declare(told.case, by=cast.noor)
    return told


def open_page(page, person):
    sign_in(page, person)
    page.goto("/handing-on/")
    unlock(page, person)


def give(page, taker, cases):
    page.get_by_label("To whom").select_option(taker.username)
    for case in cases:
        page.locator(f'[data-case-of="{case.code}"]').check()
    page.get_by_role("button", name="Give them the keys").click()


def outcome(page):
    return page.locator("[data-outcome]")


def done(page):
    return page.locator("[data-given-list] li")


@pytest.fixture
def two(cast):
    return [told_by(cast, name="one"), told_by(cast, code=make.CODES[0], name="two")]


@pytest.fixture
def new(cast):
    """Somebody who took office after both reports; the desk has not signed them onto its list."""
    return make.newcomer("hgo")


@pytest.mark.requirement("B13", "B14", "B42")
def test_a_successor_is_given_two_cases_and_reads_them_after_the_question(page, live_server, cast, two, new):
    open_page(page, cast.noor)
    expect(page.get_by_text("Title of two")).to_be_visible()
    assert page.locator("[data-case-of]:checked").count() == 0
    assert faults(page) == []
    give(page, new, [told.case for told in two])
    expect(page.get_by_text("Compare before you continue")).to_be_visible()
    assert not KeyWrap.objects.filter(card__user=new).exists()
    page.get_by_role("button", name="I have compared it").click()
    expect(outcome(page)).to_contain_text("Done.")
    expect(done(page)).to_contain_text(
        [f"{told.case.code}: Ney Alvarez has the keys now." for told in two[::-1]]
    )
    read_as(page, new, two[1].case, SAID.format("two"))


@pytest.mark.requirement("B13", "B14")
def test_a_former_officer_alone_with_a_case_gives_its_keys_on_without_reading_it(
    page, live_server, cast, new
):
    """Ida steps back before, so that a new key is wanted too: the successor's browser makes it."""
    told = told_by(cast, code=make.CODES[0])
    make.recuse(told.case, by=cast.ida)
    make.leave(cast.noor)
    open_page(page, cast.noor)
    expect(page.get_by_text("Nobody in office can open this")).to_be_visible()
    expect(page.get_by_text("Title of")).to_have_count(0)
    give(page, new, [told.case])
    page.get_by_role("button", name="I have compared it").click()
    expect(done(page)).to_have_text([f"{told.case.code}: Ney Alvarez has the keys now."])
    assert page.goto(f"/cases/{told.case.code}/").status == 404
    with page.expect_response(lambda answer: answer.url.endswith("/keys/")) as renewed:
        read_as(page, new, told.case, SAID.format("one"))
    assert renewed.value.status == 201
    expect(page.locator("[data-said]")).to_be_hidden()


def read_as(page, new, case, words):
    """The newcomer finds it on Today, sees the people involved alone, declares independence, and reads."""
    sign_in(page, new)
    unlock_with(page, make.PASSPHRASES["bela"], "/today/")
    page.locator("[aria-labelledby=brought]").get_by_role("link", name=case.code).click()
    expect(page.get_by_role("heading", name="Are you independent of everyone in this?")).to_be_visible()
    expect(page.get_by_text(words)).to_have_count(0)
    page.get_by_role("button", name="Yes, I am independent").click()
    expect(opened(page, words)).to_be_visible()


def test_a_successor_whose_card_has_changed_stops_everything_until_compared(page, live_server, cast, two):
    KeyWrap.objects.filter(card__user=cast.ida).delete()
    open_page(page, cast.noor)
    make.vault_of(cast.ida)
    page.reload()
    give(page, cast.ida, [told.case for told in two])
    expect(page.get_by_text("Compare before you continue")).to_be_visible()
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_text("Compare before you continue")).to_be_hidden()
    expect(page.get_by_role("button", name="Give them the keys")).to_be_enabled()
    expect(done(page)).to_have_count(0)
    assert not KeyWrap.objects.filter(card__user=cast.ida).exists()


def test_the_first_refusal_stops_and_what_was_given_stays_given(page, live_server, cast, two, new):
    """The newer of the two goes first, and the person behind the older one does not want Ney to read it."""
    first, shut = two[1].case, two[0].case
    make.bring_in(shut, new, by=cast.noor)
    make.exclude(shut, new)
    make.renew(shut, by=cast.noor)
    open_page(page, cast.noor)
    give(page, new, [first, shut])
    page.get_by_role("button", name="I have compared it").click()
    expect(page.locator("[data-form-said]")).to_contain_text(
        f"Stopped at {shut.code}. They cannot be brought"
    )
    expect(done(page)).to_have_text([f"{first.code}: Ney Alvarez has the keys now."])
    assert KeyWrap.objects.filter(card__user=new, channel_key__channel=first.channel).exists()
    give(page, new, [first])
    page.locator(f'[data-case-of="{shut.code}"]').uncheck()
    page.get_by_role("button", name="Give them the keys").click()
    expect(done(page).last).to_have_text(f"{first.code}: Ney Alvarez can read it already. Nothing was done.")


def test_a_case_that_wants_a_new_key_is_skipped_and_said(page, live_server, cast, two, new):
    make.remove(two[0].case, cast.ida, by=cast.noor)
    open_page(page, cast.noor)
    give(page, new, [told.case for told in two])
    page.get_by_role("button", name="I have compared it").click()
    expect(done(page)).to_have_count(2)
    expect(done(page).last).to_contain_text(f"{two[0].case.code}: skipped. Somebody left it")
    expect(done(page).first).to_contain_text("has the keys now")


def test_a_second_pair_of_eyes_is_asked_on_the_case_page(page, live_server, cast, two, new):
    case = two[0].case
    sign_in(page, cast.noor)
    page.goto(f"/cases/{case.code}/")
    unlock(page, cast.noor)
    expect(opened(page, SAID.format("one"))).to_be_visible()
    page.locator("#second-eyes summary").click()
    page.locator("#eyes").select_option(new.username)
    page.get_by_role("button", name="Ask them to look").click()
    page.get_by_role("button", name="I have compared it").click()
    expect(page.get_by_text("Noor Haddad gave Ney Alvarez the keys of this case.")).to_be_visible()
    read_as(page, new, case, SAID.format("one"))

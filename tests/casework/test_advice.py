"""People in a case are told how each recommendation was answered, whichever way it went (B18)."""

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.actions import advice as actions
from chapterhouse.casework.models import AdviceTold
from tests import beside, formal, make, others
from tests.casework import closings
from tests.casework.desk_pages import all_opened, open_case
from tests.sealing.vault_pages import PHONE, fits
from tests.sealing.vault_pages import faults as desk_faults
from tests.support import visiting
from tests.support.asking import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return formal.worked(cast)


@pytest.fixture
def guest(cast, told):
    return formal.noticed(told.case, by=cast.ida)


@pytest.fixture
def came(cast, told):
    return formal.outside(told.case, by=cast.ida, invitation=make.CODES[2])


@pytest.fixture
def row(cast, came):
    """A recommendation that Rosa answered."""
    decider = formal.declare_impartial(formal.ask_to_decide(came.row, cast.rosa, by=cast.ida)).person
    row = formal.recommend(came.row, by=cast.ida)
    return formal.answer_recommendation(row, decider, by=cast.ida)


def advice(someone):
    return post("mailbox/", {"auth": someone.box.auth}).json()["formal"]["advice"]


@pytest.mark.requirement("B18")
def test_each_whom_officers_choose_reads_it_in_their_own_conversation(cast, told, guest, row, journal):
    formal.write_account(row, by=cast.ida)
    formal.tell_answer(row, told.party, by=cast.ida)
    assert "Rejected" in make.read(told.party.channel, told.box)[-1]
    assert len(advice(told)) == 1
    assert advice(guest) == []
    formal.tell_answer(row, guest.party, by=cast.noor)
    assert len(advice(guest)) == 1
    assert (cast.noor.username, "told-answer", guest.party.code) in journal(told.case)
    assert "Rejected" not in str(list(AdviceTold.objects.values()))


@pytest.mark.requirement("B18")
def test_nobody_is_told_of_one_while_another_waits_for_its_answer(cast, told, came, row, refused):
    formal.recommend(came.row, by=cast.ida, text="A training.")
    with refused("not-answered"):
        formal.write_account(row, by=cast.ida)
    with refused("not-answered"):
        formal.tell_answer(row, told.party, by=cast.ida)


def test_it_is_written_before_anybody_is_told_and_stands_once_somebody_was(cast, told, row, refused):
    with refused("no-account"):
        formal.tell_answer(row, told.party, by=cast.ida)
    formal.write_account(row, by=cast.ida)
    formal.write_account(row, by=cast.noor, text="Better words.")
    formal.tell_answer(row, told.party, by=cast.ida)
    with refused("told"):
        formal.write_account(row, by=cast.ida)
    with refused("told"):
        formal.tell_answer(row, told.party, by=cast.noor)


@pytest.mark.requirement("B6", "B18")
def test_nobody_is_told_without_notice_or_after_a_yes_was_taken_back(cast, told, guest, came, row, refused):
    formal.write_account(row, by=cast.ida)
    with refused("no-notice"):
        formal.tell_answer(row, came.party, by=cast.ida)
    others.take_back(told.case.consents.get(about=guest.party), by=told.party)
    with refused("ask-first"):
        formal.tell_answer(row, guest.party, by=cast.ida)


def test_nobody_who_was_shut_out_or_reads_elsewhere_tells_it(cast, told, row, refused):
    formal.write_account(row, by=cast.ida)
    party = make.fresh(told.party)
    sent = {"entry": make.reply_wire(party, by=cast.ida), "seen": make.seen(party.channel)}
    with refused("not-yours"):
        actions.tell_answer(recommendation=row, party=party, **sent, by=cast.chidi, at=make.now())


def test_whoever_opened_the_wrong_letter_was_told_and_the_right_one_can_be(cast, told, guest, row):
    formal.write_account(row, by=cast.ida)
    formal.tell_answer(row, guest.party, by=cast.ida)
    others.invite(guest.party, by=cast.ida, invitation=make.CODES[3], turn_away=True)
    right = make.join(make.CODES[3])
    assert advice(right) == []
    formal.tell_answer(row, right.party, by=cast.ida)
    assert len(advice(right)) == 1


def test_who_stands_beside_a_party_is_told_of_no_recommendation(cast, told, row):
    nora = beside.stand(told, "representative", by=cast.ida)
    formal.write_account(row, by=cast.ida)
    formal.tell_answer(row, told.party, by=cast.ida)
    assert advice(nora) == []


@pytest.mark.requirement("B18")
def test_one_page_prepares_it_for_every_recommendation_and_shows_who_was_told(client, cast, told, came, row):
    client.force_login(cast.ida)
    client.cookies["django_language"] = "en"
    path = f"/cases/{told.case.code}/engagements/{came.row.pk}/telling/"

    def page(path=path):
        return client.get(path).content.decode()

    assert "Write what they are told" in page()
    formal.write_account(row, by=cast.ida)
    assert f"/advice/{row.pk}/{told.party.code}/" in page()
    formal.tell_answer(row, told.party, by=cast.ida)
    assert f"/advice/{row.pk}/{told.party.code}/" not in page()
    assert "Tell the people in this what was decided on each" in page(f"/cases/{told.case.code}/")
    formal.recommend(came.row, by=cast.ida, text="A training.")
    assert "A recommendation waits for its answer." in page()
    client.force_login(cast.chidi)
    assert client.get(path).status_code == 404


def test_the_addresses_take_what_the_page_sends_and_find_nothing_of_another_case(client, cast, told, row):
    other = formal.worked(cast)
    client.force_login(cast.ida)
    words = {"words": make.as_json(make.note_wire(told.case, by=cast.ida))}
    for case, status in ((other.case, 404), (told.case, 201)):
        path = f"/cases/{case.code}/advice/{row.pk}/account/"
        assert client.post(path, words, content_type="application/json").status_code == status
    sent = {
        "entry": make.as_json(make.reply_wire(told.party, by=cast.ida)),
        "seen": str(make.seen(told.party.channel)),
    }
    path = f"/cases/{told.case.code}/advice/{row.pk}/{told.party.code}/"
    assert client.post(path, sent, content_type="application/json").status_code == 201
    assert row.told.get().party == told.party


def test_on_a_closed_case_nobody_is_told(cast, told, row, refused):
    formal.write_account(row, by=cast.ida)
    make.reply(told.party, by=cast.ida)
    closings.close(told.case, by=cast.ida, door="b")
    with refused("closed"):
        formal.tell_answer(row, told.party, by=cast.ida)


@pytest.mark.requirement("B18")
@pytest.mark.django_db(transaction=True)
def test_the_return_page_lists_what_was_decided_on_each(page, live_server, cast):
    told = formal.worked(cast, code=make.CODES[0])
    came = formal.outside(told.case, by=cast.noor)
    decider = formal.declare_impartial(formal.ask_to_decide(came.row, cast.rosa, by=cast.noor)).person
    row = formal.answer_recommendation(formal.recommend(came.row, by=cast.noor), decider, by=cast.noor)
    page.set_viewport_size(PHONE)
    open_case(page, told.case, cast.noor)
    page.get_by_role("link", name="Tell the people in this what was decided on each").click()
    page.get_by_label("Recommended").fill("A month away.")
    page.get_by_label("Their answer").select_option("Rejected")
    page.get_by_label("Why; if they depart from it").fill("A week is enough.")
    page.get_by_role("button", name="Keep these words").click()
    page.get_by_role("button", name="Tell them").click()
    expect(page.locator(".due", has_text=told.party.code)).to_be_visible()
    all_opened(page)
    assert (desk_faults(page), fits(page)) == ([], True)
    assert row.told.get().party == told.party
    visiting.come_back(page, make.CODES[0])
    decided = page.locator("[data-advice]")
    for words in ("A month away.", "Rejected", "A week is enough."):
        expect(decided).to_contain_text(words)
    assert visiting.faults(page) == []

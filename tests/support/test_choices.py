"""By return code: that nothing is done until one says so, and whether others may be worked on with it."""

import pytest

from chapterhouse.casework.models import Case, Consent, Wait
from tests import formal, linking, make
from tests.support.asking import doors, post, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    told = formal.worked(cast)
    make.reply(told.party, by=cast.ida)
    return told


def view(someone):
    return post("mailbox/", {"auth": someone.box.auth}).json()


def say(address, someone, **fields):
    return post(f"mailbox/{address}/", {"auth": someone.box.auth, **fields})


# ---- with the report


@pytest.mark.requirement("B31")
def test_each_door_says_whether_its_desk_offers_to_wait(cast):
    assert {door["code"]: door["can_wait"] for door in doors()["doors"] if door["desk"]} == {
        "a": False,
        "b": True,
    }


@pytest.mark.requirement("B31")
@pytest.mark.parametrize(("waits", "until_match"), [("me", False), ("match", True)])
def test_a_report_says_until_when_nothing_is_to_be_done(cast, waits, until_match):
    wire, _mine = make.report_wire("b")
    answer = send(wire, waits=waits)
    assert answer.status_code == 201
    assert set(answer.json()["by"]) == {"en", "es"}
    assert Wait.objects.get().until_match is until_match


@pytest.mark.parametrize("waits", ["begin", "forever", True, 1, None, ["me"], {"me": 1}])
def test_any_other_choice_is_refused_and_no_case_opens(cast, waits):
    wire, _mine = make.report_wire("b")
    assert refused(send(wire, waits=waits)) == (422, "malformed")
    assert not Case.objects.exists()


def test_a_report_that_waits_is_kept_once_when_the_line_is_lost(cast):
    wire, _mine = make.report_wire("b")
    send(wire, waits="match")
    assert refused(send(wire, waits="match")) == (409, "replayed")
    assert Wait.objects.count() == 1


# ---- on the return page


@pytest.mark.requirement("B31")
def test_it_is_chosen_changed_and_lifted_on_the_return_page(cast, told):
    assert view(told)["wait"] == {"offered": True, "until": "", "since": None, "matched": False}
    for until in ("me", "match"):
        assert say("wait", told, until=until).status_code == 204
        shown = view(told)
        assert (shown["wait"]["until"], set(shown["wait"]["since"])) == (until, {"en", "es"})
        assert shown["promise"] is None
    assert say("wait", told, until="begin").status_code == 204
    assert (view(told)["wait"]["until"], view(told)["promise"]["kind"]) == ("", "answer")


def test_before_the_first_answer_it_stays_promised(cast):
    told = formal.worked(cast)
    say("wait", told, until="me")
    assert view(told)["promise"]["kind"] == "first-answer"


@pytest.mark.requirement("B31")
def test_who_waited_for_a_match_reads_that_it_happened_and_nothing_of_the_other(cast, told):
    other = linking.another(cast)
    before = view(other)
    say("wait", told, until="match")
    linking.confirm_same(told.case, other.case, by=cast.ida)
    shown = view(told)
    assert shown["wait"]["matched"] is True
    assert shown["promise"]["kind"] == "answer"
    assert other.case.code not in str(shown)
    assert view(other) == before
    assert say("stop", told).status_code == 204


def test_choosing_twice_is_choosing_once(cast, told):
    for _ in range(2):
        assert say("wait", told, until="me").status_code == 204
    for _ in range(2):
        assert say("wait", told, until="begin").status_code == 204
    assert Wait.objects.count() == 1


@pytest.mark.parametrize("until", ["", "never", None, True, 7, ["me"]])
def test_what_is_malformed_changes_nothing(cast, told, until):
    assert refused(say("wait", told, until=until)) == (422, "malformed")
    assert not Wait.objects.exists()


def test_an_informal_desk_says_nothing_of_it(cast):
    assert view(make.report("a"))["wait"] is None


def test_a_guest_is_told_of_neither(cast, told):
    guest = formal.noticed(told.case, by=cast.ida)
    linking.ask(told.case, by=cast.ida)
    linking.wait(told)
    shown = view(guest)
    assert (shown["wait"], shown["asked_of_links"]) == (None, False)
    assert refused(say("wait", guest, until="begin")) == (409, "not-yours")
    assert refused(say("links", guest, yes=True)) == (409, "not-yours")


# ---- worked on with others


@pytest.mark.requirement("B32", "B6")
@pytest.mark.parametrize("yes", [True, False])
def test_the_question_is_answered_once_and_a_yes_can_be_taken_back(cast, told, yes):
    assert view(told)["asked_of_links"] is False
    linking.ask(told.case, by=cast.ida)
    assert view(told)["asked_of_links"] is True
    for _ in range(2):
        assert say("links", told, yes=yes).status_code == 204
    shown = view(told)
    assert shown["asked_of_links"] is False
    assert [row["step"] for row in shown["consents"]] == (["link"] if yes else [])
    assert refused(say("links", told, yes=not yes)) == (409, "over")
    if yes:
        assert say("consents/withdrawal", told, number=1).status_code == 204
        assert view(told)["consents"] == []


def test_nobody_answers_what_they_were_not_asked(cast, told):
    assert refused(say("links", told, yes=True)) == (409, "over")
    assert not Consent.objects.exists()


@pytest.mark.parametrize("yes", ["true", 1, None, [], {"yes": True}])
def test_an_answer_is_yes_or_no(cast, told, yes):
    linking.ask(told.case, by=cast.ida)
    assert refused(say("links", told, yes=yes)) == (422, "malformed")


def test_while_it_is_stopped_nothing_is_asked(cast, told):
    linking.ask(told.case, by=cast.ida)
    make.stop(told)
    assert view(told)["asked_of_links"] is False
    assert refused(say("links", told, yes=True)) == (409, "rests")


@pytest.mark.parametrize("address", ["wait", "links"])
def test_a_wrong_code_opens_nothing(cast, told, address):
    fields = {"until": "me"} if address == "wait" else {"yes": True}
    answer = post(f"mailbox/{address}/", {"auth": "0" * 64, **fields})
    assert refused(answer) == (404, "unknown")

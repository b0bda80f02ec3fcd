"""A plan by return code: what its page is told, what is said there, and that it is nobody else's."""

import pytest

from chapterhouse.casework.models import Apology, Consent, Plan
from chapterhouse.support.flood import BY_ONE_CODE
from tests import make, others, planning
from tests.planning import rare, step
from tests.support.asking import post, refused

pytestmark = pytest.mark.django_db


scene, told, guest = planning.fixtures()


@pytest.fixture
def plan(cast, guest):
    return planning.begin(guest, [step(), planning.span()], by=cast.ida)


def view(someone):
    return post("mailbox/", {"auth": someone.box.auth}).json()


def answer(someone, says="yes", *, number=1, version=1):
    sent = {"auth": someone.box.auth, "number": number, "version": version, "says": says}
    return post("mailbox/plans/answer/", sent)


def say(someone, says="done", *, number=1, step=1):
    entry = make.as_json(planning.say_wire(someone, says, step))
    sent = {"auth": someone.box.auth, "number": number, "step": step, "says": says, "entry": entry}
    return post("mailbox/plans/step/", sent)


def apologise(someone, *, number=1):
    entry = make.as_json(make.message_wire(someone, {"kind": "apology", "text": "I am sorry."}))
    return post("mailbox/plans/apology/", {"auth": someone.box.auth, "number": number, "entry": entry})


@pytest.mark.requirement("S1.45", "B37")
def test_whoever_does_a_plan_is_told_its_days_and_kinds_in_both_languages(guest, plan):
    [one] = view(guest)["plans"]
    assert (one["number"], one["version"], one["agreed"], one["outcome"]) == (1, 1, None, "")
    assert one["words"] == str(make.fresh(plan).newest.words.uuid)
    assert [each["kind"] for each in one["steps"]] == [
        {"en": "Repair", "es": "Reparación"},
        {"en": "Stepping back for a time", "es": "Apartarse por un tiempo"},
    ]
    assert one["steps"][1]["starts"]["es"]


def test_nobody_else_in_the_case_is_told_that_there_is_one(told, guest, plan):
    assert view(told)["plans"] == []
    assert refused(answer(told)) == (404, "unknown")
    assert refused(say(told)) == (404, "unknown")
    assert refused(apologise(told)) == (404, "unknown")
    assert not make.fresh(plan).agreed


@pytest.mark.requirement("B37", "S1.39")
def test_they_say_yes_and_take_it_back(guest, plan):
    assert answer(guest).status_code == 204
    assert view(guest)["plans"][0]["agreed"]["en"]
    assert answer(guest, "back").status_code == 204
    assert view(guest)["plans"][0]["agreed"] is None
    assert refused(answer(guest, version=2)) == (409, "changed-meanwhile")


@pytest.mark.requirement("S1.48")
def test_a_rare_step_is_shown_as_waiting_and_no_yes_counts_before(cast, guest):
    plan = planning.begin(guest, [rare(guest.case, by=cast.ida)], by=cast.ida)
    assert view(guest)["plans"][0]["waits"]
    assert refused(answer(guest)) == (409, "not-confirmed")
    planning.mark(plan, "confirmed", by=cast.noor)
    assert answer(guest).status_code == 204
    assert cast.noor.name not in str(view(guest)["plans"])


@pytest.mark.requirement("B37")
def test_they_say_how_a_step_goes(guest, plan):
    answer(guest)
    for says, number in (("done", 1), ("hard", 2), ("help", 2)):
        assert say(guest, says, step=number).status_code == 204
    first, second = view(guest)["plans"][0]["steps"]
    assert first["done"]
    assert (second["done"], bool(second["hard"])) == (None, True)
    assert view(guest)["promise"], "a call for help is answered"
    assert refused(say(guest, step=9)) == (404, "unknown")


@pytest.mark.parametrize("says", ["done", "hard"])
def test_what_asks_for_no_answer_is_promised_none(guest, plan, says):
    answer(guest)
    say(guest, says)
    assert view(guest)["promise"] is None


@pytest.mark.requirement("B38")
def test_an_apology_is_written_and_taken_back_by_code(guest, plan):
    assert apologise(guest).status_code == 204
    assert view(guest)["plans"][0]["apology"] == "with-us"
    back = {"auth": guest.box.auth, "number": 1, "says": "back"}
    assert post("mailbox/plans/apology/back/", back).status_code == 204
    assert view(guest)["plans"][0]["apology"] == "withdrawn"
    assert refused(post("mailbox/plans/apology/back/", back)) == (409, "over")


@pytest.mark.requirement("B38", "S1.51")
def test_it_is_offered_to_one_person_who_says_yes_or_no_by_code(cast, told, guest, plan):
    apologise(guest)
    apology = planning.look_at(Apology.objects.get(), by=cast.noor)
    assert view(told)["apologies"] == []
    planning.offer(apology, told.party, by=cast.ida)
    assert view(told)["apologies"] == [{"number": 1, "state": "offered", "answer": ""}]
    assert view(guest)["apologies"] == []
    sent = {"auth": told.box.auth, "number": 1}
    for says in ("no", "yes"):
        assert post("mailbox/apologies/answer/", sent | {"says": says}).status_code == 204
        assert view(told)["apologies"][0]["answer"] == says
    other = post("mailbox/apologies/answer/", sent | {"auth": guest.box.auth, "says": "yes"})
    assert refused(other) == (404, "unknown")
    assert Consent.objects.filter(step="apology").count() == 2
    planning.deliver(apology, told.party, by=cast.ida)
    assert view(told)["apologies"][0]["state"] == "delivered"
    assert view(guest)["plans"][0]["apology"] == "delivered"


def test_one_code_does_not_fill_the_ledger_with_answers(cast, told, guest, plan):
    apologise(guest)
    planning.offer(planning.look_at(Apology.objects.get(), by=cast.noor), told.party, by=cast.ida)
    sent = {"auth": told.box.auth, "number": 1, "says": "no"}
    answers = [post("mailbox/apologies/answer/", sent).status_code for _ in range(BY_ONE_CODE + 1)]
    assert answers == [204] * BY_ONE_CODE + [429]


def test_the_yes_is_taken_back_where_every_other_is(cast, told, guest, plan):
    apologise(guest)
    apology = planning.look_at(Apology.objects.get(), by=cast.noor)
    planning.offer(apology, told.party, by=cast.ida)
    planning.answer(apology, told.party)
    [yes] = [row for row in view(told)["consents"] if row["step"] == "apology"]
    back = {"auth": told.box.auth, "number": yes["number"]}
    assert post("mailbox/consents/withdrawal/", back).status_code == 204
    assert view(told)["apologies"][0]["answer"] == "no"


@pytest.mark.requirement("S1.43")
def test_check_ins_and_the_end_are_shown(cast, guest, plan):
    planning.rhythm(plan, 14, by=cast.ida)
    assert view(guest)["plans"][0]["check_ins"]["rhythm"] == {
        "en": "Every two weeks",
        "es": "Cada dos semanas",
    }
    planning.end(plan, "not-completed", by=cast.ida)
    assert view(guest)["plans"][0]["outcome"] == "not-completed"
    assert "How it was." not in str(make.read(guest.party.channel, guest.box))
    assert refused(answer(guest)) == (409, "over")
    assert Plan.objects.count() == 1


def test_none_of_it_is_told_by_code_after_the_letter_was_for_somebody_else(cast, guest, plan):

    others.invite(guest.party, by=cast.ida, invitation=make.CODES[2], turn_away=True)
    assert post("mailbox/", {"auth": guest.box.auth}).status_code == 404

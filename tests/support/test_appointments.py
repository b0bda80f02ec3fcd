"""Appointments by return code: what the page is told, what may be asked for, and every way it is refused."""

from datetime import timedelta

import pytest

from chapterhouse.casework.models import Appointment
from tests import make, meeting, others
from tests.support.asking import post, refused


def soon(days=3):
    return make.now() + timedelta(days=days)


@pytest.fixture
def told(cast):
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    return told


@pytest.fixture
def other(cast, told):
    return others.guest(told.case, by=cast.chidi)


@pytest.fixture
def joint(cast, told, other):
    return meeting.begin(told.case, [told.party, other.party], kind="joint", by=cast.chidi)


def view(told):
    return post("mailbox/", {"auth": told.box.auth}).json()


def ask(told, kind="single", **fields):
    entry = make.as_json(make.message_wire(told, "When could we meet?"))
    return post("mailbox/appointments/", {"auth": told.box.auth, "kind": kind, "entry": entry} | fields)


def pick(told, starts, number=1, **fields):
    entry = make.as_json(make.message_wire(told, {"kind": "choice"}))
    sent = {"auth": told.box.auth, "number": number, "starts": starts.isoformat(), "entry": entry}
    return post("mailbox/appointments/time/", sent | fields)


def say(told, says, number=1):
    return post("mailbox/appointments/answer/", {"auth": told.box.auth, "number": number, "says": says})


# ---- asking


@pytest.mark.requirement("S0.26", "S0.41", "S0.42")
def test_how_many_remain_is_said_before_and_after_each(cast, told):
    for left in (2, 1):
        assert view(told)["asking"]["left"] == left
        assert ask(told).status_code == 204
        meeting.end(Appointment.objects.open().get(), by=cast.chidi)
    asking = view(told)["asking"]
    assert (asking["left"], asking["limit"]) == (0, 2)
    assert "puertas formales" in asking["text"]["es"]
    answer = ask(told)
    assert refused(answer) == (409, "limit")
    assert "formal doors and the referral guide stay open to you" in answer.json()["sentence"]


def test_where_nothing_is_counted_nothing_is_said_of_it(cast):
    assert view(make.report("b"))["asking"] == {"left": None, "limit": None, "text": None}


@pytest.mark.requirement("S0.36")
def test_together_is_one_request_and_the_page_explains_what_it_means(told):
    assert ask(told, "joint").status_code == 204
    [seat] = view(told)["appointments"]
    assert (seat["kind"], seat["said_yes"], seat["waits"]) == ("joint", True, False)
    assert set(view(told)["joint"]) == {"explains", "preparation", "commitment"}


@pytest.mark.parametrize("fields", [{"kind": "check-in"}, {"kind": "trial"}, {"entry": None}, {"at": "home"}])
def test_what_nobody_can_ask_for_is_refused(told, fields):
    assert refused(ask(told, **fields)) == (422, "malformed")


def test_an_unknown_code_asks_picks_and_answers_nothing(cast, told):
    stranger = "0" * 64
    starts = soon()
    assert refused(ask(told, auth=stranger)) == (404, "unknown")
    assert refused(pick(told, starts, auth=stranger)) == (404, "unknown")
    assert refused(post("mailbox/appointments/answer/", {"auth": stranger, "number": 1, "says": "yes"})) == (
        404,
        "unknown",
    )


# ---- choosing


@pytest.mark.requirement("S0.44")
def test_the_server_learns_the_time_that_was_chosen_and_nothing_else(cast, told):
    row = meeting.ask(told)
    meeting.propose(row, by=cast.chidi)
    assert view(told)["appointments"][0]["proposed"]
    starts = soon()
    assert pick(told, starts).status_code == 204
    [seat] = view(told)["appointments"]
    assert make.fresh(row).starts == starts
    assert set(seat["when"]) == {"en", "es"}
    assert "Echo" not in str(Appointment.objects.values())


def test_a_time_without_a_zone_in_the_past_or_of_no_appointment_of_theirs_is_refused(cast, told, other):
    row = meeting.ask(told)
    assert refused(pick(told, soon())) == (422, "malformed")
    meeting.propose(row, by=cast.chidi)
    assert refused(pick(told, soon().replace(tzinfo=None))) == (422, "malformed")
    assert refused(pick(told, soon(-1))) == (409, "past")
    assert refused(pick(told, soon(), number=2)) == (404, "unknown")
    assert refused(pick(told, soon(), number=10**30)) == (422, "malformed")
    assert refused(pick(other, soon())) == (404, "unknown")
    meeting.end(row, "cancelled", by=cast.chidi)
    assert refused(pick(told, soon())) == (409, "over")


# ---- together


@pytest.mark.requirement("S0.35", "S0.40", "B35")
def test_each_says_yes_and_commits_with_their_own_code_and_sees_no_answer_of_the_others(told, other, joint):
    assert refused(say(other, "commit")) == (409, "not-ready")
    for who in (told, other):
        assert say(who, "yes").status_code == 204
        before = view(other if who is told else told)["appointments"]
        assert say(who, "commit").status_code == 204
        assert view(other if who is told else told)["appointments"][0]["said_yes"] == before[0]["said_yes"]
        [mine] = view(who)["appointments"]
        assert (mine["said_yes"], mine["committed"], mine["waits"]) == (True, True, who is told)
    assert make.fresh(joint).is_ready


def test_a_no_of_the_other_looks_like_one_who_has_not_answered(told, other, joint):
    for says in ("yes", "commit"):
        say(told, says)
    before = view(told)["appointments"]
    assert say(other, "no").status_code == 204
    assert view(told)["appointments"] == before
    assert view(other)["appointments"][0]["said_no"]


@pytest.mark.requirement("T14")
def test_somebody_brought_in_sees_their_own_seat_and_no_count(cast, told, other):
    meeting.end(meeting.ask(told), by=cast.chidi)
    meeting.begin(told.case, [other.party], kind="check-in", by=cast.chidi)
    found = view(other)
    assert (found["asking"], [seat["number"] for seat in found["appointments"]]) == (None, [1])
    assert refused(ask(other)) == (409, "not-yours")

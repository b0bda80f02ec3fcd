"""What a closed case, or one that rests, refuses; and what is owed to somebody and goes on all the same."""

import pytest

from chapterhouse.casework.actions import commission
from tests import formal, make, meeting, mending, others, planning
from tests.casework import closings

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return formal.worked(cast)


@pytest.fixture
def came(cast, told):
    return formal.outside(told.case, by=cast.ida)


@pytest.fixture
def there(cast, told, came):
    """What was there before it was closed."""
    formal.noticed(told.case, by=cast.ida)
    make.reply(told.party, by=cast.ida)
    return {
        "case": told.case,
        "row": came.row,
        "notice": told.case.notifications.get(),
        "advice": formal.recommend(came.row, by=cast.ida),
        "measure": formal.measure(told.case, cast.rosa, by=cast.ida),
        "determination": formal.determine(told.case, by=cast.ida),
        "asked": meeting.begin(told.case, [told.party], by=cast.ida),
    }


def close(told, cast):
    return closings.close(told.case, by=cast.ida, door="b")


DECIDES = {
    "set_measure": lambda cast, there: formal.measure(there["case"], cast.rosa, by=cast.ida),
    "triage": lambda cast, there: formal.triage(there["case"], by=cast.ida),
    "determine": lambda cast, there: formal.determine(there["case"], by=cast.ida),
    "hear": lambda cast, there: formal.hear(there["determination"], by=cast.ida),
    "review": lambda cast, there: formal.review(there["determination"], by=cast.noor),
    "recommend": lambda cast, there: formal.recommend(there["row"], by=cast.ida),
    "ask_to_decide": lambda cast, there: formal.ask_to_decide(there["row"], cast.rosa, by=cast.ida),
    "answer_recommendation": lambda cast, there: formal.answer_recommendation(there["advice"], by=cast.ida),
    "finish_task": lambda cast, there: commission.finish_task(
        engagement=make.fresh(there["row"]), task="facts", by=cast.ida, at=make.now()
    ),
    "extend": lambda cast, there: formal.extend(there["notice"], by=cast.ida),
    "record_silence": lambda cast, there: formal.record_silence(there["notice"], by=cast.ida),
}
MEETS = {
    "begin": lambda cast, there: meeting.begin(there["case"], [there["party"]], by=cast.ida),
    "propose": lambda cast, there: meeting.propose(there["asked"], by=cast.ida),
    "set_time": lambda cast, there: meeting.set_time(there["asked"], make.now(), by=cast.ida),
    "another": lambda cast, there: meeting.end(there["asked"], "cancelled", by=cast.ida, another=True),
}
OWED = {
    "reply": lambda cast, there: make.reply(there["party"], by=cast.ida),
    "lift": lambda cast, there: formal.lift(there["measure"], by=cast.ida),
    "carry_out": lambda cast, there: formal.carry_out(there["measure"], by=cast.rosa),
    "look_after": lambda cast, there: formal.look_after(there["measure"].looks.first(), by=cast.ida),
    "end": lambda cast, there: meeting.end(there["asked"], "cancelled", by=cast.ida),
    "consult": lambda cast, there: others.consult(there["row"].party, "share", by=cast.ida, given=False),
    "refer": lambda cast, there: mending.refer(there["case"], by=cast.ida),
}


@pytest.mark.parametrize("what", [*DECIDES, *MEETS])
def test_nothing_new_is_begun_or_decided_in_a_closed_case(cast, told, there, refused, what):
    close(told, cast)
    with refused("closed"):
        (DECIDES | MEETS)[what](cast, there | {"party": told.party})


@pytest.mark.parametrize("what", OWED)
def test_what_is_owed_to_somebody_goes_on_in_a_closed_case(cast, told, there, what):
    close(told, cast)
    assert OWED[what](cast, there | {"party": told.party})


@pytest.mark.parametrize("what", MEETS)
def test_while_all_rests_nobody_is_asked_to_meet(cast, told, there, refused, what):
    make.stop(told)
    with refused("stopped"):
        MEETS[what](cast, there | {"party": told.party})


def test_while_all_rests_no_check_ins_begin_and_those_there_are_can_end(cast, refused):
    told, guest = planning.scene(cast)
    plan = planning.begin(guest, by=cast.ida)
    make.stop(told)
    with refused("stopped"):
        planning.rhythm(plan, 14, by=cast.ida)
    assert planning.rhythm(plan, None, by=cast.ida).rhythm is None
    assert not plan.case.appointments.exists()

"""Closing, opening again, holding back: each way out of each verb."""

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import ending, talk
from chapterhouse.casework.models import Case, Closure, Hold
from chapterhouse.clocks.models import Promise
from chapterhouse.notices.models import Notice
from chapterhouse.sealing.models import Invitation
from tests import make
from tests.casework import closings

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """A request that Chidi and Dana have, answered."""
    told = closings.answered(cast)
    Notice.objects.all().delete()
    return told


def stage(case):
    return Case.objects.with_clock().get(pk=case.pk).stage


# ---- closing


@pytest.mark.requirement("S1.44", "B12")
def test_closing_keeps_a_sealed_note_and_the_day_of_destruction(cast, told, journal, told_of):
    at = make.now()
    closure = closings.close(told.case, by=cast.chidi, at=at, text="We spoke again in May.")
    assert stage(told.case) == Case.CLOSED
    assert closure.destroy_at == at + timedelta(days=30)
    assert make.read(told.case.channel, cast.dana)[-1] == "We spoke again in May."
    assert journal(told.case)[-1] == (cast.chidi.username, "closed", "")
    assert told_of(told.case) == [cast.dana.name]
    assert make.read(told.party.channel, told.box)[-1] == "We hear you."


def test_a_case_whose_person_asked_us_to_stop_can_be_closed(cast):
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    make.stop(told)
    closings.close(told.case, by=cast.chidi)
    assert stage(told.case) == Case.CLOSED
    assert told.case not in Case.objects.with_clock().in_stage(Case.STOPPED)
    assert told.case in Case.objects.with_clock().in_stage(Case.CLOSED)


def test_who_waits_for_an_answer_is_answered_first(cast, told, refused):
    make.write(told)
    with refused("owes-answer"):
        closings.close(told.case, by=cast.chidi)
    make.contact(told.case, by=cast.chidi)
    assert closings.close(told.case, by=cast.chidi)


def test_it_is_closed_once(cast, told, refused):
    closings.close(told.case, by=cast.chidi)
    with refused("closed"):
        closings.close(told.case, by=cast.dana)


def test_who_may_not_read_it_can_do_none_of_it(cast, told, refused):
    for person in (cast.bela, cast.ida, cast.mara, cast.sol):
        with refused("not-yours"):
            ending.close(
                case=told.case, closing=closings.wire(told.case, by=cast.chidi), by=person, at=make.now()
            )
    closings.close(told.case, by=cast.chidi)
    held = make.note_wire(told.case, by=cast.chidi)
    day = make.now().date() + timedelta(days=9)
    for person in (cast.bela, cast.ida, cast.mara, cast.sol):
        with refused("not-yours"):
            closings.reopen(told.case, by=person)
        with refused("not-yours"):
            ending.hold_back(case=told.case, reason=held, review_on=day, by=person, at=make.now())
        with refused("not-yours"):
            closings.release(told.case, by=person)


@pytest.mark.parametrize(
    "counted",
    [
        {"door": "b"},
        {"door": "c"},
        {"door": "z"},
        {"kind": "no-such-kind"},
        {"outcome": "guilty"},
    ],
    ids=lambda counted: "-".join(counted.values()),
)
def test_what_cannot_be_counted_is_refused(cast, told, refused, counted):
    with refused("malformed"):
        closings.close(told.case, by=cast.chidi, **counted)


def test_a_note_that_is_not_sealed_closes_nothing(cast, told, refused):
    sent = closings.wire(told.case, by=cast.chidi)
    open_note = make.changed(sent.note, age_file=b"They wanted to be heard.")
    with refused("malformed"):
        ending.close(case=told.case, closing=make.changed(sent, note=open_note), by=cast.chidi, at=make.now())


def test_a_closing_sent_twice_closes_once(cast, told, refused):
    sent = closings.wire(told.case, by=cast.chidi)
    ending.close(case=told.case, closing=sent, by=cast.chidi, at=make.now())
    closings.reopen(told.case, by=cast.dana)
    with refused("replayed"):
        ending.close(case=make.fresh(told.case), closing=sent, by=cast.chidi, at=make.now())


@pytest.mark.requirement("B4")
def test_nobody_who_is_shut_out_hears_of_it(cast, told_of):
    told = closings.answered(cast, excluding=[cast.bela])
    make.remove(told.case, cast.dana, by=cast.chidi)
    Notice.objects.all().delete()
    closings.close(told.case, by=cast.chidi)
    closings.hold(told.case, by=cast.chidi)
    closings.release(told.case, by=cast.chidi)
    closings.reopen(told.case, by=cast.chidi)
    assert not Notice.objects.filter(person__in=[cast.bela, cast.dana]).exists()


def test_the_paper_of_whose_case_it_is_still_opens_their_letter(cast):
    case = make.written_down("b", by=cast.ida)
    closings.close(case, by=cast.ida, door="b")
    guest = make.join()
    make.write(guest, "I have read it.")
    assert stage(case) == Case.ANSWER


def test_letters_to_others_that_nobody_opened_end_with_it(cast, told):
    letter = Invitation.objects.create(
        lookup="ab" * 32, expires=make.now() + timedelta(days=30), letter_file=b"sealed"
    )
    other = told.case.parties.create(code="P-2222", invitation=letter)
    closings.close(told.case, by=cast.chidi)
    assert make.fresh(other).invitation is None
    assert not Invitation.objects.exists()


# ---- opening again


@pytest.mark.requirement("B12")
def test_a_responder_opens_it_again(cast, told, journal, told_of):
    closure = closings.close(told.case, by=cast.chidi)
    Notice.objects.all().delete()
    closings.reopen(told.case, by=cast.dana)
    assert stage(told.case) == Case.WAITING
    assert journal(told.case)[-1] == (cast.dana.username, "reopened", "")
    assert told_of(told.case) == [cast.chidi.name]
    assert closings.destroy(closure) == 0


def test_an_open_case_cannot_be_opened(cast, told, refused):
    with refused("open"):
        closings.reopen(told.case, by=cast.chidi)


def test_when_the_person_writes_it_opens_and_an_answer_is_promised(cast, told, journal, promised, told_of):
    closings.close(told.case, by=cast.chidi)
    Notice.objects.all().delete()
    make.write(told, "It began again.")
    assert stage(told.case) == Case.ANSWER
    assert promised(told.case).kind == Promise.ANSWER
    assert (told.party.code, "reopened", "") in journal(told.case)
    assert told_of(told.case) == [cast.chidi.name, cast.dana.name]


def test_when_the_person_asks_for_somebody_else_it_opens_too(cast, told, journal):
    closings.close(told.case, by=cast.chidi)
    talk.ask_for_another(party=make.fresh(told.party), at=make.now())
    assert stage(told.case) == Case.WAITING
    assert (told.party.code, "reopened", "") in journal(told.case)


def test_a_second_closing_counts_from_its_own_day(cast, told):
    first = make.now()
    closings.close(told.case, by=cast.chidi, at=first)
    closings.reopen(told.case, by=cast.chidi, at=first + timedelta(days=3))
    again = closings.close(told.case, by=cast.chidi, at=first + timedelta(days=9))
    assert again.destroy_at == first + timedelta(days=39)
    assert Closure.objects.filter(case=told.case).count() == 2
    assert Closure.objects.standing().get() == again


# ---- holding back


@pytest.mark.requirement("B12")
def test_a_hold_has_a_sealed_reason_and_a_day_to_look_again_and_is_journaled(cast, told, journal):
    closings.close(told.case, by=cast.chidi)
    held = closings.hold(told.case, by=cast.dana, days=90)
    assert held.review_on == told.case.today(make.now()) + timedelta(days=90)
    assert make.read(told.case.channel, cast.chidi)[-1] == "A court asked for it."
    assert journal(told.case)[-1] == (cast.dana.username, "held-back", "")


def test_it_is_held_once_at_a_time(cast, told, refused):
    closings.hold(told.case, by=cast.chidi)
    with refused("held"):
        closings.hold(told.case, by=cast.dana)
    closings.release(told.case, by=cast.dana)
    closings.hold(told.case, by=cast.dana)
    assert Hold.objects.filter(case=told.case).count() == 2


@pytest.mark.parametrize("days", [0, -1])
def test_the_day_to_look_again_is_still_to_come(cast, told, refused, days):
    with refused("past-day"):
        closings.hold(told.case, by=cast.chidi, days=days)


def test_ending_a_hold_is_journaled_and_ends_it_once(cast, told, journal, refused):
    closings.hold(told.case, by=cast.chidi)
    closings.release(told.case, by=cast.dana)
    assert journal(told.case)[-1] == (cast.dana.username, "released", "")
    with refused("not-held"):
        closings.release(told.case, by=cast.dana)

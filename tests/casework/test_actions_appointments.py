"""Appointments: at most so many for one issue, only with each one's own yes, ended without a story."""

from datetime import timedelta

import pytest

from chapterhouse.casework.actions.appointments import left_of
from chapterhouse.casework.models import Appointment
from chapterhouse.casework.wire import AppointmentEnd
from chapterhouse.ui.refused import Refused
from tests import make, meeting, others


def soon(days=3):
    return make.now() + timedelta(days=days)


@pytest.fixture
def told(cast):
    """A report at the ombudspeople's door, on which Chidi and Dana work."""
    return make.take(make.report("a", at=make.now() - timedelta(hours=2)), cast.chidi, cast.dana)


@pytest.fixture
def asked(told):
    return meeting.ask(told)


@pytest.fixture
def other(cast, told):
    """Somebody more in the case, with a code of their own."""
    return others.guest(told.case, by=cast.chidi)


@pytest.fixture
def joint(cast, told, other):
    """Both were asked whether they want to talk together."""
    return meeting.begin(told.case, [told.party, other.party], kind="joint", by=cast.chidi)


def agree(appointment, *people):
    for one in people:
        meeting.say(appointment, one.party)
        meeting.commit_to(appointment, one.party)


# ---- from asking to the end


@pytest.mark.requirement("S0.16", "S0.26", "S0.44", "S1.25")
def test_somebody_asks_gets_times_picks_one_and_it_takes_place(cast, told, asked, promised, journal):
    assert promised(told.case)
    meeting.propose(asked, by=cast.chidi)
    assert promised(told.case) is None, "proposed times are the answer that was promised"
    starts = soon()
    assert meeting.pick(told, asked, starts).starts == starts
    ended = meeting.end(asked, "held", by=cast.dana, reason="Given: Support")
    assert (ended.outcome, ended.agreed, ended.starts) == ("held", None, starts)
    assert [verb for _by, verb, _about in journal(told.case)][-6:] == [
        *("asked-appointment", "replied", "proposed-times", "wrote", "set-time", "appointment-held")
    ]


def test_choosing_a_time_asks_for_no_answer(cast, told, asked, promised):
    meeting.propose(asked, by=cast.chidi)
    meeting.pick(told, asked, soon())
    assert promised(told.case) is None


def test_an_answer_that_was_owed_before_is_still_owed(cast, told, asked, promised):
    meeting.propose(asked, by=cast.chidi)
    make.write(told, "Is there a ramp?")
    meeting.pick(told, asked, soon())
    assert promised(told.case)


def test_another_time_may_be_picked_and_reminds_again(cast, told, asked):
    meeting.propose(asked, by=cast.chidi)
    meeting.pick(told, asked, soon(1))
    Appointment.objects.update(reminded=make.now())
    moved = meeting.pick(told, asked, soon(4))
    assert (moved.starts > soon(3), moved.reminded) == (True, None)


def test_an_officer_may_set_the_time_that_was_agreed_on_elsewhere(cast, told, asked):
    starts = soon()
    row = meeting.set_time(asked, starts, by=cast.chidi)
    assert row.starts == starts
    assert make.read(told.party.channel, told.box)[-1]["kind"] == "times"


@pytest.mark.requirement("S0.17", "S0.18", "S0.19")
def test_the_service_given_is_recorded_for_colleagues_and_sealed(cast, told, asked):
    for service in told.case.rules.services:
        row = meeting.begin(told.case, [told.party], kind="check-in", by=cast.chidi)
        ended = meeting.end(row, by=cast.chidi, reason=f"Given: {service.name}")
        assert ended.reason.channel_key.channel == told.case.channel
    said = make.read(told.case.channel, cast.dana)
    assert said[-3:] == ["Given: Support", "Given: Coaching", "Given: Mediation"]
    assert make.read(told.party.channel, told.box)[-1] == "When could we meet?"


# ---- nobody is enrolled


@pytest.mark.requirement("S0.16")
def test_what_an_officer_begins_is_nobodys_yes_until_they_pick(cast, told):
    row = meeting.begin(told.case, [told.party], by=cast.chidi)
    assert row.seats.get().said_yes is None
    meeting.propose(row, by=cast.chidi)
    meeting.pick(told, row, soon())
    assert row.seats.get().said_yes


def test_somebody_who_never_answers_can_be_ended_as_missed_or_called_off(cast, told):
    for outcome in ("missed", "cancelled"):
        row = meeting.begin(told.case, [told.party], by=cast.chidi)
        meeting.propose(row, by=cast.chidi)
        assert meeting.end(row, outcome, by=cast.chidi).outcome == outcome


# ---- two for one issue


@pytest.mark.requirement("S0.41", "T14")
def test_a_third_for_the_same_issue_is_met_with_kind_words_and_other_routes(cast, told, refused):
    for _ in range(2):
        meeting.end(meeting.ask(told), by=cast.chidi)
    assert left_of(told.case) == 0
    with refused("limit"):
        meeting.ask(told)
    with pytest.raises(Refused, match="The formal doors and the referral guide stay open to you"):
        meeting.ask(told)
    with refused("limit"):
        meeting.begin(told.case, [told.party], by=cast.chidi)


@pytest.mark.requirement("S0.42")
def test_another_issue_starts_afresh_and_nothing_counts_by_who_somebody_is(cast, told):
    for _ in range(2):
        meeting.end(meeting.ask(told), by=cast.chidi)
    assert left_of(make.report("a").case) == 2


@pytest.mark.parametrize("outcome", ["cancelled", "missed", "held"])
def test_what_we_called_off_does_not_count_and_what_was_missed_does(cast, told, outcome):
    meeting.end(meeting.ask(told), outcome, by=cast.chidi)
    assert left_of(told.case) == (2 if outcome == "cancelled" else 1)


@pytest.mark.requirement("T4", "S1.43")
def test_check_ins_repeat_until_an_end_and_never_count(cast, told):
    row = meeting.begin(told.case, [told.party], kind="check-in", by=cast.chidi)
    for _ in range(3):
        meeting.propose(row, by=cast.chidi)
        meeting.pick(told, row, soon())
        meeting.end(row, by=cast.chidi, another=True)
        row = Appointment.objects.open().get()
    meeting.end(row, by=cast.chidi)
    assert Appointment.objects.filter(kind="check-in", outcome="held").count() == 4
    assert not Appointment.objects.open().exists()
    assert left_of(told.case) == 2


def test_at_a_desk_without_a_limit_nothing_is_counted(cast):
    told = make.report("b")
    make.declare(told.case, by=cast.ida)
    assert left_of(told.case) is None
    for _ in range(3):
        meeting.end(meeting.ask(told), by=cast.ida)


def test_one_that_waits_is_not_asked_for_again(told, asked, refused):
    with refused("waiting"):
        meeting.ask(told)


def test_who_was_brought_in_does_not_use_up_what_the_person_may_ask_for(cast, told, other, refused):
    with refused("not-yours"):
        meeting.ask(other)
    assert left_of(told.case) == 2


# ---- together


@pytest.mark.requirement("S0.35", "S0.36", "S0.40", "B35")
def test_a_joint_one_gets_a_time_when_each_has_said_yes_and_committed_themselves(cast, told, other, refused):
    row = meeting.ask(told, "joint")
    meeting.bring_in(row, other.party, by=cast.chidi)
    assert Appointment.objects.count() == 1, "one request, not two that are linked"
    not_yet = (
        lambda: meeting.propose(row, by=cast.chidi),
        lambda: meeting.set_time(row, soon(), by=cast.chidi),
        lambda: meeting.end(row, "agreement", by=cast.chidi),
    )
    steps = (
        lambda: meeting.commit_to(row, told.party),
        lambda: meeting.say(row, other.party),
        lambda: meeting.commit_to(row, other.party),
    )
    for step in steps:
        for early in not_yet:
            with refused("not-ready"):
                early()
        step()
    meeting.propose(row, by=cast.chidi)
    assert meeting.set_time(row, soon(), by=cast.dana).starts
    ended = meeting.end(row, "agreement", by=cast.chidi)
    assert (ended.outcome, ended.agreed) == ("held", True)


@pytest.mark.requirement("S0.35")
def test_when_an_officer_begins_a_joint_one_nobody_has_said_yes_for_anybody(joint):
    assert list(joint.seats.values_list("said_yes", "committed")) == [(None, None)] * 2


def test_nobody_commits_before_their_own_yes(joint, other, refused):
    with refused("not-ready"):
        meeting.commit_to(joint, other.party)


def test_a_no_calls_the_time_off_and_a_new_yes_needs_a_new_commitment(cast, told, other, joint, refused):
    agree(joint, told, other)
    meeting.set_time(joint, soon(), by=cast.chidi)
    meeting.say(joint, other.party, yes=False)
    row = make.fresh(joint)
    assert (row.starts, row.ended, row.is_ready) == (None, None, False)
    meeting.say(joint, other.party)
    with refused("not-ready"):
        meeting.propose(joint, by=cast.chidi)


def test_who_takes_no_further_part_is_not_waited_for_with_a_time(cast, told, other, joint, refused):
    agree(joint, told, other)
    others.leave(other)
    with refused("not-ready"):
        meeting.propose(joint, by=cast.chidi)


@pytest.mark.requirement("S0.39", "B35")
def test_officers_record_that_they_prepared_it_with_each_alone(cast, told, other, joint):
    meeting.prepare(joint, other.party, by=cast.dana)
    assert [bool(seat.prepared) for seat in joint.seats.all()] == [False, True]


@pytest.mark.requirement("S0.40", "B35")
def test_the_mediator_may_decline_without_a_reason_in_clear_and_it_does_not_count(cast, told, joint):
    row = meeting.end(joint, "declined", by=cast.chidi, reason="There is too much fear in it.")
    assert (row.outcome, row.agreed) == ("declined", None)
    assert make.read(told.case.channel, cast.dana)[-1] == "There is too much fear in it."
    assert left_of(told.case) == 2


def test_nobody_picks_the_time_of_a_joint_one_for_the_others(cast, told, other, joint, refused):
    agree(joint, told, other)
    meeting.propose(joint, by=cast.chidi)
    with refused("malformed"):
        meeting.pick(told, joint, soon())


def test_whoever_joins_later_is_waited_for_too(cast, told, other, joint, refused):
    agree(joint, told, other)
    third = others.guest(told.case, by=cast.chidi, invitation=make.CODES[2])
    meeting.bring_in(joint, third.party, by=cast.chidi)
    with refused("not-ready"):
        meeting.propose(joint, by=cast.chidi)


# ---- bad input


def test_a_time_that_has_passed_or_lies_years_ahead_is_refused(cast, told, asked, refused):
    meeting.propose(asked, by=cast.chidi)
    for starts, code in ((make.now(), "past"), (soon(400), "far")):
        with refused(code):
            meeting.pick(told, asked, starts)
        with refused(code):
            meeting.set_time(asked, starts, by=cast.chidi)


def test_nobody_picks_what_is_not_theirs_or_before_anything_was_proposed(cast, told, other, asked, refused):
    with refused("malformed"):
        meeting.pick(told, asked, soon())
    meeting.propose(asked, by=cast.chidi)
    with refused("malformed"):
        meeting.pick(other, asked, soon())


def test_when_it_is_over_nothing_more_is_done_with_it(cast, told, other, joint, refused):
    agree(joint, told, other)
    meeting.propose(joint, by=cast.chidi)
    late = meeting.proposals(joint, by=cast.chidi)
    meeting.end(joint, "no-agreement", by=cast.chidi)
    done = (
        lambda: meeting.times.propose(appointment=joint, proposals=late, by=cast.chidi, at=make.now()),
        lambda: meeting.set_time(joint, soon(), by=cast.chidi),
        lambda: meeting.say(joint, told.party),
        lambda: meeting.commit_to(joint, told.party),
        lambda: meeting.prepare(joint, told.party, by=cast.chidi),
        lambda: meeting.end(joint, "missed", by=cast.chidi),
    )
    for act in done:
        with refused("over"):
            act()


def test_times_go_to_everyone_who_sits_in_it_and_to_nobody_else(cast, told, other, joint, refused):
    agree(joint, told, other)
    sent = meeting.proposals(joint, by=cast.chidi)
    for proposals in (sent[:1], [*sent, sent[0]], []):
        with refused("malformed"):
            meeting.times.propose(appointment=joint, proposals=proposals, by=cast.chidi, at=make.now())


def test_words_that_arrived_meanwhile_are_read_before_times_are_proposed(cast, told, asked, refused):
    sent = meeting.proposals(asked, by=cast.chidi)
    make.write(told, "Not on Monday, please.")
    with refused("written-meanwhile"):
        meeting.times.propose(appointment=asked, proposals=sent, by=cast.chidi, at=make.now())


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("single", "agreement"), ("single", "declined"), ("joint", "held"), ("check-in", "no-agreement")],
)
def test_no_appointment_ends_as_another_kind_would(cast, told, other, kind, outcome, refused):
    people = [told.party, other.party] if kind == "joint" else [told.party]
    row = meeting.begin(told.case, people, kind=kind, by=cast.chidi)
    with refused("malformed"):
        meeting.end(row, outcome, by=cast.chidi)


def test_only_a_check_in_is_followed_by_another(cast, asked, refused):
    with refused("malformed"):
        meeting.end(asked, by=cast.chidi, another=True)


def test_an_appointment_has_the_people_that_its_kind_needs(cast, told, other, refused):
    elsewhere = make.report("a").party
    wrong = (
        ("single", [told.party, other.party]),
        ("joint", [told.party]),
        ("joint", [told.party, told.party]),
        ("single", [elsewhere]),
        ("tribunal", [told.party]),
    )
    for kind, people in wrong:
        with refused("malformed"):
            meeting.begin(told.case, people, kind=kind, by=cast.chidi)


def test_a_yes_or_no_belongs_to_talking_together(told, asked, refused):
    with refused("malformed"):
        meeting.say(asked, told.party)


@pytest.mark.parametrize("who", ["bela", "dana", "ida"])
def test_somebody_shut_out_recused_or_of_another_desk_can_do_nothing(cast, told, other, joint, who, refused):
    agree(joint, told, other)
    meeting.propose(joint, by=cast.chidi)
    sent = meeting.proposals(joint, by=cast.chidi)
    person = getattr(cast, who)
    if who == "bela":
        make.declare(told.case, by=person)
        make.exclude(told.case, person)
    if who == "dana":
        make.recuse(told.case, by=person)
    row, at = make.fresh(joint), make.now()
    acts = (
        lambda: meeting.begin(told.case, [told.party], by=person),
        lambda: meeting.bring_in(joint, other.party, by=person),
        lambda: meeting.times.propose(appointment=row, proposals=sent, by=person, at=at),
        lambda: meeting.times.set_time(appointment=row, starts=soon(), proposals=sent, by=person, at=at),
        lambda: meeting.prepare(joint, told.party, by=person),
        lambda: meeting.appointments.end(appointment=row, ending=AppointmentEnd("missed"), by=person, at=at),
    )
    for act in acts:
        with refused("not-yours"):
            act()

"""Determinations, appeals and retaliation, by their actions."""

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import checks
from chapterhouse.casework.models import (
    Appeal,
    Check,
    Determination,
    Look,
    Measure,
    Notification,
    Offer,
    Retaliation,
    Sending,
    Triage,
)
from chapterhouse.notices.models import Notice
from tests import formal, make, others
from tests.casework import closings

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FORMAL = (Triage, Offer, Notification, Measure, Look, Determination, Sending, Appeal, Retaliation, Check)


@pytest.fixture
def told(cast):
    return formal.worked(cast)


@pytest.fixture
def guest(cast, told):
    return formal.noticed(told.case, by=cast.ida)


@pytest.fixture
def ready(cast, told, guest):
    return formal.ready(told.case, by=cast.ida, reviewer=cast.noor)


# ---- written, heard on, reviewed, sent


@pytest.mark.requirement("B17", "B39", "B41", "S2.15")
def test_it_is_sent_after_the_one_who_was_harmed_was_heard_and_a_colleague_reviewed_it(
    cast, told, guest, refused
):
    row = formal.determine(told.case, by=cast.ida)
    with refused("not-heard"):
        formal.send(row, told.party, by=cast.ida)
    formal.hear(row, by=cast.ida)
    with refused("not-reviewed"):
        formal.send(row, told.party, by=cast.ida)
    with refused("not-second"):
        formal.review(row, by=cast.ida)
    formal.review(row, by=cast.noor)
    for someone in (told, guest):
        formal.send(row, someone.party, by=cast.ida)
        assert make.read(someone.party.channel, someone.box)[-1] == "Finding: credible."
        with refused("sent"):
            formal.send(row, someone.party, by=cast.noor)
    assert Sending.objects.count() == 2


@pytest.mark.requirement("B17")
def test_in_clear_is_only_that_and_when(cast, ready):
    said = str(Determination.objects.values_list()[0]) + str(list(Sending.objects.values_list()))
    assert "credible" not in said
    assert make.read(ready.case.channel, cast.noor)[-2:] == [
        "Allegation: it happened. Finding: credible.",
        "It is right.",
    ]


@pytest.mark.requirement("B17")
def test_a_new_version_is_heard_on_and_reviewed_anew(cast, told, guest, ready, refused):
    newer = formal.determine(told.case, by=cast.noor, words="Finding: not shown.")
    for act in (formal.hear, formal.review):
        with refused("outdated"):
            act(ready, by=cast.noor)
    with refused("outdated"):
        formal.send(ready, told.party, by=cast.ida)
    assert not make.fresh(newer).may_be_sent


def test_it_goes_to_nobody_without_notice(cast, told, ready, refused):
    witness = others.involve(told.case, "Priya", by=cast.ida)
    others.consult(witness, by=cast.ida)
    others.invite(witness, by=cast.ida, invitation=make.CODES[2])
    priya = make.join(make.CODES[2])
    with refused("no-notice"):
        formal.send(ready, priya.party, by=cast.ida)


@pytest.mark.requirement("T5")
def test_a_yes_that_is_taken_back_half_way_sends_nothing_more_to_them(cast, told, guest, ready, refused):
    others.take_back(told.case.consents.get(), by=told.party)
    with refused("ask-first"):
        formal.send(ready, guest.party, by=cast.ida)
    formal.send(ready, told.party, by=cast.ida)


# ---- appeals


@pytest.mark.requirement("B26")
def test_each_party_may_appeal_in_time_and_once(cast, told, guest, ready, refused):
    with refused("unknown"):
        formal.appeal(guest)
    at = make.now()
    sending = formal.send(ready, guest.party, by=cast.ida, at=at)
    zone = told.case.pack.pack.zone
    last = (sending.appeal_ends - timedelta(seconds=1)).astimezone(zone).date()
    assert last == at.astimezone(zone).date() + 30 * DAY
    with refused("late"):
        formal.appeal(guest, at=sending.appeal_ends)
    formal.appeal(guest, at=sending.appeal_ends - timedelta(seconds=1))
    with refused("asked"):
        formal.appeal(guest)
    with refused("unknown"):
        formal.appeal(told)


@pytest.mark.requirement("B26")
def test_others_decide_it_and_in_clear_is_only_what_came_of_it(cast, guest, ready, refused):
    formal.send(ready, guest.party, by=cast.ida)
    row = formal.appeal(guest)
    assert make.read(guest.party.channel, cast.noor)[-1] == "It is out of proportion."
    with refused("not-passed-on"):
        formal.decide(row, by=cast.ida)
    formal.pass_on(row, by=cast.ida)
    with refused("passed-on"):
        formal.pass_on(row, by=cast.noor)
    with refused("malformed"):
        formal.decide(row, "perhaps", by=cast.ida)
    formal.decide(row, "changed", by=cast.ida)
    with refused("decided"):
        formal.decide(row, "upheld", by=cast.noor)
    assert "week" not in str(Appeal.objects.values_list()[0])
    assert make.read(ready.case.channel, cast.noor)[-1] == "A week is enough."


# ---- retaliation


@pytest.mark.requirement("B20")
@pytest.mark.parametrize("who", ["told", "guest"])
def test_whoever_has_a_code_can_say_that_it_is_taken_out_on_them(cast, told, guest, who, told_of, refused):
    Notice.objects.all().delete()
    someone = {"told": told, "guest": guest}[who]
    row = formal.report_retaliation(someone)
    assert told_of(told.case) == [cast.ida.name, cast.noor.name]
    formal.look_into(row, by=cast.noor)
    assert make.fresh(row).looked is not None
    with refused("done"):
        formal.look_into(row, by=cast.ida)


@pytest.mark.requirement("B20")
def test_it_opens_a_closed_case(cast, told):
    make.reply(told.party, by=cast.ida)
    closings.close(told.case, by=cast.ida, door="b")
    formal.report_retaliation(told)
    assert make.fresh(told.case).closure is None


@pytest.mark.requirement("B20")
def test_after_closing_the_readers_are_reminded_on_each_day_of_the_pack(cast, told, told_of, refused):
    make.reply(told.party, by=cast.ida)
    closure = closings.close(told.case, by=cast.ida, door="b")
    Notice.objects.all().delete()
    day = told.case.today(closure.at)
    assert [(check.day - day).days for check in closure.checks.all()] == [30, 90]
    assert checks.remind_of_checks(at=closure.at + 28 * DAY) == 0
    assert checks.remind_of_checks(at=closure.at + 30 * DAY) == 1
    assert checks.remind_of_checks(at=closure.at + 30 * DAY) == 0
    assert told_of(told.case, Notice.REMINDER) == [cast.ida.name, cast.noor.name]
    formal.record_check(closure.checks.first(), by=cast.noor)
    with refused("done"):
        formal.record_check(closure.checks.first(), by=cast.ida)


def test_a_case_that_opens_again_is_asked_about_after_its_next_closing(cast, told):
    make.reply(told.party, by=cast.ida)
    closure = closings.close(told.case, by=cast.ida, door="b")
    closings.reopen(told.case, by=cast.ida)
    assert checks.remind_of_checks(at=closure.at + 100 * DAY) == 0


def test_at_another_desk_there_is_none_of_it(cast, refused):
    answered = closings.answered(cast)
    with refused("not-formal"):
        formal.report_retaliation(answered)
    closings.close(answered.case, by=cast.chidi)
    assert not Check.objects.exists()


# ---- the end


@pytest.mark.requirement("B12")
def test_everything_of_it_goes_with_the_case(cast, told, guest, ready, settings, tmp_path):
    settings.SEALED_FILES = tmp_path / "sealed"
    formal.triage(told.case, by=cast.ida)
    formal.offer(told.case, by=cast.ida)
    formal.measure(told.case, cast.ana, by=cast.ida)
    formal.send(ready, guest.party, by=cast.ida)
    formal.decide(formal.pass_on(formal.appeal(guest), by=cast.ida), by=cast.ida)
    formal.look_into(formal.report_retaliation(guest), by=cast.ida)
    make.reply(guest.party, by=cast.ida)
    closure = closings.close(told.case, by=cast.ida, door="b")
    rows = ("triages", "informal_offers", "notifications", "measures", "determinations", "retaliations")
    assert all(getattr(told.case, name).exists() for name in rows)
    closings.destroy(closure)
    assert [model for model in FORMAL if model.objects.exists()] == []

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chapterhouse.casework.actions import responders
from chapterhouse.casework.actions.promises import remind_all
from chapterhouse.clocks.actions import promise
from chapterhouse.clocks.models import Promise
from chapterhouse.notices.actions import send_next
from chapterhouse.notices.models import Notice
from chapterhouse.people.actions.offices import leave_office
from tests import faults, make

pytestmark = pytest.mark.django_db

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
HALF, FOUR_FIFTHS, DUE = 24, 38.5, 48


@pytest.fixture
def start():
    return make.now() - timedelta(hours=50)


@pytest.fixture
def told(cast, start):
    """A request whose first notices have gone out; Chidi and Dana work on it."""
    told = make.report("a", at=start)
    make.declare(told.case, by=cast.chidi, at=start)
    make.assign(told.case, [cast.chidi, cast.dana], by=cast.chidi, at=start)
    send_all(start)
    return told


def send_all(at):
    while send_next(at=at):
        pass


def sweep(start, hours):
    return make.sweep(start + timedelta(hours=hours))


def names(*people):
    return sorted(person.name for person in people)


@pytest.mark.requirement("B8", "S0.43", "S0.58")
@pytest.mark.parametrize("hours", [HALF, FOUR_FIFTHS])
def test_before_it_is_due_those_who_work_on_it_are_reminded(cast, told, told_of, start, hours):
    assert sweep(start, hours) == 1
    assert told_of(told.case, Notice.REMINDER) == names(cast.chidi, cast.dana)
    assert told_of(told.case, Notice.OVERDUE) == []


@pytest.mark.requirement("B8", "S0.43", "S0.58")
def test_when_it_is_due_all_who_may_see_it_hear_and_then_the_backup_contact(
    cast, told, told_of, start, journal
):
    sweep(start, DUE)
    assert told_of(told.case, Notice.OVERDUE) == names(cast.bela, cast.chidi, cast.dana, cast.mara)
    order = Notice.objects.filter(kind=Notice.OVERDUE).order_by("pk").values_list("person__name", flat=True)
    assert list(order)[-1] == cast.mara.name
    assert journal(told.case)[-1] == ("worker", "ran-late", "")


@pytest.mark.requirement("B8")
def test_nobody_hears_twice_of_the_same_moment(cast, told, told_of, start):
    for hours in (24, 24.1, 30, 38.4, 38.5, 45, 48, 48.1, 60, 71.9):
        sweep(start, hours)
        send_all(start + timedelta(hours=hours))
    kinds = list(Notice.objects.filter(person=cast.chidi).values_list("kind", flat=True))
    assert kinds.count(Notice.REMINDER) == 2
    assert kinds.count(Notice.OVERDUE) == 1


@pytest.mark.requirement("B8")
def test_lateness_that_lasts_is_heard_of_again_at_each_new_date(cast, told, told_of, start, journal):
    for hours in (DUE, 72, 72.1, 96, 100):
        sweep(start, hours)
        send_all(start + timedelta(hours=hours))
    for person in (cast.bela, cast.chidi, cast.dana, cast.mara):
        assert Notice.objects.filter(person=person, kind=Notice.OVERDUE).count() == 3
    assert journal(told.case)[-3:] == [("worker", "ran-late", "")] * 3


def test_a_backup_contact_shut_out_hears_nothing_at_a_new_date_either(cast, told_of, start):
    told = make.report("a", excluding=[cast.mara], at=start)
    sweep(start, DUE)
    Notice.objects.all().delete()
    sweep(start, 72)
    assert told_of(told.case, Notice.OVERDUE) == names(cast.bela, cast.chidi, cast.dana)


@pytest.mark.requirement("B8", "S0.43", "S0.58")
@pytest.mark.parametrize("answer", ["reply", "contact", "stop"])
def test_after_an_answer_nothing_is_reminded(cast, told, start, answer):
    if answer == "reply":
        make.reply(told.party, by=cast.chidi, at=start)
    elif answer == "contact":
        make.contact(told.case, by=cast.chidi, at=start)
    else:
        make.stop(told, at=start)
    Notice.objects.all().delete()
    assert sweep(start, 100) == 0
    assert not Notice.objects.exists()


@pytest.mark.requirement("B5", "B8", "S1.28")
def test_who_is_shut_out_hears_nothing_of_lateness_the_backup_contact_neither(cast, told_of, start):
    told = make.report("a", excluding=[cast.bela, cast.mara], at=start)
    for hours in (HALF, FOUR_FIFTHS, DUE):
        sweep(start, hours)
    assert told_of(told.case, Notice.OVERDUE) == names(cast.chidi, cast.dana)
    assert told_of(told.case, Notice.REMINDER) == names(cast.chidi, cast.dana)


@pytest.mark.requirement("B5", "S1.28")
def test_a_reminder_that_waits_when_its_reader_is_shut_out_is_never_sent(cast, told, start):
    sweep(start, DUE)
    make.exclude(told.case, cast.bela)
    make.exclude(told.case, cast.mara)
    send_all(make.now())
    assert not Notice.objects.filter(person__in=[cast.bela, cast.mara], subject=told.case.code).exists()


@pytest.mark.requirement("B4", "B14")
def test_who_stepped_back_or_left_office_is_reminded_of_nothing(cast, told, told_of, start):
    make.recuse(told.case, by=cast.dana, at=start)
    leave_office(term=cast.bela.terms.get(), by="operator", at=start + timedelta(hours=1))
    sweep(start, DUE)
    assert told_of(told.case, Notice.OVERDUE) == names(cast.chidi, cast.mara)


@pytest.mark.requirement("S0.14")
def test_somebody_away_is_reminded_through_who_covers(cast, told, told_of, start):
    away = {"starts": start, "ends": start + timedelta(days=9), "at": start}
    responders.be_away(by=cast.chidi, cover=cast.bela, **away)
    sweep(start, HALF)
    assert told_of(told.case, Notice.REMINDER) == names(cast.bela, cast.dana)


def test_who_covers_and_is_away_too_is_not_called_in_place_of_who_is_there(cast, told, told_of, start):
    away = {"starts": start, "ends": start + timedelta(days=9), "at": start}
    responders.be_away(by=cast.chidi, cover=cast.bela, **away)
    responders.be_away(by=cast.bela, cover=None, **away)
    sweep(start, HALF)
    assert told_of(told.case, Notice.REMINDER) == names(cast.dana)


@pytest.mark.requirement("S0.14", "S1.28")
def test_who_covers_hears_nothing_of_a_case_they_may_not_see(cast, told, told_of, start):
    make.exclude(told.case, cast.bela, at=start)
    away = {"starts": start, "ends": start + timedelta(days=9), "at": start}
    responders.be_away(by=cast.chidi, cover=cast.bela, **away)
    sweep(start, HALF)
    assert told_of(told.case, Notice.REMINDER) == names(cast.dana)


@pytest.mark.requirement("S0.14")
def test_when_the_whole_pair_is_away_everyone_who_can_read_is_reminded(cast, told, told_of, start):
    away = {"starts": start, "ends": start + timedelta(days=9), "at": start}
    for person in (cast.chidi, cast.dana):
        responders.be_away(by=person, cover=None, **away)
    sweep(start, HALF)
    assert told_of(told.case, Notice.REMINDER) == names(cast.bela, cast.chidi, cast.dana)


@pytest.mark.requirement("B8")
def test_the_person_is_told_a_new_date_when_we_are_late(told, promised, start):
    sweep(start, 49)
    assert promised(told.case).is_late(start + timedelta(hours=49))
    assert promised(told.case).new_date == start + timedelta(hours=49 + 24)


def test_a_case_of_the_other_desk_is_that_desks_business(cast, told_of, start):
    told = make.report("b", at=start)
    sweep(start, DUE)
    assert told_of(told.case, Notice.OVERDUE) == names(cast.ida, cast.noor, cast.mara)


@pytest.mark.requirement("S0.43", "S0.58")
@pytest.mark.parametrize(
    ("started", "late"),
    [
        (datetime(2026, 3, 7, 18, 0, tzinfo=LOS_ANGELES), datetime(2026, 3, 9, 19, 0, tzinfo=LOS_ANGELES)),
        (datetime(2026, 10, 31, 18, 0, tzinfo=LOS_ANGELES), datetime(2026, 11, 2, 17, 0, tzinfo=LOS_ANGELES)),
    ],
)
def test_the_night_the_clocks_change_takes_nothing_and_gives_nothing(told_of, started, late):
    cast = make.cast(at=started - timedelta(days=1))
    told = make.report("a", at=started)
    make.sweep(late - timedelta(minutes=1))
    assert told_of(told.case, Notice.OVERDUE) == []
    make.sweep(late)
    assert cast.mara.name in told_of(told.case, Notice.OVERDUE)


def test_a_promise_about_nothing_known_disturbs_nobody(cast, start):
    promise(subject="X-0000", kind=Promise.ANSWER, hours=1, at=start)
    told = make.report("a", at=start)
    assert remind_all(at=make.now()) == 1
    assert Notice.objects.filter(subject=told.case.code, kind=Notice.OVERDUE).count() == 4


WRITTEN = [
    ("clocks_reminder", "INSERT"),
    ("clocks_promise", "UPDATE"),
    ("notices_notice", "INSERT"),
    ("journal_row", "INSERT"),
]


@pytest.mark.requirement("B8")
@pytest.mark.parametrize(("table", "operation"), WRITTEN)
def test_interrupted_at_any_line_a_sweep_leaves_nothing_half_said(cast, told, start, table, operation):
    before = faults.everything()
    with faults.refusing(table, operation):
        assert sweep(start, DUE) == 0
    assert faults.everything() == before
    sweep(start, DUE)
    assert Notice.objects.filter(kind=Notice.OVERDUE).count() == 4

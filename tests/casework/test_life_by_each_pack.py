"""From the first word to destruction by the rules of each pack: its clocks, its retention, its counts."""

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import forgetting
from chapterhouse.casework.models import Case, Destruction, Tally
from chapterhouse.clocks.models import Promise
from chapterhouse.demo.telling import Told
from chapterhouse.notices.models import Notice
from chapterhouse.packs.loading import load, shipped
from tests import make, organisations
from tests.casework import closings

pytestmark = pytest.mark.django_db

#: Every door of every pack that leads to a desk of ours.
DOORS = [
    (slug, door.code) for slug, path in shipped().items() for door in load(path).doors if not door.outside
]
SECOND = timedelta(seconds=1)


@pytest.fixture(params=DOORS, ids=lambda way: "-".join(way))
def way(request, settings, tmp_path):
    """An organisation at work, one of its doors, and what its pack says of both."""
    settings.SEALED_FILES = tmp_path / "sealed"
    slug, code = request.param
    house = organisations.working_by(slug)
    house.pack = house.version.pack
    house.door = house.pack.door(code)
    house.desk = house.pack.desk(house.door.desk)
    house.team = house.desks[house.desk.code]
    house.option = next(option.code for option in house.door.options if not option.joint)
    return house


def told(house):
    return Told("A title", "It happened in spring.", options=(house.option,))


def clocks(case):
    return {row.kind: row.due_at for row in Promise.objects.open().on(case.code)}


def heard(kind, case):
    found = Notice.objects.filter(kind=kind, subject=case.code)
    return sorted(found.values_list("person__name", flat=True))


def names(people):
    return sorted(person.name for person in people)


def stage(case):
    return Case.objects.with_clock().get(pk=case.pk).stage


@pytest.mark.requirement("B1", "B8", "B12", "S1.69")
def test_a_report_is_promised_answered_closed_counted_and_destroyed_as_the_pack_says(way):
    at = make.now()
    came = make.report(way.door.code, at=at, told=told(way))
    case, pair = came.case, way.team[: way.desk.working_unit]
    hours = timedelta(hours=way.door.promise_hours)
    outcome = {"outcome": at + timedelta(days=way.desk.outcome_days)} if way.desk.outcome_days else {}

    assert clocks(case) == {"first-answer": at + hours, **outcome}
    assert heard(Notice.NEW, case) == names(way.team)

    make.take(came, *pair, at=at + hours / 4)
    Notice.objects.all().delete()
    make.sweep(at + hours / 2)
    assert heard(Notice.REMINDER, case) == names(pair)

    answered = at + hours * 0.6
    make.reply(came.party, by=pair[0], at=answered)
    assert clocks(case) == outcome
    assert stage(case) == Case.WAITING

    again = answered + timedelta(hours=1)
    make.write(came, "Thank you. One thing more.", at=again)
    assert clocks(case) == {"answer": again + hours, **outcome}
    assert stage(case) == Case.ANSWER
    make.reply(came.party, by=pair[1], at=again + hours / 2)

    end = again + hours
    counted = {"door": way.door.code, "kind": way.option, "outcome": "repaired"}
    closure = closings.close(case, by=pair[0], at=end, **counted)
    assert clocks(case) == {}
    day = end.astimezone(way.pack.zone).date()
    row = Tally.objects.values("starts", "ends", "door", "kind", "outcome", "in_time", "count").get()
    starts, ends = way.pack.statistics.period_of(day)
    assert row == {"starts": starts, "ends": ends, **counted, "in_time": True, "count": 1}

    gone = end + timedelta(days=way.desk.keep_days)
    near = gone - timedelta(days=way.desk.warn_days)
    assert closure.destroy_at == gone
    assert forgetting.warn_all(at=near - SECOND) == 0
    assert forgetting.warn_all(at=near) == 1
    assert heard(Notice.ENDING, case) == names(way.team)
    assert forgetting.destroy_all(at=gone - SECOND) == 0
    assert forgetting.destroy_all(at=gone) == 1
    assert not Case.objects.exists()
    assert not Promise.objects.exists()
    assert Destruction.objects.get().code == case.code
    assert Tally.objects.get().count == 1


@pytest.mark.requirement("B8")
def test_an_answer_that_is_late_by_the_pack_is_heard_of_by_its_backup_contact(way):
    at = make.now()
    case = make.report(way.door.code, at=at, told=told(way)).case
    due = at + timedelta(hours=way.door.promise_hours)
    make.sweep(due - SECOND)
    assert heard(Notice.OVERDUE, case) == []
    make.sweep(due)
    assert heard(Notice.OVERDUE, case) == names([*way.team, way.backup])
    assert not Case.objects.visible_to(way.backup, due).exists()

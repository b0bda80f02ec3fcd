"""Counts live apart from cases: what is counted, when it is shown, what its order says, what it outlives."""

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.models import DateTimeField

from chapterhouse.casework.actions import ending, forgetting
from chapterhouse.casework.models import Case, Tally
from chapterhouse.packs.models import PackVersion
from tests import faults, make
from tests.casework import closings

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """A request that Chidi and Dana have, answered."""
    return closings.answered(cast)


def counts(**row):
    return dict(Tally.objects.filter(**row).values_list("outcome", "count"))


# ---- counting


def test_a_tally_has_no_column_for_a_case_a_person_or_a_moment():
    fields = {field.name: field for field in Tally._meta.get_fields()}
    assert set(fields) == {
        *("id", "starts", "ends", "door", "kind", "outcome", "in_time", "count"),
    }
    assert not any(field.is_relation or isinstance(field, DateTimeField) for field in fields.values())


def test_the_tally_of_door_kind_outcome_and_promise_goes_up_by_one(cast):
    at = make.now()
    for outcome in ("repaired", "repaired", "measures"):
        told = closings.answered(cast, at=at)
        closings.close(told.case, by=cast.chidi, outcome=outcome, kind="boundaries")
    assert counts(door="a", kind="boundaries", in_time=True) == {"repaired": 2, "measures": 1}
    starts, ends = Tally.objects.values_list("starts", "ends").distinct().get()
    assert starts <= told.case.today(at) < ends
    assert (starts.month, ends - starts) == (7, date(starts.year + 1, 7, 1) - starts)


def test_a_case_is_counted_once_however_often_it_is_closed(cast, told):
    closings.close(told.case, by=cast.chidi, outcome="supported")
    closings.reopen(told.case, by=cast.chidi)
    closings.close(told.case, by=cast.chidi, outcome="measures")
    assert counts() == {"supported": 1}


def late(cast):
    told = make.report("a", at=make.now() - timedelta(hours=60))
    make.declare(told.case, by=cast.chidi)
    make.reply(told.party, by=cast.chidi)
    return told.case


def stopped_before_it_was_due(cast):
    told = make.report("a", at=make.now() - timedelta(hours=10))
    make.declare(told.case, by=cast.chidi)
    make.stop(told)
    return told.case


def stopped_after_it_was_due(cast):
    told = make.report("a", at=make.now() - timedelta(hours=60))
    make.declare(told.case, by=cast.chidi)
    make.stop(told)
    return told.case


def answered_in_time(cast):
    return closings.answered(cast).case


@pytest.mark.parametrize(
    ("case_of", "in_time"),
    [
        (answered_in_time, True),
        (late, False),
        (stopped_before_it_was_due, True),
        (stopped_after_it_was_due, False),
    ],
)
def test_whether_the_first_answer_came_in_time_is_counted(cast, case_of, in_time):
    closings.close(case_of(cast), by=cast.chidi)
    assert Tally.objects.get().in_time is in_time


def test_what_was_written_down_beside_the_person_was_answered_at_once(cast):
    case = make.written_down("b", by=cast.ida)
    closings.close(case, by=cast.ida, door="b")
    assert Tally.objects.get().in_time is True


def test_a_period_begins_at_midnight_where_the_desk_is(cast):
    """Half past one at night on 1 July in London is still June in Los Angeles, and the year before."""
    zone = PackVersion.objects.current(at=make.now()).pack.zone
    night = make.now().replace(month=7, day=1, hour=1, minute=30).replace(year=make.now().year + 1)
    assert night.astimezone(zone).month == 6
    told = closings.answered(cast)
    ending.count(case=make.fresh(told.case), closing=closings.wire(told.case, by=cast.chidi), at=night)
    assert Tally.objects.get().ends == date(night.year, 7, 1)


def test_counts_are_shown_when_their_period_is_over(cast, told):
    closings.close(told.case, by=cast.chidi)
    ends = Tally.objects.get().ends
    assert not Tally.objects.of_ended_periods(ends - timedelta(days=1)).exists()
    assert Tally.objects.of_ended_periods(ends).exists()


@pytest.mark.django_db(transaction=True)
def test_closings_and_shakings_at_once_lose_no_count(cast):
    cases = [closings.answered(cast).case for _ in range(6)]
    sent = [(case, closings.wire(case, by=cast.chidi)) for case in cases]

    def at_once(work):
        try:
            work()
        finally:
            connection.close()

    def closing(case, wire):
        return lambda: ending.close(case=case, closing=wire, by=cast.chidi, at=make.now())

    work = [closing(*each) for each in sent] + [lambda: forgetting.shake(at=make.now())] * 6
    threads = [threading.Thread(target=at_once, args=[each]) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Case.objects.closed().count() == 6
    assert counts() == {"supported": 6}


# ---- the counts that outlive it


@pytest.mark.requirement("B12")
def test_tallies_survive_destruction(cast, told):
    closure = closings.close(told.case, by=cast.chidi)
    before = list(Tally.objects.values())
    assert before
    closings.destroy(closure)
    assert list(Tally.objects.values()) == before


def counted(cast, told, number=12):
    """Closings of one case, as if of many: each of another outcome or kind."""
    kinds = ["", "experiences", "boundaries"]
    case = make.fresh(told.case)
    for each in range(number):
        sent = closings.wire(case, by=cast.chidi, kind=kinds[each % 3], outcome=Tally.OUTCOMES[each // 3])
        ending.count(case=case, closing=sent, at=make.now())
    return what_is_counted()


def what_is_counted():
    rows = Tally.objects.order_by("pk")
    return list(rows.values_list("starts", "ends", "door", "kind", "outcome", "in_time", "count"))


def test_shaking_keeps_every_count_and_changes_every_key_and_the_order(cast, told):
    before, keys = counted(cast, told), set(Tally.objects.values_list("pk", flat=True))
    orders = set()
    for _ in range(3):
        forgetting.shake(at=make.now())
        assert sorted(what_is_counted()) == sorted(before)
        now = set(Tally.objects.values_list("pk", flat=True))
        assert keys.isdisjoint(now)
        keys = now
        orders.add(tuple(what_is_counted()))
    assert len({*orders, tuple(before)}) > 1


def test_what_was_counted_on_the_last_day_of_a_period_is_shaken_too(cast, told):
    counted(cast, told)
    keys = set(Tally.objects.values_list("pk", flat=True))
    ends = Tally.objects.first().ends
    forgetting.shake(at=make.now().replace(year=ends.year, month=ends.month, day=ends.day))
    assert keys.isdisjoint(Tally.objects.values_list("pk", flat=True))


def test_what_cannot_be_written_anew_is_not_deleted(cast, told):
    before = counted(cast, told)
    with faults.refusing("casework_tally", "INSERT"), pytest.raises(DatabaseError):
        forgetting.shake(at=make.now())
    assert what_is_counted() == before

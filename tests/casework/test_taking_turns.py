"""Two at once, of whom one shuts somebody out: whoever comes second sees what the first did."""

from threading import Thread

import pytest
from django.db import connection, transaction

from chapterhouse.casework.actions import intake, keys, responders
from chapterhouse.casework.models import Case
from chapterhouse.sealing.models import KeyWrap
from chapterhouse.ui.refused import Refused
from tests import make

#: How long the first waits for the second, in seconds: longer than that needs if it is not made to wait.
MEANWHILE = 1.5


class Second(Thread):
    """Does something that may be refused, on a connection of its own."""

    def __init__(self, work):
        super().__init__()
        self.work, self.refused, self.fault = work, "", None

    def run(self):
        try:
            self.work()
        except Refused as no:
            self.refused = no.code
        except Exception as fault:  # noqa: BLE001 - the test says it
            self.fault = fault
        finally:
            connection.close()


def meanwhile(first, second):
    """What became of `second`, begun while what `first` did is not yet committed."""
    other = Second(second)
    with transaction.atomic():
        first()
        other.start()
        other.join(MEANWHILE)
    other.join()
    assert other.fault is None
    return other.refused


def wraps_of(person, case):
    return KeyWrap.objects.filter(card__user=person, channel_key__channel__in=make.fresh(case).channels)


@pytest.fixture
def shared(transactional_db):
    """A report that Bela, Chidi and Dana may read and said they are independent of."""
    cast = make.cast()
    told = make.report("a", code=make.CODES[0])
    for person in (cast.bela, cast.chidi, cast.dana):
        make.declare(told.case, by=person)
    return cast, told.case


def test_a_new_key_made_while_somebody_is_shut_out_is_not_theirs(shared):
    cast, case = shared
    make.recuse(case, by=cast.dana)
    wire = make.renewal_wire(case, by=cast.bela)

    def renew():
        keys.renew_keys(case=make.fresh(case), keys=wire, by=cast.bela, at=make.now())

    assert meanwhile(lambda: make.exclude(make.fresh(case), cast.chidi), renew) == "stale-team"
    assert not wraps_of(cast.chidi, case).exists()


def test_a_handover_to_somebody_who_is_being_shut_out_gives_them_no_key(shared):
    cast, case = shared
    new = make.newcomer()
    wire = make.let_in_wire(case, new, by=cast.bela)

    def hand_over():
        responders.hand_over(case=make.fresh(case), taker=new, by=cast.bela, at=make.now(), sharings=wire)

    assert meanwhile(lambda: make.exclude(make.fresh(case), new), hand_over) == "not-eligible"
    assert not wraps_of(new, case).exists()


def test_a_guest_who_comes_while_somebody_is_taken_off_gives_them_no_key(shared):
    cast, _case = shared
    case = make.written_down("b", by=cast.ida)
    wire, _box = make.joining_wire()

    def join():
        intake.accept_invitation(joining=wire, at=make.now())

    assert meanwhile(lambda: make.remove(case, cast.noor, by=cast.ida), join) == "stale-team"
    assert not wraps_of(cast.noor, case).exists()


def as_a_page_found_it(case):
    """The case with what a view looks up before its verb begins."""
    return Case.objects.prefetch_related("parties__channel", "assignments__person").get(pk=case.pk)


def test_assigned_twice_at_once_is_assigned_once(shared):
    cast, case = shared
    found = as_a_page_found_it(case)
    make.assign(case, [cast.bela, cast.chidi], by=cast.bela)
    assert responders.assign(case=found, people=[cast.bela, cast.chidi], by=cast.chidi, at=make.now()) == []


def test_who_is_taken_off_loses_the_key_of_a_guest_who_came_in_between(shared):
    cast, _case = shared
    case = make.written_down("b", by=cast.ida)
    found = as_a_page_found_it(case)
    make.join()
    responders.remove(case=found, person=cast.noor, by=cast.ida, at=make.now())
    assert not wraps_of(cast.noor, case).exists()


def test_who_is_let_in_while_a_guest_opens_a_channel_gets_every_key_or_none(shared):
    cast, _case = shared
    case = make.written_down("b", by=cast.ida)
    new = make.newcomer("hgo")
    wire = make.let_in_wire(case, new, by=cast.ida)
    make.join()
    with pytest.raises(Refused) as no:
        responders.assign(
            case=make.fresh(case), people=[new, cast.ida], by=cast.ida, at=make.now(), sharings=wire
        )
    assert no.value.code == "stale-key"
    assert not wraps_of(new, case).exists()


def test_written_down_twice_at_once_is_one_case(shared):
    cast, _case = shared
    wire = make.written_down_wire("b", by=cast.ida)

    def write_down():
        intake.write_down(report=wire, by=cast.ida, at=make.now())

    assert meanwhile(write_down, write_down) == "replayed"
    assert Case.objects.filter(uuid=wire.case).count() == 1

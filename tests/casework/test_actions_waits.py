"""Read it, and do nothing until I say so, or until somebody else reports the same person."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from chapterhouse.casework.models import Wait
from chapterhouse.clocks.models import Promise
from chapterhouse.notices.models import Notice
from chapterhouse.ui.refused import Refused
from tests import beside, formal, linking, make, others
from tests.casework import closings

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def told(cast):
    """A report that somebody asked us to wait with, and that was answered once."""
    told = formal.worked(cast, at=make.now() - 2 * HOUR)
    linking.wait(told, at=make.now() - HOUR)
    make.reply(told.party, by=cast.ida)
    Notice.objects.all().delete()
    return told


@pytest.fixture
def other(cast):
    return linking.another(cast)


def kinds(case):
    """Which promises run."""
    return sorted(Promise.objects.open().on(case.code).values_list("kind", flat=True))


# ---- it is read and answered once, and then nothing


@pytest.mark.requirement("B31")
@pytest.mark.parametrize(("waits", "until_match"), [("me", False), ("match", True)])
def test_who_asks_for_it_with_their_report_is_answered_once_and_owed_no_more(cast, waits, until_match):
    wire, _mine = make.report_wire("b")
    case = make.send(make.changed(wire, waits=waits))
    assert (case.wait.until_match, kinds(case)) == (until_match, ["first-answer"])
    make.declare(case, by=cast.ida)
    make.reply(case.parties.get(), by=cast.ida)
    assert kinds(case) == []


def test_a_desk_that_offers_none_takes_no_report_that_waits(cast, refused):
    wire, _mine = make.report_wire("a")
    with refused("malformed"):
        make.send(make.changed(wire, waits="match"))
    told = make.report("a")
    with refused("malformed"):
        linking.wait(told)


@pytest.mark.requirement("B31")
def test_where_an_outcome_is_promised_none_is_while_it_waits(cast):
    make.pack("r33-chapter")
    wire, _mine = make.report_wire("a")
    case = make.send(make.changed(wire, waits="me"))
    assert case.rules.outcome_days
    assert kinds(case) == ["first-answer"]
    linking.begin(SimpleNamespace(case=case, party=case.parties.get()))
    assert kinds(case) == ["first-answer", "outcome"]


@pytest.mark.requirement("B31")
def test_what_is_written_meanwhile_is_read_and_starts_no_clock(cast, told, told_of):
    make.write(told)
    assert kinds(told.case) == []
    assert told_of(told.case) == [cast.ida.name, cast.noor.name]
    assert make.fresh(told.case).wait


@pytest.mark.requirement("B31")
def test_who_chooses_it_later_is_owed_nothing_more(cast, told_of, journal):
    told = formal.worked(cast, at=make.now() - 2 * HOUR)
    make.reply(told.party, by=cast.ida, at=make.now() - HOUR)
    make.write(told)
    assert kinds(told.case) == ["answer"]
    Notice.objects.all().delete()
    linking.wait(told, until_match=False)
    assert kinds(told.case) == []
    assert told_of(told.case) == [cast.ida.name, cast.noor.name]
    assert journal(told.case)[-1] == (told.party.code, "waits", "")


def test_before_the_first_answer_it_is_owed_all_the_same(cast):
    told = formal.worked(cast)
    linking.wait(told)
    assert kinds(told.case) == ["first-answer"]
    make.write(told)
    make.reply(told.party, by=cast.ida)
    assert kinds(told.case) == []


def test_a_guest_who_writes_is_answered_and_has_no_say(cast, refused):
    told = formal.worked(cast)
    guest = formal.noticed(told.case, by=cast.ida)
    linking.wait(told)
    make.reply(told.party, by=cast.ida)
    make.write(guest)
    assert kinds(told.case) == ["answer"]
    for verb in (linking.wait, linking.begin):
        with refused("not-yours"):
            verb(guest)


@pytest.mark.requirement("B28", "B31")
@pytest.mark.parametrize("retaliation", [False, True])
def test_what_somebody_beside_them_writes_meanwhile_starts_no_clock_either(cast, told_of, retaliation):
    told = formal.worked(cast)
    nora = beside.stand(told, by=cast.ida)
    linking.wait(told)
    make.reply(told.party, by=cast.ida)
    Notice.objects.all().delete()
    (formal.report_retaliation if retaliation else beside.write)(nora)
    assert kinds(told.case) == []
    assert {cast.ida.name, cast.noor.name} <= set(told_of(told.case))


@pytest.mark.requirement("B20", "B28")
def test_retaliation_against_somebody_beside_who_stopped_is_told_and_starts_no_clock(cast, told_of):
    told = formal.worked(cast)
    nora = beside.stand(told, by=cast.ida)
    make.stop(told)
    Notice.objects.all().delete()
    formal.report_retaliation(nora)
    assert kinds(told.case) == []
    assert {cast.ida.name, cast.noor.name} <= set(told_of(told.case))


@pytest.mark.requirement("B28", "B31")
def test_who_stands_beside_somebody_else_is_answered_though_it_waits(cast):
    told = formal.worked(cast)
    guest = formal.noticed(told.case, by=cast.ida)
    nora = beside.stand(guest, by=cast.ida)
    linking.wait(told)
    make.reply(told.party, by=cast.ida)
    beside.write(nora)
    assert kinds(told.case) == ["answer"]


@pytest.mark.requirement("B31")
def test_nobody_is_contacted_or_told_while_it_waits(cast, refused):
    told = formal.worked(cast)
    party = formal.asked(told.case, by=cast.ida)
    formal.notify(party, by=cast.ida)
    linking.wait(told)
    assert make.fresh(party).invitation is None
    with refused("waits"):
        formal.notify(party, by=cast.ida)
    with refused("waits"):
        others.tell(party, by=cast.ida)
    with refused("waits"):
        formal.offer(told.case, by=cast.ida)
    with refused("waits"):
        formal.measure(told.case, cast.ana, by=cast.ida)


@pytest.mark.requirement("B29", "B31")
def test_an_officer_records_that_somebody_without_a_code_asked_for_it(cast, journal, told_of, refused):
    case = make.written_down("b", by=cast.ida)
    Notice.objects.all().delete()
    written = SimpleNamespace(case=case, party=None)
    with refused("not-yours"):
        linking.wait(written, by=cast.noor)
    linking.wait(written, by=cast.ida)
    assert make.fresh(case).wait.until_match
    assert journal(case)[-1] == (cast.ida.username, "heard-wait", "")
    assert told_of(case) == [cast.noor.name]
    came = make.join()
    make.write(came)
    assert kinds(case) == []
    linking.begin(came)
    assert kinds(case) == ["answer"]


def test_said_again_it_changes_until_when_and_not_since_when(cast, told):
    before = make.fresh(told.case).wait
    assert linking.wait(told, until_match=False) == before
    now = make.fresh(told.case).wait
    assert (now.at, now.until_match) == (before.at, False)


# ---- it ends


@pytest.mark.requirement("B31")
def test_the_person_says_that_we_begin_and_an_answer_is_owed(cast, told, told_of):
    linking.begin(told)
    linking.begin(told)
    assert make.fresh(told.case).wait is None
    assert kinds(told.case) == ["answer"]
    assert told_of(told.case) == [cast.ida.name, cast.noor.name]
    make.reply(told.party, by=cast.ida)
    assert kinds(told.case) == []


def test_an_officer_heard_it_from_them(cast, told, refused):
    linking.begin(told, by=cast.noor)
    assert kinds(told.case) == ["answer"]
    with refused("not-waiting"):
        linking.begin(told, by=cast.ida)
    with refused("not-yours"):
        linking.begin(told, by=cast.chidi)


@pytest.mark.requirement("B31")
def test_a_match_ends_it_where_the_person_allowed_that(cast, told, other, told_of, journal):
    before = journal(other.case)
    assert linking.confirm_same(told.case, other.case, by=cast.ida) == [told.case]
    row = Wait.objects.get()
    assert row.matched == row.ended is not None
    assert kinds(told.case) == ["answer"]
    assert journal(told.case)[-1] == (cast.ida.username, "ended-wait", "")
    assert (journal(other.case), told_of(other.case)) == (before, [])


@pytest.mark.requirement("B31")
def test_it_begins_wherever_it_waits_for_this_and_from_either_side(cast, told, other):
    linking.wait(other)
    assert linking.confirm_same(other.case, told.case, by=cast.noor) == [other.case, told.case]


@pytest.mark.requirement("B31")
def test_a_match_ends_no_wait_of_whoever_did_not_allow_it(cast, told, other, refused):
    linking.wait(told, until_match=False)
    with refused("not-allowed"):
        linking.confirm_same(told.case, other.case, by=cast.ida)
    linking.wait(other)
    assert linking.confirm_same(told.case, other.case, by=cast.ida) == [other.case]
    assert make.fresh(told.case).wait


def test_a_closed_report_that_names_the_same_person_is_one(cast, told, other):
    make.reply(other.party, by=cast.ida)
    closings.close(other.case, by=cast.ida, door="b")
    assert linking.confirm_same(told.case, other.case, by=cast.ida) == [told.case]


def test_nothing_waits_where_nobody_asked_for_it(cast, other, refused):
    third = linking.another(cast)
    with refused("not-waiting"):
        linking.confirm_same(other.case, third.case, by=cast.ida)


def test_a_case_is_not_its_own_match_nor_one_of_another_desk(cast, told, refused):
    with refused("malformed"):
        linking.confirm_same(told.case, told.case, by=cast.ida)
    informal = make.take(make.report("a"), cast.chidi, cast.dana)
    with refused("not-yours"):
        linking.confirm_same(told.case, informal.case, by=cast.ida)


@pytest.mark.parametrize("which", [0, 1])
def test_who_has_not_read_both_confirms_nothing(cast, told, refused, which):
    unread = make.report("b")
    with refused("not-yours"):
        linking.confirm_same(*(told.case, unread.case)[:: 1 - 2 * which], by=cast.ida)


# ---- beside stopping and closing


@pytest.mark.requirement("B31")
def test_who_says_stop_meanwhile_is_left_alone_and_waits_still_when_they_write(cast, told, other, refused):
    make.stop(told)
    with refused("rests"):
        linking.confirm_same(told.case, other.case, by=cast.ida)
    for verb in (linking.wait, linking.begin):
        with refused("rests"):
            verb(told)
    make.write(told)
    case = make.fresh(told.case)
    assert (case.stopped, bool(case.wait), kinds(case)) == (False, True, [])


def test_a_waiting_case_can_be_closed_and_waits_still_when_it_opens(cast, told):
    closings.close(told.case, by=cast.ida, door="b")
    make.write(told)
    case = make.fresh(told.case)
    assert (case.closure, bool(case.wait), kinds(case)) == (None, True, [])


def test_of_a_wait_that_a_match_ended_the_stop_is_still_theirs(cast, told, other):
    linking.confirm_same(told.case, other.case, by=cast.ida)
    make.stop(told)
    assert kinds(told.case) == []


def test_a_wait_that_was_answered_late_is_late_since_it_ended(cast, told, promised):
    linking.begin(told)
    make.write(told)
    assert promised(told.case).started_at == Wait.objects.get().ended


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_confirm_at_once_one_does(cast, told, other):
    ready, said = threading.Barrier(2), []

    def confirm(person):
        ready.wait()
        try:
            said.append(len(linking.confirm_same(told.case, other.case, by=person)))
        except Refused as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(person,)) for person in (cast.ida, cast.noor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, said)) == ["1", "not-waiting"]
    assert kinds(told.case) == ["answer"]

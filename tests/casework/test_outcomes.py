"""That a person hears what came of it by a day: a clock of its own, beside that of the answers."""

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import owing
from chapterhouse.casework.models import Case
from chapterhouse.clocks.models import Promise
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from tests import make, organisations
from tests.casework import closings

pytestmark = pytest.mark.django_db

NINETY = timedelta(days=90)


@pytest.fixture
def house(db):
    """A workplace whose pack promises feedback within ninety days."""
    found = organisations.working_by("workplace-eu")
    found.one, found.other = found.desks["integrity"]
    return found


@pytest.fixture
def came(house):
    """A report that the two designated persons have."""
    return make.take(make.report("a"), house.one, house.other)


def running(case):
    return Promise.objects.outcomes().on(case.code).first()


def tell(case, *, by, at=None):
    return owing.tell_outcome(case=make.fresh(case), by=by, at=at or make.now())


def stage(case):
    return Case.objects.with_clock().get(pk=case.pk).stage


@pytest.mark.requirement("B67")
def test_an_answer_keeps_the_first_promise_and_leaves_the_second_running(house, came):
    assert running(came.case).due_at == came.case.opened + NINETY
    make.reply(came.party, by=house.one)
    assert [row.kind for row in Promise.objects.open().on(came.case.code)] == [Promise.OUTCOME]
    assert stage(came.case) == Case.WAITING
    assert make.fresh(came.case) in Case.objects.with_clock().in_stage(Case.WAITING)


@pytest.mark.requirement("B67")
def test_somebody_told_what_came_of_it_and_the_work_may_go_on(house, came):
    make.reply(came.party, by=house.one, text="We found this, and plan that.")
    at = make.now()
    tell(came.case, by=house.one, at=at)
    assert Promise.objects.get(kind=Promise.OUTCOME).met_at == at
    assert Row.objects.about(came.case.code).first().verb == "told-outcome"
    assert make.fresh(came.case).closure is None


def test_it_is_not_told_before_anybody_wrote_to_them_or_reached_them(house, came, refused):
    with refused("not-told"):
        tell(came.case, by=house.one)
    make.contact(came.case, by=house.one)
    tell(came.case, by=house.one)
    with refused("nothing-owed"):
        tell(came.case, by=house.one)


def test_who_may_not_read_it_cannot_say_that_it_was_told(house, came, refused):
    make.reply(came.party, by=house.one)
    with refused("not-yours"):
        tell(came.case, by=house.backup)


@pytest.mark.requirement("B67")
def test_closing_keeps_it_and_opening_again_promises_it_anew(house, came):
    make.reply(came.party, by=house.one)
    closings.close(came.case, by=house.one)
    assert running(came.case) is None
    again = make.now()
    make.write(came, "It began again.", at=again)
    assert running(came.case).due_at == again + NINETY
    assert stage(came.case) == Case.ANSWER


def test_it_rests_while_the_person_wants_us_to_stop(house, came):
    make.stop(came)
    assert not Promise.objects.open().exists()
    again = make.now()
    make.write(came, at=again)
    assert {row.kind for row in Promise.objects.open()} == {Promise.ANSWER, Promise.OUTCOME}
    assert running(came.case).started_at == again


@pytest.mark.requirement("B8", "B67")
def test_when_it_is_late_readers_and_backup_hear_of_it_and_the_journal_says_what(house, came):
    make.reply(came.party, by=house.one)
    Notice.objects.all().delete()
    make.sweep(came.case.opened + NINETY)
    told = Notice.objects.filter(kind=Notice.OVERDUE).values_list("person__name", flat=True)
    assert set(told) == {person.name for person in (house.one, house.other, house.backup)}
    assert Row.objects.about(came.case.code).first().verb == "outcome-late"
    assert running(came.case).new_date > came.case.opened + NINETY


def test_what_was_written_down_with_the_person_is_promised_an_outcome_too(house):
    case = make.written_down("a", by=house.one)
    assert {row.kind for row in Promise.objects.open().on(case.code)} == {Promise.OUTCOME}


def test_where_a_pack_promises_none_no_clock_runs(cast):
    case = make.report("a").case
    assert [row.kind for row in Promise.objects.on(case.code)] == [Promise.FIRST_ANSWER]
    assert running(case) is None


# ---- the page


@pytest.mark.requirement("B12", "B67")
def test_while_the_second_promise_runs_the_closing_page_offers_to_close_as_soon_as_nobody_waits(
    client, house, came
):
    client.force_login(house.one)
    address = f"/cases/{came.case.code}/closure/"
    assert "Answer first, then close." in client.get(address).content.decode()
    make.reply(came.party, by=house.one)
    page = client.get(address).content.decode()
    assert ("Answer first, then close." in page, 'id="closing-text"' in page) == (False, True)


@pytest.mark.requirement("B67")
def test_the_case_page_says_by_when_and_takes_note_that_they_were_told(client, house, came):
    make.reply(came.party, by=house.one)
    client.force_login(house.one)
    page = client.get(f"/cases/{came.case.code}/").content.decode()
    assert "Tell them what came of it." in page
    assert "within 90 days" in page
    assert "Give the first answer." not in page
    client.post(f"/cases/{came.case.code}/outcome/")
    assert running(came.case) is None
    assert "Tell them what came of it." not in client.get(f"/cases/{came.case.code}/").content.decode()


def test_a_case_that_asks_for_nothing_else_stands_with_that_day_among_what_is_due(client, house, came):
    make.reply(came.party, by=house.one)
    client.force_login(house.one)
    page = client.get("/today/").content.decode()
    assert "tell them what came of it" in page
    assert "promised within 168 hours" not in page

"""Notes that end: on their day, and as their case is closed; without a trace in the channel."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.actions.working_notes import forget_working_notes, keep_working_note
from chapterhouse.casework.models import WorkingNote
from chapterhouse.casework.wire import NewWorkingNote
from chapterhouse.sealing.models import Entry
from chapterhouse.support.worker import run_once
from tests import make, mending
from tests.casework import closings
from tests.casework.desk_pages import open_case, opened

DAY = timedelta(days=1)


@pytest.fixture
def told(cast):
    return closings.answered(cast)


def keep(case, *, by, days=3, text="Ring before noon.", at=None):
    at, case = at or make.now(), make.fresh(case)
    sent = NewWorkingNote(
        note=make.note_wire(case, by=by, text=text, at=at), ends_on=case.today(at) + timedelta(days=days)
    )
    return keep_working_note(case=case, sent=sent, by=by, at=at)


@pytest.mark.django_db
def test_a_working_note_is_sealed_and_its_end_is_in_clear(cast, told):
    before = Entry.objects.count()
    note = keep(told.case, by=cast.chidi)
    assert Entry.objects.count() == before
    assert note.age_file.startswith(b"age-encryption.org")
    assert note.ends_on == told.case.today(make.now()) + 3 * DAY


@pytest.mark.django_db
def test_on_its_day_the_worker_deletes_it_and_not_before(cast, told):
    at = make.now()
    keep(told.case, by=cast.chidi, days=3, at=at)
    kept = keep(told.case, by=cast.dana, days=5, at=at)
    assert forget_working_notes(at=at + 2 * DAY) == 0
    run_once(at + 3 * DAY)
    assert list(WorkingNote.objects.all()) == [kept]


@pytest.mark.django_db
def test_closing_deletes_it_at_once(cast, told):
    keep(told.case, by=cast.chidi)
    closings.close(told.case, by=cast.chidi)
    assert not WorkingNote.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-1, 0, 91])
def test_it_needs_a_day_to_come_that_is_not_far(cast, told, refused, days):
    with refused("past-day"):
        keep(told.case, by=cast.chidi, days=days)


@pytest.mark.django_db
def test_only_a_desk_that_keeps_no_records_has_them(cast, refused):
    told = mending.told(cast)
    with refused("malformed"):
        keep(told.case, by=cast.chidi)


@pytest.mark.django_db
def test_sent_twice_it_is_kept_once_and_never_on_a_closed_case(cast, told, refused):
    at, case = make.now(), make.fresh(told.case)
    sent = NewWorkingNote(note=make.note_wire(case, by=cast.chidi), ends_on=case.today(at) + DAY)
    keep_working_note(case=case, sent=sent, by=cast.chidi, at=at)
    with refused("replayed"):
        keep_working_note(case=case, sent=sent, by=cast.chidi, at=at)
    closings.close(told.case, by=cast.chidi)
    with refused("closed"):
        keep(told.case, by=cast.chidi)


@pytest.mark.django_db
def test_who_may_not_read_the_case_keeps_none(cast, told, refused):
    sent = NewWorkingNote(note=make.note_wire(told.case, by=cast.chidi), ends_on=make.now().date() + 2 * DAY)
    with refused("not-yours"):
        keep_working_note(case=make.fresh(told.case), sent=sent, by=cast.ida, at=make.now())


@pytest.mark.django_db(transaction=True)
def test_an_officer_writes_one_and_nothing_seems_missing_when_it_is_gone(page, live_server, cast, told):
    open_case(page, told.case, cast.chidi)
    page.get_by_text("Write a note that goes by itself").click()
    page.get_by_label("What you need to remember for now").fill("Ring before noon.")
    day = told.case.today(make.now()) + 3 * DAY
    page.get_by_label("Gone on").fill(day.isoformat())
    page.get_by_role("button", name="Keep it until then").click()
    note = opened(page, "Ring before noon.")
    expect(note).to_be_visible()
    expect(note).not_to_contain_text("missing")
    page.get_by_label("A note for your colleagues").fill("Written after it.")
    page.get_by_role("button", name="Keep the note").click()
    expect(opened(page, "Written after it.")).to_be_visible()
    forget_working_notes(at=make.now() + 4 * DAY)
    page.reload()
    expect(opened(page, "Written after it.")).to_be_visible()
    expect(page.get_by_text("Ring before noon.")).to_have_count(0)
    expect(page.get_by_text("A message before this one is missing.")).to_have_count(0)

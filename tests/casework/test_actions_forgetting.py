"""Warning, destruction, and what outlives it: also when a worker is killed half-way."""

import errno
import os
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError

from chapterhouse.casework.actions import forgetting, talk
from chapterhouse.casework.models import Case, Closure, Destruction, Hold, Party
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from chapterhouse.sealing.actions.files import place_of
from chapterhouse.sealing.models import Blob, Entry
from chapterhouse.support.worker import run_once
from tests import faults, make, others
from tests.casework import closings
from tests.casework.closings import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A folder of its own for what is on the disk."""
    settings.SEALED_FILES = tmp_path / "sealed"
    return settings.SEALED_FILES


def on_disk(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def told(cast):
    """A request that Chidi and Dana have, with three files, answered."""
    told = closings.answered(cast)
    told.files = closings.attach(told, 3)
    make.reply(told.party, by=cast.chidi, text="We have your files.")
    return told


@pytest.fixture
def closure(cast, told):
    closure = closings.close(told.case, by=cast.chidi)
    Notice.objects.all().delete()
    return closure


# ---- the warning


@pytest.mark.requirement("B12")
def test_all_who_can_read_it_are_warned_once_as_many_days_before_as_the_rules_say(cast, closure, told_of):
    near = closure.destroy_at - timedelta(days=7)
    assert forgetting.warn_all(at=near - timedelta(seconds=1)) == 0
    assert forgetting.warn_all(at=near) == 1
    assert told_of(closure.case, Notice.ENDING) == [cast.bela.name, cast.chidi.name, cast.dana.name]
    assert forgetting.warn_all(at=near + DAY) == 0
    assert make.fresh(closure).warned == near


@pytest.mark.requirement("B4", "S1.28")
def test_who_is_shut_out_is_not_warned(cast, told_of):
    told = closings.answered(cast, excluding=[cast.bela])
    make.remove(told.case, cast.dana, by=cast.chidi)
    closings.warn(closings.close(told.case, by=cast.chidi))
    assert told_of(told.case, Notice.ENDING) == [cast.chidi.name]
    assert not Notice.objects.filter(person__in=[cast.bela, cast.dana], kind=Notice.ENDING).exists()


@pytest.mark.requirement("B12")
def test_nothing_is_destroyed_before_a_day_has_passed_since_the_warning(closure):
    """Also where the worker slept through the day of the warning."""
    late = closure.destroy_at + timedelta(days=40)
    assert forgetting.destroy_all(at=late) == 0
    forgetting.warn_all(at=late)
    assert closure.earliest(late) == make.fresh(closure).earliest(late) == late + DAY
    assert forgetting.destroy_all(at=late + DAY - timedelta(seconds=1)) == 0
    assert forgetting.destroy_all(at=late + DAY) == 1


def test_what_is_held_is_not_warned_about(cast, closure):
    closings.hold(closure.case, by=cast.chidi)
    assert forgetting.warn_all(at=closure.destroy_at - DAY) == 0
    assert make.fresh(closure).warned is None


def test_what_was_opened_meanwhile_is_not_warned_about(cast, closure):
    closings.reopen(closure.case, by=cast.chidi)
    assert forgetting.warn_all(at=closure.destroy_at) == 0


# ---- destruction


def words_of(case):
    """By which words a case, its channels, its mailboxes, its parties, entries and files are known here."""
    case = Case.objects.get(pk=case.pk)
    entries = Entry.objects.filter(channel_key__channel__in=case.channels)
    blobs = Blob.objects.filter(entry__in=entries)
    return {
        *(case.code, str(case.uuid)),
        *(str(channel.uuid) for channel in case.channels),
        *(party.code for party in case.parties.all()),
        *(party.mailbox.lookup for party in case.parties.all()),
        *(str(entry.uuid) for entry in entries),
        *(blob.sha256 for blob in blobs),
    }


def where(words):
    """In which columns of which tables any of these words stands."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            for value in model._base_manager.values_list(field.attname, flat=True).iterator():
                if any(word in said(value) for word in words):
                    found.add(f"{model._meta.label}.{field.name}")
    return found


def said(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return f"{value} {value.hex}" if isinstance(value, uuid.UUID) else str(value)


@pytest.mark.requirement("B12")
def test_after_destruction_nothing_but_the_code_name_stands_in_any_table_and_the_files_are_gone(
    cast, told, folder
):
    guest = others.guest(told.case, by=cast.chidi)
    make.write(guest, "I was there too.")
    others.tell(guest.party, by=cast.chidi)
    make.reply(guest.party, by=cast.chidi)
    closure = closings.close(told.case, by=cast.chidi)
    closings.hold(told.case, by=cast.dana)
    closings.release(told.case, by=cast.dana)
    words = words_of(told.case)
    assert {
        *("casework.Case.code", "casework.Case.uuid", "casework.Party.code", "sealing.Channel.uuid"),
        *("sealing.Mailbox.lookup", "sealing.Entry.uuid", "sealing.Blob.sha256", "journal.Row.subject"),
        *("clocks.Promise.subject", "notices.Notice.subject", "sealing.HolderStatement.note"),
    } <= where(words)
    assert on_disk(folder) == sorted(told.files)
    assert closings.destroy(closure) == 1
    assert where(words) == {"casework.Destruction.code"}
    assert on_disk(folder) == []


@pytest.mark.requirement("B12")
def test_what_remains_is_a_record_without_content(cast, told, closure):
    entries = Entry.objects.filter(channel_key__channel__in=told.case.channels).count()
    closings.destroy(closure)
    row = Destruction.objects.get()
    assert (row.code, row.begun, row.finished) == (told.case.code, closure.destroy_at, closure.destroy_at)
    assert (row.entries, row.files, row.leftover) == (entries, 3, [])
    assert sorted(row.witnesses.values_list("name", flat=True)) == [
        *(cast.bela.name, cast.chidi.name, cast.dana.name),
    ]
    assert [each.pk for each in cast.bela.destructions.all()] == [row.pk]


@pytest.mark.requirement("B4")
def test_who_was_shut_out_is_no_witness(cast):
    told = closings.answered(cast, excluding=[cast.bela])
    make.recuse(told.case, by=cast.dana)
    closings.destroy(closings.close(told.case, by=cast.chidi))
    assert list(Destruction.objects.get().witnesses.all()) == [cast.chidi]


def test_other_cases_keep_every_row_and_every_file(cast, told, closure, folder):
    other = closings.answered(cast)
    other.files = closings.attach(other, 2)
    before = make.read(other.party.channel, cast.chidi)
    rows = Row.objects.about(other.case.code).count()
    closings.destroy(closure)
    assert make.read(other.party.channel, cast.chidi) == before
    assert make.read(other.party.channel, other.box) == before
    assert Row.objects.about(other.case.code).count() == rows
    assert on_disk(folder) == sorted(other.files)


def test_a_file_that_another_case_names_too_stays_for_it(cast, told, closure, folder):
    """Only somebody who held the same bytes can have named them."""
    sha256, data = next(iter(told.files.items()))
    other = closings.answered(cast)
    entry = Entry.objects.in_channel(other.party.channel).first()
    Blob.objects.create(sha256=sha256, entry=entry, size=len(data), arrived=make.now())
    closings.destroy(closure)
    assert on_disk(folder) == [sha256]


@pytest.mark.requirement("B12")
def test_nothing_is_destroyed_before_its_time(closure):
    closings.warn(closure)
    assert forgetting.destroy_all(at=closure.destroy_at - timedelta(seconds=1)) == 0
    assert Case.objects.filter(pk=closure.case.pk).exists()


@pytest.mark.requirement("B12")
def test_a_hold_stops_it_until_it_is_ended_and_its_readers_were_warned_again(cast, closure, told_of):
    closings.warn(closure)
    closings.hold(closure.case, by=cast.chidi, at=closure.destroy_at - timedelta(hours=2))
    later = closure.destroy_at + timedelta(days=100)
    assert forgetting.destroy_all(at=later) == 0
    closings.release(closure.case, by=cast.dana, at=later)
    assert forgetting.destroy_all(at=later) == 0
    assert forgetting.warn_all(at=later) == 1
    assert told_of(closure.case, Notice.ENDING) == [cast.bela.name, cast.chidi.name, cast.dana.name]
    assert forgetting.destroy_all(at=later + DAY) == 1


@pytest.mark.requirement("B12")
def test_on_its_day_all_who_read_are_asked_once_to_look_at_a_hold_again(cast, closure, told_of):
    held = closings.hold(closure.case, by=cast.chidi, days=3)
    due = make.now() + timedelta(days=3)
    assert forgetting.warn_all(at=due - 2 * DAY) == 0
    assert forgetting.warn_all(at=due) == 1
    assert told_of(closure.case, Notice.ENDING) == [cast.bela.name, cast.chidi.name, cast.dana.name]
    assert forgetting.warn_all(at=due + DAY) == 0
    assert Hold.objects.get(pk=held.pk).reviewed == closure.case.today(due)


@pytest.mark.requirement("B12")
def test_opening_it_again_stops_it(cast, told, closure):
    closings.warn(closure)
    make.write(told, "It began again.", at=closure.destroy_at - timedelta(seconds=5))
    assert forgetting.destroy_all(at=closure.destroy_at) == 0
    assert make.read(told.party.channel, cast.chidi)[-1] == "It began again."


def test_what_was_opened_or_held_in_this_moment_is_left_alone(cast, told, closure):
    """The list was read, then somebody was faster."""
    closings.warn(closure)
    [listed] = Closure.objects.over(closure.destroy_at)
    closings.hold(told.case, by=cast.chidi)
    assert forgetting.begin(case=listed.case, at=closure.destroy_at) is None
    closings.release(told.case, by=cast.chidi)
    closings.reopen(told.case, by=cast.chidi)
    assert forgetting.begin(case=listed.case, at=closure.destroy_at) is None
    assert not Destruction.objects.exists()


def test_who_writes_in_the_moment_of_destruction_is_told_that_it_is_gone(told, closure, refused):
    entry, party = make.message_wire(told), Party.objects.select_related("case").get(pk=told.party.pk)
    closings.destroy(closure)
    with refused("unknown"):
        talk.write_as_person(party=party, entry=entry, at=make.now())


def test_the_code_on_paper_opens_nothing_any_more(client, told, closure):
    sent = {"auth": told.box.auth}
    assert client.post("/support/mailbox/", sent, content_type="application/json").status_code == 200
    closings.destroy(closure)
    assert client.post("/support/mailbox/", sent, content_type="application/json").status_code == 404


def test_the_code_name_of_a_destroyed_case_is_not_drawn_again(cast, closure, monkeypatch):
    code = closure.case.code
    closings.destroy(closure)
    drawn = iter([code, code, "C-9999"])
    monkeypatch.setattr("chapterhouse.casework.codes.draw", lambda *_: next(drawn))
    assert make.report("a").case.code == "C-9999"


def test_a_destruction_is_remembered_for_a_year(closure):
    closings.destroy(closure)
    forgetting.destroy_all(at=closure.destroy_at + timedelta(days=365))
    assert Destruction.objects.exists()
    forgetting.destroy_all(at=closure.destroy_at + timedelta(days=366))
    assert not Destruction.objects.exists()


# ---- killed half-way


def failing(monkeypatch, nth, fault):
    """The system takes no file off the disk from the nth on."""
    real, calls = os.unlink, []

    def unlink(path, *args, **more):
        calls.append(path)
        if len(calls) > nth:
            raise fault
        return real(path, *args, **more)

    monkeypatch.setattr(os, "unlink", unlink)


@pytest.mark.requirement("B12")
@pytest.mark.parametrize("nth", [0, 1, 2])
def test_files_that_cannot_be_deleted_are_tried_again_and_keep_nobody_waiting(
    cast, told, closure, folder, monkeypatch, nth, caplog
):
    other = closings.close(closings.answered(cast).case, by=cast.chidi)
    closings.warn(other)
    with monkeypatch.context() as patch:
        failing(patch, nth, OSError(errno.EROFS, "Read-only file system", "somewhere"))
        run_once(other.destroy_at)
    assert len(on_disk(folder)) == 3 - nth
    assert not Case.objects.exists()
    row = Destruction.objects.get(finished=None)
    assert (row.code, sorted(row.leftover)) == (told.case.code, sorted(told.files))
    assert not any(name in caplog.text for name in told.files)
    assert forgetting.destroy_all(at=other.destroy_at + DAY) == 1
    assert on_disk(folder) == []
    assert Destruction.objects.get(code=told.case.code).leftover == []


@pytest.mark.requirement("B12")
@pytest.mark.parametrize("nth", [0, 1, 2])
def test_a_worker_killed_between_two_files_goes_on_with_the_next_run(told, closure, folder, monkeypatch, nth):
    closings.warn(closure)
    with monkeypatch.context() as patch:
        failing(patch, nth, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            forgetting.destroy_all(at=closure.destroy_at)
    assert len(on_disk(folder)) == 3 - nth
    assert forgetting.destroy_all(at=closure.destroy_at) == 1
    assert on_disk(folder) == []


def test_between_its_rows_and_its_files_nobody_finds_anything_of_it(client, cast, told, closure, folder):
    closings.warn(closure)
    forgetting.begin(case=closure.case, at=closure.destroy_at)
    assert on_disk(folder) == sorted(told.files)
    assert not Case.objects.visible_to(cast.chidi, make.now()).exists()
    client.force_login(cast.chidi)
    for name in told.files:
        assert client.get(f"/cases/{told.case.code}/files/{name}/").status_code == 404
    sent = {"auth": told.box.auth}
    assert client.post("/support/mailbox/", sent, content_type="application/json").status_code == 404
    assert forgetting.destroy_all(at=closure.destroy_at) == 1
    assert on_disk(folder) == []


TABLES = [
    *("casework_case", "casework_party", "casework_closure", "sealing_mailbox", "sealing_channel"),
    *("sealing_entry", "sealing_blob", "sealing_keywrap", "journal_row", "clocks_promise"),
]


@pytest.mark.parametrize("table", TABLES)
def test_where_a_row_cannot_go_none_goes_and_the_next_run_takes_all(told, closure, folder, table):
    closings.warn(closure)
    before = faults.everything()
    with faults.refusing(table, "DELETE"):
        with pytest.raises(DatabaseError):
            forgetting.begin(case=make.fresh(closure).case, at=closure.destroy_at)
        assert forgetting.destroy_all(at=closure.destroy_at) == 0
    assert faults.everything() == before
    assert all(place_of(name).exists() for name in told.files)
    assert forgetting.destroy_all(at=closure.destroy_at) == 1
    assert on_disk(folder) == []

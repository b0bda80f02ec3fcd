import threading
from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
from django.db import IntegrityError, connection, transaction

from chapterhouse.casework.actions import talk
from chapterhouse.casework.models import AnotherAsked, Case
from chapterhouse.clocks.models import Promise
from chapterhouse.notices.models import Notice
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.sealing.models import Blob, Entry
from chapterhouse.sealing.wire import NamedFile
from chapterhouse.ui.refused import Refused
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """A request that Chidi and Dana work on."""
    told = make.take(make.report("a"), cast.chidi, cast.dana)
    Notice.objects.all().delete()
    return told


def bodies(told, by):
    return make.read(told.party.channel, by)


# ---- what meets a promise


@pytest.mark.requirement("S0.43", "S0.58", "B8")
def test_a_reply_meets_the_promise(cast, told, promised, journal):
    at = make.now()
    make.reply(told.party, by=cast.chidi, at=at)
    assert promised(told.case) is None
    assert Promise.objects.on(told.case.code).get().met_at == at
    assert journal(told.case)[-1] == (cast.chidi.username, "replied", "")
    assert bodies(told, told.box)[-1] == "We hear you."


@pytest.mark.requirement("S0.43", "S0.58", "B8")
@pytest.mark.parametrize("means", ["telephone", "in-person", "other"])
def test_so_does_having_reached_the_person(cast, told, promised, means):
    make.contact(told.case, by=cast.dana, means=means)
    assert promised(told.case) is None


NO_ANSWER = {
    "a note": lambda cast, case: make.note(case, by=cast.chidi),
    "another title": lambda cast, case: make.revise(case, "title", by=cast.chidi),
    "another list of people": lambda cast, case: make.revise(case, "people", by=cast.chidi),
    "an assignment": lambda cast, case: make.assign(case, [cast.bela], by=cast.chidi),
    "a handover": lambda cast, case: make.hand_over(case, cast.bela, by=cast.chidi),
    "the answer about independence": lambda cast, case: make.declare(case, by=cast.bela),
    "stepping back": lambda cast, case: make.recuse(case, by=cast.bela),
    "a reminder": lambda cast, case: make.sweep(make.now() + timedelta(hours=60)),
}


@pytest.mark.parametrize("deed", NO_ANSWER)
@pytest.mark.requirement("S0.43", "S0.58", "B8")
def test_nothing_else_meets_it(cast, told, promised, deed):
    NO_ANSWER[deed](cast, told.case)
    promise = promised(told.case)
    assert promise.kind == Promise.FIRST_ANSWER
    assert promise.due_at == promise.started_at + timedelta(hours=48)


# ---- the person writes


@pytest.mark.requirement("S1.18", "B7", "T14")
def test_the_person_writes_with_a_code_alone_and_is_read(cast, told, told_of, journal):
    make.write(told, "One more thing.")
    assert bodies(told, cast.dana)[-1] == "One more thing."
    assert told_of(told.case) == [cast.chidi.name, cast.dana.name]
    assert journal(told.case)[-1] == (told.party.code, "wrote", "")
    assert Entry.objects.in_channel(told.party.channel).last().author is None


def test_before_the_first_answer_another_message_leaves_the_clock_as_it_is(told, promised):
    first = promised(told.case)
    make.write(told, at=make.now() + timedelta(hours=20))
    assert promised(told.case) == first
    assert Promise.objects.on(told.case.code).count() == 1


def test_after_an_answer_a_message_starts_a_new_promise_once(cast, told, promised):
    make.reply(told.party, by=cast.chidi)
    at = make.now()
    make.write(told, at=at)
    make.write(told, at=at + timedelta(hours=5))
    promise = promised(told.case)
    assert (promise.kind, promise.due_at) == (Promise.ANSWER, at + timedelta(hours=48))
    assert Promise.objects.open().on(told.case.code).count() == 1


def test_while_nobody_has_it_everyone_who_can_read_is_called(cast, told_of):
    told = make.report("a", excluding=[cast.bela])
    Notice.objects.all().delete()
    make.write(told)
    assert told_of(told.case) == [cast.chidi.name, cast.dana.name]


def test_a_message_sent_twice_is_kept_once(told, refused):
    entry = make.message_wire(told)
    talk.write_as_person(party=told.party, entry=entry, at=make.now())
    with refused("replayed"):
        talk.write_as_person(party=told.party, entry=entry, at=make.now())


def test_a_message_under_a_key_that_was_replaced_is_not_kept(cast, told, refused):
    entry = make.message_wire(told)
    make.recuse(told.case, by=cast.bela)
    make.renew(told.case, by=cast.chidi)
    with refused("stale-key"):
        talk.write_as_person(party=make.fresh(told.party), entry=entry, at=make.now())


def test_a_message_that_is_not_sealed_is_not_kept(told, refused):
    entry = make.changed(make.message_wire(told), age_file=b"She told me everything.")
    with refused("malformed"):
        talk.write_as_person(party=told.party, entry=entry, at=make.now())


# ---- responders write


@pytest.mark.requirement("S1.26", "B41")
def test_the_other_of_the_pair_hears_of_a_reply_and_nobody_else(cast, told, told_of):
    make.reply(told.party, by=cast.chidi)
    assert told_of(told.case) == [cast.dana.name]


def test_somebody_of_the_pair_who_left_office_hears_nothing(cast, told, told_of):
    leave_office(term=cast.dana.terms.get(), by="operator", at=make.now())
    make.reply(told.party, by=cast.chidi)
    make.write(told)
    assert told_of(told.case) == [cast.chidi.name]


def reply(told, by, entry, seen):
    return talk.reply(party=make.fresh(told.party), entry=entry, seen=seen, by=by, at=make.now())


def test_two_responders_at_once_the_second_reads_first(cast, told, refused):
    on_screen = make.seen(told.party.channel)
    first, second = (make.reply_wire(told.party, by=who, text=who.name) for who in (cast.chidi, cast.dana))
    reply(told, cast.chidi, first, on_screen)
    with refused("written-meanwhile"):
        reply(told, cast.dana, second, on_screen)
    reply(told, cast.dana, second, first.uuid)
    assert bodies(told, told.box)[1:] == [cast.chidi.name, cast.dana.name]


@pytest.mark.parametrize("seen", ["nothing", "something else"])
def test_whoever_has_not_seen_the_newest_message_reads_first(cast, told, refused, seen):
    make.write(told)
    strange = make.seen(told.case.channel) if seen == "something else" else None
    with refused("written-meanwhile"):
        reply(told, cast.chidi, make.reply_wire(told.party, by=cast.chidi), strange)


@pytest.mark.django_db(transaction=True)
def test_at_the_very_same_moment_one_reply_is_kept(cast):
    told = make.report("a")
    people = [cast.bela, cast.chidi, cast.dana]
    for person in people:
        make.declare(told.case, by=person)
    on_screen = make.seen(told.party.channel)
    entries = [make.reply_wire(told.party, by=person) for person in people]
    ready, said = threading.Barrier(len(people)), []

    def work(person, entry):
        try:
            ready.wait()
            reply(told, person, entry, on_screen)
            said.append("kept")
        except Refused as no:
            said.append(no.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in zip(people, entries, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["kept", "written-meanwhile", "written-meanwhile"]
    assert Entry.objects.in_channel(told.party.channel).count() == 2


@pytest.mark.requirement("B3", "B4")
@pytest.mark.parametrize("first", ["bela", "ida", "mara", "rosa", "ana", "sol"])
def test_only_who_may_read_the_case_writes_in_it(cast, refused, first):
    told = make.report("a", excluding=[cast.bela])
    make.declare(told.case, by=cast.chidi)
    other, entry = getattr(cast, first), make.reply_wire(told.party, by=cast.chidi)
    note = make.note_wire(told.case, by=cast.chidi)
    case, seen = told.case, make.seen(told.party.channel)
    for verb in (
        lambda: reply(told, other, entry, seen),
        lambda: talk.note(case=case, entry=note, by=other, at=make.now()),
        lambda: talk.revise(case=case, slot="title", entry=note, by=other, at=make.now()),
        lambda: talk.record_contact(case=case, means="telephone", note=None, by=other, at=make.now()),
    ):
        with refused("not-yours"):
            verb()


@pytest.mark.requirement("B4")
def test_before_the_question_of_independence_nobody_writes(cast, refused):
    told = make.report("a")
    entry = make.reply_wire(told.party, by=cast.chidi)
    with refused("not-yours"):
        reply(told, cast.chidi, entry, make.seen(told.party.channel))


def test_a_note_is_the_teams_alone_and_calls_nobody(cast, told, told_of, journal):
    make.note(told.case, by=cast.chidi, text="Between us.")
    assert make.read(told.case.channel, cast.dana)[-1] == "Between us."
    assert make.read(told.case.channel, told.box) == ["not-for-you"] * 3
    assert told_of(told.case) == []
    assert journal(told.case)[-1] == (cast.chidi.username, "noted", "")


@pytest.mark.parametrize("slot", ["title", "people"])
def test_a_new_title_or_list_of_people_stands_and_the_old_one_stays_readable(cast, told, slot):
    before = getattr(told.case, slot)
    entry = make.revise(told.case, slot, by=cast.dana, body="Another")
    assert getattr(make.fresh(told.case), slot) == entry
    assert Entry.objects.filter(pk=before.pk).exists()
    assert make.read(told.case.channel, cast.chidi)[-1] == "Another"


def test_nothing_else_can_be_revised(cast, told, refused):
    entry = make.note_wire(told.case, by=cast.chidi)
    with refused("malformed"):
        talk.revise(case=told.case, slot="code", entry=entry, by=cast.chidi, at=make.now())


def test_how_the_person_was_reached_stands_in_clear_and_what_was_said_is_sealed(cast, told, journal):
    entry = make.note_wire(told.case, by=cast.dana, text="She prefers Thursdays.")
    talk.record_contact(case=told.case, means="telephone", note=entry, by=cast.dana, at=make.now())
    assert told.case.contacts.get().means == "telephone"
    assert make.read(told.case.channel, cast.chidi)[-1] == "She prefers Thursdays."
    assert journal(told.case)[-1] == (cast.dana.username, "reached", "")


def test_the_database_knows_three_ways_of_reaching_somebody(cast, told):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.contact(told.case, by=cast.dana, means="letter")


# ---- stop here, another responder


@pytest.mark.requirement("B8")
def test_stop_here_stops_the_clock_and_is_told(cast, told, promised, told_of, journal):
    make.stop(told)
    assert promised(told.case) is None
    assert told.case.stopped
    assert not Case.objects.open().filter(pk=told.case.pk).exists()
    assert told_of(told.case) == [cast.chidi.name, cast.dana.name]
    assert journal(told.case)[-1] == (told.party.code, "stopped", "")
    make.sweep(make.now() + timedelta(hours=100))
    assert told_of(told.case, Notice.OVERDUE) == []


def test_to_stop_twice_is_to_stop(told, journal):
    assert make.stop(told) == make.stop(told)
    assert [verb for _by, verb, _about in journal(told.case)].count("stopped") == 1


def test_writing_again_ends_the_stop_and_starts_a_promise(told, promised):
    make.stop(told)
    at = make.now()
    make.write(told, at=at)
    assert not make.fresh(told.case).stopped
    assert promised(told.case).due_at == at + timedelta(hours=48)


@pytest.mark.requirement("S1.28", "B5")
def test_asking_for_another_responder_calls_all_who_can_read(cast, told, told_of, journal):
    talk.ask_for_another(party=told.party, at=make.now())
    talk.ask_for_another(party=told.party, at=make.now())
    assert told_of(told.case) == [cast.bela.name, cast.chidi.name, cast.dana.name]
    assert [verb for _by, verb, _about in journal(told.case)].count("asked-another") == 1


def test_the_wish_is_answered_when_somebody_else_has_it(cast, told):
    asked = talk.ask_for_another(party=told.party, at=make.now())
    make.assign(told.case, [cast.bela], by=cast.chidi)
    assert make.fresh(asked).answered
    again = talk.ask_for_another(party=told.party, at=make.now())
    newcomer = make.newcomer()
    make.bring_in(told.case, newcomer, by=cast.chidi)
    make.declare(told.case, by=newcomer)
    make.answer(make.hand_over(told.case, newcomer, by=cast.dana), accept=True)
    assert make.fresh(again).answered
    assert AnotherAsked.objects.count() == 2


# ---- how much one case may hold


def named_files(number):
    """Files of the longest kind, named and not sent."""
    size = 64 * 1024 * 1024
    return [{"entry": str(uuid4()), "sha256": f"{each:064x}", "size": size} for each in range(number)]


def with_files(told, number):
    return make.changed(make.message_wire(told), files=msgspec.convert(named_files(number), list[NamedFile]))


def test_a_code_fills_a_case_to_its_end_and_no_disk(told, refused):
    for number in (20, 11):
        talk.write_as_person(party=told.party, entry=with_files(told, number), at=make.now())
    with refused("too-much"):
        talk.write_as_person(party=told.party, entry=with_files(told, 1), at=make.now())
    make.write(told, "A word without a file still finds its place.")


def test_what_responders_write_takes_no_place_from_the_person(cast, told):
    entry = make.reply(told.party, by=cast.chidi)
    Blob.objects.create(entry=entry, sha256="0" * 64, size=talk.MOST_BY_CODES)
    make.write(told, "I read it.")

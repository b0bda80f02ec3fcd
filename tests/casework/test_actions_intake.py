from datetime import timedelta

import pytest

from chapterhouse.casework.models import Case
from chapterhouse.clocks.models import Promise
from chapterhouse.people.actions.offices import leave_office, take_office
from chapterhouse.people.models import Office
from chapterhouse.sealing.models import Entry, KeyWrap, Mailbox, TeamSheet
from chapterhouse.sealing.wire import NamedFile
from tests import make

pytestmark = pytest.mark.django_db


send = make.send

# ---- a report arrives


@pytest.mark.requirement("S0.43", "S0.58", "T1")
@pytest.mark.parametrize("door", ["a", "b"])
def test_a_report_starts_the_promise_its_door_made(cast, promised, door):
    at = make.now()
    told = make.report(door, at=at)
    promise = promised(told.case)
    assert promise.kind == Promise.FIRST_ANSWER
    assert promise.due_at == at + timedelta(hours=48)
    assert told.case.promise_hours == 48


@pytest.mark.requirement("S1.24", "S1.69", "T1", "B1")
def test_under_later_rules_one_team_answers_within_seven_days_and_old_cases_keep_their_hours(cast, promised):
    old = make.report("a")
    make.pack("dsa-la-crt", at=make.now())
    for person in (cast.bela, cast.ida):
        take_office(person=person, office=Office.objects.get(code="crt"), starts=make.now(), by="operator")
    make.sheet("crt", [cast.bela], by=cast.bela)
    make.sheet("crt", [cast.bela, cast.ida], by=cast.bela)
    at = make.now()
    new = make.report("a", at=at)
    assert promised(new.case).due_at == at + timedelta(days=7)
    assert make.read(new.party.channel, cast.ida) == [make.told().report("a")]
    assert promised(old.case).hours == 48
    assert not Case.objects.visible_to(cast.ida, at).filter(pk=old.case.pk).exists()


@pytest.mark.requirement("B2", "S0.15", "S0.21", "T2")
@pytest.mark.parametrize(
    ("door", "team"), [("a", ["bela", "chidi", "dana"]), ("b", ["ida", "noor"])], ids=["informal", "formal"]
)
def test_only_the_team_of_its_desk_is_called_and_can_open_it(cast, told_of, door, team):
    told = make.report(door)
    assert told_of(told.case) == sorted(getattr(cast, first).name for first in team)
    for first in ("bela", "chidi", "dana", "ida", "noor"):
        opened = make.read(told.party.channel, getattr(cast, first)) == [make.told().report(door)]
        assert opened == (first in team)


def test_the_person_reads_their_own_words_with_their_code(cast):
    told = make.report("a", code=make.CODES[0])
    assert make.read(told.party.channel, make.box(make.CODES[0])) == [make.told().report("a")]


@pytest.mark.requirement("S1.18", "T7", "T14")
def test_what_the_server_keeps_of_the_person_is_what_finds_and_reaches_a_code(cast):
    told = make.report("a", code=make.CODES[0])
    kept = Mailbox.objects.values().get()
    assert set(kept) == {"id", "lookup", "recipient", "signing_key", "state_file"}
    assert make.CODES[0] not in repr(kept)
    assert told.box.auth not in repr(kept)
    assert Entry.objects.filter(channel_key__channel=told.party.channel).get().author is None


@pytest.mark.requirement("B5", "S1.28")
def test_who_is_shut_out_gets_no_key_no_notice_and_is_kept_as_shut_out(cast, told_of, journal):
    told = make.report("a", excluding=[cast.bela, cast.mara])
    assert set(told.case.exclusions.values_list("person__name", flat=True)) == {
        cast.bela.name,
        cast.mara.name,
    }
    assert not KeyWrap.objects.filter(card__user=cast.bela).exists()
    assert make.read(told.party.channel, cast.bela) == ["not-for-you"]
    assert told_of(told.case) == [cast.chidi.name, cast.dana.name]
    assert journal(told.case) == [("reporter", "opened", "")]


@pytest.mark.requirement("B5")
def test_one_reader_may_be_left_and_no_fewer(cast, refused):
    assert make.report("a", excluding=[cast.bela, cast.chidi]).case
    wire, _box = make.report_wire("a", excluding=[cast.bela])
    everybody = [person.username for person in (cast.bela, cast.chidi, cast.dana)]
    with refused("no-reader"):
        send(make.changed(wire, excluded=everybody))


@pytest.mark.requirement("B10")
def test_code_names_are_drawn_by_lot_and_say_nothing(cast):
    codes = [make.report("a").case.code for _ in range(8)]
    assert len(set(codes)) == 8
    assert all(len(code) == 6 and code.startswith("C-") for code in codes)
    assert codes != sorted(codes)


# ---- what is refused


def test_the_same_report_sent_twice_is_kept_once(cast, refused):
    wire, _box = make.report_wire("a")
    send(wire)
    with refused("replayed"):
        send(wire)


@pytest.mark.parametrize("part", ["case", "mailbox", "team", "party"])
def test_a_report_that_repeats_any_part_of_another_is_not_kept(cast, refused, part):
    """A second submission under way at the same time can meet the first at any of these."""
    first, _box = make.report_wire("a")
    second, _box = make.report_wire("a")
    send(first)
    with refused("replayed"):
        send(make.changed(second, **{part: getattr(first, part)}))


def test_an_entry_sent_before_is_not_taken_into_another_report(cast, refused):
    first, _box = make.report_wire("a")
    second, _box = make.report_wire("a")
    send(first)
    with refused("replayed"):
        send(make.changed(second, entries=[first.entries[0], *second.entries[1:]]))


def test_a_page_from_before_a_change_of_the_team_seals_again(cast, refused):
    wire, _box = make.report_wire("a")
    make.sheet("ombuds", [cast.bela, cast.chidi], by=cast.bela)
    with refused("stale-team"):
        send(wire)
    again = send(make.report_wire("a")[0])
    assert make.read(again.channel, cast.chidi) == [make.told().title, make.told().involved]
    assert make.read(again.channel, cast.dana) == ["not-for-you", "not-for-you"]


def test_so_does_one_from_before_somebody_left_office(cast, refused):
    wire, _box = make.report_wire("a")
    leave_office(term=cast.dana.terms.get(), by="operator", at=make.now())
    with refused("stale-team"):
        send(wire)
    assert send(make.report_wire("a")[0])


def test_and_one_from_before_somebody_made_a_new_key(cast, refused):
    wire, _box = make.report_wire("a")
    make.vault_of(cast.dana)
    with refused("stale-team"):
        send(wire)
    assert send(make.report_wire("a")[0])


@pytest.mark.requirement("S1.69", "T1")
def test_and_one_from_before_the_rules_changed(cast, refused):
    wire, _box = make.report_wire("a")
    make.pack("dsa-la-crt", at=make.now())
    with refused("stale-team"):
        send(wire)


@pytest.mark.requirement("S1.69", "B1", "T1")
def test_a_case_keeps_the_rules_it_opened_under(cast, promised):
    told = make.report("a")
    make.pack("dsa-la-crt", at=make.now())
    case = make.fresh(told.case)
    assert str(case.pack) == "dsa-la-2018 1"
    assert case.rules.wall == "informal"
    assert Case.objects.visible_to(cast.bela, make.now()).get() == case
    make.declare(case, by=cast.bela)
    make.reply(told.party, by=cast.bela)
    at = make.now()
    make.write(told, at=at)
    assert promised(case).due_at == at + timedelta(hours=48)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"desk": "hgo"}, "stale-team"),
        ({"door": "b"}, "stale-team"),
        ({"door": "c"}, "stale-team"),
        ({"door": "z"}, "stale-team"),
        ({"pack": "dsa-la-2018 7"}, "stale-team"),
        ({"sheet": 1}, "stale-team"),
        ({"sheet": 9}, "stale-team"),
        ({"excluded": ["m-nobody22"]}, "stale-team"),
        ({"excluded": [make.HANDLES["ida"]]}, "stale-team"),
        ({"excluded": [make.HANDLES["bela"]]}, "stale-team"),
    ],
)
def test_a_report_that_does_not_fit_what_stands_is_refused(cast, refused, fields, code):
    wire, _box = make.report_wire("a")
    with refused(code):
        send(make.changed(wire, **fields))


@pytest.mark.requirement("B3", "B5", "S0.55")
@pytest.mark.parametrize("channel", ["team", "party"])
def test_a_report_is_wrapped_to_all_who_may_read_and_nobody_else(cast, refused, channel):
    wire, _box = make.report_wire("a", excluding=[cast.bela])
    shut_out, _box = make.report_wire("a")
    for wraps in (getattr(wire, channel).wraps[:1], getattr(shut_out, channel).wraps):
        with refused("stale-team"):
            send(make.changed(wire, **{channel: make.changed(getattr(wire, channel), wraps=wraps)}))


def test_a_card_wrapped_to_twice_is_refused(cast, refused):
    wire, _box = make.report_wire("a")
    with refused("malformed"):
        send(make.changed(wire, team=make.changed(wire.team, wraps=[*wire.team.wraps, wire.team.wraps[0]])))


def test_a_conversation_begins_with_the_first_version_of_its_key(cast, refused):
    wire, _box = make.report_wire("a")
    with refused("malformed"):
        send(make.changed(wire, team=make.changed(wire.team, version=2)))


def test_a_first_statement_about_another_key_or_channel_is_refused(cast, refused):
    wire, _box = make.report_wire("a")
    other, _box = make.report_wire("a")
    for strange in (other.team.statement, wire.party.statement, "not a note"):
        with refused("malformed"):
            send(make.changed(wire, team=make.changed(wire.team, statement=strange)))


def test_files_are_named_before_they_arrive(cast):
    wire, _box = make.report_wire("a")
    entry = wire.entries[0].uuid
    case = send(make.changed(wire, files=[NamedFile(entry=entry, sha256="0" * 64, size=9)]))
    blob = Entry.objects.get(uuid=entry).blobs.get()
    assert (blob.size, blob.arrived) == (9, None)
    assert case.parties.count() == 1


def test_if_the_desk_has_no_sheet_nothing_can_be_sent(cast, refused):
    wire, _box = make.report_wire("a")
    TeamSheet.objects.filter(desk="ombuds").delete()
    with refused("stale-team"):
        send(wire)

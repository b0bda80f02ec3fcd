"""A responder takes a case along: who may, what is in it, what is not, and that it opens without us."""

import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from http.client import HTTPConnection

import pytest
from django.apps import apps
from django.conf import settings

from chapterhouse.casework.export import LEFT, TAKEN
from chapterhouse.casework.models import Case
from chapterhouse.journal.models import Row
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.sealing.actions.files import PIECE, place_of
from chapterhouse.sealing.formats import zips
from chapterhouse.sealing.models import Blob, Entry, IdentityWrap, KeyWrap
from tests import linking, make, planning
from tests.casework.exports import (
    FILE,
    FILE_NAME,
    attach,
    commands,
    follow,
    got,
    manifest_of,
    unpack,
    unzipped,
)

AT = datetime(2026, 11, 21, 10, 4, tzinfo=UTC)
STORY, TITLE = "It was at the Thursday canvass.", "The canvass in May"


@pytest.fixture
def told(cast):
    told = make.report("a", code=make.CODES[0], told=make.told(text=STORY, title=TITLE))
    make.take(told, cast.chidi, cast.dana)
    make.reply(told.party, by=cast.chidi, text="We hear you.")
    return told


def address(told):
    return f"/cases/{told.case.code}/export.zip"


def taken(client, person, told):
    client.force_login(person)
    return got(client.get(address(told)))


# ---- who may


def test_who_reads_a_case_is_told_what_it_means_and_takes_it_along(client, cast, told):
    client.force_login(cast.chidi)
    page = client.get(f"/cases/{told.case.code}/export/").content.decode()
    assert "What it means to hold it" in page
    assert address(told) in page
    answer = client.get(address(told))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{told.case.code}.zip"'
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    got(answer)


@pytest.mark.parametrize("where", ["export.zip", "export/"])
def test_for_everyone_else_there_is_nothing_to_take(client, cast, told, where):
    other = make.report("a", excluding=[cast.bela])
    make.remove(told.case, cast.dana, by=cast.chidi)
    refused = [
        (cast.bela, told),  # has not said that they are independent
        (cast.bela, other),  # excluded
        (cast.dana, told),  # removed
        (cast.ida, told),  # another wall
        (cast.mara, told),  # backup contact
        (cast.sol, told),  # superuser
    ]
    for person, case in refused:
        client.force_login(person)
        assert client.get(f"/cases/{case.case.code}/{where}").status_code == 404, person.name
    make.recuse(told.case, by=cast.chidi)
    client.force_login(cast.chidi)
    assert client.get(f"/cases/{told.case.code}/{where}").status_code == 404
    assert not Row.objects.filter(verb="exported").exists()


def test_at_the_end_of_a_term_nothing_more_is_given(client, cast, told):
    leave_office(term=cast.dana.terms.get(), by="operator", at=make.now())
    client.force_login(cast.dana)
    assert client.get(address(told)).status_code == 404


def test_colleagues_see_that_a_copy_was_taken_and_each_time(client, cast, told):
    taken(client, cast.chidi, told)
    taken(client, cast.chidi, told)
    rows = Row.objects.about(told.case.code).filter(verb="exported")
    assert [row.by for row in rows] == [cast.chidi.username] * 2
    client.force_login(cast.dana)
    client.cookies["django_language"] = "en"
    page = client.get(f"/cases/{told.case.code}/").content.decode()
    assert "Chidi Okafor took a copy of this case along." in page


# ---- what is in it


def test_every_entry_and_file_is_in_it_as_it_lies_here(client, cast, told):
    named = attach(told, cast.chidi)
    files = unzipped(taken(client, cast.chidi, told))
    said = manifest_of(files)
    entries = {entry["uuid"]: entry for channel in said["channels"] for entry in channel["entries"]}
    rows = Entry.objects.filter(channel_key__channel__in=make.fresh(told.case).channels)
    assert len(entries) == rows.count() > 3
    for row in rows:
        assert files[entries[str(row.uuid)]["age_file"]] == bytes(row.age_file)
    [blob] = [entry["files"][named.sha256] for entry in entries.values() if entry["files"]]
    assert sha256(files[blob]).hexdigest() == named.sha256
    assert {"read.html", "HOW.html", "manifest.json", "identity.age"} < set(files)
    assert said["code"] == told.case.code
    assert said["names"][cast.chidi.username] == "Chidi Okafor"


def test_ones_own_wraps_are_in_it_and_nobody_elses(client, cast, told):
    data = taken(client, cast.chidi, told)
    files = unzipped(data)
    mine = KeyWrap.objects.filter(
        card__user=cast.chidi, channel_key__channel__in=make.fresh(told.case).channels
    )
    wraps = {bytes(wrap.age_file) for wrap in mine}
    assert {content for name, content in files.items() if name.startswith("key-")} == wraps
    own = IdentityWrap.objects.get(card__user=cast.chidi, method="recovery")
    assert files["identity.age"] == bytes(own.age_file)
    others = [*KeyWrap.objects.exclude(pk__in=mine), *IdentityWrap.objects.exclude(pk=own.pk)]
    assert others
    for wrap in others:
        assert bytes(wrap.age_file) not in data


def of_a_case(model):
    """Whether its rows belong to a case, by whatever leads there."""
    leads = [each.related_model for each in model._meta.fields if each.many_to_one or each.one_to_one]
    return Case in leads or any(each._meta.app_label == "casework" and of_a_case(each) for each in leads)


def test_every_kind_of_row_of_a_case_goes_along_or_is_left_out_for_a_reason():
    rows = {model for model in apps.get_app_config("casework").get_models() if of_a_case(model)}
    assert rows == {*TAKEN, *LEFT}
    assert not {*TAKEN} & {*LEFT}
    assert all(reason.endswith(".") for reason in LEFT.values())
    for model, path in TAKEN.items():
        assert model.objects.filter(**{path: None}).query, model


def test_what_was_done_is_in_it_with_its_days_and_no_words(client, cast):
    told, guest = planning.scene(cast)
    plan = planning.begin(guest, [planning.step()], by=cast.ida)
    planning.agree(plan)
    other = make.report("a", code=make.CODES[3])
    rows = manifest_of(unzipped(taken(client, cast.ida, told)))["rows"]
    assert set(rows) == {model.__name__ for model in TAKEN}
    [kept] = rows["Plan"]
    assert (kept["holder"], kept["by"]) == (guest.party.code, cast.ida.username)
    assert kept["ends"] == planning.day(30).isoformat()
    [version] = rows["PlanVersion"]
    assert version["plan"] == str(kept["id"])
    assert version["words"] == str(make.fresh(plan).newest.words.uuid)
    assert version["agreed"].startswith(str(make.now().year))
    assert [row["code"] for row in rows["Party"]] == [told.party.code, guest.party.code]
    assert "mailbox" not in rows["Party"][0]
    assert other.case.code not in str(rows)
    assert cast.ida.name not in str(rows)


@pytest.mark.requirement("B31")
def test_a_copy_says_as_little_as_the_journal_of_what_ended_a_wait(client, cast):
    one, two = linking.both(cast)
    for told in (one, two):
        linking.wait(told)
    make.exclude(two.case, cast.noor)
    linking.confirm_same(one.case, two.case, by=cast.ida)
    [matched] = manifest_of(unzipped(taken(client, cast.noor, one)))["rows"]["Wait"]
    linking.wait(one)
    linking.begin(one, by=cast.ida)
    begun = manifest_of(unzipped(taken(client, cast.noor, one)))["rows"]["Wait"][-1]
    assert matched.keys() == begun.keys() == {"id", "at", "until_match", "ended"}


def test_nothing_of_what_was_written_stands_in_clear(client, cast, told):
    attach(told, cast.chidi)
    data = taken(client, cast.chidi, told)
    for word in (
        STORY,
        TITLE,
        FILE_NAME,
        "We hear you.",
        "Look at this.",
        "image/png",
        "what is in the picture",
    ):
        assert word.encode() not in data, word


def test_names_in_the_zip_say_nothing(client, cast, told):
    attach(told, cast.chidi)
    for name in unzipped(taken(client, cast.chidi, told)):
        plain = name in {"HOW.html", "read.html", "manifest.json", "identity.age"}
        assert plain or name.rstrip("0123456789.age") in {"entry-", "file-", "key-"}, name


def test_a_file_that_never_arrived_is_named_as_missing(client, cast, told):
    entry = Entry.objects.in_channel(told.party.channel).first()
    Blob.objects.create(sha256="ab" * 32, entry=entry, size=12)
    said = manifest_of(unzipped(taken(client, cast.chidi, told)))
    named = [entry["files"] for channel in said["channels"] for entry in channel["entries"]]
    assert {"ab" * 32: None} in named


# ---- it opens without us


def test_the_age_program_opens_it_by_the_commands_of_its_page(client, cast, told, age, tmp_path):
    attach(told, cast.chidi)
    unpack(taken(client, cast.chidi, told), tmp_path)
    (tmp_path / "recovery.txt").write_text(cast.recovery[cast.chidi.username] + "\n")
    said = follow(tmp_path, age)
    assert any(TITLE in text for text in said)
    assert any(STORY in text for text in said)
    assert (tmp_path / "file-001").read_bytes() == FILE


def test_after_somebody_left_each_key_has_its_commands(client, cast, told, age, tmp_path):
    make.remove(told.case, cast.dana, by=cast.chidi)
    make.renew(told.case, by=cast.chidi)
    make.reply(told.party, by=cast.chidi, text="Only those who stayed read this.")
    make.note(told.case, by=cast.chidi, text="And this.")
    unpack(taken(client, cast.chidi, told), tmp_path)
    (tmp_path / "recovery.txt").write_text(cast.recovery[cast.chidi.username] + "\n")
    said = follow(tmp_path, age)
    assert any("Only those who stayed" in text for text in said)
    assert any("And this." in text for text in said)


def test_who_was_let_in_late_is_told_which_files_no_key_of_theirs_opens(client, cast, told):
    make.remove(told.case, cast.dana, by=cast.chidi)
    make.renew(told.case, by=cast.chidi)
    make.note(told.case, by=cast.chidi, text="Under the new key.")
    KeyWrap.objects.filter(card__user=cast.chidi, channel_key__version=1).delete()
    files = unzipped(taken(client, cast.chidi, told))
    page = files["HOW.html"].decode()
    assert "No key of yours opens these" in page
    assert all("entry-001.age" not in command for command in commands(page))


@pytest.mark.parametrize(
    "words", ["How to open what is in this folder", "Cómo abrir lo que hay en esta carpeta"]
)
def test_its_page_speaks_both_languages(client, cast, told, words):
    page = unzipped(taken(client, cast.chidi, told))["HOW.html"].decode()
    assert words in page
    assert "<script" not in page


# ---- it travels in pieces


def test_no_more_than_a_piece_is_held_at_a_time(client, cast, told):
    attach(told, cast.chidi, data=b"x" * (20 * PIECE))
    client.force_login(cast.chidi)
    answer = client.get(address(told))
    sizes = [len(piece) for piece in answer.streaming_content]
    assert max(sizes) < 4 * PIECE  # the longest is the reader itself
    assert sum(sizes) == int(answer.headers["Content-Length"]) > 20 * PIECE


def test_nothing_is_read_before_its_turn(told):
    asked = []

    def part(number):
        return zips.Part(f"entry-{number}.age", 3, lambda: asked.append(number) or [b"abc"])

    pieces = zips.stream([part(number) for number in range(50)], at=AT)
    while len(asked) < 10:
        next(pieces)
    assert asked == list(range(10))


@pytest.mark.django_db(transaction=True)
def test_a_download_that_breaks_off_leaves_nothing_and_can_be_repeated(client, live_server, cast, told):
    named = attach(told, cast.chidi, data=b"x" * (200 * PIECE))
    lying = sorted(place_of(named.sha256).parent.parent.rglob("*"))
    client.force_login(cast.chidi)
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    }
    for wanted in (PIECE, -1):
        line = HTTPConnection(live_server.url.removeprefix("http://"), timeout=30)
        line.request("GET", address(told), headers=headers)
        answer = line.getresponse()
        data = answer.read() if wanted < 0 else answer.read(wanted)
        line.close()
    assert sorted(place_of(named.sha256).parent.parent.rglob("*")) == lying
    assert len(data) == int(answer.headers["Content-Length"])
    assert manifest_of(unzipped(data))["code"] == told.case.code


def test_what_is_gone_meanwhile_breaks_the_download_off(client, cast, told):
    named = attach(told, cast.chidi)
    client.force_login(cast.chidi)
    answer = client.get(address(told))
    place_of(named.sha256).write_bytes(b"shorter")
    with pytest.raises(zips.PartError):
        b"".join(answer.streaming_content)


# ---- the zip itself


@pytest.mark.parametrize("limit", [None, 3000, 700])
def test_the_length_is_known_beforehand_also_where_offsets_need_more_room(monkeypatch, limit):
    if limit:
        monkeypatch.setattr(zipfile, "ZIP64_LIMIT", limit)
    parts = [zips.Part.of(f"entry-{number:03}.age", b"x" * (7 * number)) for number in range(60)]
    data = b"".join(zips.stream(parts, at=AT))
    assert len(data) == zips.length(parts)
    files = unzipped(data)
    assert [len(content) for content in files.values()] == [part.size for part in parts]
    assert json.dumps(sorted(files)) == json.dumps([part.name for part in parts])


@pytest.mark.parametrize("size", [2, 4])
def test_a_part_of_another_length_than_it_said_breaks_the_zip_off(size):
    part = zips.Part("entry-001.age", size, lambda: [b"abc"])
    with pytest.raises(zips.PartError):
        list(zips.stream([part], at=AT))

"""What the server keeps of keys and files without being able to use them: each way out of each verb."""

import hashlib
import io
import threading
from datetime import timedelta

import msgspec
import pytest
from django.db import connection

from chapterhouse.demo import desks, rows
from chapterhouse.demo.agekeys import new_identity, recipient_of, seal
from chapterhouse.sealing.actions.cards import add_sheet, keep_notebook, publish_card, replace_wraps
from chapterhouse.sealing.actions.files import place_of, receive
from chapterhouse.sealing.actions.invitations import forget_lapsed
from chapterhouse.sealing.models import Blob, IdentityWrap, Invitation, KeyCard, Notebook, TeamSheet
from chapterhouse.sealing.wire import NamedFile, NewEntry, read
from chapterhouse.ui.refused import Refused
from tests import faults, make

pytestmark = pytest.mark.django_db


def says_no(code, verb, *args, **more):
    before = faults.everything()
    with pytest.raises(Refused) as no:
        verb(*args, **more)
    assert no.value.code == code
    assert faults.everything() == before


def sealed(text="something"):
    return seal(recipient_of(new_identity()), text)


# ---- cards


def card(person, version):
    _member, sent, _recovery = make.fresh_vault(person.username, version)
    return sent


def test_a_first_card_is_version_one_and_the_next_follows(cast):
    ana = cast.ana
    for wrong in (2, 7):
        says_no("stale-card", publish_card, card=card(ana, wrong), by=ana, at=make.now())
    publish_card(card=card(ana, 1), by=ana, at=make.now())
    says_no("stale-card", publish_card, card=card(ana, 1), by=ana, at=make.now())
    publish_card(card=card(ana, 2), by=ana, at=make.now())
    assert [each.version for each in ana.key_cards.current()] == [2]
    assert IdentityWrap.objects.filter(card__user=ana).count() == 2


def test_an_old_card_is_kept_so_that_what_it_signed_can_be_checked(cast):
    before = cast.bela.key_cards.get()
    make.vault_of(cast.bela)
    assert KeyCard.objects.get(pk=before.pk).retired
    assert KeyCard.objects.get(pk=before.pk).signing_key == before.signing_key


@pytest.mark.parametrize("field", ["passphrase_wrap", "recovery_wrap"])
def test_a_wrap_that_is_not_sealed_is_not_kept(cast, field):
    sent = make.changed(card(cast.ana, 1), **{field: b"AGE-SECRET-KEY-1..."})
    says_no("malformed", publish_card, card=sent, by=cast.ana, at=make.now())
    says_no("malformed", replace_wraps, by=cast.bela, at=make.now(), **{"passphrase_wrap": b"", field: b""})


@pytest.mark.parametrize(
    ("field", "value"),
    [("recipient", "age1" + "q" * 58), ("signing_key", "A" * 43 + "!"), ("signing_key", "AAAA")],
)
def test_a_key_that_nobody_could_use_is_not_kept(cast, field, value):
    sent = make.changed(card(cast.ana, 1), **{field: value})
    says_no("malformed", publish_card, card=sent, by=cast.ana, at=make.now())


def test_a_changed_passphrase_replaces_one_row_and_leaves_the_identity(cast):
    before = dict(IdentityWrap.objects.filter(card__user=cast.bela).values_list("method", "age_file"))
    kept = replace_wraps(by=cast.bela, at=make.now(), passphrase_wrap=sealed())
    after = dict(IdentityWrap.objects.filter(card__user=cast.bela).values_list("method", "age_file"))
    assert bytes(after["recovery"]) == bytes(before["recovery"])
    assert bytes(after["passphrase"]) != bytes(before["passphrase"])
    assert kept == cast.bela.key_cards.get()


def test_without_a_key_there_is_no_passphrase_to_change(cast):
    says_no("no-card", replace_wraps, by=cast.ana, at=make.now(), passphrase_wrap=sealed())


def test_a_notebook_is_replaced_whole(cast):
    keep_notebook(by=cast.bela, age_file=sealed())
    keep_notebook(by=cast.bela, age_file=sealed())
    assert Notebook.objects.count() == 1
    says_no("malformed", keep_notebook, by=cast.bela, age_file=b"pins")


# ---- sheets


def sheet(cast, people, *, signer=None, desk="ombuds", seq=None):
    """A sheet as it is sent."""
    cards = [rows.card_of(person) for person in people]
    right, note = desks.next_sheet(make.member(signer or cast.bela), desk, cards, at=make.now())
    sent = {"desk": desk, "seq": seq or right, "note": note}
    return {**sent, "by": signer or cast.bela, "at": make.now()}


def test_sheets_follow_one_another(cast):
    right = sheet(cast, [cast.bela, cast.chidi])
    for wrong in (1, 2, right["seq"] + 1):
        says_no("stale-sheet", add_sheet, **{**right, "seq": wrong})
    assert add_sheet(**right).seq == 3
    says_no("stale-sheet", add_sheet, **right)


def test_a_sheet_of_another_desk_or_by_a_stranger_is_refused(cast):
    mine = sheet(cast, [cast.bela])
    says_no("malformed", add_sheet, **{**mine, "desk": "hgo"})
    says_no("malformed", add_sheet, **sheet(cast, [cast.bela], signer=cast.ida))


def test_a_sheet_names_only_who_reads_there_with_their_present_card(cast):
    says_no("stale-team", add_sheet, **sheet(cast, [cast.bela, cast.ida]))
    before = sheet(cast, [cast.bela, cast.dana])
    make.vault_of(cast.dana)
    says_no("stale-team", add_sheet, **before)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_sign_at_once_leave_one_list(cast):
    sheets = [sheet(cast, [cast.bela, each], signer=cast.bela) for each in (cast.chidi, cast.dana)]
    ready, said = threading.Barrier(2), []

    def work(sent):
        try:
            ready.wait()
            said.append(add_sheet(**sent).seq)
        except Refused as no:
            said.append(no.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[sent]) for sent in sheets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said, key=str) == [3, "stale-sheet"]
    assert TeamSheet.objects.filter(desk="ombuds").count() == 3


# ---- files


@pytest.fixture
def folder(settings, tmp_path):
    settings.SEALED_FILES = tmp_path / "sealed"
    return settings.SEALED_FILES


@pytest.fixture
def awaited(cast, folder):
    """An entry that names a file of 200 KB, which has not come yet; the file's ciphertext."""
    data = sealed("x" * 200_000)
    wire, _box = make.report_wire("a")
    named = NamedFile(entry=wire.entries[0].uuid, sha256=hash_of(data), size=len(data))
    make.send(make.changed(wire, files=[named]))
    return data


def hash_of(data):
    return hashlib.sha256(data).hexdigest()


def put(name, data):
    return receive(sha256=name, body=io.BytesIO(data), at=make.now())


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_that_was_named_arrives(awaited, folder):
    blob = put(hash_of(awaited), awaited)
    assert blob.arrived
    assert place_of(hash_of(awaited)).read_bytes() == awaited
    assert len(files_in(folder)) == 1


def test_it_arrives_once(awaited):
    put(hash_of(awaited), awaited)
    says_no("unknown-file", put, hash_of(awaited), awaited)


def test_what_no_entry_named_is_not_taken(awaited, folder):
    strange = sealed("strange")
    says_no("unknown-file", put, hash_of(strange), strange)
    assert files_in(folder) == []


@pytest.mark.parametrize("change", ["longer", "shorter", "altered", "empty"])
def test_what_is_not_the_file_that_was_named_is_not_kept(awaited, folder, change):
    data = {
        "longer": awaited + b"x",
        "shorter": awaited[:-1],
        "altered": awaited[:-1] + bytes([awaited[-1] ^ 1]),
        "empty": b"",
    }[change]
    says_no("wrong-file", put, hash_of(awaited), data)
    assert files_in(folder) == []


def test_a_file_that_is_not_sealed_is_not_kept(cast, folder):
    data = b"She told me everything." * 1000
    wire, _box = make.report_wire("a")
    named = NamedFile(entry=wire.entries[0].uuid, sha256=hash_of(data), size=len(data))
    make.send(make.changed(wire, files=[named]))
    says_no("malformed", put, hash_of(data), data)
    assert files_in(folder) == []


def test_a_line_lost_in_the_middle_leaves_nothing_and_the_file_may_come_again(awaited, folder):
    class Cut:
        left = 2

        def read(self, size):
            self.left -= 1
            if self.left < 0:
                raise ConnectionResetError
            return awaited[:size]

    with pytest.raises(ConnectionResetError):
        receive(sha256=hash_of(awaited), body=Cut(), at=make.now())
    assert files_in(folder) == []
    assert put(hash_of(awaited), awaited).arrived
    assert not Blob.objects.awaited().exists()


def test_a_file_whose_entry_was_destroyed_while_it_was_on_its_way_is_not_kept(awaited, folder):
    class Slow(io.BytesIO):
        def read(self, size):
            Blob.objects.all().delete()
            return super().read(size)

    with pytest.raises(Refused) as no:
        receive(sha256=hash_of(awaited), body=Slow(awaited), at=make.now())
    assert no.value.code == "unknown-file"
    assert files_in(folder) == []


# ---- invitations


def test_invitations_nobody_used_are_forgotten_after_thirty_days(cast):
    at = make.now()
    make.written_down(by=cast.ida, at=at)
    assert forget_lapsed(at=at + timedelta(days=29)) == 0
    assert forget_lapsed(at=at + timedelta(days=30)) == 1
    assert not Invitation.objects.exists()


# ---- what comes in is bounded before anything is done with it


def entry(**fields):
    return msgspec.json.encode({"uuid": "c0ffee00-0000-4000-8000-000000000001", "age_file": "", **fields})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        entry(strange=1),
        entry(uuid="7"),
        entry(version=0),
        entry(version="1"),
        entry(age_file="not base64!"),
        entry(age_file="A" * 1_400_000),
        entry(files=[{"entry": "x", "sha256": "0" * 64, "size": 1}]),
        entry(files=[{"entry": "c0ffee00-0000-4000-8000-000000000001", "sha256": "0" * 64, "size": 0}]),
        entry(files=[{"entry": "c0ffee00-0000-4000-8000-000000000001", "sha256": "0" * 64, "size": 2**40}]),
    ],
)
def test_what_has_not_the_right_shape_is_refused_without_repeating_it(body):
    with pytest.raises(Refused) as no:
        read(body, NewEntry)
    assert no.value.code == "malformed"
    assert str(no.value) == "This page sent something we cannot read. Reload it and try again."

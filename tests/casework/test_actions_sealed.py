"""Whatever is not sealed to exactly one key is not kept, wherever in a report it stands."""

from uuid import uuid4

import pyrage
import pytest

from chapterhouse.casework.actions import intake
from chapterhouse.demo.agekeys import seal
from tests import make

pytestmark = pytest.mark.django_db


send = make.send


def scrypt_file():
    body = b"-> scrypt " + b"A" * 22 + b" 18\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n" + bytes(64)
    return b"age-encryption.org/v1\n" + body


def ssh_file():
    body = (
        b"-> ssh-ed25519 AAAAAA " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n" + bytes(64)
    )
    return b"age-encryption.org/v1\n" + body


def two_readers():
    keys = [pyrage.x25519.Identity.generate().to_public() for _ in range(2)]
    return bytes(pyrage.encrypt(b"for two", keys))


STRANGE = {
    "plain text": lambda: b"She told me everything.",
    "empty": lambda: b"",
    "passphrase": scrypt_file,
    "foreign": ssh_file,
    "two readers": two_readers,
    "cut short": lambda: seal(make.box().card.recipient, "x")[:120],
    "long header": lambda: b"age-encryption.org/v1\n" + b"-> X25519 A\n" * 1000 + bytes(99),
    "oversized": lambda: seal(make.box().card.recipient, bytes(1024 * 1024 + 1)),
}
PLACES = {
    "entry": lambda wire, file: make.changed(
        wire, entries=[make.changed(wire.entries[0], age_file=file), *wire.entries[1:]]
    ),
    "wrap": lambda wire, file: make.changed(
        wire,
        team=make.changed(
            wire.team, wraps=[make.changed(wire.team.wraps[0], age_file=file), *wire.team.wraps[1:]]
        ),
    ),
    "mailbox wrap": lambda wire, file: make.changed(wire, party=make.changed(wire.party, mailbox_wrap=file)),
    "state file": lambda wire, file: make.changed(wire, mailbox=make.changed(wire.mailbox, state_file=file)),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.requirement("B13")
def test_nothing_is_kept_that_is_not_sealed_to_exactly_one_key(cast, refused, strange, place):
    wire, _box = make.report_wire("a")
    with refused("malformed"):
        send(PLACES[place](wire, STRANGE[strange]()))


def test_a_missing_wrap_of_the_persons_own_is_refused(cast, refused):
    wire, _box = make.report_wire("a")
    with refused("malformed"):
        send(make.changed(wire, party=make.changed(wire.party, mailbox_wrap=None)))


def test_a_letter_that_is_not_sealed_is_not_kept(cast, refused):
    wire = make.written_down_wire(by=cast.ida)
    with refused("malformed"):
        intake.write_down(report=make.changed(wire, letter_file=b"open"), by=cast.ida, at=make.now())


def test_another_case_with_a_new_name_is_another_case(cast):
    wire, _box = make.report_wire("a")
    other, _box = make.report_wire("a")
    assert send(wire) != send(make.changed(other, case=uuid4()))

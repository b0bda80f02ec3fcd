"""Many reports at once: limits without addresses, and a proof of work while it lasts."""

from datetime import UTC, datetime, timedelta

import altcha
import pytest
import time_machine
from django.test import Client

from chapterhouse.casework.actions.intake import lookup_of
from chapterhouse.casework.models import Case
from chapterhouse.sealing.models import Entry
from chapterhouse.support.flood import BUSY, BY_ONE_CODE, FROM_ONE_PLACE, WITHIN, Gate, gate
from chapterhouse.ui.refused import Refused
from tests import make
from tests.support.asking import doors, post, refused, send

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def solved(challenge):
    """What a browser sends for a challenge."""
    found = altcha.solve_challenge_v1(
        challenge["challenge"], challenge["salt"], challenge["algorithm"], challenge["maxnumber"]
    )
    fields = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return altcha.PayloadV1(**fields, number=found.number).to_base64()


def come(own, number, *, at=NOON):
    for each in range(number):
        own.enter(f"198.51.100.{each}", at=at, proof=None)


@pytest.fixture
def own():
    return Gate()


@pytest.fixture
def noon():
    """The library looks at the clock itself."""
    with time_machine.travel(NOON, tick=False):
        yield


def test_thirty_two_people_at_once_from_one_place_are_all_let_in(own):
    for _ in range(32):
        own.enter("203.0.113.7", at=NOON, proof=None)
    assert own.challenge(NOON) is None


def test_a_flood_from_one_place_is_refused_and_another_place_is_not(own, noon):
    for _ in range(FROM_ONE_PLACE):
        challenge = own.challenge(NOON)
        own.enter("203.0.113.7", at=NOON, proof=solved(challenge) if challenge else None)
    with pytest.raises(Refused) as refusal:
        own.enter("203.0.113.7", at=NOON, proof=None)
    assert refusal.value.code == "too-many"
    own.enter("203.0.113.8", at=NOON, proof=solved(own.challenge(NOON)))


def test_no_address_is_held(own):
    own.enter("203.0.113.7", at=NOON, proof=None)
    assert "203.0.113.7" not in repr(vars(own))
    assert b"203.0.113.7" not in b"".join(own._places)


def test_what_stands_for_an_address_differs_from_day_to_day(own):
    own.enter("203.0.113.7", at=NOON, proof=None)
    first = set(own._places)
    own.enter("203.0.113.7", at=NOON + timedelta(days=1), proof=None)
    assert not first & set(own._places)


def test_while_many_write_a_proof_is_asked_and_counts_once(own, noon):
    come(own, BUSY)
    with pytest.raises(Refused) as refusal:
        own.enter("203.0.113.7", at=NOON, proof=None)
    assert refusal.value.code == "needs-proof"
    proof = solved(own.challenge(NOON))
    own.enter("203.0.113.7", at=NOON, proof=proof)
    with pytest.raises(Refused):
        own.enter("203.0.113.7", at=NOON, proof=proof)


@pytest.mark.parametrize("proof", ["", "!", "bnVsbA==", "W10=", "eyJhbGdvcml0aG0iOiAiU0hBLTI1NiJ9"])
def test_what_is_no_proof_is_none(own, proof):
    come(own, BUSY)
    with pytest.raises(Refused):
        own.enter("203.0.113.7", at=NOON, proof=proof)


def test_a_proof_lapses(own, noon):
    come(own, BUSY)
    proof = solved(own.challenge(NOON))
    later = NOON + timedelta(hours=3)
    with time_machine.travel(later, tick=False):
        come(own, BUSY, at=later)
        with pytest.raises(Refused):
            own.enter("203.0.113.7", at=later, proof=proof)


def test_the_work_grows_with_the_load_and_ends_with_it(own, noon):
    come(own, BUSY)
    little = own.challenge(NOON)["maxnumber"]
    own._all.extend([NOON] * BUSY)
    assert own.challenge(NOON)["maxnumber"] == 2 * little
    assert own.challenge(NOON + WITHIN) is None


def test_a_page_opened_in_quiet_times_still_gets_its_report_in(cast):
    """It is told to fetch a challenge, solves it and sends the very same report again."""
    wire, _box = make.report_wire("a")
    assert doors()["challenge"] is None
    gate._all.extend([make.now()] * BUSY)
    assert refused(send(wire)) == (409, "needs-proof")
    assert Case.objects.count() == 0
    assert send(wire, altcha=solved(doors()["challenge"])).status_code == 201


def test_behind_our_proxy_the_place_is_the_one_it_names(cast, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    wire, _box = make.report_wire("a")
    for address in ("203.0.113.7", "203.0.113.8"):
        post("reports/", make.as_json(wire), client=Client(), **{"X-Forwarded-For": f"spoofed, {address}"})
    assert len(gate._places) == 2


def test_one_code_writes_so_many_messages_and_is_told_when_to_go_on(own):
    for each in range(BY_ONE_CODE):
        own.write("a" * 64, at=NOON + timedelta(seconds=each))
    with pytest.raises(Refused, match="in 9 minutes") as refusal:
        own.write("a" * 64, at=NOON + timedelta(seconds=90))
    assert refusal.value.code == "too-many"
    own.write("b" * 64, at=NOON + timedelta(seconds=90))
    own.write("a" * 64, at=NOON + WITHIN)


def test_messages_are_not_in_the_way_of_reports_and_their_mailbox_is_not_held(own):
    for _ in range(BY_ONE_CODE):
        own.write("a" * 64, at=NOON)
    assert own.challenge(NOON) is None
    assert b"a" * 64 not in b"".join(own._places)


def test_a_mailbox_that_floods_is_refused_and_nothing_of_it_is_kept(cast):
    told = make.report("a")
    for _ in range(BY_ONE_CODE):
        gate.write(lookup_of(told.box.auth), at=make.now())
    body = {"auth": told.box.auth, "entry": make.as_json(make.message_wire(told))}
    assert refused(post("mailbox/entries/", body)) == (429, "too-many")
    assert Entry.objects.in_channel(told.party.channel).count() == 1

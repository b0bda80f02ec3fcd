"""What arrived though the line was lost: sent again, it is told so first, and is there once."""

from datetime import timedelta

import pytest

from tests import faults, formal, make, meeting, planning
from tests.support.asking import post, refused

pytestmark = pytest.mark.django_db


def on_the_formal_route(cast):
    return formal.noticed(formal.worked(cast).case, by=cast.ida)


def sent_to_them(cast):
    told = formal.worked(cast)
    formal.send(formal.ready(told.case, by=cast.ida, reviewer=cast.noor), told.party, by=cast.ida)
    return told


def with_a_plan(cast):
    guest = planning.scene(cast)[1]
    planning.agree(planning.begin(guest, by=cast.ida))
    return guest


def with_times(cast):
    told = make.report("a")
    make.take(told, cast.chidi, cast.dana)
    meeting.propose(meeting.ask(told), by=cast.chidi)
    return told


def anybody(cast):
    return make.report("a")


SOON = make.now() + timedelta(days=3)
POSTS = {
    "entries/": (anybody, {}),
    "formal/notice/": (on_the_formal_route, {}),
    "formal/retaliation/": (on_the_formal_route, {}),
    "formal/appeal/": (sent_to_them, {}),
    "appointments/": (anybody, {"kind": "single"}),
    "appointments/time/": (with_times, {"number": 1, "starts": SOON.isoformat()}),
    "plans/step/": (with_a_plan, {"number": 1, "step": 1, "says": "done"}),
    "plans/apology/": (with_a_plan, {"number": 1}),
}


@pytest.mark.parametrize("address", POSTS)
def test_it_is_told_so_and_changes_nothing(cast, address):
    scene, more = POSTS[address]
    someone = scene(cast)
    entry = make.as_json(make.message_wire(someone, "My words."))
    sent = {"auth": someone.box.auth, "entry": entry, **more}
    assert post(f"mailbox/{address}", sent).status_code < 300
    before = faults.everything()
    assert refused(post(f"mailbox/{address}", sent)) == (409, "replayed")
    assert faults.everything() == before


def test_nobody_elses_code_is_told_that_there_is_such_an_entry(cast):
    told, other = make.report("a"), make.report("a", code=make.CODES[1])
    entry = make.as_json(make.message_wire(told, "My words."))
    post("mailbox/entries/", {"auth": told.box.auth, "entry": entry})
    for auth in (other.box.auth, "0" * 64):
        assert refused(post("mailbox/formal/notice/", {"auth": auth, "entry": entry}))[1] == "unknown"

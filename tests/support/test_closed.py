"""What somebody with a code is told of a case that is closed: when, until when it is kept, how it opens."""

import json
from datetime import timedelta

import pytest

from chapterhouse.casework.models import Case
from chapterhouse.ui.dates import day_words
from tests import make, others
from tests.casework import closings
from tests.support.asking import post


@pytest.fixture
def told(cast):
    return closings.answered(cast)


def view(told):
    answer = post("mailbox/", {"auth": told.box.auth})
    assert answer.status_code == 200
    return answer.json()


def day(case, moment):
    return {code: day_words(case.today(moment), code, year=True, weekday=False) for code in ("en", "es")}


def test_an_open_case_is_not_said_to_be_closed(told):
    assert view(told)["closed"] is None


@pytest.mark.requirement("B12")
def test_of_a_closed_case_they_are_told_the_day_and_until_when_it_is_kept(cast, told):
    closure = closings.close(told.case, by=cast.chidi)
    said = view(told)
    assert said["closed"] == {"day": day(told.case, closure.at), "until": day(told.case, closure.destroy_at)}
    assert said["promise"] is None


@pytest.mark.requirement("B12")
def test_a_day_that_is_promised_never_lies_in_the_past(cast, told):
    """The worker slept: nothing is destroyed before its readers were warned."""
    at = make.now()
    closure = closings.close(told.case, by=cast.chidi, at=at - timedelta(days=25))
    type(closure).objects.update(destroy_at=at - timedelta(days=3))
    assert view(told)["closed"]["until"] == day(told.case, at + timedelta(days=1))


@pytest.mark.requirement("B12")
def test_while_it_is_held_no_day_is_promised(cast, told):
    closings.close(told.case, by=cast.chidi)
    closings.hold(told.case, by=cast.chidi)
    assert view(told)["closed"]["until"] is None
    closings.release(told.case, by=cast.chidi)
    assert view(told)["closed"]["until"]


def test_whoever_else_is_in_it_is_told_the_same_and_nobody_how_it_ended(cast, told):
    guest = others.guest(told.case, by=cast.chidi)
    closings.close(
        told.case, by=cast.chidi, outcome="measures", kind="boundaries", text="Measures against Jules."
    )
    theirs, guests = view(told), view(guest)
    assert theirs["closed"] == guests["closed"]
    for said in (theirs, guests):
        assert set(said["closed"]) == {"day", "until"}
        assert not {"measures", "boundaries"} & set(json.dumps(said).split('"'))


@pytest.mark.parametrize("who", ["first", "guest"])
def test_whoever_of_them_writes_opens_it(cast, told, who):
    guest = others.guest(told.case, by=cast.chidi)
    closings.close(told.case, by=cast.chidi)
    writer = told if who == "first" else guest
    entry = make.as_json(make.message_wire(writer, "It began again."))
    assert post("mailbox/entries/", {"auth": writer.box.auth, "entry": entry}).status_code == 201
    assert view(told)["closed"] is view(guest)["closed"] is None
    assert not Case.objects.closed().exists()

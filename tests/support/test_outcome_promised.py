"""Where a pack promises it, the person sees by when they hear what came of it; a guest does not."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.actions import owing
from chapterhouse.demo.telling import Told
from tests import make, organisations, others
from tests.casework import closings
from tests.support.asking import post
from tests.support.visiting import come_back


@pytest.fixture
def house(db):
    found = organisations.working_by("workplace-eu", at=make.now() - timedelta(days=100))
    found.one, found.other = found.desks["integrity"]
    return found


def told(**how):
    people = (("Jules", ("caused",)),)
    return make.report("a", told=Told(title="After", happening="It happened.", people=people), **how)


def outcome(box):
    return post("mailbox/", {"auth": box.auth}).json()["outcome"]


@pytest.mark.requirement("B67")
def test_the_person_is_given_the_day_and_a_later_one_when_we_are_late(house):
    began = make.now() - timedelta(days=89)
    came = make.take(told(at=began), house.one, house.other)
    make.reply(came.party, by=house.one)
    first = outcome(came.box)
    assert first["late"] is False
    make.sweep(began + timedelta(days=90))
    later = outcome(came.box)
    assert later["late"] is True
    assert later["by"] != first["by"]
    owing.tell_outcome(case=make.fresh(came.case), by=house.one, at=make.now())
    assert outcome(came.box) is None


def test_somebody_invited_is_not_told_as_it_says_when_the_case_began(house):
    came = make.take(told(), house.one, house.other)
    guest = others.guest(came.case, by=house.one)
    assert outcome(came.box) is not None
    assert outcome(guest.box) is None


@pytest.mark.requirement("B67", "B8")
@pytest.mark.django_db(transaction=True)
def test_it_stands_in_their_conversation_until_the_case_is_closed(page, live_server, house):
    came = make.take(told(code=make.CODES[0]), house.one, house.other)
    make.reply(came.party, by=house.one)
    come_back(page, make.CODES[0])
    expect(page.locator("[data-outcome]")).to_contain_text("you hear from us what came of it.")
    closings.close(came.case, by=house.one)
    come_back(page, make.CODES[0])
    expect(page.locator("[data-promise]")).to_contain_text("We closed this on")
    expect(page.locator("[data-outcome]")).to_have_text("")

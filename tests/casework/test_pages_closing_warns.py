"""What the closing page warns of: measures that outlive the case, and who was not told what came of it."""

import pytest

from chapterhouse.casework.actions import owing
from tests import formal, make, organisations

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    told = formal.worked(cast)
    make.reply(told.party, by=cast.ida)
    return told


def closing_page(client, told, person):
    client.force_login(person)
    client.cookies["django_language"] = "en"
    answer = client.get(f"/cases/{told.case.code}/closure/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def page(client, cast, told):
    return lambda: closing_page(client, told, cast.ida)


@pytest.mark.requirement("B16")
def test_a_measure_that_stands_is_named_with_what_becomes_of_it_until_somebody_ends_it(cast, told, page):
    assert "Measures that still stand" not in page()
    row = formal.measure(told.case, cast.noor, by=cast.ida)
    assert "Measures that still stand" in page()
    assert row.place in page()
    assert "this site forgets them too" in page()
    formal.lift(row, by=cast.ida)
    assert "Measures that still stand" not in page()


@pytest.mark.requirement("B17")
def test_who_has_not_been_sent_the_determination_is_named_until_it_went_to_them(cast, told, page):
    guest = formal.noticed(told.case, by=cast.ida)
    make.reply(guest.party, by=cast.ida)
    assert guest.party.code not in page()
    row = formal.ready(told.case, by=cast.ida, reviewer=cast.noor)
    assert "Not told yet what came of it" in page()
    assert f"<li>{guest.party.code}" in page()
    assert f"<li>{told.party.code}" in page()
    formal.send(row, told.party, by=cast.ida)
    assert f"<li>{told.party.code}" not in page()
    formal.send(row, guest.party, by=cast.ida)
    assert "Not told yet what came of it" not in page()


@pytest.mark.requirement("B67")
def test_the_one_who_came_to_us_is_named_while_what_came_of_it_is_promised_to_them(client, db):
    one, other = organisations.working_by("workplace-eu").desks["integrity"]
    told = make.take(make.report("a"), one, other)
    make.reply(told.party, by=one)

    def named():
        return f"<li>{told.party.code}" in closing_page(client, told, one)

    assert named()
    owing.tell_outcome(case=make.fresh(told.case), by=one, at=make.now())
    assert not named()

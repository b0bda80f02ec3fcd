"""Somebody leaves the organisation while a formal case concerns them: it erases nothing."""

from datetime import timedelta

import pytest

from chapterhouse.casework.models import Departure
from tests import formal, linking, make
from tests.casework import closings
from tests.casework.test_pages_formal import page_of, post, seal

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LEFT = "That need not end the process."


@pytest.fixture
def told(cast):
    return formal.worked(cast)


def day(case, days):
    return case.today(make.now()) + days * DAY


# ---- recorded


@pytest.mark.requirement("B33")
@pytest.mark.parametrize("course", ["continue", "close"])
def test_a_leaving_is_recorded_with_what_becomes_of_the_case(cast, told, course, journal, told_of):
    row = linking.depart(told.case, by=cast.ida, course=course, back_on=str(day(told.case, 90)))
    assert (row.course, row.back_on) == (course, day(told.case, 90))
    assert make.read(told.case.channel, cast.noor)[-1] == "Jules resigned on Sunday."
    assert journal(told.case)[-1] == (cast.ida.username, "recorded-departure", "")
    assert told_of(told.case) == []


def test_no_day_need_be_chosen_and_none_that_has_been(cast, told, refused):
    assert linking.depart(told.case, by=cast.ida).back_on is None
    with refused("past-day"):
        linking.depart(told.case, by=cast.ida, back_on=str(day(told.case, 0)))
    with refused("no-day"):
        linking.depart(told.case, by=cast.ida, back_on="2027-02-30")


def test_only_at_the_formal_desk_and_by_who_reads_it_and_while_it_is_open(cast, told, refused):
    informal = make.take(make.report("a"), cast.chidi, cast.dana)
    with refused("not-formal"):
        linking.depart(informal.case, by=cast.chidi)
    unread = make.report("b")
    make.declare(unread.case, by=cast.ida)
    wire = linking.departure_wire(unread.case, by=cast.ida)
    with refused("not-yours"):
        linking.departing.record_departure(case=unread.case, departure=wire, by=cast.noor, at=make.now())
    make.reply(told.party, by=cast.ida)
    closings.close(told.case, by=cast.ida, door="b")
    with refused("closed"):
        linking.depart(told.case, by=cast.ida)


def test_it_is_recorded_while_the_person_asked_us_to_stop_or_to_wait(cast, told):
    linking.wait(told)
    make.stop(told)
    assert linking.depart(told.case, by=cast.ida)


def test_what_does_not_hold_any_more_stays_to_be_read(client, cast, told):
    row = linking.depart(told.case, by=cast.ida, back_on=str(day(told.case, 90)))
    first = linking.strike(row, by=cast.noor).struck
    assert linking.strike(row, by=cast.ida).struck == first
    page = page_of(client, cast.ida, told)
    assert "Does not hold" in page
    assert LEFT not in page


# ---- shown


@pytest.mark.requirement("B33")
def test_the_case_the_determination_and_the_closing_say_that_it_need_not_end(client, cast, told):
    assert LEFT not in page_of(client, cast.ida, told)
    linking.depart(told.case, by=cast.ida)
    make.reply(told.party, by=cast.ida)
    page = page_of(client, cast.ida, told)
    assert page.index('id="determination"') < page.index(LEFT)
    assert LEFT in client.get(f"/cases/{told.case.code}/closure/").content.decode()


@pytest.mark.requirement("B33")
def test_the_person_who_reported_is_told_nothing_unless_somebody_writes_it(client, cast, told):
    opening = "Somebody whom this concerns has left the organisation. What you began does not end with that:"
    assert opening not in page_of(client, cast.ida, told)
    linking.depart(told.case, by=cast.ida)
    assert opening in page_of(client, cast.ida, told)
    assert make.read(told.party.channel, told.box)[-1] != opening


@pytest.mark.requirement("B33")
@pytest.mark.parametrize(("days", "warned"), [(2000, True), (30, False)])
def test_who_closes_it_is_warned_where_a_condition_would_outlive_the_case(client, cast, told, days, warned):
    linking.depart(told.case, by=cast.ida, back_on=str(day(told.case, days)))
    make.reply(told.party, by=cast.ida)
    client.force_login(cast.noor)
    closing = client.get(f"/cases/{told.case.code}/closure/").content.decode()
    assert ("Nothing would be left of a condition" in closing) == warned
    closings.close(told.case, by=cast.ida, door="b")
    page = page_of(client, cast.noor, told)
    assert ("Nothing would be left of a condition" in page) == warned
    assert (f'value="{day(told.case, days)}"' in page) == warned
    closings.hold(told.case, by=cast.ida)
    assert "Nothing would be left of a condition" not in page_of(client, cast.ida, told)


@pytest.mark.requirement("B33")
def test_the_pack_proposes_a_day_that_officers_may_change(client, cast):
    assert make.pack("r33-chapter").pack.formal.away_days == 1095


# ---- through the pages


def test_a_form_records_it_and_another_says_that_it_does_not_hold(client, cast, told):
    address = f"/cases/{told.case.code}/departures/"
    sent = linking.departure_wire(told.case, by=cast.ida, back_on="2999-01-01")
    assert seal(client, cast.ida, address, sent).status_code == 201
    row = Departure.objects.get()
    answer = post(client, cast.noor, f"{address}{row.pk}/strike/")
    assert "does not hold any more" in answer.content.decode()
    assert make.fresh(row).struck


@pytest.mark.parametrize(
    "fields",
    [{"course": "erase"}, {"course": None}, {"back_on": "tomorrow"}, {"words": "plain"}, {"whom": "Jules"}],
)
def test_what_is_malformed_is_refused(client, cast, told, fields):
    sent = make.as_json(linking.departure_wire(told.case, by=cast.ida)) | fields
    client.force_login(cast.ida)
    answer = client.post(f"/cases/{told.case.code}/departures/", sent, content_type="application/json")
    assert answer.status_code == 422
    assert not Departure.objects.exists()


def test_a_row_of_another_case_is_not_there(client, cast, told):
    row = linking.depart(told.case, by=cast.ida)
    elsewhere = linking.another(cast)
    answer = post(client, cast.ida, f"/cases/{elsewhere.case.code}/departures/{row.pk}/strike/")
    assert answer.status_code == 404

"""A panel on the case page; and in a case that rests, closes or goes."""

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import commission
from chapterhouse.casework.models import Appeal, Engagement, Panel
from tests import formal, make
from tests.casework import closings
from tests.casework.test_pages_case import place, text
from tests.casework.test_panel import learns_nothing, message, view
from tests.support.asking import post
from tests.support.asking import refused as said_no

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_times")]


told, appeal, panel, came, second = formal.panel_fixtures()


# ---- a case that rests, closes or goes


def test_while_the_person_asked_us_to_stop_no_panel_is_asked_or_given_more_time(cast, told, panel, refused):
    make.stop(told)
    with refused("stopped"):
        formal.extend_panel(panel, by=cast.ida)
    formal.end_panel(panel, by=cast.ida)
    with refused("stopped"):
        formal.seat_panel(told.case, by=cast.ida)


def test_when_the_case_is_closed_the_panel_reads_no_more_and_cannot_open_it_again(cast, told, came):
    formal.declare_member(came)
    for party in (told.party, came.party):
        make.reply(party, by=cast.ida)
    closings.close(told.case, by=cast.ida, door="b")
    assert view(came)["panel"]["state"] == "ended"
    assert said_no(post("mailbox/entries/", message(came)))[1] == "panel-over"
    assert make.fresh(told.case).closure is not None


def test_all_of_it_goes_with_the_case(cast, told, came, second, settings, tmp_path):
    settings.SEALED_FILES = tmp_path / "sealed"
    formal.declare_member(came)
    for party in (told.party, came.party, second.party):
        make.reply(party, by=cast.ida)
    closings.destroy(closings.close(told.case, by=cast.ida, door="b"))
    assert not Panel.objects.exists()
    assert not Engagement.objects.exists()


def test_who_finds_facts_is_no_member_and_has_no_last_day(cast, told):
    outside = formal.outside(told.case, by=cast.ida)
    formal.hand_material(outside.row, by=cast.ida)
    assert view(outside)["panel"] is None
    commission.finish_task(engagement=outside.row, task="facts", by=cast.ida, at=make.now())


# ---- who sits on it


def test_officers_go_on_without_a_member_who_says_nothing_and_never_without_one_who_has(
    cast, came, second, refused
):
    formal.declare_member(came)
    formal.decide_together(came)
    assert Appeal.objects.get().decided is None
    with refused("said"):
        formal.leave_out(came, by=cast.ida)
    formal.leave_out(second, by=cast.ida)
    assert (view(second)["panel"]["state"], learns_nothing(second)) == ("recused", True)
    with refused("recused"):
        formal.leave_out(second, by=cast.ida)
    with refused("recused"):
        formal.declare_member(second)
    formal.decide_together(came)
    assert Appeal.objects.get().outcome == "changed"


def test_who_sits_on_a_panel_is_given_no_notice_of_the_report(cast, came, refused):
    with refused("on-panel"):
        formal.notify_here(came.party, by=cast.ida)
    formal.declare_member(came, impartial=False)
    with refused("left"):
        formal.notify_here(came.party, by=cast.ida)


# ---- pages


@pytest.mark.requirement("B62")
def test_the_case_page_shows_the_panel_its_last_day_and_each_member(client, cast, told, appeal):
    address = place(told)
    assert "Ask a panel" in text(client, cast.ida, address)
    words = make.note_wire(told.case, by=cast.ida, text="Terms.")
    wire = {"words": words, "last_day": str(told.case.today(make.now()) + timedelta(days=5))}
    sent = make.as_json({**wire, "appeal": str(appeal.pk)})
    assert client.post(f"{address}panels/", sent, content_type="application/json").status_code == 201
    panel = Panel.objects.get()
    came = formal.member(panel, by=cast.ida)
    page = " ".join(text(client, cast.noor, address).split())
    assert "It hears the appeal." in page
    assert "5 days are left after today." in page
    assert "has not answered yet" in page
    assert f"/engagements/{came.row.pk}/material/" not in page
    other = formal.member(panel, "Glen", by=cast.ida, invitation=make.CODES[3])
    assert "Go on without them" in page
    client.post(f"{address}panels/{panel.pk}/without/", {"party": other.party.code})
    assert "does not sit on it any more" in text(client, cast.noor, address)
    formal.declare_member(came)
    assert f"/engagements/{came.row.pk}/material/" in text(client, cast.noor, address)
    assert "Asked outside" in page
    assert "Nobody outside was asked." in page
    day = str(told.case.today(make.now()) + timedelta(days=9))
    client.post(f"{address}panels/{panel.pk}/day/", {"last_day": day})
    assert "9 days are left after today." in " ".join(text(client, cast.noor, address).split())
    client.post(f"{address}panels/{panel.pk}/day/", {"last_day": "soon"})
    assert make.fresh(panel).last_day.astimezone(told.case.pack.pack.zone).date().isoformat() == day
    client.post(f"{address}panels/{panel.pk}/end/")
    assert make.fresh(panel).ended is not None
    party = formal.asked(told.case, "Hill Valley", by=cast.ida)
    new = formal.seat_panel(told.case, by=cast.ida)
    client.post(f"{address}panels/{new.pk}/members/", {"party": party.code})
    assert new.members.get().party == party


@pytest.mark.parametrize(
    "last", ["panels/", "panels/{}/members/", "panels/{}/without/", "panels/{}/day/", "panels/{}/end/"]
)
def test_nobody_else_finds_the_addresses_of_a_panel(client, cast, told, panel, last):
    address = place(told) + last.format(panel.pk)
    for person in (cast.bela, cast.rosa, cast.ana):
        client.force_login(person)
        assert client.post(address, "{}", content_type="application/json").status_code == 404
    make.exclude(told.case, cast.noor)
    client.force_login(cast.noor)
    assert client.post(address, "{}", content_type="application/json").status_code == 404

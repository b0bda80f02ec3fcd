"""The list of what is to come: kept by those who announce, read by everybody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chapterhouse.announcements.actions.events import list_event, strike_event
from chapterhouse.announcements.models import Event
from chapterhouse.journal.models import Row
from chapterhouse.ui.refused import Refused
from tests import make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def event(by, days=3, title="General meeting", link=""):
    return list_event(
        titles={"en": title, "es": "Asamblea general"},
        place="Union hall",
        link=link,
        starts=make.now() + days * DAY,
        by=by,
        at=make.now(),
    )


def form(days=3, **more):
    return {
        "title_en": "General meeting",
        "title_es": "Asamblea general",
        "day": (make.now() + days * DAY).date(),
        "hour": "18:30",
        "place": "Union hall",
        "link": "",
        **more,
    }


@pytest.mark.requirement("S0.72")
def test_public_pages_link_to_joining_and_donating_and_list_what_is_to_come(client, cast):
    for n in range(4):
        event(cast.rosa, days=n + 1, title=f"Meeting {n}", link="https://example.org/meeting")
    home = client.get("/")
    page = home.content.decode()
    for link in cast.version.pack.links:
        assert f'href="{link.url}"' in page
    assert {"join", "donate"} <= {link.code for link in cast.version.pack.links}
    assert "Meeting 2" in page
    assert "Meeting 3" not in page
    assert 'href="/events/"' in page
    assert not home.cookies
    everything = client.get("/events/").content.decode()
    assert "Meeting 3" in everything
    assert 'href="https://example.org/meeting"' in everything
    assert "Asamblea general" in client.get("/events/?lang=es").content.decode()


def test_what_has_begun_is_gone_and_an_empty_list_says_so(client, cast):
    made = event(cast.rosa)
    Event.objects.filter(pk=made.pk).update(starts=make.now() - timedelta(minutes=1))
    assert "Nothing is on the list now." in client.get("/events/").content.decode()
    assert "General meeting" not in client.get("/").content.decode()


@pytest.mark.parametrize(("first", "status"), [("rosa", 200), ("ida", 404), ("ana", 404)])
def test_the_list_is_kept_by_those_who_announce(client, cast, first, status):
    client.force_login(getattr(cast, first))
    assert client.get("/events/keep/").status_code == status


def test_an_event_is_put_on_the_list_at_the_hour_of_the_organisation_and_taken_off(client, cast):
    client.force_login(cast.rosa)
    page = client.post("/events/keep/", form(), follow=True).content.decode()
    assert "It stands on the list." in page
    made = Event.objects.get()
    assert made.starts.astimezone(cast.version.pack.zone).strftime("%H:%M") == "18:30"
    page = client.post(f"/events/{made.code}/off/", follow=True).content.decode()
    assert "It is off the list." in page
    assert "General meeting" not in client.get("/events/").content.decode()
    strike_event(event=made, by=cast.rosa, at=make.now())
    assert Row.objects.filter(verb="struck-event").count() == 1


BAD = [
    ({"days": -3}, "Choose a moment that is to come."),
    ({"title_en": "", "title_es": ""}, "Say what it is"),
    ({"link": "http://example.org/"}, "begins with https://"),
    ({"link": "javascript:alert(1)"}, "Union hall"),
    ({"hour": "half past"}, "Union hall"),
]


@pytest.mark.parametrize(("edits", "said"), BAD)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, cast, edits, said):
    client.force_login(cast.rosa)
    page = client.post("/events/keep/", form(**edits)).content.decode()
    assert said in page
    assert "Union hall" in page
    assert not Event.objects.exists()


def test_the_same_event_stands_once(client, cast):
    client.force_login(cast.rosa)
    client.post("/events/keep/", form())
    assert "This stands here already." in client.post("/events/keep/", form()).content.decode()
    assert Event.objects.count() == 1


def test_a_moment_that_is_over_is_refused_by_the_verb(cast):
    with pytest.raises(Refused) as refused:
        event(cast.rosa, days=-1)
    assert refused.value.code == "past"


def test_no_link_but_https_can_be_kept(cast):
    event(cast.rosa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(link="javascript:alert(1)")


def test_the_list_asks_as_often_for_thirty_as_for_one(client, cast):
    event(cast.rosa)
    client.get("/events/")
    with CaptureQueriesContext(connection) as one:
        client.get("/events/")
    for n in range(29):
        event(cast.rosa, title=f"Event {n}")
    with CaptureQueriesContext(connection) as many:
        assert "Event 28" in client.get("/events/").content.decode()
    assert len(many) == len(one)

"""What officers were trained in: written down once, due again, public only where it is true of all."""

from datetime import date, timedelta

import pytest
from django.test import Client

from chapterhouse.casework.actions.trainings import remind_of_trainings
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from chapterhouse.packs.actions import adopt
from chapterhouse.people.actions.trainings import record_training, strike_training
from chapterhouse.people.models import OfficerTraining
from chapterhouse.people.trainings import months_after, own_standings, shared_by_all, standings
from tests import make

pytestmark = pytest.mark.django_db

ASKED = """[[offices.required_training]]
code = "course"
within_days = {within}
{refresh}
name.en = "The course"
name.es = "El curso"

"""


@pytest.fixture
def asks(cast):
    """The chapter's pack, whose grievance officers must take a course; they took office 30 days ago."""

    def asking(within=45, refresh="refresh_months = 12"):
        place = '[[offices]]\ncode = "steering"'
        source = cast.version.source.replace(place, ASKED.format(within=within, refresh=refresh) + place)
        return adopt(source=source, at=make.now()).pack

    return asking


def today(pack):
    return make.now().astimezone(pack.zone).date()


def trained(pack, *people, by, days_ago=1, code="course", valid_months=None):
    told = {"code": code, "name": "The course", "provider": "AORTA", "hours": 6}
    held_on = today(pack) - timedelta(days=days_ago)
    return record_training(
        **told, held_on=held_on, valid_months=valid_months, attended=people, by=by, at=make.now()
    )


def how(pack, person, at=None):
    [found] = [each for each in standings(pack, at or make.now()) if each.person == person]
    return found


def form(cast, **more):
    return {
        "code": "",
        "name": "Listening",
        "provider": "AORTA",
        "held_on": "2026-11-01",
        "hours": "3",
        "attended": [cast.bela.pk, cast.ida.pk],
        **more,
    }


@pytest.mark.requirement("S0.66", "B43")
def test_a_training_is_written_down_with_who_gave_it_when_and_who_took_part(client, cast):
    client.force_login(cast.rosa)
    assert client.post("/trainings/", form(cast)).status_code == 302
    row = OfficerTraining.objects.get()
    assert (row.name, row.provider, row.held_on, row.hours) == ("Listening", "AORTA", date(2026, 11, 1), 3)
    assert set(row.attended.all()) == {cast.bela, cast.ida}
    page = client.get("/trainings/").content.decode()
    for said in ("Listening", "AORTA", "Bela Novak", "Ida"):
        assert said in page
    assert Row.objects.filter(verb="recorded-training", by=cast.rosa.username).count() == 2


def test_the_same_sent_twice_stands_once_and_what_was_typed_is_kept(client, cast):
    client.force_login(cast.rosa)
    client.post("/trainings/", form(cast))
    again = client.post("/trainings/", form(cast))
    assert again.status_code == 200
    assert 'value="Listening"' in again.content.decode()
    assert OfficerTraining.objects.count() == 1


@pytest.mark.parametrize(
    "edits",
    [
        {"name": ""},
        {"held_on": "2999-01-01"},
        {"held_on": "x"},
        {"attended": []},
        {"code": "none"},
        {"hours": "0"},
    ],
)
def test_what_cannot_be_is_refused_and_the_words_are_kept(client, cast, edits):
    client.force_login(cast.rosa)
    page = client.post("/trainings/", form(cast, **edits))
    assert page.status_code == 200
    assert 'value="AORTA"' in page.content.decode()
    assert not OfficerTraining.objects.exists()


@pytest.mark.parametrize(("first", "status"), [("rosa", 200), ("mara", 200), ("ida", 200), ("ana", 404)])
def test_whoever_holds_an_office_keeps_the_register(client, cast, first, status):
    client.force_login(getattr(cast, first))
    assert client.get("/trainings/").status_code == status
    assert Client().get("/trainings/").status_code == 302


def test_a_line_that_is_wrong_is_taken_out_and_counts_no_more(client, cast, asks):
    pack = asks()
    row = trained(pack, cast.ida, by=cast.rosa)
    client.force_login(cast.noor)
    client.post(f"/trainings/{row.pk}/out/")
    assert how(pack, cast.ida).done is None
    assert "AORTA" not in client.get("/trainings/").content.decode().split("</h2>")[2].split("<h2")[0]
    strike_training(training=row, by=cast.rosa, at=make.now())
    assert Row.objects.filter(verb="struck-training").count() == 1


@pytest.mark.requirement("B43")
def test_a_training_is_due_so_many_days_after_taking_office_and_then_again(cast, asks):
    pack = asks(within=45)
    found = how(pack, cast.ida)
    assert (found.done, found.due, found.overdue) == (None, today(pack) + timedelta(days=15), False)
    assert how(asks(within=20), cast.ida).overdue
    trained(pack, cast.ida, by=cast.rosa, days_ago=10)
    found = how(pack, cast.ida)
    assert found.holds
    assert found.due == months_after(today(pack) - timedelta(days=10), 12)
    assert how(pack, cast.ida, make.now() + timedelta(days=360)).overdue


def test_where_once_is_enough_nothing_is_due_again_unless_whoever_gave_it_says_so(cast, asks):
    pack = asks(refresh="")
    trained(pack, cast.ida, by=cast.rosa, days_ago=400)
    assert how(pack, cast.ida).due is None
    trained(pack, cast.noor, by=cast.rosa, days_ago=400, valid_months=6)
    assert how(pack, cast.noor).overdue
    trained(pack, cast.noor, by=cast.rosa, days_ago=3, valid_months=6)
    assert how(pack, cast.noor).holds


def test_another_training_does_not_stand_for_the_one_that_is_asked_for(cast, asks):
    pack = asks()
    trained(pack, cast.ida, by=cast.rosa, code="")
    assert how(pack, cast.ida).done is None


@pytest.mark.parametrize(("day", "months", "then"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2027, 12, 31), 2, date(2028, 2, 29)),
    (date(2026, 12, 1), 12, date(2027, 12, 1)),
])  # fmt: skip
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, then):
    assert months_after(day, months) == then


@pytest.mark.requirement("B43")
def test_somebody_is_reminded_a_week_before_and_when_it_is_overdue_once_each(cast, asks):
    pack = asks(within=45)
    trained(pack, cast.noor, by=cast.rosa)
    said = []
    for day in range(30):
        Notice.objects.all().delete()
        remind_of_trainings(at=make.now() + timedelta(days=day))
        remind_of_trainings(at=make.now() + timedelta(days=day, minutes=5))
        said += [(day, row.kind, row.person) for row in Notice.objects.all()]
    assert said == [(8, Notice.REMINDER, cast.ida), (16, Notice.OVERDUE, cast.ida)]


def test_today_says_it_to_the_officer_alone(client, cast, asks):
    pack = asks(within=20)
    assert [each.person for each in own_standings(cast.ida, pack, make.now())] == [cast.ida]
    cast.ida.language = "en"
    cast.ida.save()
    client.force_login(cast.ida)
    assert "This training was due by" in client.get("/today/").content.decode()
    client.force_login(cast.bela)
    assert "The course" not in client.get("/today/").content.decode()


@pytest.mark.requirement("B43")
def test_in_public_it_is_said_only_when_it_is_true_of_everybody_in_the_office(cast, asks):
    pack = asks()
    said = "has had the training it asks for: Harassment Grievance Officers, The course."

    def rules():
        return Client().get("/support/rules/?lang=en").content.decode()

    trained(pack, cast.ida, by=cast.rosa)
    assert said not in rules()
    trained(pack, cast.noor, by=cast.rosa, days_ago=2)
    assert said in rules()
    assert "Ida" not in rules()
    assert shared_by_all(pack, make.now() + timedelta(days=400)) == []

"""What the team does for all: its short talk, its goals for the year, what hangs at the doors."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chapterhouse.announcements import posters
from chapterhouse.announcements.actions.team import (
    change_goal,
    record_talk,
    remind_of_talk,
    set_goal,
    strike_talk,
)
from chapterhouse.announcements.models import Goal, Talk
from chapterhouse.announcements.talks import rhythm, talks_in
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from chapterhouse.support.worker import run_once
from chapterhouse.ui.refused import Refused
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reads_english")]

DAY = timedelta(days=1)


@pytest.fixture
def pack(cast):
    return cast.version.pack


def today(pack):
    return make.now().astimezone(pack.zone).date()


def given(pack, by, days_ago=1, place="General meeting"):
    return record_talk(
        given_on=today(pack) - days_ago * DAY, place=place, given_by="Ida Ruiz", by=by, at=make.now()
    )


def code_of(act, **how):
    with pytest.raises(Refused) as refused:
        act(**how, at=make.now())
    return refused.value.code


PAGES = ("", "talk/", "poster/", "cards/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("first", "status"), [("ida", 200), ("bela", 200), ("rosa", 404), ("ana", 404)])
def test_pages_of_the_team_open_for_those_who_speak_for_it(client, cast, page, first, status):
    client.force_login(getattr(cast, first))
    assert client.get(f"/team/{page}").status_code == status


@pytest.mark.parametrize("page", [*PAGES, "goals/"])
def test_pages_of_the_team_are_not_for_strangers(client, cast, page):
    assert client.get(f"/team/{page}").status_code == 302


@pytest.mark.requirement("S2.21")
def test_a_grievance_officer_finds_talk_goals_and_articles_beside_the_cases(client, cast):
    client.force_login(cast.ida)
    assert "/team/" in client.get("/organisation/").content.decode()
    page = client.get("/team/").content.decode()
    for address in ("/team/talk/", "/team/goals/", "/team/poster/", "/articles/write/", "/announcements/"):
        assert f'href="{address}' in page


# ---- the talk


@pytest.mark.requirement("S2.23")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_talk_says_every_way_to_reach_an_officer(client, cast, pack, language):
    client.force_login(cast.ida)
    page = client.get(f"/team/talk/?lang={language}", follow=True).content.decode()
    phone = pack.contacts.phones[0].number
    confidential = [each.address for each in pack.contacts.emails if each.reaches]
    spoken = next(each for each in talks_in(pack) if each.language == language)
    for said in ("127.0.0.1:8000", phone, *confidential[:2], pack.contacts.in_person.in_(language)):
        assert said in " ".join(spoken.paragraphs)
        assert said in page


@pytest.mark.requirement("S2.24")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_talk_says_what_an_officer_can_help_with_and_what_not(pack, language):
    spoken = next(each for each in talks_in(pack) if each.language == language)
    text = " ".join(spoken.paragraphs)
    for door in pack.doors:
        if not door.outside:
            assert door.name.in_(language) in text
            assert door.is_for.in_(language) in text
    assert pack.out_of_scope[0].text.in_(language) in text


def test_the_talk_can_be_said_in_a_few_minutes(pack):
    assert all(spoken.minutes <= 4 for spoken in talks_in(pack))


@pytest.mark.requirement("S2.22")
def test_a_talk_is_written_down_and_the_page_says_when_the_last_was(client, cast, pack):
    client.force_login(cast.ida)
    assert "Nobody has written down" in client.get("/team/talk/").content.decode()
    form = {"given_on": today(pack) - 3 * DAY, "place": "General meeting", "given_by": "Ida"}
    page = client.post("/team/talk/", form, follow=True).content.decode()
    assert "The short talk was last given on" in page
    assert "It is long ago" not in page
    assert Talk.objects.get().by == cast.ida
    assert Row.objects.filter(verb="recorded-talk", by=cast.ida.username).exists()


@pytest.mark.requirement("S2.22")
@pytest.mark.parametrize(("days_ago", "due"), [(60, False), (61, True)])
def test_a_talk_long_ago_is_said_where_they_begin(client, cast, pack, days_ago, due):
    given(pack, cast.ida, days_ago)
    assert rhythm(pack, today(pack)).due is due
    client.force_login(cast.ida)
    for page in ("/team/", "/organisation/"):
        assert ("It is long ago" in client.get(page).content.decode()) is due
    client.force_login(cast.ana)
    assert "long ago" not in client.get("/organisation/").content.decode()


def test_the_team_is_reminded_once_in_each_rhythm_in_words_that_name_nothing(cast, pack):
    given(pack, cast.ida, days_ago=61)
    assert remind_of_talk(at=make.now()) == 5
    assert remind_of_talk(at=make.now() + DAY) == 0
    assert remind_of_talk(at=make.now() + 60 * DAY) == 5
    told = Notice.objects.filter(subject__startswith="talk:")
    assert set(told.values_list("kind", flat=True)) == {Notice.REMINDER}
    assert not told.filter(person=cast.rosa).exists()


def test_nobody_is_reminded_in_time_nor_where_none_was_ever_given(cast, pack):
    assert remind_of_talk(at=make.now()) == 0
    given(pack, cast.ida, days_ago=10)
    assert remind_of_talk(at=make.now()) == 0


def test_the_worker_reminds(cast, pack):
    given(pack, cast.ida, days_ago=61)
    run_once(make.now())
    assert Row.objects.filter(verb="talk-due").count() == 1


def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(client, cast, pack):
    client.force_login(cast.ida)
    form = {"given_on": today(pack) + 2 * DAY, "place": "The long hall", "given_by": "Ida"}
    page = client.post("/team/talk/", form).content.decode()
    assert "this day is to come" in page
    assert "The long hall" in page
    assert not Talk.objects.exists()


def test_the_same_talk_is_written_down_once_and_can_be_taken_out(client, cast, pack):
    talk = given(pack, cast.ida)
    told = {"given_on": talk.given_on, "place": talk.place, "given_by": talk.given_by}
    assert code_of(record_talk, **told, by=cast.noor) == "twice"
    client.force_login(cast.noor)
    page = client.post("/team/talk/", told).content.decode()
    assert "This stands here already." in page
    page = client.post(f"/team/talk/{talk.pk}/out/", follow=True).content.decode()
    assert "None is written down yet." in page
    strike_talk(talk=talk, by=cast.noor, at=make.now())
    assert Row.objects.filter(verb="struck-talk").count() == 1
    assert rhythm(pack, today(pack)).last is None


def test_the_log_asks_as_often_for_twenty_as_for_one(client, cast, pack):
    client.force_login(cast.ida)
    given(pack, cast.ida)
    client.get("/team/talk/")
    with CaptureQueriesContext(connection) as one:
        client.get("/team/talk/")
    for n in range(20):
        given(pack, cast.ida, place=f"Meeting {n}")
    with CaptureQueriesContext(connection) as many:
        client.get("/team/talk/")
    assert len(many) == len(one)


# ---- goals


@pytest.mark.requirement("S2.27")
def test_the_team_sets_goals_for_the_year_and_every_member_reads_how_they_stand(client, cast, pack):
    client.force_login(cast.ida)
    assert "No goal is set yet" in client.get("/team/goals/").content.decode()
    form = {"year": today(pack).year, "text": "One training for all new members"}
    client.post("/team/goals/", form)
    goal = Goal.objects.get()
    client.post(f"/team/goals/{goal.pk}/", {"status": "done", "why": "Forty came."})
    client.force_login(cast.ana)
    page = client.get("/team/goals/?lang=en", follow=True).content.decode()
    assert "One training for all new members" in page
    assert "Done: Forty came." in page
    assert "Set this goal" not in page
    assert client.get(f"/team/goals/{goal.pk}/").status_code == 404
    client.post("/team/goals/", {**form, "text": "Mine"})
    assert Goal.objects.count() == 1


def test_a_goal_given_up_says_why(client, cast, pack):
    goal = set_goal(year=today(pack).year, text="A film", by=cast.ida, at=make.now())
    assert code_of(change_goal, goal=goal, status="given-up", why=" ", by=cast.ida) == "why"
    client.force_login(cast.ida)
    page = client.post(f"/team/goals/{goal.pk}/", {"status": "given-up", "why": ""}).content.decode()
    assert "members will ask" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.update(status="given-up")


def test_a_goal_is_set_once_and_for_this_year_or_the_next(client, cast, pack):
    year = today(pack).year
    set_goal(year=year, text="A film", by=cast.ida, at=make.now())
    client.force_login(cast.ida)
    page = client.post("/team/goals/", {"year": year, "text": "A film"}).content.decode()
    assert "This stands here already." in page
    client.post("/team/goals/", {"year": year - 1, "text": "Late"})
    assert Goal.objects.count() == 1


# ---- what hangs at the doors


@pytest.mark.parametrize("page", ["poster/", "cards/"])
def test_paper_says_how_to_reach_us_in_both_languages_and_nothing_of_the_trouble(client, cast, pack, page):
    client.force_login(cast.ida)
    whole = client.get(f"/team/{page}").content.decode()
    paper = whole[re.search(r'class="[^"]*\bpaper\b', whole).start() : whole.index("</main>")]
    assert "<svg" in paper
    for said in ("127.0.0.1:8000", pack.contacts.phones[0].number, 'lang="en"', 'lang="es"'):
        assert said in paper
    for word in ("harass", "grievance", "conflict", "report", "acoso", "denuncia", "queja"):
        assert word not in paper.lower()


def test_ten_cards_stand_on_a_sheet(client, cast):
    client.force_login(cast.ida)
    assert client.get("/team/cards/").content.decode().count("<svg") >= posters.CARDS


def test_the_code_is_drawn_in_the_page_and_leads_to_the_home_page(settings):
    settings.SITE_ADDRESS = "https://help.example.org"
    drawn = posters.code()
    assert "style=" not in drawn
    assert "http://www.w3.org/2000/svg" in drawn or "<svg" in drawn
    settings.SITE_ADDRESS = "https://other.example.org"
    assert posters.code() != drawn


def test_pages_of_the_team_speak_spanish(client, cast, pack):
    client.force_login(cast.ida)
    for page, said in (
        ("talk/", "La charla breve"),
        ("goals/", "Metas del equipo"),
        ("poster/", "cartel"),
        ("cards/", "tarjeta"),
    ):
        assert said.lower() in client.get(f"/team/{page}?lang=es", follow=True).content.decode().lower()

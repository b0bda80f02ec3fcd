"""Articles under a name and an office: who writes them, who may change whose words, who reads them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chapterhouse.announcements.actions.articles import correct, publish, withdraw
from chapterhouse.announcements.models import Article
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.ui.refused import Refused
from tests import make
from tests.announcements import announcing as do

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reads_english")]

OFFICE = "Harassment grievance officer"


def form(**more):
    return {
        "office": OFFICE,
        "language": "en",
        "title": "What we do",
        "text": "We listen.\n\n<b>First</b> of all.",
        **more,
    }


def article(by, **more):
    return publish(**{**form(), **more}, by=by, at=make.now())


def code_of(act, **how):
    with pytest.raises(Refused) as refused:
        act(**how, at=make.now())
    return refused.value.code


@pytest.mark.requirement("S2.33")
def test_an_article_says_by_whom_it_is_and_what_they_hold_and_everybody_reads_it(client, cast):
    client.force_login(cast.ida)
    page = client.get("/articles/write/").content.decode()
    office = cast.version.pack.offices
    name = next(str(each.name) for each in office if str(each.name) in page and each.code != "steering")
    answer = client.post("/articles/write/", form(office=name))
    made = Article.objects.get()
    assert answer["Location"] == f"/articles/{made.code}/"
    client.logout()
    answer = client.get(f"/articles/{made.code}/")
    page = answer.content.decode()
    assert f"By {cast.ida.name}, {name}." in page
    assert "&lt;b&gt;First&lt;/b&gt;" in page
    assert not answer.cookies
    assert made.title in client.get("/articles/").content.decode()


@pytest.mark.parametrize(("first", "status"), [("rosa", 200), ("ida", 200), ("ana", 404), ("sol", 404)])
def test_articles_are_written_by_those_who_announce_or_speak_for_the_team(client, cast, first, status):
    client.force_login(getattr(cast, first))
    assert client.get("/articles/write/").status_code == status


def test_an_office_that_one_does_not_hold_cannot_be_signed_with(client, cast):
    client.force_login(cast.ida)
    page = client.post("/articles/write/", form(office="President", title="As I wish")).content.decode()
    assert "As I wish" in page
    assert not Article.objects.exists()


def test_nobody_changes_words_that_stand_under_anothers_name(client, cast):
    made = article(cast.ida)
    for other in (cast.noor, cast.rosa):
        assert code_of(correct, article=made, **form(text="Other words"), by=other) == "not-yours"
    client.force_login(cast.noor)
    assert client.get(f"/articles/{made.code}/change/").status_code == 404
    assert client.post(f"/articles/{made.code}/withdraw/").status_code == 404
    client.force_login(cast.rosa)
    page = client.post(f"/articles/{made.code}/change/", form(text="Other words")).content.decode()
    assert "nobody else can change it" in page
    assert make.fresh(made).text.startswith("We listen")


def test_who_announces_can_take_it_back_and_nobody_else_but_its_author(client, cast):
    made = article(cast.ida)
    assert code_of(withdraw, article=made, by=cast.noor) == "not-yours"
    client.force_login(cast.rosa)
    page = client.post(f"/articles/{made.code}/withdraw/", follow=True).content.decode()
    assert "The article is taken back." in page
    client.logout()
    assert client.get(f"/articles/{made.code}/").status_code == 404
    assert "No article stands here yet." in client.get("/articles/").content.decode()
    assert code_of(correct, article=made, **form(), by=cast.ida) == "gone"


def test_a_correction_is_said(client, cast):
    made = article(cast.ida)
    client.force_login(cast.ida)
    client.post(f"/articles/{made.code}/change/", form(text="We listen, always."))
    page = client.get(f"/articles/{made.code}/").content.decode()
    assert "We listen, always." in page
    assert "Corrected on" in page


def test_out_of_office_ones_own_article_can_still_be_taken_back(client, cast):
    made = article(cast.ida)
    for term in cast.ida.terms.all():
        leave_office(term=term, at=make.now(), by="operator")
    client.force_login(cast.ida)
    assert client.get("/articles/write/").status_code == 404
    assert client.get(f"/articles/{made.code}/change/").status_code == 200
    client.post(f"/articles/{made.code}/withdraw/")
    assert make.fresh(made).withdrawn


def test_the_name_of_a_minor_is_not_put_under_one(client, cast):
    [member] = do.listed("ida@example.org", minor=True)
    member.person = cast.ida
    member.save()
    assert code_of(publish, **form(), by=cast.ida) == "minor"


def test_an_empty_one_is_refused_and_what_was_typed_stays(client, cast):
    client.force_login(cast.rosa)
    page = client.post("/articles/write/", form(title="Half a thought", text="")).content.decode()
    assert "Half a thought" in page
    assert not Article.objects.exists()


def test_the_list_asks_as_often_for_thirty_as_for_one(client, cast):
    article(cast.ida)
    client.get("/articles/")
    with CaptureQueriesContext(connection) as one:
        client.get("/articles/")
    for n in range(29):
        article(cast.ida, title=f"Article {n}")
    with CaptureQueriesContext(connection) as many:
        assert "Article 28" in client.get("/articles/").content.decode()
    assert len(many) == len(one)


def test_pages_speak_spanish(client, cast):
    article(cast.ida)
    assert "Artículos" in client.get("/articles/?lang=es").content.decode()

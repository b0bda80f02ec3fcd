"""What somebody thought of how they were treated: asked after closing, counted, never theirs again (B44)."""

from datetime import timedelta

import pytest
from django.db.models import DateTimeField

from chapterhouse.casework.actions.forgetting import shake
from chapterhouse.casework.actions.opinions import give_opinion
from chapterhouse.casework.models import Opinion, Party
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from tests import make, others
from tests.casework import closings
from tests.support.asking import post

pytestmark = pytest.mark.django_db

ANSWERS = {"heard": 4, "safe": 2}


@pytest.fixture
def told(cast):
    return closings.answered(cast)


@pytest.fixture
def closed(cast, told):
    closings.close(told.case, by=cast.chidi)
    return told


def give(told, **answers):
    return give_opinion(party=make.fresh(told.party), answers=answers or ANSWERS, at=make.now())


def counts():
    return {(row.question, row.answer): row.count for row in Opinion.objects.all()}


@pytest.mark.requirement("B44")
def test_answers_are_counted_and_nothing_ties_them_to_a_case_a_person_or_a_day(cast, closed):
    fields = Opinion._meta.get_fields()
    assert not any(field.is_relation or isinstance(field, DateTimeField) for field in fields)
    rows, notices = Row.objects.count(), Notice.objects.count()
    give(closed)
    assert counts() == {("heard", 4): 1, ("safe", 2): 1}
    assert (Row.objects.count(), Notice.objects.count()) == (rows, notices)
    starts, ends = Opinion.objects.values_list("starts", "ends").distinct().get()
    assert starts <= closed.case.today(make.now()) < ends


@pytest.mark.requirement("B44")
def test_each_party_answers_once_and_what_says_so_goes_with_the_case(cast, told, refused):
    guest = others.guest(told.case, by=cast.chidi)
    closure = closings.close(told.case, by=cast.chidi)
    give(told)
    with refused("over"):
        give(told)
    give(guest)
    assert counts() == {("heard", 4): 2, ("safe", 2): 2}
    assert closings.destroy(closure) == 1
    assert not Party.objects.exists()
    assert counts() == {("heard", 4): 2, ("safe", 2): 2}


@pytest.mark.requirement("B44")
def test_it_is_asked_only_after_closing_and_takes_numbers_alone(cast, told, refused):
    with refused("open"):
        give(told)
    closings.close(told.case, by=cast.chidi)
    with refused("malformed"):
        give(told, heard=6)
    with refused("malformed"):
        give(told, words=1)
    with refused("malformed"):
        give_opinion(party=make.fresh(told.party), answers={}, at=make.now())


@pytest.mark.requirement("B44")
def test_they_are_shown_when_the_period_is_over_and_only_where_several_answered(cast, closed):
    give(closed)
    ends = Opinion.objects.values_list("ends", flat=True)[0]
    assert Opinion.objects.shown(ends) == {}
    Opinion.objects.filter(question="heard").update(count=Opinion.LEAST)
    assert Opinion.objects.shown(ends - timedelta(days=1)) == {}
    [(key, answers)] = Opinion.objects.shown(ends).items()
    assert (key[1:], answers) == (("a", "heard"), {4: 5})


def test_each_night_their_order_is_shaken(cast, closed):
    give(closed, heard=1, clear=2, choice=3, safe=4)
    before, keys = counts(), set(Opinion.objects.values_list("pk", flat=True))
    shake(at=make.now())
    assert counts() == before
    assert not keys & set(Opinion.objects.values_list("pk", flat=True))


def test_the_return_page_asks_while_it_was_not_answered(cast, told):
    assert post("mailbox/", {"auth": told.box.auth}).json()["asks_opinion"] is False
    closings.close(told.case, by=cast.chidi)
    assert post("mailbox/", {"auth": told.box.auth}).json()["asks_opinion"] is True
    sent = {"auth": told.box.auth, "answers": ANSWERS}
    assert post("mailbox/opinions/", sent).status_code == 204
    assert post("mailbox/", {"auth": told.box.auth}).json()["asks_opinion"] is False
    assert post("mailbox/opinions/", sent).status_code == 409


@pytest.mark.requirement("B44")
def test_officers_see_the_counts_of_ended_periods_at_their_own_doors_and_nothing_younger(
    client, cast, closed
):
    give(closed)
    Opinion.objects.filter(question="heard").update(count=Opinion.LEAST)

    def page(person):
        client.force_login(person)
        client.cookies["django_language"] = "en"
        return client.get("/opinions/").content.decode()

    assert "They were heard" not in page(cast.chidi)
    Opinion.objects.update(ends=closed.case.today(make.now()))
    assert "They were heard" in page(cast.chidi)
    assert "They felt safe" not in page(cast.chidi), "one answer alone would speak for somebody"
    assert "They were heard" not in page(cast.ida)

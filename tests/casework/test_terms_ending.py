"""A term that nears its end is said once, in time, to its holder and to those who fill offices."""

from datetime import timedelta

import pytest

from chapterhouse.casework.access import duty_of
from chapterhouse.casework.actions.terms import remind_of_terms
from chapterhouse.casework.succession import leaving
from chapterhouse.notices.actions import send_next
from chapterhouse.notices.models import Notice
from chapterhouse.packs.actions import adopt
from chapterhouse.people.actions.removal import forget_hearings
from chapterhouse.people.desks import reads
from chapterhouse.people.models import Hearing
from chapterhouse.support.worker import REMINDERS
from chapterhouse.ui.dates import day_words
from tests import make
from tests.people.terms import STATEMENT, adopted, approve, planned, propose, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_waits(cast):
    """Of the team sheets that were signed, everybody has heard."""
    Notice.objects.all().delete()


def told_by_day(days, step=1):
    said = []
    for day in range(0, days, step):
        remind_of_terms(at=make.now() + timedelta(days=day))
        remind_of_terms(at=make.now() + timedelta(days=day, minutes=5))
        said += [(day, row.person.name) for row in Notice.objects.order_by("person__name")]
        Notice.objects.all().delete()
    return said


@pytest.mark.requirement("S2.49", "S3.26")
def test_the_officer_and_those_who_fill_offices_hear_of_it_sixty_days_before_once_each(cast):
    planned(cast, cast.bela.terms.get(), 63)
    assert told_by_day(8) == [(3, "Bela Novak"), (3, "Rosa Marsh")]
    assert remind_of_terms in REMINDERS


def test_a_pack_may_want_it_said_earlier(cast):
    adopted(cast, warn_days="90")
    planned(cast, cast.bela.terms.get(), 92)
    assert [day for day, _name in told_by_day(6)] == [2, 2]


def test_nothing_is_said_of_somebody_who_goes_on(cast):
    planned(cast, cast.bela.terms.get(), 10)
    approve(cast, propose(cast, cast.bela, first=11, last=300))
    assert told_by_day(4) == []


def test_the_mail_says_only_that_something_waits(cast, mailoutbox):
    planned(cast, cast.bela.terms.get(), 10)
    remind_of_terms(at=make.now())
    while send_next(at=make.now()):
        pass
    assert {letter.to[0] for letter in mailoutbox} == {"bela@example.org", "rosa@example.org"}
    for word in ("Bela", "term", "período", "office", "cargo"):
        assert not any(word in letter.body for letter in mailoutbox)


@pytest.mark.requirement("S3.26")
def test_today_says_it_to_both(client, cast):
    client.force_login(cast.rosa)
    assert "Bela Novak" not in client.get("/today/").content.decode()
    planned(cast, cast.bela.terms.get(), 10)
    page = client.get("/today/").content.decode()
    assert "The term of Bela Novak as Ombudsperson ends with" in page
    assert "/offices/fill/ombuds/" in page
    client.force_login(cast.chidi)
    assert "Bela Novak as" not in client.get("/today/").content.decode()
    planned(cast, cast.rosa.terms.get(), 5)
    client.force_login(cast.rosa)
    assert "Your term as Steering Committee ends with" in client.get("/today/").content.decode()


@pytest.mark.requirement("S2.49")
def test_a_month_before_whoever_reads_cases_hears_once_that_it_is_time_to_give_them_on(client, cast):
    planned(cast, cast.bela.terms.get(), 32)
    planned(cast, cast.rosa.terms.get(), 31)
    remind_of_terms(at=make.now())
    Notice.objects.all().delete()
    assert told_by_day(6) == [(2, "Bela Novak")]
    client.force_login(cast.bela)
    assert "It is time to give your cases on" not in client.get("/today/").content.decode()
    planned(cast, cast.bela.terms.get(), 29)
    page = client.get("/today/").content.decode()
    assert "It is time to give your cases on" in page
    assert page.count("/handing-on/") == 1
    said = page.split("Your term ends on ")[1].split("</time>")[0]
    assert said.endswith(f">{day_words(today(cast.version.pack, 29), 'en')}")


@pytest.mark.requirement("S0.66", "B43")
def test_an_office_may_ask_for_a_training_before_it_opens_anything(client, cast):
    """What was had is written down by whoever is in office: who gave it, when, and who took part."""
    course = "[[offices.required_training]]\ncode = 'listening'\nfirst = true\n"
    names = "name.en = 'Listening course'\nname.es = 'Curso de escucha'\n\n"
    source = cast.version.source.replace("[offices.removal]", course + names + "[offices.removal]", 1)
    pack = adopt(source=source, at=make.now()).pack
    make.leave(cast.dana)
    term = propose(cast, pack=pack)
    approve(cast, term, pack=pack)
    assert not reads(cast.ana, make.now())
    assert reads(cast.bela, make.now())
    client.force_login(cast.ana)
    for address in ("/today/", "/offices/", "/offices/ombuds/sign/"):
        assert "Curso de escucha" in client.get(address).content.decode(), address
    client.force_login(cast.rosa)
    assert "They have not been trained yet." in client.get("/offices/fill/").content.decode()
    held = {"code": "listening", "provider": "AORTA", "held_on": str(today(pack, -1)), "hours": "3"}
    assert client.post("/trainings/", {**held, "attended": [cast.ana.pk]}).status_code == 302
    assert "Listening course" in client.get("/trainings/").content.decode()
    assert reads(cast.ana, make.now())
    client.force_login(cast.ana)
    assert "Curso de escucha" not in client.get("/today/").content.decode()


@pytest.mark.requirement("S1.5")
def test_who_must_sign_and_who_must_say_yes_hear_of_it_once_and_find_it_at_today(client, cast):
    version = adopted(cast, before=STATEMENT, signs='["confidence"]')
    make.leave(cast.dana)
    Notice.objects.all().delete()
    client.force_login(cast.ana)
    assert client.get("/today/").status_code == 404
    term = propose(cast, pack=version.pack)
    assert told_by_day(3) == [(0, "Ana Ruiz"), (0, "Rosa Marsh")]
    assert "/offices/ombuds/sign/" in client.get("/today/").content.decode()
    assert client.get("/cases/").status_code == 404
    client.force_login(cast.rosa)
    page = client.get("/today/").content.decode()
    assert f"/offices/fill/ombuds/{cast.ana.username}/" in page
    approve(cast, term, pack=version.pack)
    assert "/offices/fill/ombuds/" not in client.get("/today/").content.decode()
    client.force_login(cast.bela)
    assert cast.ana.username not in client.get("/today/").content.decode()


def test_the_hand_over_of_cases_is_begun_at_least_a_month_before(client, cast):
    term = planned(cast, cast.bela.terms.get(), 200)
    for days, said in [(61, False), (59, True), (30, True), (1, True)]:
        at = term.ends - timedelta(days=days)
        assert bool(leaving(cast.bela, duty_of(cast.bela, at), at).ends) is said
    planned(cast, term, 30)
    client.force_login(cast.bela)
    assert "/handing-on/" in client.get("/today/").content.decode()
    assert client.get("/handing-on/").status_code == 200


def test_a_hearing_of_a_term_that_ended_by_itself_is_over(cast):
    term = planned(cast, cast.bela.terms.get(), 3)
    day = make.now().date()
    row = Hearing.objects.create(term=term, opened=make.now(), told_on=day, heard_by=day, by=cast.rosa)
    forget_hearings(at=term.ends - timedelta(seconds=1))
    assert make.fresh(row).ended is None
    forget_hearings(at=term.ends)
    assert make.fresh(row).outcome == Hearing.LEFT

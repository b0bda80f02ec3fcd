"""The last day of a term, being chosen again, and terms that wait: no way round the hearing or the yes."""

from datetime import timedelta

import pytest

from chapterhouse.journal.models import Row
from chapterhouse.people.actions.filling import plan_end
from chapterhouse.people.actions.leaving import forget_person
from chapterhouse.people.models import Term
from chapterhouse.people.terms import ending, offices_held
from chapterhouse.support.adoption import adopt_organisation_pack
from tests import make
from tests.people.terms import STATEMENT, adopted, approve, planned, propose, refused, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def free(cast):
    """Dana has left: a seat among the ombudspeople is free."""
    make.leave(cast.dana)
    return cast


def plan(cast, term, days, reason=""):
    pack = cast.version.pack
    told = {"last": today(pack, days), "reason": reason, "pack": pack, "by": cast.rosa}
    return plan_end(term=term, **told, at=make.now())


@pytest.mark.requirement("S2.35")
def test_nobody_loses_an_office_early_by_a_day_that_is_written_down_without_a_reason(cast):
    term = cast.ida.terms.get()
    refused(plan, "reason", cast, term, 0)
    refused(plan, "reason", cast, term, 30, "because")
    assert make.fresh(term).ends is None
    plan(cast, term, 30, "asked")
    assert Row.objects.filter(verb="planned-end-asked", about=cast.ida.username).exists()
    refused(plan, "reason", cast, term, 10)


def test_a_term_is_not_made_longer_than_the_rules_say(cast):
    term = planned(cast, cast.ida.terms.get(), 10)
    refused(plan, "longer", cast, term, 2000)
    assert plan(cast, term, 60).last.date() >= make.now().date() + timedelta(days=59)


def test_nor_into_a_seat_that_somebody_else_has_by_then(cast):
    term = planned(cast, cast.dana.terms.get(), 10)
    propose(cast, first=11)
    refused(plan, "no-seat", cast, term, 60)


def chosen_again(cast, **more):
    """Bela's term ends soon, and somebody proposed that they go on."""
    planned(cast, cast.bela.terms.get(), 10)
    return propose(cast, cast.bela, first=11, last=300, **more)


def test_who_is_chosen_again_is_approved_on_the_page_of_the_term_that_runs(client, cast):
    term = chosen_again(cast)
    client.force_login(cast.rosa)
    here = f"/offices/fill/ombuds/{cast.bela.username}/"
    page = client.get(here).content.decode()
    assert "Chosen again" in page
    assert "It was approved" in page
    client.post(here + "approved/", {"decided_on": str(today(cast.version.pack)), "decision": "Minutes"})
    assert make.fresh(term).opens == term.starts
    assert "It was approved" not in client.get(here).content.decode()


@pytest.mark.requirement("S2.49")
def test_a_term_that_is_only_proposed_does_not_keep_the_warning_away(cast):
    term, pack = chosen_again(cast), cast.version.pack
    assert [held.term.person for held in ending(pack, make.now(), days=30)] == [cast.bela]
    approve(cast, term)
    assert ending(pack, make.now(), days=30) == []


def test_who_is_forgotten_keeps_no_seat_that_waits_for_them(free):
    propose(free)
    forget_person(person=free.ana, pack=free.version.pack, at=make.now())
    assert not Term.objects.ahead(make.now()).exists()
    assert propose(free, free.sol).person == free.sol


def test_a_deputy_takes_no_seat_and_leaves_a_vacant_one_vacant(cast):
    propose(cast, how="deputy")
    make.leave(cast.dana)
    [seats] = [each for each in offices_held(cast.version.pack, make.now()) if each.rules.code == "ombuds"]
    assert seats.vacant == 1
    assert propose(cast, cast.sol).person == cast.sol


def test_a_term_that_waited_for_what_a_new_pack_asks_no_more_opens_when_it_is_adopted(free, tmp_path):
    version = adopted(free, before=STATEMENT, signs='["confidence"]')
    term = propose(free, pack=version.pack)
    approve(free, term, pack=version.pack)
    assert make.fresh(term).opens is None
    (tmp_path / "ours.toml").write_text(free.version.source)
    adopt_organisation_pack(pack=str(tmp_path / "ours.toml"), at=make.now(), by="operator")
    assert make.fresh(term).opens is not None

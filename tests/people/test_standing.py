"""Good standing: a rule of the pack with a cut-off day, said in words; never presence on a list alone."""

from datetime import date, timedelta
from itertools import product

import pytest

from chapterhouse.packs.loading import load, shipped
from chapterhouse.packs.standing import BY_THE_LIST, StandingRule
from chapterhouse.people.models import Membership
from chapterhouse.people.standing import members_good_on, people_good_on, standing_of
from tests import make
from tests.people.listed import on_list

DAY = date(2026, 11, 21)


def membership(**said):
    return Membership(name="Somebody", **said)


def stands(row, on=DAY, **rule):
    found = standing_of(row, StandingRule(**rule), on=on)
    return found.good, found.why, found.until


@pytest.mark.requirement("B58")
@pytest.mark.parametrize(("days", "expected"), [(0, True), (30, True), (31, False)])
def test_a_membership_counts_until_the_cut_off_day_whatever_the_list_calls_it(days, expected):
    row = membership(status="member", expires=DAY - timedelta(days=days))
    good, why, until = stands(row, grace_days=30)
    assert (good, why) == (expected, "runs" if expected else "ran-out")
    assert until == row.expires + timedelta(days=30)


@pytest.mark.requirement("B58")
def test_the_same_membership_counts_on_one_day_and_not_on_another():
    row = membership(status="good", expires=DAY)
    assert stands(row, grace_days=0)[0]
    assert not stands(row, on=DAY + timedelta(days=1), grace_days=0)[0]


@pytest.mark.parametrize(("status", "good", "why"), [
    ("good", True, "listed"), ("member", False, "late"), ("lapsed", False, "lapsed"), ("", False, "not-said"),
])  # fmt: skip
def test_without_days_of_grace_the_word_of_the_list_counts(status, good, why):
    assert stands(membership(status=status, expires=DAY + timedelta(days=400))) == (good, why, None)


def test_a_pack_may_let_those_count_whose_dues_are_late_and_nobody_who_has_lapsed():
    assert stands(membership(status="member"), statuses=("good", "member"))[0]
    late = membership(status="lapsed", expires=DAY, lifetime=False)
    assert stands(late, statuses=("good", "member"), grace_days=30) == (False, "lapsed", None)


def test_members_for_life_count_if_the_pack_says_so():
    assert stands(membership(status="good", lifetime=True), grace_days=0) == (True, "lifetime", None)
    assert not stands(membership(status="member", lifetime=True), lifetime=False)[0]


def test_without_a_list_an_account_counts_where_the_pack_says_so():
    assert stands(None, accounts=True) == (True, "account", None)
    assert stands(None, accounts=False) == (False, "no-list", None)


def test_packs_stored_before_there_was_a_rule_have_one():
    text = shipped()["madison-hgo"].read_text()
    assert load(shipped()["madison-hgo"]).standing.grace_days == 30
    assert "[standing]" in text
    assert StandingRule() == BY_THE_LIST


def test_packs_of_organisations_without_a_list_let_everybody_with_an_account_count():
    assert {slug for slug, path in shipped().items() if load(path).standing.accounts} == {
        "open-source-conduct",
        "workplace-eu",
    }


@pytest.mark.django_db
@pytest.mark.requirement("B58")
def test_a_roll_of_a_day_holds_exactly_those_who_count_on_it(cast):
    ends = [None, DAY - timedelta(days=31), DAY - timedelta(days=30), DAY + timedelta(days=1)]
    for status, expires in product(["", "good", "member", "lapsed"], ends):
        on_list(status=status, expires=expires)
        if expires is None:
            on_list(status=status, lifetime=True)
    on_list(cast.ana, status="member")
    on_list(cast.bela, expires=DAY - timedelta(days=31))
    on_list(cast.chidi)
    cast.sol.is_active = False
    cast.sol.save()
    for statuses, grace, lifetime, accounts in product(
        [("good",), ("good", "member"), ()], [None, 0, 30], [True, False], [True, False]
    ):
        rule = StandingRule(statuses=statuses, grace_days=grace, lifetime=lifetime, accounts=accounts)
        rows = list(Membership.objects.all())
        expected = {row.pk for row in rows if standing_of(row, rule, on=DAY).good}
        assert set(members_good_on(DAY, rule).values_list("pk", flat=True)) == expected
        theirs = {row.person: row for row in rows if row.person}
        good = {
            person
            for person in vars(cast).values()
            if hasattr(person, "is_active") and person.is_active
            if standing_of(theirs.get(person), rule, on=DAY).good
        }
        assert set(people_good_on(DAY, rule)) == good


@pytest.mark.django_db
@pytest.mark.requirement("B58")
@pytest.mark.parametrize(("lang", "said"), [
    ("en", ("You are in good standing.", "up to and including")),
    ("es", ("Su membresía está al día.", "hasta el")),
])  # fmt: skip
def test_somebody_reads_how_they_stand_and_until_when(client, cast, lang, said):
    today = make.now().astimezone(cast.version.pack.zone).date()
    on_list(cast.ana, status="good", expires=today)
    client.force_login(cast.ana)
    page = client.get(f"/account/?lang={lang}", follow=True).content.decode()
    assert all(words in page for words in said)


@pytest.mark.django_db
def test_somebody_whom_no_list_names_reads_what_to_do(client, cast):
    client.force_login(cast.bela)
    page = client.get("/account/").content.decode()
    assert "You are not in good standing now." in page
    assert "Ask whoever keeps the roster." in page

"""Proposing, checking, correcting and taking out: what each verb does, and each way it refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from chapterhouse.referrals.actions import correct, doubt, retire, take_back
from chapterhouse.referrals.facts import changes, facts_of
from chapterhouse.referrals.guide import is_stale
from chapterhouse.referrals.lists import to_check, to_look_at
from chapterhouse.referrals.models import Check, Doubt, EntryVersion
from chapterhouse.ui.refused import Refused
from tests import make
from tests.referrals.entries import checked, facts, proposed, shown

pytestmark = pytest.mark.django_db


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(*args, **kwargs)
    return caught.value.code


def names_in_force():
    return {version.name for version in EntryVersion.objects.in_force()}


def corrected(version, *, by, seen=None, at=None, **edits):
    seen = seen or version.number
    return correct(entry=version.entry, facts=facts(**edits), seen=seen, by=by, at=at or make.now())


@pytest.mark.requirement("S0.54")
def test_what_a_member_proposes_is_shown_when_two_others_have_checked_it(cast):
    version = proposed(by=cast.ana)
    assert names_in_force() == set()
    checked(version, cast.bela)
    assert names_in_force() == set()
    checked(version, cast.rosa)
    assert names_in_force() == {"Oak Street"}
    verbs = list(Row.objects.about(version.entry.code).values_list("verb", "by"))
    assert sorted(verbs) == sorted(
        [
            ("proposed-entry", cast.ana.username),
            ("checked-entry", cast.bela.username),
            ("checked-entry", cast.rosa.username),
        ]
    )


def test_nobody_checks_what_they_proposed_or_checks_it_twice(cast):
    version = proposed(by=cast.ana)
    assert refusal(checked, version, cast.ana) == "own"
    checked(version, cast.bela, days_ago=3)
    assert refusal(checked, version, cast.bela) == "twice"
    assert names_in_force() == set()


def test_the_database_itself_holds_that_each_checks_once(cast):
    version = proposed(by=cast.ana)
    row = checked(version, cast.bela)
    row.pk, row.looked_on = None, row.looked_on - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_whoever_had_a_hand_in_a_wording_does_not_check_it(cast):
    version = proposed(by=cast.ana)
    second = corrected(version, by=cast.bela, phone="555-0170")
    assert refusal(checked, second, cast.ana) == "own"
    checked(second, cast.mara)
    checked(second, cast.rosa)
    third = corrected(second, by=cast.ana, phone="555-0171")
    assert checked(third, cast.bela), "what was shown since is not theirs any more"


@pytest.mark.requirement("S0.54")
def test_a_correction_needs_two_checks_again_and_the_old_text_stays_meanwhile(cast):
    first = shown(cast)
    second = corrected(first, by=cast.mara, phone="555-0199")
    checked(second, cast.bela)
    assert EntryVersion.objects.in_force().get().phone == "555-0161"
    checked(second, cast.rosa)
    assert EntryVersion.objects.in_force().get().phone == "555-0199"
    assert make.fresh(first).ended is not None


def test_a_check_of_a_text_that_changed_meanwhile_is_refused(cast):
    version = proposed(by=cast.ana)
    corrected(version, by=cast.ana, phone="555-0199")
    assert refusal(checked, version, cast.bela) == "changed"
    assert not Check.objects.exists()


def test_checks_of_an_earlier_proposal_do_not_count_for_the_next(cast):
    version = proposed(by=cast.ana)
    checked(version, cast.bela)
    second = corrected(version, by=cast.ana, phone="555-0199")
    checked(second, cast.rosa)
    assert names_in_force() == set()


def test_two_who_correct_at_once_do_not_write_over_each_other(cast):
    version = shown(cast)
    corrected(version, by=cast.mara, phone="555-0199")
    assert refusal(corrected, version, by=cast.ida, phone="555-0198") == "changed"


def test_the_same_name_and_the_same_text_are_not_proposed_again(cast):
    version = proposed(by=cast.ana)
    assert refusal(proposed, by=cast.bela, name="oak street") == "twice"
    assert refusal(corrected, version, by=cast.bela) == "same"


def test_a_proposal_is_taken_back_by_whoever_wrote_it_while_it_is_not_shown(cast):
    version = proposed(by=cast.ana)
    assert refusal(take_back, version=version, by=cast.bela, at=make.now()) == "closed"
    take_back(version=version, by=cast.ana, at=make.now())
    assert to_check(cast.bela) == []
    assert refusal(checked, version, cast.bela) == "changed"
    assert refusal(take_back, version=shown(cast), by=cast.ana, at=make.now()) == "closed"


def test_an_entry_is_taken_out_with_a_reason_and_nothing_more_is_done_with_it(cast):
    version = shown(cast)
    row = retire(entry=version.entry, why="harm", by=cast.rosa, at=make.now())
    assert str(row.get_why_display()) == "People were not treated well there."
    assert names_in_force() == set()
    assert refusal(retire, entry=version.entry, why="gone", by=cast.rosa, at=make.now()) == "gone"
    assert refusal(corrected, version, by=cast.mara, phone="555-0199") == "gone"
    assert refusal(checked, version, cast.mara) == "gone"
    assert proposed(by=cast.mara), "it may be proposed anew"


@pytest.mark.parametrize(
    ("looked", "stale"), [(date(2025, 11, 22), False), (date(2025, 11, 21), True), (None, True)]
)
def test_a_year_is_good_and_a_year_and_a_day_is_not(looked, stale):
    assert is_stale(looked, date(2026, 11, 22)) is stale
    assert not is_stale(date(2028, 2, 29), date(2029, 2, 28))
    assert is_stale(date(2028, 2, 29), date(2029, 3, 1))


def test_one_look_after_a_year_is_enough_to_make_it_good_again(cast):
    long_ago = make.now() - timedelta(days=400)
    version = shown(cast, at=long_ago)
    today = make.now().date()
    assert [each.name for each in to_look_at(today)] == ["Oak Street"]
    checked(version, cast.bela)
    assert to_look_at(today) == []
    assert refusal(checked, version, cast.bela) == "twice"
    assert refusal(checked, version, cast.ana) == "own"
    assert Check.objects.filter(renews=True).count() == 1


def test_a_doubt_counts_once_a_day_until_somebody_has_looked(cast):
    version, today, mails = shown(cast), make.now().date(), Notice.objects.count()
    assert refusal(doubt, version=version, what=[], on=today) == "empty"
    for _time in range(3):
        doubt(version=version, what=["phone", "gone"], on=today)
    assert Doubt.objects.count() == 2
    [due] = to_look_at(today)
    assert {row.what for row in due.doubted} == {"phone", "gone"}
    checked(version, cast.mara)
    assert to_look_at(today) == []
    assert Notice.objects.count() == mails, "nobody is reminded of the guide by mail"


def test_a_difference_is_told_field_by_field(cast):
    version = proposed(by=cast.ana)
    week = [[[540, 1020]], *[[]] * 6]
    after = facts(phone="555-0199", opens=week, needs=[1], everywhere=True, languages=["es"], cost=2)
    told = {str(label): (old, new) for label, old, new in changes(facts_of(version), after)}
    assert told["Telephone"] == ("555-0161", "555-0199")
    assert told["Hours"] == ("", "Monday: 9\xa0am to 5\xa0pm")
    assert told["Languages they speak"] == ("English, Spanish", "Spanish")
    assert set(told) == {"Telephone", "Hours", "Needs", "Areas", "Languages they speak", "Cost"}

"""Narratives and roadmaps: versions that lose nothing, and what a reader is shown."""

from datetime import date, timedelta

import pytest

from chapterhouse.casework.actions import drafts
from chapterhouse.casework.models import Draft, Showing
from chapterhouse.notices.models import Notice
from chapterhouse.ui.refused import Refused
from tests import make, mending, others
from tests.casework import closings

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return mending.told(cast)


def standing(case, kind=Draft.NARRATIVE):
    return list(case.drafts.filter(kind=kind).standing())


@pytest.mark.requirement("S1.37")
def test_each_version_of_a_narrative_is_kept_and_the_newest_stands(cast, told):
    first = mending.draft(told.case, "They met.", by=cast.chidi)
    second = mending.draft(told.case, "They met at noon.", by=cast.dana, after=[first])
    assert standing(told.case) == [second]
    texts = [body["answers"][0]["answer"] for body in make.read(told.case.channel, cast.dana)[-2:]]
    assert texts == [["They met."], ["They met at noon."]]
    assert "noon" not in str(list(Draft.objects.values()))


@pytest.mark.requirement("S1.37")
def test_of_two_who_write_on_the_same_version_both_texts_stand_until_one_is_made_from_them(cast, told):
    first = mending.draft(told.case, by=cast.chidi)
    hers = mending.draft(told.case, "Hers.", by=cast.dana, after=[first])
    his = mending.draft(told.case, "His.", by=cast.chidi, after=[first])
    assert standing(told.case) == [hers, his]
    both = mending.draft(told.case, "Hers.", "His.", by=cast.dana, after=[hers, his])
    assert standing(told.case) == [both]
    assert told.case.drafts.count() == 4


def test_a_version_is_made_from_one_of_its_own_document(cast, told, refused):
    road = mending.draft(told.case, by=cast.chidi, kind=Draft.ROADMAP)
    with refused("malformed"):
        mending.draft(told.case, by=cast.chidi, after=[road])
    with refused("malformed"):
        mending.draft(told.case, by=cast.chidi, next_on=date(2030, 1, 1))
    with refused("malformed"):
        mending.draft(told.case, by=cast.chidi, kind="verdict")


def test_an_ombuds_desk_writes_neither(cast, refused):
    told = closings.answered(cast)
    with refused("malformed"):
        mending.draft(told.case, by=cast.chidi)


@pytest.mark.requirement("S1.38")
def test_of_a_roadmap_the_day_of_the_next_step_is_in_clear_and_reminds_once(cast, told, told_of):
    at = make.now()
    day = told.case.today(at) + timedelta(days=3)
    first = mending.draft(told.case, by=cast.chidi, kind=Draft.ROADMAP, next_on=day)
    later = day + timedelta(days=30)
    second = mending.draft(told.case, by=cast.dana, kind=Draft.ROADMAP, next_on=day, after=[first])
    assert drafts.remind_of_roadmaps(at=at) == 0
    assert drafts.remind_of_roadmaps(at=at + timedelta(days=3)) == 1
    assert told_of(told.case, Notice.REMINDER) == ["Chidi Okafor", "Dana Levi"]
    assert drafts.remind_of_roadmaps(at=at + timedelta(days=4)) == 0
    mending.draft(told.case, by=cast.dana, kind=Draft.ROADMAP, next_on=later, after=[second])
    assert drafts.remind_of_roadmaps(at=at + timedelta(days=9)) == 0


def test_of_a_closed_case_nobody_is_reminded(cast, told):
    at = make.now()
    mending.draft(told.case, by=cast.chidi, kind=Draft.ROADMAP, next_on=told.case.today(at))
    mending.close(told.case, by=cast.chidi)
    assert drafts.remind_of_roadmaps(at=at + timedelta(days=1)) == 0


@pytest.mark.requirement("B36")
def test_a_reader_gets_a_sealed_copy_of_the_points_that_are_theirs_and_of_no_other(cast, told):
    draft = mending.draft(told.case, "They met.", "She was told alone.", by=cast.chidi)
    row = mending.show(draft, told.party, by=cast.chidi, body=mending.points("They met."))
    shown = make.read(told.party.channel, told.box)[-1]
    assert shown == mending.points("They met.")
    assert "She was told alone." not in str(make.read(told.party.channel, told.box))
    assert (row.draft, row.party, row.by) == (draft, told.party, cast.chidi)


@pytest.mark.requirement("B36", "B6")
def test_what_was_told_is_passed_on_to_another_only_with_the_yes_of_whose_case_it_is(cast, told, refused):
    guest = others.guest(told.case, by=cast.chidi)
    draft = mending.draft(told.case, by=cast.chidi)
    with refused("ask-first"):
        mending.show(draft, guest.party, by=cast.chidi)
    consent = others.consult(guest.party, "share", by=cast.chidi)
    mending.show(draft, guest.party, by=cast.chidi)
    others.take_back(consent, by=told.party)
    with refused("ask-first"):
        mending.show(draft, guest.party, by=cast.chidi)


@pytest.mark.requirement("B36")
def test_a_guest_keeps_what_they_told_from_the_one_whose_case_it_is_by_saying_no(cast, told, refused):
    guest = others.guest(told.case, by=cast.chidi)
    draft = mending.draft(told.case, by=cast.chidi)
    mending.show(draft, told.party, by=cast.chidi)
    others.consult(told.party, "share", by=cast.chidi, party=guest.party, given=False)
    with refused("ask-first"):
        mending.show(draft, told.party, by=cast.chidi)


def test_a_version_of_another_case_is_not_shown(cast, told, refused):
    other = make.report("a")
    make.take(other, cast.chidi, cast.dana)
    draft = mending.draft(other.case, by=cast.chidi)
    with refused("malformed"):
        mending.show(draft, told.party, by=cast.chidi)


def test_nobody_writes_or_shows_who_may_not_read(cast, told):
    draft = mending.draft(told.case, by=cast.chidi)
    sent = mending.draft_wire(told.case, "Mine.", by=cast.chidi)
    case, at = make.fresh(told.case), make.now()
    with pytest.raises(Refused, match="not open to you"):
        drafts.write_draft(case=case, kind="narrative", sent=sent, by=cast.ida, at=at)
    assert standing(told.case) == [draft]


def test_versions_and_what_was_shown_go_with_the_case(cast, told):
    first = mending.draft(told.case, by=cast.chidi)
    second = mending.draft(told.case, by=cast.chidi, after=[first])
    mending.show(second, told.party, by=cast.chidi)
    assert closings.destroy(mending.close(told.case, by=cast.chidi)) == 1
    assert not Draft.objects.exists()
    assert not Showing.objects.exists()

"""First conversations kept once, what people were told to expect, referrals."""

import pytest

from chapterhouse.casework.actions import story
from chapterhouse.casework.models import Act
from tests import make, mending, others
from tests.casework import closings

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    return mending.told(cast)


def acts(case):
    return list(case.acts.values_list("kind", flat=True))


@pytest.mark.requirement("S1.30", "S1.31")
def test_what_a_first_conversation_brought_is_sealed_to_the_team_and_read_by_whoever_works_on_it(cast, told):
    row = mending.keep_first(told.party, by=cast.chidi)
    assert make.read(told.case.channel, cast.dana)[-1] == mending.HOPED
    assert mending.HOPED not in make.read(told.party.channel, told.box)
    assert "That it stops." not in str(list(Act.objects.values()))
    assert (row.kind, row.party, row.by) == (Act.FIRST, told.party, cast.chidi)


@pytest.mark.requirement("S1.30")
def test_it_is_kept_once_and_a_colleague_adds_to_what_they_have_read(cast, told, refused, journal):
    row = mending.keep_first(told.party, by=cast.chidi)
    with refused("written-meanwhile"):
        mending.keep_first(told.party, by=cast.dana)
    again = mending.keep_first(told.party, by=cast.dana, body="More of it.", replaces=row.words.uuid)
    assert Act.objects.filter(kind=Act.FIRST).count() == 1
    assert make.read(told.case.channel, cast.chidi)[-2:] == [mending.HOPED, "More of it."]
    assert again.at == row.at
    assert [verb for _who, verb, _whom in journal(told.case)][-2:] == ["first-conversation", "added-to-first"]


@pytest.mark.requirement("S1.32")
def test_that_they_were_told_what_to_expect_is_in_clear_with_its_day_and_nothing_else(cast, told):
    at = make.now()
    row = mending.keep_first(told.party, by=cast.chidi)
    assert acts(told.case) == [Act.FIRST]
    mending.keep_first(told.party, by=cast.dana, expected=True, replaces=row.words.uuid, at=at)
    mending.keep_first(
        told.party, by=cast.dana, expected=True, replaces=make.fresh(row).words.uuid, at=make.now()
    )
    said = Act.objects.get(kind=Act.EXPECTATIONS)
    assert (said.at, said.by, said.words) == (at, cast.dana, None)


@pytest.mark.requirement("S1.34")
def test_no_first_conversation_is_kept_with_somebody_about_whom_nobody_was_asked(cast, told, refused):
    jules = others.involve(told.case, "Jules", by=cast.chidi)
    with refused("ask-first"):
        mending.keep_first(jules, by=cast.chidi)
    others.consult(jules, by=cast.chidi)
    assert mending.keep_first(jules, by=cast.chidi).party == jules


def test_an_ombuds_desk_keeps_no_account_of_what_happened(cast, refused):
    told = closings.answered(cast)
    with refused("malformed"):
        mending.keep_first(told.party, by=cast.chidi)


@pytest.mark.requirement("S0.53")
def test_a_referral_is_an_act_with_a_day_whose_words_are_sealed(cast, journal):
    told = closings.answered(cast)
    row = mending.refer(told.case, by=cast.chidi)
    assert make.read(told.case.channel, cast.dana)[-1] == "To the tenants' union."
    assert (row.kind, row.party, row.by) == (Act.REFERRAL, None, cast.chidi)
    assert "tenants" not in str(list(Act.objects.values()))
    assert journal(told.case)[-1] == (cast.chidi.username, "referred", "")


def test_who_may_not_read_the_case_keeps_nothing(cast, told, refused):
    make.recuse(told.case, by=cast.dana)
    words = make.note_wire(told.case, by=cast.chidi)
    with refused("not-yours"):
        story.refer(case=make.fresh(told.case), words=words, by=cast.dana, at=make.now())
    with refused("not-yours"):
        sent = mending.first_wire(told.party, by=cast.chidi)
        story.keep_first(party=make.fresh(told.party), sent=sent, by=cast.dana, at=make.now())


def test_everything_goes_with_the_case(cast, told):
    mending.keep_first(told.party, by=cast.chidi, expected=True)
    mending.refer(told.case, by=cast.chidi)
    closure = mending.close(told.case, by=cast.chidi)
    assert closings.destroy(closure) == 1
    assert not Act.objects.exists()

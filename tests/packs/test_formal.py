"""What desks behind the formal wall keep to; a pack stored before there was any of it still loads."""

import pytest

from chapterhouse.packs.loading import PackError, pack_from
from chapterhouse.packs.pack import Formal, Pack
from tests.packs.edits import GONE, edited, table_of


def complaints(slug="dsa-la-2018", **edits):
    with pytest.raises(PackError) as no:
        pack_from(edited(table_of(slug), edits), file="ours.toml")
    return [f"{mistake.key}: {mistake.reason}" for mistake in no.value.mistakes]


def test_a_notice_is_answered_within_seven_days_and_that_is_extended_once(each_pack: Pack):
    assert (each_pack.formal.answer_days, each_pack.formal.extension_days) == (7, 7)
    assert each_pack.formal.look_after_days == (7, 14)
    assert each_pack.formal.retaliation_days == (30, 90)


@pytest.mark.parametrize("pack", ["la_2018", "madison"])
def test_packs_with_a_formal_desk_name_standard_remedies_and_grounds(request, pack):
    formal = request.getfixturevalue(pack).formal
    assert formal.standard.in_("en") == "more likely than not"
    assert {remedy.kind for remedy in formal.remedies} == {"restorative", "punitive"}
    assert formal.appeal.days == 30
    assert len(formal.appeal.grounds) >= 3


def test_a_pack_that_was_stored_before_there_was_a_formal_route_has_the_defaults():
    assert pack_from(edited(table_of("dsa-la-2018"), {"formal": GONE}), file="ours.toml").formal == Formal()


def test_a_code_stands_for_one_remedy_and_one_ground():
    edits = {"formal.remedies[1].code": "conversation", "formal.appeal.grounds[1].code": "rules"}
    assert complaints(**edits) == [
        'formal.remedies[1].code: Choose another code; formal.remedies[0] is "conversation" already.',
        'formal.appeal.grounds[1].code: Choose another code; formal.appeal.grounds[0] is "rules" already.',
    ]


def test_deciders_are_an_office_of_the_pack():
    edits = {"formal.deciders": "stearing", "formal.appeal.deciders": "backups"}
    assert complaints(**edits) == [
        'formal.deciders: There is no office "stearing"; did you mean "steering"?',
        'formal.appeal.deciders: There is no office "backups"; did you mean "backup"?',
    ]


@pytest.mark.requirement("B26")
@pytest.mark.parametrize("office", ["steering", "hgo"])
def test_an_appeal_is_heard_by_others_than_decided_or_read(office):
    assert complaints(**{"formal.appeal.deciders": office}) == [
        f'formal.appeal.deciders: Name another office; "{office}" would hear an appeal against itself.'
    ]


def test_a_remedy_mends_or_takes_away():
    assert complaints(**{"formal.remedies[0].kind": "penal"}) == [
        'formal.remedies[0].kind: Write one of restorative, punitive, not "penal".'
    ]


def test_a_pack_without_a_formal_desk_leaves_it_out():
    assert complaints("dsa-la-crt", formal={"answer_days": 5}) == [
        "formal: Leave this out; this pack has no desk behind the formal wall."
    ]

"""Places: none without its three facts, each under a code of its own, and none in packs of before."""

import pytest

from chapterhouse.packs.loading import PackError, pack_from
from chapterhouse.packs.pack import Pack
from tests.packs.edits import GONE, edited, table_of


def complaints(**edits):
    with pytest.raises(PackError) as no:
        pack_from(edited(table_of("dsa-la-2018"), edits), file="ours.toml")
    return [f"{mistake.key}: {mistake.reason}" for mistake in no.value.mistakes]


@pytest.mark.requirement("S0.45", "S0.46", "T12")
def test_every_place_is_public_accessible_and_private_and_one_is_online(each_pack: Pack):
    assert [place.online for place in each_pack.places].count(True) == 1
    for place in each_pack.places:
        said = {fact.in_(language) for fact in _facts(place) for language in ("en", "es")}
        assert len(said) == 6


@pytest.mark.requirement("S0.45", "S0.46", "T12")
@pytest.mark.parametrize("fact", ["public", "accessible", "private"])
@pytest.mark.parametrize("place", [0, 2], ids=["a place", "online"])
def test_a_place_without_one_of_its_three_facts_is_no_place(place, fact):
    key = f"places[{place}].{fact}"
    assert complaints(**{key: GONE}) == [f"{key}: Add this; a pack cannot do without it."]
    assert complaints(**{key: {"en": "", "es": "Sí"}}) == [f"{key}.en: Write something here; it is empty."]


def test_a_code_stands_for_one_place():
    assert complaints(**{"places[1].code": "library"}) == [
        'places[1].code: Choose another code; places[0] is "library" already.'
    ]


def test_a_pack_that_was_stored_before_there_were_places_has_none():
    assert pack_from(edited(table_of("dsa-la-2018"), {"places": GONE}), file="ours.toml").places == ()


def test_a_place_may_be_online_and_then_needs_no_address(la_2018: Pack):
    online = next(place for place in la_2018.places if place.online)
    assert online.where is None


def _facts(place):
    return (place.public, place.accessible, place.private)

"""No sentence can be lost in one language unnoticed, and nothing a file may hold breaks the reader."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapterhouse.packs.loading import PackError, pack_from, shipped
from tests.packs.edits import GONE, edited, places, table_of, texts

TABLES = {slug: table_of(slug) for slug in shipped()}
KEYS = [(slug, key) for slug, table in TABLES.items() for key in texts(table)]
PLACES = [(slug, key) for slug, table in TABLES.items() for key in places(table)]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "es", "code"]), inner),
    max_leaves=5,
).map(lambda value: GONE if value is None else value)


def mistakes_without(slug: str, keys: list[str]) -> list[str]:
    with pytest.raises(PackError) as refused:
        pack_from(edited(TABLES[slug], dict.fromkeys(keys, GONE)), file=slug)
    return [mistake.key for mistake in refused.value.mistakes]


@settings(deadline=None)
@given(st.sampled_from(KEYS))
def test_any_one_translation_taken_out_is_named_by_its_key(place):
    slug, key = place
    assert mistakes_without(slug, [key]) == [key]


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_several_taken_out_are_all_named(data):
    slug = data.draw(st.sampled_from(sorted(TABLES)))
    keys = data.draw(
        st.lists(
            st.sampled_from([key for of, key in KEYS if of == slug]), min_size=2, max_size=9, unique=True
        )
    )
    assert sorted(mistakes_without(slug, keys)) == sorted(keys)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(PLACES), ANYTHING)
def test_whatever_stands_in_a_place_the_pack_is_read_or_refused(place, value):
    slug, key = place
    table = edited(TABLES[slug], {key: value})
    with suppress(PackError):
        pack_from(table, file=slug, at=datetime(2026, 11, 21, tzinfo=UTC))


def test_the_packs_hold_hundreds_of_texts_each_in_both_languages():
    for slug in TABLES:
        keys = [key for of, key in KEYS if of == slug]
        assert len(keys) > 200
        assert {key.removesuffix(".en") for key in keys if key.endswith(".en")} == {
            key.removesuffix(".es") for key in keys if key.endswith(".es")
        }

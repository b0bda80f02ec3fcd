"""What docs/packs.md tells those who write a pack is what they will meet."""

import re
from pathlib import Path

import pytest

from chapterhouse.packs.loading import PackError, load, shipped

PAGE = (Path(__file__).parent.parent.parent / "docs" / "packs.md").read_text(encoding="utf-8")
MISTAKES = re.findall(r"^\| `(.+?)` \| (`.+?`|\*left out\*) \| `(.+)` \|$", PAGE, re.MULTILINE)
PACKS = re.findall(r"^\| `([a-z0-9-]+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
IN_DAYS = {"1 year": 365, "3 years": 1095, "30 days": 30}


@pytest.mark.parametrize(("written", "changed", "said"), MISTAKES)
def test_each_mistake_on_the_page_is_said_in_these_words(written, changed, said):
    source = shipped()["madison-hgo"].read_text(encoding="utf-8")
    assert written in source
    becomes = "" if changed == "*left out*" else changed.strip("`")
    with pytest.raises(PackError) as refused:
        load(source.replace(written, becomes, 1), file="mine.toml")
    assert f"mine.toml: {said}" in str(refused.value).splitlines()


def test_the_page_shows_a_dozen_mistakes():
    assert len(MISTAKES) == 12


@pytest.mark.parametrize(("slug", "walls", "promised", "kept"), PACKS, ids=lambda part: part)
def test_what_the_page_says_of_a_pack_is_so(slug, walls, promised, kept):
    pack = load(shipped()[slug])
    assert walls.split(", ") == [desk.wall for desk in pack.desks]
    assert [IN_DAYS[each] for each in kept.split(", ")] == [desk.keep_days for desk in pack.desks]
    hours = {door.promise_hours for door in pack.doors if door.desk}
    number, unit = re.match(r"(\d+) (hours|days)", promised).groups()
    assert hours == {int(number) * {"hours": 1, "days": 24}[unit]}
    outcome = re.search(r"outcome in (\d+)", promised)
    assert {desk.outcome_days for desk in pack.desks} == {int(outcome[1]) if outcome else None}


def test_every_pack_that_comes_with_the_program_is_on_the_page():
    assert [slug for slug, *_rest in PACKS] == [
        *("dsa-la-2018", "dsa-la-crt", "madison-hgo"),
        *("r33-chapter", "open-source-conduct", "workplace-eu"),
    ]
    assert {slug for slug, *_rest in PACKS} == set(shipped())

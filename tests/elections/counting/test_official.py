"""Counts of real ballots equal the official tables, cell by cell."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from chapterhouse.elections.counting import blt
from chapterhouse.elections.counting.counts import decimal
from chapterhouse.elections.counting.stv import irv, scottish_stv

OFFICIAL = Path(__file__).parent.parent / "official"
WARDS = sorted(path.name for path in OFFICIAL.glob("dundee*.blt"))


def ballots(name):
    return blt.read((OFFICIAL / name).read_bytes())


def rows(name):
    with (OFFICIAL / name).open() as lines:
        return list(csv.DictReader(lines))


@pytest.mark.requirement("B23")
@pytest.mark.parametrize("ward", WARDS)
def test_a_scottish_ward_is_counted_as_it_was_officially(ward):
    count = scottish_stv(ballots(ward))
    [official] = [row for row in rows("winners.csv") if row["file"] == ward]
    assert count.quota == int(official["quota"])
    assert count.valid == int(official["valid_ballots"])
    assert list(count.elected) == [int(n) for n in official["winner_numbers_in_order_of_election"].split()]
    assert len(count.stages) == int(official["official_stages"])
    assert not count.lot_used
    for row in rows(ward.replace(".blt", ".official.csv")):
        printed = Decimal(row["votes"])
        stage, number = count.stages[int(row["stage"]) - 1], int(row["candidate"])
        places = Decimal(1).scaleb(printed.as_tuple().exponent)
        assert Decimal(decimal(stage.votes[number])).quantize(places, ROUND_HALF_UP) == printed, row
        at = count.stages[int(row["outcome_stage"]) - 1] if row["outcome_stage"] else None
        if row["outcome"] in {"elected", "excluded"}:
            assert number in getattr(at, row["outcome"])


def test_there_are_eight_wards_to_compare_with():
    assert len(WARDS) == 8


@pytest.mark.parametrize("ward", ["minneapolis_2013_ward05", "minneapolis_2013_ward13"])
def test_a_runoff_in_minneapolis_ends_as_it_did_officially(ward):
    count = irv(ballots(f"{ward}.blt"))
    for round_, stage in (("first", count.stages[0]), ("final", count.stages[-1])):
        official = [row for row in rows(f"{ward}.official.csv") if row["round"] == round_]
        for row in official:
            ours = stage.votes[int(row["candidate"])] if row["candidate"] else stage.spent
            assert decimal(ours) == f"{row['votes']}.00000", row
    final = [row for row in official if row["candidate"]]
    assert count.elected == (int(max(final, key=lambda row: int(row["votes"]))["candidate"]),)

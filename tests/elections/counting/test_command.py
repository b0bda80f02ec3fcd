"""`chapterhouse count` on a machine that has no site."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

OFFICIAL = Path(__file__).parent.parent / "official"
WARD = str(OFFICIAL / "dundee_2017_ward1.blt")


def said(capsys, *words):
    call_command("count", *words)
    return capsys.readouterr().out


@pytest.mark.requirement("B66")
def test_a_stranger_recounts_a_file_without_any_settings():
    done = subprocess.run(
        [sys.executable, "-m", "chapterhouse", "count", WARD, "--method", "scottish_stv", "--format", "json"],
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert (found["method"], found["seats"], found["quota"]) == ("scottish_stv", 4, 1220)
    assert found["elected"] == [1, 5, 6, 2]
    assert found["lot_used"] is False
    assert found["stages"][1]["votes"]["2"] == "876.54899"
    assert [(stage["elected"], stage["excluded"]) for stage in found["stages"]][:3] == [
        ([1], []),
        ([5], []),
        ([], [4]),
    ]


def test_a_table_names_who_is_elected(capsys):
    table = said(capsys, WARD)
    assert "Elected: John ALEXANDER (SNP); Stewart HUNTER (SNP)" in table
    assert "Quota: 1220" in table
    assert table.count("6095.00000") == 7


def test_a_seed_is_taken_and_said(capsys):
    assert json.loads(said(capsys, WARD, "--format", "json", "--lot", "3 5 1"))["seed"] == "3 5 1"


def test_csv_and_rctab_tell_the_same(capsys):
    rows = said(capsys, WARD, "--format", "csv").splitlines()
    assert "2,2,Ian BORTHWICK (Ind),51.54899,876.54899," in rows
    rounds = json.loads(said(capsys, WARD, "--format", "rctab"))["results"]
    assert len(rounds) == 7
    assert rounds[0]["tallyResults"][0]["elected"] == "John ALEXANDER (SNP)"
    assert rounds[0]["tallyResults"][0]["transfers"]["Ian BORTHWICK (Ind)"] == "51.54899"
    assert rounds[1]["tally"]["Ian BORTHWICK (Ind)"] == "876.54899"


def test_a_name_that_begins_like_a_formula_is_made_harmless(capsys, tmp_path):
    (tmp_path / "a.blt").write_text("1 1\n1 1 0\n0\n=1+1\n")
    assert "'=1+1" in said(capsys, tmp_path / "a.blt", "--format", "csv")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("missing.blt",), "There is no file missing.blt"),
        ((WARD, "--method", "irv"), "An instant runoff fills one seat"),
        ((WARD, "--points", "3,2"), "--points belongs to --method borda"),
        ((WARD, "--method", "borda", "--points", "3;2"), "--points takes whole numbers"),
        ((WARD, "--method", "borda", "--points", "1,2"), "Points never rise"),
        ((__file__,), "this is no file of ballots"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_a_sentence(words, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("count", *words)

"""The page on which anybody counts any file of ballots."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chapterhouse.elections import forms

OFFICIAL = Path(__file__).parent / "official"
pytestmark = pytest.mark.django_db


def counted(client, data, method="scottish_stv", lot="", lang="en"):
    if isinstance(data, str):
        data = (OFFICIAL / data).read_bytes()
    sent = {"file": SimpleUploadedFile("a.blt", data), "method": method, "lot": lot}
    return client.post(f"/count/?lang={lang}", sent)


def test_the_page_is_there_for_everybody(client):
    page = client.get("/count/")
    assert page.status_code == 200
    assert "Count ballots" in page.text


@pytest.mark.requirement("B66")
def test_a_published_file_is_counted_in_words_bars_and_a_table(client):
    page = counted(client, "dundee_2017_ward6.blt").text
    assert "Gregor MURRAY (SNP), Brian GORDON (Lab) and Willie SAWERS (SNP) are elected." in page
    assert "Gregor MURRAY (SNP) needs 957. The 299 over go to the next choices" in page
    assert "worth 0.23805 of a vote: 6.19 to Alan BEDDOWS (Ind)" in page
    assert "Willie SAWERS (SNP) reaches the quota with 1057.57 and is elected." in page
    assert ">1057.57010<" in page
    assert ">18.32985<" in page
    assert "No lot was needed" in page


def test_in_spanish_too(client):
    page = counted(client, "dundee_2017_ward6.blt", lang="es").text
    assert "obtienen los puestos" in page
    assert "Willie SAWERS (SNP) alcanza la cuota" in page


def test_a_lot_is_said_and_its_seed(client):
    page = counted(client, b"2 1\n5 1 0\n5 2 0\n0\nAna\nBen\n", lot="4 2 6").text
    assert "Ana and Ben stood equal all along; the lot set" in page
    assert "A lot was used" in page
    assert "4 2 6" in page


@pytest.mark.parametrize("method", ["approval", "plurality", "borda", "irv"])
def test_each_method_is_told(client, method):
    page = counted(client, b"3 1\n5 1 3 0\n4 2 0\n2 3 2 0\n1 0\n0\nAna\nBen\nCleo\n", method).text
    assert "is elected." in page
    assert ("quota" in page) == (method == "irv")


def test_seats_for_which_nobody_stands_are_said(client):
    assert "1 seat stays empty: nobody else stood." in counted(client, b"2 3\n5 1 0\n0\nAna\nBen\n").text


@pytest.mark.parametrize(
    ("data", "method", "sentence"),
    [
        (b"name,number\n", "scottish_stv", "Line 1: this is no file of ballots."),
        (b"", "scottish_stv", "This file is empty."),
        (b"3 1\n5 1 4 0\n0\nA\nB\nC\n", "scottish_stv", "Line 2: there is no candidate 4."),
        (b"3 2\n5 1 3 0\n0\nA\nB\nC\n", "irv", "An instant runoff fills one seat; this file has more."),
        (b"3 2\n5 1 3 0\n0\nA\nB\nC\n", "dice", "is not one of the available choices"),
        (b"41 1\n0\n" + b"A\n" * 41, "scottish_stv", "A page cannot show more than 40 candidates."),
    ],
)
def test_what_cannot_be_counted_is_said_beside_the_field(client, data, method, sentence):
    page = counted(client, data, method)
    assert page.status_code == 200
    assert sentence in page.text
    assert "There is a problem" in page.text


def test_a_file_that_is_too_large_is_sent_to_the_command(client, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST", 10)
    assert "larger than 5 MB" in counted(client, b"3 1\n5 1 3 0\n0\nA\nB\nC\n").text


def test_nothing_in_a_name_becomes_markup(client):
    page = counted(client, b"1 1\n5 1 0\n0\n<script>alert(1)</script>\n").text
    assert "<script>alert" not in page

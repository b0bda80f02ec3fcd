"""Hours as people write them, and whether somebody answers at a moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from chapterhouse.referrals import hours, wording

# ruff: noqa: DTZ001  # the clock on a door has no zone

PACIFIC = ZoneInfo("America/Los_Angeles")
WEEK = [[[540, 1020]]] * 5 + [[[1200, 1560]], []]  # Saturday from 8 pm to 2 am


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("9:00-17:00", [[540, 1020]]),
        ("9-12, 13:30–17", [[540, 720], [810, 1020]]),
        ("9 am to 5 pm", [[540, 1020]]),
        ("9 a. m. a 5 p. m.", [[540, 1020]]),
        ("12 pm - 12 am", [[720, 1440]]),
        ("20:00-2:00", [[1200, 1560]]),
        ("0:00-24:00", [[0, 1440]]),
        ("13-14; 9-12", [[540, 720], [780, 840]]),
    ],
)
def test_hours_are_read_as_people_write_them(text, spans):
    assert hours.spans_of(text) == spans


@pytest.mark.parametrize(
    "text", ["9-5", "9-5 pm", "morning", "9", "25-26", "9:70-10", "13 pm-14 pm", "9-12, 11-13", "9-9", "<b>"]
)
def test_what_could_be_meant_in_two_ways_is_not_guessed(text):
    with pytest.raises(ValueError):  # noqa: PT011  # its text is nobody's
        hours.spans_of(text)


def test_a_day_is_written_as_it_is_read():
    assert hours.spans_of(hours.written([[540, 720], [1200, 1560]])) == [[540, 720], [1200, 1560]]


@pytest.mark.parametrize(
    ("moment", "english", "spanish"),
    [
        (datetime(2026, 11, 23, 10, 0), "Open now, until 5\xa0pm.", "Abierto ahora, hasta: 17:00."),
        (
            datetime(2026, 11, 23, 17, 0),
            "Closed now. Opens Tuesday, 9\xa0am.",
            "Cerrado ahora. Abre: martes, 9:00.",
        ),
        (datetime(2026, 11, 23, 8, 0), "Closed now. Opens 9\xa0am.", "Cerrado ahora. Abre: 9:00."),
        (datetime(2026, 11, 29, 1, 0), "Open now, until 2\xa0am.", "Abierto ahora, hasta: 2:00."),
        (
            datetime(2026, 11, 29, 2, 0),
            "Closed now. Opens Monday, 9\xa0am.",
            "Cerrado ahora. Abre: lunes, 9:00.",
        ),
    ],
)
@pytest.mark.requirement("S0.54")
def test_open_now_is_said_in_words_by_the_clock_of_the_place(moment, english, spanish):
    local = moment.replace(tzinfo=PACIFIC)
    for language, said in (("en", english), ("es", spanish)):
        with override(language):
            assert wording.now(WEEK, False, hours.state(WEEK, local), local) == said


def test_the_night_on_which_the_clock_changes_has_the_hours_on_the_door():
    local = datetime(2026, 11, 1, 1, 30, tzinfo=PACIFIC, fold=1)
    assert hours.state(WEEK, local).until == datetime(2026, 11, 1, 2, 0)


def test_spans_that_meet_at_midnight_are_one():
    week = [[[0, 1440]]] * 2 + [[]] * 5
    assert hours.state(week, datetime(2026, 11, 23, 10, 0)).until == datetime(2026, 11, 25, 0, 0)


def test_where_nobody_wrote_hours_down_nothing_is_said():
    local = datetime(2026, 11, 23, 10, 0)
    assert wording.now([[]] * 7, False, hours.state([[]] * 7, local), local) == ""
    assert wording.now([[]] * 7, True, hours.State(), local) == "Open day and night."


def test_a_week_is_told_with_days_alike_together():
    assert wording.week(WEEK, False) == [
        "Monday to Friday: 9\xa0am to 5\xa0pm",
        "Saturday: 8\xa0pm to 2\xa0am",
    ]

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone, translation

from chapterhouse.ui.dates import Standing, day_words, hour_words, moment_words, standing

LA = ZoneInfo("America/Los_Angeles")
FIVE = datetime(2026, 11, 22, 17, tzinfo=LA)


def plain(words: str) -> str:
    return words.replace("\xa0", "~")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Sunday 22~November, 5~pm"), ("es", "domingo 22~de~noviembre, 17:00")],
)
def test_a_moment_in_words(language: str, words: str) -> None:
    assert plain(moment_words(FIVE, language)) == words


@pytest.mark.parametrize(
    ("hour", "minute", "english", "spanish"),
    [
        (0, 0, "12~am", "0:00"),
        (9, 2, "9:02~am", "9:02"),
        (12, 0, "12~pm", "12:00"),
        (23, 59, "11:59~pm", "23:59"),
    ],
)
def test_an_hour_in_words(hour: int, minute: int, english: str, spanish: str) -> None:
    moment = datetime(2026, 11, 22, hour, minute, tzinfo=LA)
    assert (plain(hour_words(moment, "en")), hour_words(moment, "es")) == (english, spanish)


def test_a_day_with_its_year_and_without_its_weekday() -> None:
    checked = date(2026, 11, 2)
    assert plain(day_words(checked, "en", year=True, weekday=False)) == "2~November 2026"
    assert plain(day_words(checked, "es", year=True)) == "lunes 2~de~noviembre de 2026"


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (timedelta(0), Standing("overdue", hours=0)),
        (timedelta(hours=-3, minutes=-59), Standing("overdue", hours=3)),
        (timedelta(hours=-47), Standing("overdue", hours=47)),
        (timedelta(hours=-50), Standing("overdue", days=2)),
        (timedelta(minutes=1), Standing("today")),
        (timedelta(hours=6, minutes=59), Standing("today")),
        (timedelta(hours=7), Standing("later")),
    ],
)
def test_how_a_clock_stands(due: timedelta, expected: Standing) -> None:
    assert standing(FIVE + due, at=FIVE, zone=LA) == expected


def test_today_is_a_day_where_the_organisation_is() -> None:
    at = datetime(2026, 11, 23, 1, tzinfo=UTC)  # still Sunday in Los Angeles
    assert standing(at + timedelta(hours=5), at=at, zone=LA).kind == "today"
    assert standing(at + timedelta(hours=5), at=at, zone=ZoneInfo("UTC")).kind == "today"
    assert standing(at + timedelta(hours=8), at=at, zone=LA).kind == "later"


def test_lateness_is_counted_in_real_hours_across_a_change_of_clocks() -> None:
    due = datetime(2026, 11, 1, 0, 30, tzinfo=LA)
    assert standing(due, at=datetime(2026, 11, 1, 2, 30, tzinfo=LA), zone=LA).hours == 3


def shown(source: str, **values: object) -> str:
    with timezone.override(LA):
        return plain(engines["django"].from_string("{% load ui %}" + source).render(values).strip())


def test_filters_give_a_time_element_in_the_organisations_zone() -> None:
    utc = FIVE.astimezone(UTC)
    assert shown("{{ when|moment }}", when=utc) == (
        '<time datetime="2026-11-22T17:00-08:00">Sunday 22~November, 5~pm</time>'
    )
    assert ">Sunday 22~November 2026<" in shown('{{ when|day:"year" }}', when=utc)
    assert ">2~November 2026<" in shown('{{ when|day:"plain" }}', when=date(2026, 11, 2))
    assert ">Sunday 22~November, 5~pm~PST<" in shown('{{ when|moment:"zone" }}', when=utc)


@pytest.mark.parametrize(
    ("hours", "english", "spanish"),
    [
        (-1, "Overdue 1 hour", "Vencido hace 1 hora"),
        (-3, "Overdue 3 hours", "Vencido hace 3 horas"),
        (-72, "Overdue 3 days", "Vencido hace 3 días"),
        (2, "Due 7~pm today", "Vence hoy, 19:00"),
        (48, "Due", "Vence"),
    ],
)
def test_a_clock_says_its_words_before_its_date(hours: int, english: str, spanish: str) -> None:
    values = {"due_at": FIVE + timedelta(hours=hours), "now": FIVE}
    assert f">{english}</span>" in shown("{% due due_at now %}", **values)
    with translation.override("es"):
        assert f">{spanish}</span>" in shown("{% due due_at now %}", **values)


def test_a_stopped_clock_says_why() -> None:
    page = shown("{% due when when 'waiting for Ana' %}", when=FIVE)
    assert "Stopped" in page
    assert "waiting for Ana" in page
    assert "Overdue" not in page

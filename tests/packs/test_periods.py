"""In which period between two reports a day lies."""

from datetime import date, timedelta

import pytest

from chapterhouse.packs.guidance import Statistics
from chapterhouse.packs.words import Words

#: year_starts, every_months, a day, the first day of its period, the first day after it.
PERIODS = [
    (7, 12, date(2026, 7, 1), date(2026, 7, 1), date(2027, 7, 1)),
    (7, 12, date(2027, 6, 30), date(2026, 7, 1), date(2027, 7, 1)),
    (7, 12, date(2026, 6, 30), date(2025, 7, 1), date(2026, 7, 1)),
    (7, 6, date(2026, 12, 31), date(2026, 7, 1), date(2027, 1, 1)),
    (7, 6, date(2027, 1, 1), date(2027, 1, 1), date(2027, 7, 1)),
    (1, 6, date(2026, 6, 30), date(2026, 1, 1), date(2026, 7, 1)),
    (7, 5, date(2026, 11, 30), date(2026, 7, 1), date(2026, 12, 1)),
    (7, 5, date(2026, 12, 1), date(2026, 12, 1), date(2027, 5, 1)),
    (7, 5, date(2027, 5, 1), date(2027, 5, 1), date(2027, 7, 1)),
    (7, 5, date(2027, 7, 1), date(2027, 7, 1), date(2027, 12, 1)),
    (3, 1, date(2028, 2, 29), date(2028, 2, 1), date(2028, 3, 1)),
    (12, 3, date(2026, 11, 30), date(2026, 9, 1), date(2026, 12, 1)),
]


def statistics(year_starts, every_months):
    return Statistics(year_starts=year_starts, every_months=every_months, smallest=5, about=Words(()))


@pytest.mark.parametrize(("year_starts", "every", "day", "starts", "ends"), PERIODS)
def test_a_day_lies_in_the_period_of_its_reporting_year(year_starts, every, day, starts, ends):
    assert statistics(year_starts, every).period_of(day) == (starts, ends)


@pytest.mark.parametrize("year_starts", range(1, 13))
@pytest.mark.parametrize("every", range(1, 13))
def test_periods_follow_on_one_another_without_a_gap_and_each_holds_its_own_days(year_starts, every):
    about, day = statistics(year_starts, every), date(2026, 1, 1)
    for _ in range(40):
        starts, ends = about.period_of(day)
        assert starts <= day < ends
        assert about.period_of(starts) == about.period_of(ends - timedelta(days=1)) == (starts, ends)
        assert about.period_of(ends)[0] == ends
        day = ends

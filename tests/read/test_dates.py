"""Times worked out against the report's date."""

from datetime import date

import pytest

from musterroll.model import Period
from musterroll.read.dates import dates
from musterroll.read.numbers import quantities
from tests.read.conftest import found_in

# A Friday.
TODAY = Period(date(2024, 5, 17), date(2024, 5, 17))


@pytest.fixture
def language(words):
    return words(
        month="January = 1; May = 5; June = 6; August = 8; October = 10; December = 12", weekday="Monday = 1; Thursday = 4; Friday = 5; Sunday = 7",
        relative="yesterday = day-1; last week = week-1; this month = month+0; last year = year-1; today = day+0", last="last", next="next",
        ago="ago", since="since", until="by; until", early="early", mid="mid", late="late", lasting="for almost", unit="days = day; months = month; years = year; weeks = week",
        number="two = 2; three = 3", between="between", range="and", season="summer = 6-8; winter = 12-2", holiday="Christmas = 12-25",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("last week", "2024-05-06", "2024-05-12"), ("on Thursday", "2024-05-16", "2024-05-16"), ("on Friday", "2024-05-17", "2024-05-17"),
        ("on Sunday", "2024-05-12", "2024-05-12"), ("yesterday", "2024-05-16", "2024-05-16"), ("this month", "2024-05-01", "2024-05-17"),
        ("last year", "2023-01-01", "2023-12-31"), ("in October", "2023-10-01", "2023-10-31"), ("in January", "2024-01-01", "2024-01-31"),
        ("last June", "2023-06-01", "2023-06-30"), ("next June", "2024-06-01", "2024-06-30"), ("9 January", "2024-01-09", "2024-01-09"),
        ("January 21", "2024-01-21", "2024-01-21"), ("17 August 2022", "2022-08-17", "2022-08-17"), ("May last year", "2023-05-01", "2023-05-31"),
        ("two months ago", "2024-03-01", "2024-03-31"), ("three days ago", "2024-05-14", "2024-05-14"), ("for almost two years", "2022-05-17", "2024-05-17"),
        ("since 2022", "2022-01-01", "2024-05-17"), ("since August", "2023-08-01", "2024-05-17"), ("by May 2023", None, "2023-05-31"),
        ("early January", "2024-01-01", "2024-01-10"), ("mid January", "2024-01-11", "2024-01-20"), ("late January", "2024-01-21", "2024-01-31"),
        ("between 2012 and 2014", "2012-01-01", "2014-12-31"), ("last summer", "2023-06-01", "2023-08-31"), ("since Christmas", "2023-12-25", "2024-05-17"),
        ("in 2019", "2019-01-01", "2019-12-31"),
    ],
)  # fmt: skip
def test_time_is_worked_out_against_the_reports_date(language, text, start, end):
    tokens, found = found_in(text, language)
    read = dates(tokens, found, quantities(tokens, found, language), TODAY)
    assert [item.period.as_json() for item in read] == [[start, end]]


def test_month_of_a_report_is_a_day_too_wide_to_know_yesterday(language):
    tokens, found = found_in("yesterday", language)
    assert dates(tokens, found, [], Period(date(2023, 12, 1), date(2023, 12, 31))) == []


def test_duration_counts_back_from_the_first_possible_day(language):
    tokens, found = found_in("for almost two years", language)
    read = dates(tokens, found, quantities(tokens, found, language), Period(date(2023, 12, 1), date(2023, 12, 31)))
    assert [item.period.as_json() for item in read] == [["2021-12-01", "2023-12-31"]]


def test_without_the_reports_date_only_full_dates_are_known(language):
    tokens, found = found_in("in October, on Friday, 17 August 2022", language)
    assert [item.period.as_json() for item in dates(tokens, found, [], None)] == [["2022-08-17", "2022-08-17"]]


def test_impossible_dates_are_none(language):
    tokens, found = found_in("99.99.2020", language)
    assert dates(tokens, found, [], TODAY) == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_report_from_the_edge_of_the_calendar_tells_no_times_but_full_dates(language, day):
    for text in ("last week", "last June", "next June", "last winter", "yesterday", "last year", "on Monday", "17 August 2022"):
        tokens, found = found_in(text, language)
        read = dates(tokens, found, quantities(tokens, found, language), Period(day, day))
        assert [item.period.as_json() for item in read] == ([["2022-08-17", "2022-08-17"]] if "2022" in text else [])

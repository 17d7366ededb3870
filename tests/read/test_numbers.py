"""Numbers as intervals, and money."""

import pytest

from musterroll.model import Interval
from musterroll.read.numbers import amounts, digits, quantities
from tests.read.conftest import found_in

NUMERALS = "one = 1; two = 2; six = 6; twelve = 12; vijf = 5; twenty = 20; zwanzig = 20; zwei = 2; hundred = 100; fifty = 50"


@pytest.fixture
def language(words):
    return words(
        number=NUMERALS, multiplier="thousand = 1000; duizend = 1000; million = 1000000", collective="dozens = 24-99; hundreds = 200-999; a dozen = 12",
        about="about; some", at_least="at least; or more", more_than="more than; over", at_most="up to", less_than="fewer than",
        range="to; and", between="between", **{"and": "and; und"}, currency="dollars = USD; $ = USD; euro = EUR", period="a month = month; apiece = once",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("six", 6, 6), ("15,000", 15000, 15000), ("15.000", 15000, 15000), ("15 000", 15000, 15000), ("at least 14", 14, None),
        ("up to 200", None, 200), ("more than 200", 201, None), ("fewer than 100", None, 99), ("about 120", 120, 120), ("dozens", 24, 99),
        ("hundreds", 200, 999), ("a dozen", 12, 12), ("1.3 million", 1_300_000, 1_300_000), ("150 to 200", 150, 200), ("between 600 and 800", 600, 800),
        ("130–180", 130, 180), ("130-180", 130, 180), ("two hundred and fifty", 250, 250), ("twenty six", 26, 26), ("vijfduizend", 5000, 5000),
        ("zweiundzwanzig", 22, 22), ("twenty-two", 22, 22), ("twelve thousand", 12000, 12000), ("14 or more", 14, None), ("2 to 3 thousand", 2000, 3000),
    ],
)  # fmt: skip
def test_number_is_read_as_interval(language, text, low, high):
    tokens, found = found_in(text, language)
    read = quantities(tokens, found, language)
    assert [q.interval for q in read] == [Interval(low, high)]
    assert (read[0].start, read[0].end) == (0, len(tokens)) or text.startswith(("a ", "two h"))


def test_two_numbers_joined_by_and_stay_two(language):
    tokens, found = found_in("six and two", language)
    assert [q.interval.min for q in quantities(tokens, found, language)] == [6, 2]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5.500", 5500),
        ("1.5", 1.5),
        ("1,25", 1.25),
        ("1.250.000", 1_250_000),
        ("0.250", 0.25),
        ("12:30", None),
        ("abc", None),
        ("9" * 400, None),
    ],
)
def test_digits_in_every_spelling(text, value):
    assert digits(text) == value


@pytest.mark.parametrize(
    ("text", "low", "high", "per"),
    [
        ("$2,000 a month", 2000, 2000, "month"),
        ("400 dollars apiece", 400, 400, "once"),
        ("between 700 and 900 euro", 700, 900, None),
        ("more than 200 dollars", 200, None, None),
    ],
)
def test_money_has_ends_currency_and_period(language, text, low, high, per):
    tokens, found = found_in(text, language)
    money = [a.money for a in amounts(tokens, found, quantities(tokens, found, language))]
    assert [(m.min, m.max, m.per) for m in money] == [(low, high, per)]

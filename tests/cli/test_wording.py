from datetime import date

import pytest

from musterroll.cli import wording
from musterroll.model import Claim, Evidence, Interval, Money, Period


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (Interval(6, 6), "6"),
        (Interval(14, None), "at least 14"),
        (Interval(None, 200), "up to 200"),
        (Interval(2000, 9999), "2,000–9,999"),
        (None, "–"),
    ],
)
def test_number(count: Interval | None, told: str) -> None:
    assert wording.number(count) == told


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (Money(2000, 2000, "USD", "month"), "2,000 USD a month"),
        (Money(1_300_000, None, "RUB", "once"), "at least 1,300,000 RUB once"),
        (Money(0.5, 1.5, "BTC"), "0.5–1.5 BTC"),
    ],
)
def test_money(amount: Money, told: str) -> None:
    assert wording.money(amount) == told


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2025, 3, 4), date(2025, 3, 4), "4 Mar 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "1–28 Feb 2024"),
        (date(2024, 2, 1), date(2024, 3, 31), "1 Feb – 31 Mar 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2023, 12, 5), date(2024, 1, 1), "5 Dec 2023 – 1 Jan 2024"),
        (date(2022, 2, 24), None, "from 24 Feb 2022"),
        (None, date(2022, 2, 24), "until 24 Feb 2022"),
        (None, None, "–"),
    ],
)
def test_period(start: date | None, end: date | None, told: str) -> None:
    assert wording.period(Period(start, end)) == told


@pytest.mark.parametrize(
    ("claim", "people", "certainty", "speaker"),
    [
        (Claim("fate", Evidence(0, 0, "")), "–", "asserted", "the report itself"),
        (Claim("fate", Evidence(0, 0, ""), origins=("CU", "Africa")), "Cuba, Africa", "asserted", "the report itself"),
        (Claim("fate", Evidence(0, 0, ""), force="Wagner", polarity="denied"), "→ Wagner", "denied", "the report itself"),
        (
            Claim("fate", Evidence(0, 0, ""), certainty="unknown", polarity="denied", source=("A", "B", "C")),
            "–",
            "denied, not known",
            "A, citing B, citing C",
        ),
    ],
)
def test_people_certainty_and_speaker(claim: Claim, people: str, certainty: str, speaker: str) -> None:
    assert wording.people(claim) == people
    assert wording.certainty(claim) == certainty
    assert wording.speaker(claim.source) == speaker

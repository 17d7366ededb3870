import json
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from musterroll import Claim, Evidence, Interval, Money, Period, Report, Trace

DAY = st.dates(min_value=date(1000, 1, 1))


@given(st.text())
def test_from_text_takes_any_text(raw: str) -> None:
    report = Report.from_text(raw)
    assert report.text in raw.replace("\r\n", "\n").replace("\r", "\n")
    assert len(report.id) == 16


@given(st.text(alphabet=" \t\ndate0123456789-url:publisher", max_size=80))
def test_from_text_takes_anything_like_a_header(raw: str) -> None:
    assert raw.endswith(Report.from_text(raw).text)


@given(DAY, st.sampled_from(["A sentence.", "Заголовок\n\nТекст.", "date of birth unknown"]))
def test_from_text_takes_the_date_off(day: date, text: str) -> None:
    report = Report.from_text(f" date {day.isoformat()} \n{text}")
    assert report.published == Period(day, day)
    assert report.text == text


@given(DAY)
@example(date(9999, 12, 1))
def test_from_text_takes_a_month_as_all_its_days(day: date) -> None:
    published = Report.from_text(f" date {day:%Y-%m} Text.").published
    assert published is not None
    assert published.start == day.replace(day=1)
    assert published.end is not None
    assert published.end.month == day.month
    assert published.end == date(9999, 12, 31) or date.fromordinal(published.end.toordinal() + 1).day == 1


@pytest.mark.parametrize("mark", [" date 2025-02-30 ", " date 2025-13 ", " date soon ", " date 2025-02-011 "])
def test_from_text_leaves_what_is_no_date_in_the_text(mark: str) -> None:
    report = Report.from_text(f"{mark}Text.")
    assert report.published is None
    assert report.text == f"{mark}Text."


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_from_text_takes_header_lines_in_any_order(order: tuple[int, ...]) -> None:
    lines = [" date 2025-03-04 ", "publisher: Meridian Wire", "url: https://example.org/a?b=c"]
    report = Report.from_text("\r\n".join([lines[i] for i in order] + ["", "Headline", "", "publisher: not a header any more"]))
    assert report.publisher == "Meridian Wire"
    assert report.address == "https://example.org/a?b=c"
    assert report.published == Period(date(2025, 3, 4), date(2025, 3, 4))
    assert report.text == "Headline\n\npublisher: not a header any more"


def test_claim_as_json_is_plain_and_in_the_codebooks_order() -> None:
    claim = Claim(
        "fate",
        Evidence(0, 9, "Six died."),
        kinds=("killed",),
        force="RU",
        origins=("NP",),
        count=Interval(6, None),
        amount=Money(2000, 2000, "USD", "month"),
        time=Period(date(2025, 1, 1), None),
        source=("Reuters",),
        report="x",
        language="en",
        trace=Trace("fate"),
    )
    fields = json.loads(json.dumps(claim.as_json()))
    assert list(fields)[:4] == ["type", "kinds", "force", "origins"]
    assert fields["count"] == [6, None]
    assert fields["amount"] == {"min": 2000, "max": 2000, "currency": "USD", "per": "month"}
    assert fields["time"] == ["2025-01-01", None]
    assert (fields["start"], fields["end"], fields["quote"], fields["rule"]) == (0, 9, "Six died.", "fate")


def test_claim_id_depends_on_place_and_kind_of_claim_alone() -> None:
    claim = Claim("fate", Evidence(0, 9, "Six died."), kinds=("killed",), report="x")
    assert claim.id == Claim("fate", Evidence(0, 9, "Six died."), kinds=("killed",), report="x", force="RU").id
    assert claim.id != Claim("fate", Evidence(1, 9, "ix died."), kinds=("killed",), report="x").id
    assert claim.id != Claim("fate", Evidence(0, 9, "Six died."), kinds=("wounded",), report="x").id

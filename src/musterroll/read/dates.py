"""Third step: dates and stretches of time, worked out against the report's date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from musterroll.model import Period
from musterroll.read.match import Found, Hit
from musterroll.read.numbers import Quantity
from musterroll.read.text import Token

_YEAR = re.compile(r"(?:19|20)\d\d$")
#: A report dated outside these years bears a mistake; counting years from it would leave the calendar.
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)$")
_DAY = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|er|º|-го|-е)?$")


class Dated(NamedTuple):
    """A time told in tokens ``start`` to ``end``."""

    start: int
    end: int
    period: Period


def dates(tokens: tuple[Token, ...], found: Found, numbers: Sequence[Quantity], published: Period | None) -> list[Dated]:
    """The times that a sentence tells. Without the report's date only years that are written out are known."""
    if published and published.end and not _FIRST_YEAR <= published.end.year <= _LAST_YEAR:
        published = None
    today = published.end if published else None
    base = _base(tokens, found, numbers, published)
    return _between([_bounded(item, found, today) for item in base], found)


def _base(tokens: tuple[Token, ...], found: Found, numbers: Sequence[Quantity], published: Period | None) -> list[Dated]:
    hits = found.hits
    taken: set[int] = set()
    result: list[Dated] = []
    today = published.end if published else None

    def keep(start: int, end: int, period: Period | None) -> None:
        if period and not taken & set(range(start, end)):
            taken.update(range(start, end))
            result.append(Dated(start, end, period))

    numerals = [(at, token) for at, token in enumerate(tokens) if token.low[0].isdigit()]
    for at, token in numerals:
        if numeric := _NUMERIC.match(token.low):
            keep(at, at + 1, _day(int(numeric[3]), int(numeric[2]), int(numeric[1])))
    for hit in hits.get("month", ()):
        keep(*_month(tokens, found, hit, today))
    if today and published:
        for hit in hits.get("holiday", ()):
            month, day = map(int, hit.value.split("-"))
            keep(hit.start, hit.end, _latest_day(month, day, today))
        for hit in hits.get("relative", ()):
            keep(hit.start, hit.end, _relative(hit.value, published))
        for hit in hits.get("ago", ()):
            keep(*_ago(found, numbers, hit, published))
        for hit in hits.get("lasting", ()):
            keep(*_lasting(found, numbers, hit, published))
        for hit in hits.get("season", ()):
            keep(hit.start, hit.end, _season(hit, found, today))
        for hit in hits.get("weekday", ()):
            keep(hit.start, hit.end, _weekday(int(hit.value), found, hit, today))
    for at, token in numerals:
        if _YEAR.match(token.low) and at not in taken:
            year = int(token.low)
            keep(at, at + 1, _part(found, at, date(year, 1, 1), date(year, 12, 31)))
    return sorted(result)


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Period(found, found)


def _month(tokens: tuple[Token, ...], found: Found, hit: Hit, today: date | None) -> tuple[int, int, Period | None]:
    month, start, end = int(hit.value), hit.start, hit.end
    day = None
    for before in (start - 1, start - 2):
        if day is not None or before < 0 or (before < start - 1 and tokens[start - 1].low not in (".", "de", "of")):
            continue
        if (match := _DAY.match(tokens[before].low)) and 1 <= int(match[1]) <= 31:
            day, start = int(match[1]), before
    if day is None and end < len(tokens) and (match := _DAY.match(tokens[end].low)) and 1 <= int(match[1]) <= 31:
        day, end = int(match[1]), end + 1
    year, end = _year_after(tokens, found, end, today)
    if year is None:
        if not today:
            return start, end, None
        year = _guess_year(found, hit, month, day, today)
    if day:
        return start, end, _day(year, month, day)
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return start, end, _part(found, start, first, last)


def _year_after(tokens: tuple[Token, ...], found: Found, end: int, today: date | None) -> tuple[int | None, int]:
    for at in (end, end + 1, end + 2):
        if (
            at < len(tokens)
            and _YEAR.match(tokens[at].low)
            and all(tokens[i].low in (",", "de", "of", "del") for i in range(end, at))
        ):
            return int(tokens[at].low), at + 1
    for hit in found.hits.get("relative", ()):
        if 0 <= hit.start - end <= 1 and hit.value.startswith("year") and today:
            return today.year + int(hit.value[4:]), hit.end
    return None, end


def _guess_year(found: Found, hit: Hit, month: int, day: int | None, today: date) -> int:
    """The year of a month told without one: the last such month, or the coming one when the words say so."""
    coming = any(next_.end in (hit.start, hit.start - 1) or next_.start == hit.end for next_ in found.hits.get("next", ()))
    last = any(last_.end in (hit.start, hit.start - 1) or last_.start == hit.end for last_ in found.hits.get("last", ()))
    if coming:
        return today.year if month > today.month else today.year + 1
    if last:
        return today.year if month < today.month else today.year - 1
    if month <= today.month or ((month - today.month <= 1 and day is None) and month - today.month == 1):
        return today.year
    return today.year - 1


def _part(found: Found, start: int, first: date, last: date) -> Period:
    """Early, mid or late in a month or year."""

    def before(concept: str) -> bool:
        return any(0 <= start - hit.end <= 1 for hit in found.hits.get(concept, ()))

    whole = (last - first).days > 40
    if before("early"):
        return Period(first, first.replace(month=4, day=30) if whole else first.replace(day=10))
    if before("mid"):
        return (
            Period(first.replace(month=5), first.replace(month=8, day=31))
            if whole
            else Period(first.replace(day=11), first.replace(day=20))
        )
    if before("late"):
        return Period(first.replace(month=9), last) if whole else Period(first.replace(day=21), last)
    return Period(first, last)


def _latest_day(month: int, day: int, today: date) -> Period | None:
    this = _day(today.year, month, day)
    return this if this and this.start and this.start <= today else _day(today.year - 1, month, day)


def _shift(today: date, months: int) -> date:
    total = today.year * 12 + today.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _relative(code: str, published: Period) -> Period | None:
    match = re.match(r"(day|week|month|year)([+-]\d+)$", code)
    if not match or not published.end or not published.start:
        return None
    unit, offset, today = match[1], int(match[2]), published.end
    if unit == "day":
        if published.start != published.end:
            return published if offset == 0 else None
        return Period(today + timedelta(offset), today + timedelta(offset))
    if unit == "week":
        monday = today - timedelta(today.weekday()) + timedelta(7 * offset)
        return Period(monday, today if offset == 0 else monday + timedelta(6))
    if unit == "month":
        first = _shift(today.replace(day=1), offset)
        return Period(first, today if offset == 0 else first.replace(day=monthrange(first.year, first.month)[1]))
    year = today.year + offset
    if not 1 <= year <= 9999:
        return None
    return Period(date(year, 1, 1), today if offset == 0 else date(year, 12, 31))


def _counted(found: Found, numbers: Sequence[Quantity], low: int, high: int) -> tuple[int, int, str, int] | None:
    """ "two months" between two tokens: its span, unit and number."""
    for unit in found.hits.get("unit", ()):
        if low <= unit.start and unit.end <= high:
            number = next((n for n in numbers if 0 <= unit.start - n.end <= 1 and n.start >= low - 1), None)
            value = number.interval.min or number.interval.max if number else 1
            if value and value < 10_000:
                return (number.start if number else unit.start), unit.end, unit.value, value
    return None


def _back(today: date, unit: str, value: int) -> date | None:
    try:
        if unit in ("day", "week"):
            return today - timedelta(value * (7 if unit == "week" else 1))
        return _shift(today, -value * (12 if unit == "year" else 1))
    except (ValueError, OverflowError):
        return None


def _ago(found: Found, numbers: Sequence[Quantity], hit: Hit, published: Period) -> tuple[int, int, Period | None]:
    counted = _counted(found, numbers, max(0, hit.start - 4), hit.start) or _counted(found, numbers, hit.end, hit.end + 4)
    if not counted or not published.end:
        return hit.start, hit.end, None
    start, end, unit, value = counted
    day = _back(published.end, unit, value)
    if day is None:
        return hit.start, hit.end, None
    span = min(start, hit.start), max(end, hit.end)
    if unit == "day":
        return *span, Period(day, day)
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return *span, Period(monday, monday + timedelta(6))
    if unit == "month":
        return *span, Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return *span, Period(date(day.year, 1, 1), date(day.year, 12, 31))


def _lasting(found: Found, numbers: Sequence[Quantity], hit: Hit, published: Period) -> tuple[int, int, Period | None]:
    counted = _counted(found, numbers, hit.end, hit.end + 5)
    if not counted or not published.end or not published.start:
        return hit.start, hit.end, None
    day = _back(published.start, counted[2], counted[3])
    return min(counted[0], hit.start), max(counted[1], hit.end), Period(day, published.end) if day else None


def _season(hit: Hit, found: Found, today: date) -> Period | None:
    first, last = map(int, hit.value.split("-"))
    year = today.year
    lastly = any(abs(other.end - hit.start) <= 1 or other.start == hit.end for other in found.hits.get("last", ()))
    if date(year, first, 1) > today or (lastly and (last >= today.month or first > last)):
        year -= 1
    end_year = year + (1 if last < first else 0)
    end = date(end_year, last, monthrange(end_year, last)[1])
    return Period(date(year, first, 1), min(end, today) if date(year, first, 1) <= today else end)


def _weekday(number: int, found: Found, hit: Hit, today: date) -> Period:
    coming = any(abs(other.end - hit.start) <= 1 for other in found.hits.get("next", ()))
    back = (today.weekday() - (number - 1)) % 7
    day = today + timedelta((number - 1 - today.weekday()) % 7 or 7) if coming else today - timedelta(back)
    return Period(day, day)


def _bounded(item: Dated, found: Found, today: date | None) -> Dated:
    """Since, until and after turn a date into a stretch with one end at the report's date, or open."""

    parts = {hit.end for name in ("early", "mid", "late", "article", "at") for hit in found.hits.get(name, ())}

    def near(concept: str) -> Hit | None:
        """The word before the date, with nothing but "the end of" between them."""
        for hit in found.hits.get(concept, ()):
            gap = item.start - hit.end
            if any(hit.end <= place.start < item.start for place in found.hits.get("country.name", ())):
                continue
            if gap in (0, 1) or (gap == 2 and (concept == "since" or item.start in parts)):
                return hit
        return None

    if hit := near("since"):
        return Dated(hit.start, item.end, Period(item.period.start, today))
    if (hit := near("until")) and not near("between"):
        return Dated(hit.start, item.end, Period(None, item.period.end))
    return item


def _between(items: list[Dated], found: Found) -> list[Dated]:
    """ "between 2012 and 2014", "from March to May": one stretch."""
    for opener in found.hits.get("between", ()):
        pair = [item for item in items if opener.end <= item.start <= opener.end + 5][:2]
        if len(pair) == 2 and pair[1].start - pair[0].end <= 2 and pair[0].start - opener.end <= 1:
            merged = Dated(opener.start, pair[1].end, Period(pair[0].period.start, pair[1].period.end))
            return sorted([*(item for item in items if item not in pair), merged])
    return items

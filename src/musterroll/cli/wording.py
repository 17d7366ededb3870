"""How the values of a claim are said to a person."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import cache

from musterroll import Claim
from musterroll.codebook import country_name
from musterroll.model import Interval, Money, Period

NONE = "–"
OWN_VOICE = "the report itself"

_PER = {"month": " a month", "day": " a day", "year": " a year", "once": " once"}


def topic(claim: Claim) -> str:
    """Type and kinds: ``fate: killed, missing``."""
    return f"{claim.type}: {', '.join(claim.kinds)}" if claim.kinds else claim.type


def people(claim: Claim) -> str:
    """Where they come from and into which force: ``Nepal, Cuba → Russia``."""
    origins = ", ".join(place(origin) for origin in claim.origins)
    return f"{origins} → {place(claim.force)}".strip() if claim.force else origins or NONE


@cache
def place(name: str) -> str:
    """The English name of a country that is given by its code; any other name as it is."""
    return country_name(name) if len(name) == 2 and name.isupper() else name


def number(count: Interval | None) -> str:
    """``6``, ``at least 14``, ``up to 200``, ``200–999``."""
    if count is None:
        return NONE
    return _between(count.min, count.max, lambda n: f"{n:,}")


def money(amount: Money) -> str:
    """``2,000–3,000 USD a month``."""
    return f"{_between(amount.min, amount.max, lambda n: f'{n:,.10g}')} {amount.currency}{_PER.get(amount.per or '', '')}"


def period(time: Period | None) -> str:
    """``4 Mar 2025``, ``Mar 2025``, ``2024``, ``11–17 Aug 2025``, ``1 Dec 2024 – 4 Mar 2025``, ``from 1 Jan 2024``."""
    if time is None or (time.start is None and time.end is None):
        return NONE
    if time.start is None or time.end is None:
        return f"from {_day(time.start)}" if time.start else f"until {_day(time.end)}"
    start, end = time.start, time.end
    if start == end:
        return _day(start)
    if start.year == end.year and start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        if start.month == end.month:
            return start.strftime("%b %Y")
        if (start.month, end.month) == (1, 12):
            return str(start.year)
    if start.year != end.year:
        return f"{_day(start)} – {_day(end)}"
    return f"{start.day}–{_day(end)}" if start.month == end.month else f"{start.day} {start:%b} – {_day(end)}"


def certainty(claim: Claim) -> str:
    """``asserted``, or what takes away from it: ``denied``, ``hedged``, ``not known``."""
    doubt = {"asserted": [], "hedged": ["hedged"], "unknown": ["not known"]}[claim.certainty]
    return ", ".join((["denied"] if claim.polarity == "denied" else []) + doubt) or "asserted"


def speaker(source: tuple[str, ...]) -> str:
    """``Reuters, citing Nepal's foreign ministry``."""
    return ", citing ".join(source) or OWN_VOICE


def details(claim: Claim) -> str:
    """Who acts, what the people are, money and places, as far as they are told: ``by Nepal; migrants; 2,000 USD a month``."""
    parts = [
        f"by {place(claim.actor)}" if claim.actor else "",
        ", ".join(claim.groups),
        money(claim.amount) if claim.amount else "",
        f"in {', '.join(place(name) for name in claim.places)}" if claim.places else "",
    ]
    return "; ".join(part for part in parts if part)


def _between(low: float | None, high: float | None, say: Callable[[float], str]) -> str:
    if low is not None and high is not None:
        return say(low) if low == high else f"{say(low)}–{say(high)}"
    if low is not None:
        return f"at least {say(low)}"
    return f"up to {say(high)}" if high is not None else NONE


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b} {day.year}" if day else ""

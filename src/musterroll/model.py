"""The vocabulary that every room shares: report, claim, interval, evidence. Frozen, typed values and nothing else."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Polarity = Literal["affirmed", "denied"]
Certainty = Literal["asserted", "hedged", "unknown"]

_FIELD = re.compile(r"^[ \t]*(url|publisher):[ \t]*([^\n]*?)[ \t]*$", re.IGNORECASE)
_DATE = re.compile(r"[ \t]*date[ \t]+(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])[ \t]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Interval:
    """A number as far as it is told: ``[min, max]``, either end open (``None``). "At least 14" is ``Interval(14, None)``."""

    min: int | None
    max: int | None

    def as_json(self) -> list[int | None]:
        return [self.min, self.max]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money: its ends in whole units of ``currency`` (ISO 4217), and how often (``month``, ``once``, ``day``, ``year``)."""

    min: float | None
    max: float | None
    currency: str
    per: str | None = None

    def as_json(self) -> dict[str, float | str | None]:
        return {"min": self.min, "max": self.max, "currency": self.currency, "per": self.per}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, either end open: when something happened or happens."""

    start: date | None
    end: date | None

    def as_json(self) -> list[str | None]:
        return [day.isoformat() if day else None for day in (self.start, self.end)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A half-open span of characters in a report's text, with the text itself: ``text[start:end] == quote``."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Report:
    """A news report as it is read: its text and what is known about it.

    ``published`` is the span of days in which it appeared: one day, a month when no day is given, ``None`` when not known.
    Offsets of claims count characters of ``text``.
    """

    text: str
    name: str = ""
    language: str | None = None
    published: Period | None = None
    publisher: str | None = None
    address: str | None = None

    @classmethod
    def from_text(cls, raw: str, *, name: str = "", language: str | None = None) -> Report:
        """A report from raw text, its header taken off.

        The header is the lines ``url: …`` and ``publisher: …`` and the mark ``date 2023-12-05`` or ``date 2023-12`` at the
        beginning of the first line of text. A date that no calendar has is left in the text.
        """
        raw = raw.replace("\r\n", "\n").replace("\r", "\n").removeprefix("﻿")
        fields: dict[str, str] = {}
        published, raw = _header(raw, fields)
        return cls(raw, name, language, published, fields.get("publisher") or None, fields.get("url") or None)

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _header(raw: str, fields: dict[str, str]) -> tuple[Period | None, str]:
    """Take header lines and the date off ``raw``; what was found goes into ``fields`` and the returned period."""
    published = None
    while True:
        line, newline, rest = raw.partition("\n")
        if (found := _DATE.match(line)) and published is None and (period := _period(*found.groups())):
            published, raw = period, line[found.end() :] + newline + rest
        elif field_ := _FIELD.match(line):
            fields.setdefault(field_[1].lower(), field_[2])
            raw = rest
        elif not line.strip() and newline:
            raw = rest
        else:
            return published, raw


def _period(year: str, month: str, day: str | None) -> Period | None:
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return Period(first, first if day else first.replace(day=monthrange(first.year, first.month)[1]))


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a claim was made: the rule, the words that fired, and one reason for each field that has a value."""

    rule: str
    words: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a report says, in one place, that can be true or false. The fields are the codebook's."""

    type: str
    evidence: Evidence
    kinds: tuple[str, ...] = ()
    force: str | None = None
    origins: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    count: Interval | None = None
    amount: Money | None = None
    actor: str | None = None
    places: tuple[str, ...] = ()
    time: Period | None = None
    polarity: Polarity = "affirmed"
    certainty: Certainty = "asserted"
    source: tuple[str, ...] = ()
    report: str = ""
    language: str = ""
    trace: Trace = field(default=Trace(""))

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that stay the same as long as report, type and place in the text do."""
        key = f"{self.report}\0{self.type}\0{self.evidence.start}\0{self.evidence.end}\0{','.join(self.kinds)}"
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """The codebook's fields, in the codebook's order, and after them ``id report start end language rule``."""
        return {
            "type": self.type,
            "kinds": list(self.kinds),
            "force": self.force,
            "origins": list(self.origins),
            "groups": list(self.groups),
            "count": self.count and self.count.as_json(),
            "amount": self.amount and self.amount.as_json(),
            "actor": self.actor,
            "places": list(self.places),
            "time": self.time and self.time.as_json(),
            "polarity": self.polarity,
            "certainty": self.certainty,
            "source": list(self.source),
            "quote": self.evidence.quote,
            "id": self.id,
            "report": self.report,
            "start": self.evidence.start,
            "end": self.evidence.end,
            "language": self.language,
            "rule": self.trace.rule,
        }

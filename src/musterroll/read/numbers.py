"""Third step: numbers as intervals, and amounts of money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from musterroll.codebook.words import Words
from musterroll.model import Interval, Money
from musterroll.read.match import Found, Hit
from musterroll.read.text import Token

_DIGITS = re.compile(r"\d+(?:[.,     ]\d+)*$")
_DASHED = re.compile(r"(\d+(?:[.,]\d+)*)[-‐‑](\d+(?:[.,]\d+)*)$")
_NUMERALS = ("number", "multiplier", "collective")
_DASHES = frozenset("-–—‐‑")


class Quantity(NamedTuple):
    """A number told in tokens ``start`` to ``end``: its interval, and whether it is a plain numeral that could be a year or a day."""

    start: int
    end: int
    interval: Interval
    plain: bool


class Amount(NamedTuple):
    """Money told in tokens ``start`` to ``end``; ``bare`` when only the currency's own name tells whose money it is."""

    start: int
    end: int
    money: Money
    bare: bool


class _Value(NamedTuple):
    end: int
    low: float
    high: float | None
    plain: bool


def digits(text: str) -> float | None:
    """The value of a numeral in any of the press's spellings: ``15,000``, ``15.000``, ``15 000``, ``1.5``; ``None`` when it is none.

    A mark before exactly three digits parts thousands; any other mark parts decimals.
    """
    if not _DIGITS.match(text):
        return None
    groups = re.split(r"[.,\s]", text)
    if len(groups) == 1:
        return float(text) if len(text) <= 15 else None
    if all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0":
        return float("".join(groups)) if len(groups) <= 5 else None
    if len(groups) == 2:
        return float(f"{groups[0]}.{groups[1]}")
    return None


def quantities(tokens: tuple[Token, ...], found: Found, words: Words) -> list[Quantity]:
    """All numbers of a sentence with what modifies them: at least, about, between … and …."""
    read = _values(tokens, found, words)
    result: list[Quantity] = []
    end = 0
    for at in _numerals(tokens, found, words):
        if at >= end and (value := read(at)) is not None:
            quantity = _ranged(tokens, found, at, value, read) or _modified(found, at, value)
            result.append(quantity)
            end = quantity.end
    return result


def _numerals(tokens: tuple[Token, ...], found: Found, words: Words) -> list[int]:
    """The tokens at which a numeral may begin; nearly all sentences have few of them."""
    fused = _fused(words)
    begins = {hit.start for concept in _NUMERALS if concept in found.hits for hit in found.hits[concept]}
    return [at for at, token in enumerate(tokens) if token.low[0].isdigit() or at in begins or fused(token.low) is not None]


def amounts(tokens: tuple[Token, ...], found: Found, numbers: Sequence[Quantity]) -> list[Amount]:
    """The numbers that are money, each with its currency and how often it is paid."""
    currencies = found.hits.get("currency", [])
    result = []
    for number in numbers if currencies else ():
        near = [c for c in currencies if 0 <= c.start - number.end <= 1 or _sign_before(tokens, c, number)]
        if near:
            unit = max(near, key=lambda hit: (hit.end - hit.start, -abs(hit.start - number.end)))
            start, end = min(unit.start, number.start), max(unit.end, number.end)
            low, high = number.interval.min, number.interval.max
            if low is not None and high is None:
                low -= number.interval.min != number.interval.max and _after_more(found, number)
            result.append(
                Amount(start, end, Money(low, high, unit.value, _period(found, start, end)), unit.end - unit.start == 1)
            )
    return result


def _after_more(found: Found, number: Quantity) -> bool:
    """ "More than 200 dollars" is told as 200, not as the 201 that people would be."""
    return any(number.start <= hit.start < number.end for hit in found.hits.get("more_than", ()))


def _sign_before(tokens: tuple[Token, ...], currency: Hit, number: Quantity) -> bool:
    return number.start <= currency.start < number.end or 0 <= number.start - currency.end <= (
        0 if tokens[currency.start].low.isalpha() else 1
    )


def _period(found: Found, start: int, end: int) -> str | None:
    near = [
        hit for hit in found.hits.get("period", ()) if -4 <= hit.start - end <= 4 and (hit.start >= end or start - hit.end <= 3)
    ]
    return min(near, key=lambda hit: min(abs(hit.start - end), abs(start - hit.end))).value if near else None


def _values(tokens: tuple[Token, ...], found: Found, words: Words) -> Callable[[int], _Value | None]:
    """A function that reads the numeral beginning at a token: words added up, multiplied, or digits."""
    by_start: dict[int, list[Hit]] = {}
    for concept in _NUMERALS:
        for hit in found.hits.get(concept, ()):
            by_start.setdefault(hit.start, []).append(hit)
    fused = _fused(words)
    joiners = {hit.start for hit in found.hits.get("and", ()) if hit.end == hit.start + 1}

    def piece(at: int, counted: bool) -> tuple[int, str, float, float | None] | None:
        if at >= len(tokens):
            return None
        low = tokens[at].low
        if low[0].isdigit():
            value = digits(low)
            return (at + 1, "digits", value, value) if value is not None else None
        if hits := by_start.get(at):
            hit = max(hits, key=lambda h: (h.end, (h.concept == "collective") != counted))
            ends = hit.value.split("-")
            if hit.concept == "collective" and len(ends) == 2:
                return hit.end, "collective", float(ends[0]), float(ends[1]) if ends[1] else None
            return hit.end, hit.concept, float(ends[0]), float(ends[0])
        value = fused(low)
        return (at + 1, "number", value, value) if value is not None else None

    def read(at: int) -> _Value | None:
        if dashed := _DASHED.match(tokens[at].low):
            low, high = digits(dashed[1]), digits(dashed[2])
            return _Value(at + 1, low, high, False) if low is not None and high is not None and low < high else None
        total, current, end, plain = 0.0, 0.0, at, True
        while (found_piece := piece(end if end == at or end not in joiners else end + 1, end != at)) is not None:
            after, concept, low, high = found_piece
            if end != at and end in joiners and (current < 100 or low >= 100 or concept == "digits"):
                break
            if concept == "collective" and high != low:
                if total or current:
                    break
                return _Value(after, low, high if high is not None else -1, False)
            if concept in ("multiplier", "collective"):
                current = (current or 1) * low
                if low >= 1000:
                    total, current = total + current, 0.0
                plain = False
            elif end == at:
                current, plain = low, concept == "digits"
            elif low == 100 and 1 < current < 100:
                current *= low
            elif (
                (current >= 20 and low < 10 and concept == "number")
                or (current >= 100 and low < 100 and concept == "number")
                or (not current and total)
            ):
                current += low
            else:
                break
            end = after
        if end == at:
            return None
        return _Value(end, total + current, total + current, plain)

    return read


@lru_cache(maxsize=16)
def _fused(words: Words) -> Callable[[str], float | None]:
    """Reads numerals that are written as one word: ``vijfduizend``, ``zweiundzwanzig``, ``twenty-two``."""
    pieces = dict(_plain_numerals(words))
    longest = max(map(len, pieces), default=0)
    letters = {word[:2] for word, (concept, _) in pieces.items() if concept != "and"}

    @lru_cache(maxsize=100_000)
    def value(word: str) -> float | None:
        if len(word) < 5 or word[:2] not in letters:
            return None
        return _add_up(parts) if (parts := _cut(word.replace("-", ""), pieces, longest)) and len(parts) > 1 else None

    return value


def _plain_numerals(words: Words) -> Iterator[tuple[str, tuple[str, int]]]:
    """Words that are a numeral or "and" by themselves, with what they are and their value."""
    for expression in words.expressions:
        if expression.concept in ("number", "multiplier", "and") and len(expression.parts) == 1 and len(expression.parts[0]) == 1:
            for word in expression.parts[0][0].words:
                if "*" not in word and word.isalpha():
                    yield word.lower(), (expression.concept, int(expression.value or 0))


def _cut(word: str, pieces: dict[str, tuple[str, int]], longest: int) -> list[tuple[str, int]] | None:
    if not word:
        return []
    for size in range(min(longest, len(word)), 0, -1):
        if word[:size] in pieces and (rest := _cut(word[size:], pieces, longest)) is not None:
            return [pieces[word[:size]], *rest]
    return None


def _add_up(parts: list[tuple[str, int]]) -> float | None:
    total = current = 0
    if parts[0][0] == "and" or parts[-1][0] == "and":
        return None
    for concept, value in parts:
        if concept == "multiplier" or (value == 100 and 1 < current < 100):
            current = (current or 1) * value
            if value >= 1000:
                total, current = total + current, 0
        elif concept == "number":
            if current and not (current < 10 <= value < 100 or (current >= 20 and value < 10) or current >= 100 > value):
                return None
            current += value
    return float(total + current)


def _ranged(
    tokens: tuple[Token, ...], found: Found, at: int, value: _Value, read: Callable[[int], _Value | None]
) -> Quantity | None:
    """A range: "between 5 and 7", "130 to 180", "130–180"."""
    end = value.end
    if end + 1 >= len(tokens) or value.low != value.high:
        return None
    opened = _ends_at(found, "between", at)
    dash = tokens[end].text in _DASHES
    joined = _starts_at(found, "range", end)
    if not (dash or joined) or (joined and not dash and not opened and _starts_at(found, "and", end)):
        return None
    second = read(end + 1 if dash else joined)
    if not second or second.low != second.high:
        return None
    low = value.low
    if (
        low < second.low
        and value.plain
        and second.low >= 1000
        and not second.plain
        and low * 1000 <= second.low * 2
        and low < 1000
    ):
        low *= 1000 if second.low < 1_000_000 else 1_000_000
    if low >= second.low:
        return None
    return Quantity(opened[0] if opened else at, second.end, Interval(round(low), round(second.low)), False)


def _ends_at(found: Found, concept: str, at: int) -> tuple[int] | None:
    if concept in found.hits:
        for hit in found.hits[concept]:
            if hit.end == at:
                return (hit.start,)
    return None


def _starts_at(found: Found, concept: str, at: int) -> int:
    if concept in found.hits:
        for hit in found.hits[concept]:
            if hit.start == at:
                return hit.end
    return 0


def _modified(found: Found, at: int, value: _Value) -> Quantity:
    low, high = round(value.low), (None if value.high is None or value.high < 0 else round(value.high))
    start, end, plain = at, value.end, value.plain
    for _ in range(2):
        for concept in ("about", "at_least", "more_than", "at_most", "less_than"):
            if before := _ends_at(found, concept, start):
                start, plain = before[0], False
                low2, high2 = _bounds(concept, low, high)
                if concept != "about":
                    return Quantity(start, end, Interval(low2, high2), False)
    if after := _starts_at(found, "at_least", end):
        return Quantity(start, after, Interval(low, None), False)
    if after := _starts_at(found, "at_most", end):
        return Quantity(start, after, Interval(None, high), False)
    return Quantity(start, end, Interval(low, high), plain)


def _bounds(concept: str, low: int, high: int | None) -> tuple[int | None, int | None]:
    if concept == "at_least":
        return low, None
    if concept == "more_than":
        return (low + 1 if low == high else low), None
    if concept == "at_most":
        return None, high
    if concept == "less_than":
        return None, (high - 1 if high is not None and low == high else high)
    return low, high

"""Find a language's expressions in the tokens of a sentence.

Every expression is filed under one of its words, the one that the fewest expressions share: a token that no expression is
filed under costs one look-up, and most tokens are such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from musterroll.codebook.words import PHRASES, Element, Expression, Words
from musterroll.read.text import Token

#: Parts of an expression joined by "&" may stand this many tokens apart.
WINDOW = 12
#: The most tokens that ".." stands for.
GAP = 4


class Hit(NamedTuple):
    """A concept found: half-open token offsets, the expression's value, and the expression as it is written in the words."""

    concept: str
    start: int
    end: int
    value: str
    text: str


class _Step(NamedTuple):
    """An element ready for matching: the number of its set of words (-1: none), and the concepts referred to."""

    id: int
    references: tuple[str, ...]
    optional: bool
    gap: bool
    any: bool


class _Pattern(NamedTuple):
    concept: str
    value: str
    text: str
    parts: tuple[tuple[_Step, ...], ...]
    without: tuple[tuple[_Step, ...], ...]
    anchor: int
    pivot: str
    level: int


Places = dict[str, dict[int, int]]


@dataclass(slots=True)
class Found:
    """What was found in one sentence: hits by concept, and for references where a hit or phrase begins and how far it reaches."""

    hits: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    places: Places = field(default_factory=lambda: defaultdict(dict))

    def add(self, hit: Hit) -> None:
        begins = self.places[hit.concept]
        if hit not in self.hits[hit.concept]:
            self.hits[hit.concept].append(hit)
        begins[hit.start] = max(begins.get(hit.start, 0), hit.end)


class Matcher:
    """The expressions of one language, compiled. Made once for each language and then only read."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._prefix: dict[str, list[int]] = defaultdict(list)
        self._suffix: dict[str, list[int]] = defaultdict(list)
        self._infix: list[tuple[str, int]] = []
        self._capital: dict[str, list[int]] = defaultdict(list)
        self._capital_prefix: dict[str, list[int]] = defaultdict(list)
        self._ids: dict[tuple[str, ...], int] = {}
        self._shared: dict[int, int] = defaultdict(int)
        self._anchored: dict[int, list[_Pattern]] = defaultdict(list)
        self._referring: list[_Pattern] = []
        levels = _levels(words.expressions)
        compiled = [(expression, self._sequences(expression.parts), self._sequences(expression.without)) for expression in words.expressions]
        for _, parts, _ in compiled:
            for step in (step for part in parts for step in part if step.id >= 0 and not step.optional):
                self._shared[step.id] += 1
        self._weights()
        for expression, parts, without in compiled:
            self._file(expression, parts, without, levels[id(expression)])
        self.elements = lru_cache(maxsize=200_000)(self._elements)

    def _sequences(self, sequences: Iterable[tuple[Element, ...]]) -> tuple[tuple[_Step, ...], ...]:
        return tuple(
            tuple(
                _Step(self._id(e.words) if e.words else -1, e.references, e.optional, e.gap, e.any)
                for e in sequence
            )
            for sequence in sequences
        )

    def _id(self, alternatives: tuple[str, ...]) -> int:
        key = tuple(sorted(alternatives))
        if key in self._ids:
            return self._ids[key]
        number = self._ids[key] = len(self._ids)
        for word in key:
            low, bare = word.lower(), word.strip("*").lower()
            if word.startswith("*") and word.endswith("*"):
                self._infix.append((bare, number))
            elif word.startswith("*"):
                self._suffix[bare].append(number)
            elif word[0].isupper():
                (self._capital_prefix if word.endswith("*") else self._capital)[bare].append(number)
            elif word.endswith("*"):
                self._prefix[bare].append(number)
            else:
                self._exact[low].append(number)
        return number

    def _weights(self) -> None:
        """How much work it is to file an expression under an element: short and many words are found more often."""
        for key, number in self._ids.items():
            self._shared[number] += sum(400 // max(1, len(word.strip("*"))) ** 2 for word in key)

    def _file(self, expression: Expression, parts: tuple[tuple[_Step, ...], ...], without: tuple[tuple[_Step, ...], ...], level: int) -> None:
        able = [(p, k, step) for p, part in enumerate(parts) for k, step in enumerate(part) if not step.optional and (step.id >= 0 or step.references)]
        plain = [(self._shared[step.id], p, k) for p, k, step in able if step.id >= 0 and not step.references]
        head = (expression.concept, expression.value, expression.text)
        if plain:
            _, p, k = min(plain)
        else:
            p, k, _ = able[0]
        step = parts[p][k]
        ordered = (parts[p], *parts[:p], *parts[p + 1 :])
        if step.id >= 0:
            self._anchored[step.id].append(_Pattern(*head, ordered, without, k, "", level))
        self._referring += [_Pattern(*head, ordered, without, k, reference, level) for reference in step.references]

    def _elements(self, word: str, low: str) -> tuple[frozenset[int], tuple[_Pattern, ...]]:
        """The sets of words that a token belongs to, and the patterns filed under one of them."""
        found = set(self._exact.get(low, ()))
        size = len(low)
        for n in range(1, size + 1):
            found.update(self._prefix.get(low[:n], ()))
            found.update(self._suffix.get(low[size - n :], ()))
        for bare, number in self._infix:
            if bare in low:
                found.add(number)
        if word[:1].isupper():
            found.update(self._capital.get(low, ()))
            for n in range(1, size + 1):
                found.update(self._capital_prefix.get(low[:n], ()))
        return frozenset(found), tuple(pattern for number in found for pattern in self._anchored.get(number, ()))

    def find(self, tokens: tuple[Token, ...]) -> tuple[Found, _Search]:
        """The hits of all expressions that refer to nothing, and a search that goes on once phrases are known."""
        cached = self.elements
        looked = [cached(token.text, token.low) for token in tokens]
        found = Found()
        search = _Search([elements for elements, _ in looked], found, self._referring)
        for at, (_, patterns) in enumerate(looked):
            for pattern in patterns:
                if pattern.level:
                    search.waiting.append((pattern.level, at, pattern))
                else:
                    search.try_at(pattern, at)
        return found, search


class _Search:
    """A sentence being searched: its tokens' elements, and the patterns that wait for what they refer to."""

    def __init__(self, elements: list[frozenset[int]], found: Found, referring: list[_Pattern]) -> None:
        self.elements, self.found, self.referring = elements, found, referring
        self.waiting: list[tuple[int, int, _Pattern]] = []

    def finish(self) -> None:
        """Try what waited, in the order in which hits build on hits."""
        places = self.found.places
        top = max([level for level, _, _ in self.waiting] + [pattern.level for pattern in self.referring], default=0)
        for level in range(1, top + 1):
            for waiting, at, pattern in self.waiting:
                if waiting == level:
                    self.try_at(pattern, at)
            for pattern in self.referring:
                if pattern.level == level and pattern.pivot in places:
                    for at in list(places[pattern.pivot]):
                        self.try_at(pattern, at)

    def try_at(self, pattern: _Pattern, at: int) -> None:
        part, anchor = pattern.parts[0], pattern.anchor
        starts = [at] if anchor == 0 else self._backward(part, anchor - 1, at)
        for start in starts:
            end = self._forward(part, 0, start)
            if end < 0 or not start <= at < max(end, start + 1):
                continue
            span = self._others(pattern.parts[1:], start, end)
            if span and not any(self._anywhere(sequence, 0, len(self.elements)) for sequence in pattern.without):
                self.found.add(Hit(pattern.concept, *span, pattern.value, pattern.text))
                return

    def _others(self, parts: tuple[tuple[_Step, ...], ...], start: int, end: int) -> tuple[int, int] | None:
        for part in parts:
            found = self._nearest(part, start, end)
            if not found:
                return None
            start, end = min(start, found[0]), max(end, found[1])
        return start, end

    def _nearest(self, part: tuple[_Step, ...], start: int, end: int) -> tuple[int, int] | None:
        low, high = max(0, start - WINDOW), min(len(self.elements), end + WINDOW)
        for at in [*range(end, high), *range(start - 1, low - 1, -1)]:
            stop = self._forward(part, 0, at)
            if stop > at:
                return at, stop
        return None

    def _anywhere(self, part: tuple[_Step, ...], low: int, high: int) -> bool:
        return any(self._forward(part, 0, at) > at for at in range(low, high))

    def _forward(self, part: tuple[_Step, ...], k: int, at: int) -> int:
        """The end of ``part[k:]`` when it matches from token ``at`` on, else -1."""
        if k == len(part):
            return at
        step = part[k]
        if step.gap:
            return next((end for skip in range(GAP + 1) if (end := self._forward(part, k + 1, at + skip)) >= 0), -1)
        after = self._one(step, at)
        if after > 0 and (end := self._forward(part, k + 1, after)) >= 0:
            return end
        return self._forward(part, k + 1, at) if step.optional else -1

    def _one(self, step: _Step, at: int) -> int:
        """The token after ``step`` when it is met at token ``at``, else 0."""
        if at >= len(self.elements):
            return 0
        if step.any:
            return at + 1
        if step.id in self.elements[at]:
            return at + 1
        places = self.found.places
        return max((places[name].get(at, 0) for name in step.references if name in places), default=0)

    def _backward(self, part: tuple[_Step, ...], k: int, at: int) -> list[int]:
        """Where ``part`` may begin when its element ``k + 1`` stands at token ``at``."""
        if k < 0:
            return [at]
        step = part[k]
        if step.gap:
            return [start for skip in range(GAP + 1) if at - skip >= 0 for start in self._backward(part, k - 1, at - skip)]
        starts = [start for before in self._before(step, at) for start in self._backward(part, k - 1, before)]
        return starts + (self._backward(part, k - 1, at) if step.optional else [])

    def _before(self, step: _Step, at: int) -> list[int]:
        if at <= 0:
            return []
        if step.any:
            return [at - 1]
        places = self.found.places
        starts = [start for name in step.references if name in places for start, end in places[name].items() if end == at]
        return [at - 1, *starts] if step.id in self.elements[at - 1] else starts


def _references(expression: Expression) -> set[str]:
    return {name for part in expression.parts + expression.without for element in part for name in element.references}


def _levels(expressions: tuple[Expression, ...]) -> dict[int, int]:
    """For each expression (by identity) the round in which it can be tried: 0 when it refers to nothing, else one after all it refers to."""
    by_concept: dict[str, list[Expression]] = defaultdict(list)
    for expression in expressions:
        by_concept[expression.concept].append(expression)
    levels: dict[int, int] = {}

    def of_concept(concept: str, seen: frozenset[str]) -> int:
        if concept in PHRASES or concept in seen:
            return 0
        return max((of_expression(expression, seen | {concept}) for expression in by_concept[concept]), default=0)

    def of_expression(expression: Expression, seen: frozenset[str]) -> int:
        if id(expression) in levels:
            return levels[id(expression)]
        references = _references(expression)
        level = 1 + max((of_concept(name, seen) for name in references), default=0) if references else 0
        levels[id(expression)] = level
        return level

    for expression in expressions:
        of_expression(expression, frozenset())
    return levels

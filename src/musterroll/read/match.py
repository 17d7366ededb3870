"""Find a language's expressions in the tokens of a sentence.

Every expression is filed under one of its words, the one that the fewest expressions share: a token that no expression is
filed under costs one look-up, and most tokens are such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from musterroll.codebook.words import PHRASES, Element, Expression, Words, words
from musterroll.read.text import Sentence, Token

#: Parts of an expression joined by "&" may stand this many tokens apart.
WINDOW = 16
#: The most tokens that ".." stands for.
GAP = 4
#: A paragraph of this many words can be told to be in another language,
_ENOUGH = 8
#: when less than this share of its words is known.
_FOREIGN = 0.3


class Hit(NamedTuple):
    """A concept found: half-open token offsets, the expression's value, and the expression as it is written in the words.

    ``parts`` are the spans of its parts when there are several; what stands between them does not belong to it.
    """

    concept: str
    start: int
    end: int
    value: str
    text: str
    parts: tuple[tuple[int, int], ...] = ()

    def holds(self, other: Hit) -> bool:
        """Does ``other`` lie inside this hit, smaller than it?"""
        spans = self.parts or ((self.start, self.end),)
        return self.end - self.start > other.end - other.start and any(
            start <= other.start and other.end <= end for start, end in spans
        )


class _Step(NamedTuple):
    """An element ready for matching: the number of its set of words (-1: none), and the concepts referred to."""

    id: int
    references: tuple[str, ...]
    optional: bool
    gap: bool
    any: bool


class _Part(NamedTuple):
    """A sequence; ``plain`` holds the numbers of its elements when each is just one set of words, the quick case."""

    steps: tuple[_Step, ...]
    plain: tuple[int, ...]


class _Pattern(NamedTuple):
    """An expression ready for matching. The first part is the one tried first, from its element ``anchor`` on.

    ``pivot`` is the concept whose hits it is tried at when no word will do. What rules a pattern out at little cost: ``beside``, the
    set of words that has to stand at an offset from the anchor (-1: any); ``required``, the sets of words without which a sentence
    cannot hold it.
    """

    concept: str
    value: str
    text: str
    parts: tuple[_Part, ...]
    without: tuple[_Part, ...]
    anchor: int
    pivot: str
    beside: tuple[int, int]
    required: frozenset[int]
    level: int


class _Look(NamedTuple):
    """What a word calls up: the sets it belongs to that patterns use, those of them that a pattern cannot do without, the concepts
    it stands for alone, the patterns filed under it.

    ``known`` is true when the language knows it at all, ``common`` when it knows it as a word, not only as part of a name.
    """

    used: frozenset[int]
    needed: frozenset[int]
    known: bool
    common: bool
    alone: tuple[tuple[str, str, str], ...]
    patterns: tuple[_Pattern, ...]


Places = dict[str, dict[int, int]]


@dataclass(slots=True)
class Found:
    """What was found in one sentence: hits by concept, and for references where a hit or phrase begins and how far it reaches."""

    hits: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))
    places: Places = field(default_factory=lambda: defaultdict(dict))

    def add(self, hit: Hit) -> None:
        """Add a hit, unless the same was found before by another expression."""
        concept, start, end, value, _, _ = hit
        hits, begins = self.hits[concept], self.places[concept]
        if start in begins and any(other.start == start and other.end == end and other.value == value for other in hits):
            return
        hits.append(hit)
        if begins.get(start, 0) < end:
            begins[start] = end

    def add_words(self, heads: Iterable[tuple[str, str, str]], at: int) -> None:
        """Add what the word at token ``at`` stands for alone: the quick case of ``add``, by far the most frequent."""
        hits, places, end = self.hits, self.places, at + 1
        for concept, value, text in heads:
            begins = places[concept]
            if at in begins:
                self.add(Hit(concept, at, end, value, text))
            else:
                begins[at] = end
                hits[concept].append(Hit(concept, at, end, value, text))


class Matcher:
    """The expressions of one language, compiled. Made once for each language and then only read."""

    def __init__(self, known: Words) -> None:
        self.words = known
        self._ids: dict[tuple[str, ...], int] = {}
        self._steps: dict[Element, _Step] = {}
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._prefix: dict[str, list[int]] = defaultdict(list)
        self._suffix: dict[str, list[int]] = defaultdict(list)
        self._infix: list[tuple[str, int]] = []
        self._framed: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._capital: dict[str, list[int]] = defaultdict(list)
        self._capital_prefix: dict[str, list[int]] = defaultdict(list)
        self._anchored: dict[int, list[_Pattern]] = defaultdict(list)
        self._alone: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
        self._referring: list[_Pattern] = []
        levels = _levels(known.expressions)
        compiled = [(e, self._parts(e.parts), self._parts(e.without)) for e in known.expressions]
        weights = self._weights(parts for _, parts, _ in compiled)
        for expression, parts, without in compiled:
            self._file(expression, parts, without, levels[id(expression)], weights)
        filed = [pattern for patterns in (*self._anchored.values(), self._referring) for pattern in patterns]
        self._used = frozenset(step.id for pattern in filed for part in (*pattern.parts, *pattern.without) for step in part.steps)
        self._needed = frozenset(
            number
            for pattern in filed
            for numbers in (pattern.required, *(part.plain for part in pattern.without))
            for number in numbers
        )
        self.look = lru_cache(maxsize=200_000)(self._look)

    def _parts(self, sequences: Iterable[tuple[Element, ...]]) -> tuple[_Part, ...]:
        return tuple(self._part(sequence) for sequence in sequences)

    def _part(self, sequence: tuple[Element, ...]) -> _Part:
        steps = tuple([self._step(element) for element in sequence])
        for step in steps:
            if step.id < 0 or step.references or step.optional:
                return _Part(steps, ())
        return _Part(steps, tuple([step.id for step in steps]))

    def _step(self, element: Element) -> _Step:
        step = self._steps.get(element)
        if step is None:
            number = self._id(element.words) if element.words else -1
            step = _Step(number, element.references, element.optional, element.gap, element.any)
            self._steps[element] = step
        return step

    def _id(self, alternatives: tuple[str, ...]) -> int:
        key = tuple(sorted(alternatives))
        if key not in self._ids:
            self._ids[key] = len(self._ids)
            for word in key:
                self._enter(word, word.strip("*").lower(), self._ids[key])
        return self._ids[key]

    def _enter(self, word: str, bare: str, number: int) -> None:
        """Put one alternative into the look-up table for its stars and its first letter."""
        if "*" in bare:
            head, _, tail = bare.partition("*")
            self._framed[head].append((tail, number))
        elif word.startswith("*") and word.endswith("*"):
            self._infix.append((bare, number))
        elif word.startswith("*"):
            self._suffix[bare].append(number)
        elif word[0].isupper():
            (self._capital_prefix if word.endswith("*") else self._capital)[bare].append(number)
        else:
            (self._prefix if word.endswith("*") else self._exact)[bare].append(number)

    def _weights(self, compiled: Iterable[tuple[_Part, ...]]) -> dict[int, int]:
        """How much work it is to file an expression under a set of words: short and many words are found more often."""
        weights: dict[int, int] = defaultdict(int)
        for step in (step for parts in compiled for part in parts for step in part.steps if step.id >= 0):
            weights[step.id] += 1
        for key, number in self._ids.items():
            weights[number] += sum(400 // max(1, len(word.strip("*"))) ** 2 for word in key)
        return weights

    def _file(
        self, expression: Expression, parts: tuple[_Part, ...], without: tuple[_Part, ...], level: int, weights: dict[int, int]
    ) -> None:
        head = (expression.concept, expression.value, expression.text)
        if len(parts) == 1 and len(parts[0].plain) == 1 and not without:
            self._alone[parts[0].plain[0]].append(head)
            return
        able = [
            (p, k, s)
            for p, part in enumerate(parts)
            for k, s in enumerate(part.steps)
            if not s.optional and (s.id >= 0 or s.references)
        ]
        worded = [(weights[step.id], p, k) for p, k, step in able if step.id >= 0 and not step.references]
        required = frozenset(step.id for _, _, step in able if step.id >= 0 and not step.references)
        p, k = min(worded)[1:] if worded else able[0][:2]
        step = parts[p].steps[k]
        ordered = (parts[p], *parts[:p], *parts[p + 1 :])
        if step.id >= 0:
            beside = _beside(parts[p], k)
            # A plain sequence is told by its neighbours; asking for its words one by one would be work done twice.
            others = frozenset() if len(parts) == 1 and parts[0].plain else required - {step.id}
            self._anchored[step.id].append(_Pattern(*head, ordered, without, k, "", beside, others, level))
        self._referring += [_Pattern(*head, ordered, without, k, name, (0, -1), required, level) for name in step.references]

    def _look(self, word: str, low: str) -> _Look:
        found = set(self._exact.get(low, ()))
        size = len(low)
        for n in range(1, size + 1):
            found.update(self._prefix.get(low[:n], ()))
            found.update(self._suffix.get(low[size - n :], ()))
            found.update(number for tail, number in self._framed.get(low[:n], ()) if low.endswith(tail, n))
        found.update(number for bare, number in self._infix if bare in low)
        common = bool(found)
        if word[:1].isupper():
            found.update(self._capital.get(low, ()))
            for n in range(1, size + 1):
                found.update(self._capital_prefix.get(low[:n], ()))
        return _Look(
            self._used & found,
            self._needed & found,
            bool(found),
            common,
            tuple(head for number in sorted(found) for head in self._alone.get(number, ())),
            tuple(pattern for number in sorted(found) for pattern in self._anchored.get(number, ())),
        )

    def foreign(self, sentences: Iterable[Sentence]) -> bool:
        """Are there enough words to tell that they are of another language: hardly one that the language's words know?"""
        words = [token for sentence in sentences for token in sentence.tokens if token.low.isalpha()]
        if len(words) < _ENOUGH:
            return False
        missing = _FOREIGN * len(words)
        for token in words:
            missing -= self.look(token.text, token.low).known
            if missing <= 0:  # as nearly always, after a few words
                return False
        return True

    def find(self, tokens: tuple[Token, ...]) -> tuple[Found, Search]:
        """The hits of all expressions that refer to nothing, and a search that goes on once phrases are known."""
        look = self.look
        looks = [look(token.text, token.low) for token in tokens]
        elements = [word.used for word in looks]
        found = Found()
        everything: frozenset[int] = frozenset().union(*[word.needed for word in looks])
        search = Search(elements, everything, found, self._referring)
        for at, (_, _, _, _, alone, patterns) in enumerate(looks):
            if alone:
                found.add_words(alone, at)
            for pattern in patterns:
                offset, beside = pattern.beside
                if beside >= 0 and not (0 <= at + offset < len(elements) and beside in elements[at + offset]):
                    continue
                if not pattern.required or pattern.required <= everything:
                    if pattern.level:
                        search.waiting.append((pattern.level, at, pattern))
                    else:
                        search.try_at(pattern, at)
        return found, search


class Search:
    """A sentence being searched: its tokens' sets, all that patterns need, and the patterns that wait for what they refer to."""

    def __init__(
        self, elements: list[frozenset[int]], everything: frozenset[int], found: Found, referring: list[_Pattern]
    ) -> None:
        self.elements, self.everything, self.found = elements, everything, found
        self.referring = referring
        self.waiting: list[tuple[int, int, _Pattern]] = []

    def finish(self) -> None:
        """Try what waited, in the order in which hits build on hits."""
        places = self.found.places
        referring = [pattern for pattern in self.referring if pattern.required <= self.everything]
        top = max([level for level, _, _ in self.waiting] + [pattern.level for pattern in referring], default=0)
        for level in range(1, top + 1):
            for waiting, at, pattern in self.waiting:
                if waiting == level:
                    self.try_at(pattern, at)
            for pattern in referring:
                if pattern.level == level and pattern.pivot in places:
                    for at in list(places[pattern.pivot]):
                        self.try_at(pattern, at)

    def try_at(self, pattern: _Pattern, at: int) -> None:
        """Add a hit when ``pattern`` matches with its anchor at token ``at``."""
        part, anchor = pattern.parts[0], pattern.anchor
        if part.plain:
            starts = [at - anchor] if at >= anchor else []
        else:
            starts = [at] if anchor == 0 else self._backward(part.steps, anchor - 1, at)
        for start in starts:
            end = self._from(part, start)
            if not start <= at < end:
                continue
            spans = self._others(pattern.parts, start, end)
            if spans and not any(self._anywhere(other) for other in pattern.without):
                low, high = min(span[0] for span in spans), max(span[1] for span in spans)
                self.found.add(
                    Hit(pattern.concept, low, high, pattern.value, pattern.text, tuple(spans) if len(spans) > 1 else ())
                )
                return

    def _from(self, part: _Part, at: int) -> int:
        """The end of ``part`` when it matches from token ``at`` on, else -1."""
        if not part.plain:
            return self._forward(part.steps, 0, at)
        elements = self.elements
        end = at + len(part.plain)
        if end > len(elements):
            return -1
        for number in part.plain:
            if number not in elements[at]:
                return -1
            at += 1
        return end

    def _others(self, parts: tuple[_Part, ...], start: int, end: int) -> list[tuple[int, int]]:
        """The spans of all parts, the first of which stands from ``start`` to ``end``; none when one is missing."""
        spans = [(start, end)]
        for part in parts[1:]:
            found = self._nearest(part, spans)
            if not found:
                return []
            spans.append(found)
        return spans

    def _nearest(self, part: _Part, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
        """The span of ``part`` nearest to those already taken: between or behind them rather than before."""
        start, end = min(span[0] for span in taken), max(span[1] for span in taken)
        low, high = max(0, start - WINDOW), min(len(self.elements), end + WINDOW)
        between = range(start, end) if len(taken) > 1 else ()
        elements, opening = self.elements, part.plain[:1]
        for at in (*between, *range(end, high), *range(start - 1, low - 1, -1)):
            if opening and opening[0] not in elements[at]:
                continue
            stop = self._from(part, at)
            if stop > at and all(stop <= first or at >= last for first, last in taken):
                return at, stop
        return None

    def _anywhere(self, part: _Part) -> bool:
        if part.plain and not self.everything.issuperset(part.plain):
            return False
        return any(self._from(part, at) > at for at in range(len(self.elements)))

    def _forward(self, steps: tuple[_Step, ...], k: int, at: int) -> int:
        if k == len(steps):
            return at
        step = steps[k]
        if step.gap:
            return next((end for skip in range(GAP + 1) if (end := self._forward(steps, k + 1, at + skip)) >= 0), -1)
        after = self._one(step, at)
        if after > 0 and (end := self._forward(steps, k + 1, after)) >= 0:
            return end
        return self._forward(steps, k + 1, at) if step.optional else -1

    def _one(self, step: _Step, at: int) -> int:
        """The token after ``step`` when it is met at token ``at``, else 0."""
        if at >= len(self.elements):
            return 0
        if step.any or step.id in self.elements[at]:
            return at + 1
        places = self.found.places
        return max((places[name].get(at, 0) for name in step.references if name in places), default=0)

    def _backward(self, steps: tuple[_Step, ...], k: int, at: int) -> list[int]:
        """Where a part may begin when its element ``k + 1`` stands at token ``at``."""
        if k < 0:
            return [at]
        step = steps[k]
        if step.gap:
            return [start for skip in range(GAP + 1) if at - skip >= 0 for start in self._backward(steps, k - 1, at - skip)]
        starts = [start for before in self._before(step, at) for start in self._backward(steps, k - 1, before)]
        return starts + (self._backward(steps, k - 1, at) if step.optional else [])

    def _before(self, step: _Step, at: int) -> list[int]:
        if at <= 0:
            return []
        if step.any:
            return [at - 1]
        places = self.found.places
        starts = [start for name in step.references if name in places for start, end in places[name].items() if end == at]
        return [at - 1, *starts] if step.id in self.elements[at - 1] else starts


def _beside(part: _Part, anchor: int) -> tuple[int, int]:
    """A neighbour of the anchor, as an offset and its set of words, where the part is a plain sequence of several words."""
    if len(part.plain) < 2:
        return 0, -1
    offset = 1 if anchor == 0 else -1
    return offset, part.plain[anchor + offset]


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


@cache
def matcher_of(language: str) -> Matcher:
    """The matcher of a language, made when it is first needed. Raises ``UnknownLanguage`` when it has no words."""
    return Matcher(words(language))

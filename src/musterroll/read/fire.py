"""Fifth step, first half: which rules fire in a sentence, and where."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from musterroll.codebook.rules import Rule, rules
from musterroll.codebook.words import concepts
from musterroll.read.analysis import Analysis
from musterroll.read.match import Hit

_TYPES = {
    "recruit": "recruitment", "recruit.noun": "recruitment", "enlist": "enlistment", "deceive": "deception.unspecified",
}  # fmt: skip
_ALONE = ("service.", "fate.", "coercion.", "deception.", "response.", "motive.", "context.", "network.", "inducement")


class Firing(NamedTuple):
    """A rule that fired: the claim's type and kind (may be empty), token span, the rule's name, the words that made it fire.

    ``spans`` are the tokens of those words; what stands between them does not belong to it.
    """

    type: str
    kind: str
    start: int
    end: int
    rule: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@cache
def _alone() -> dict[str, str]:
    """Concepts that make a claim by themselves, with the claim they make."""
    made = {name: name for name in concepts() if name.startswith(_ALONE) and name not in ("inducement", "network.deliver")}
    return made | _TYPES


def firings(analysis: Analysis) -> list[Firing]:
    """All that fires in a sentence, in the order of the text."""
    found = list(_single(analysis))
    present = {concept for concept, hits in analysis.hits.items() if hits}
    for rule in rules():
        if present.isdisjoint(rule.unless) and not any(map(present.isdisjoint, rule.needs)):
            found += _combined(rule, analysis)
    return sorted(dict.fromkeys(found), key=lambda f: (f.start, f.end))


def _single(analysis: Analysis) -> Iterator[Firing]:
    alone = _alone()
    for concept, hits in analysis.hits.items():
        if concept in alone:
            type_, _, kind = alone[concept].partition(".")
            for hit in hits:
                yield Firing(type_, kind, hit.start, hit.end, concept, (_told(analysis, hit),), _spans(hit))


def _combined(rule: Rule, analysis: Analysis) -> Iterator[Firing]:
    """What a rule makes of a sentence in which all of its needs are present, though perhaps too far apart."""
    hits = analysis.hits
    choices = [[hit for name in need for hit in hits.get(name, ())] for need in rule.needs]
    for first in choices[-1]:
        chosen = [first]
        for need in reversed(choices[:-1]):
            near = [
                hit
                for hit in need
                if hit is not first and _apart(hit, first) <= rule.within and not (rule.distinct and hit.concept == first.concept)
            ]
            if not near:
                break
            chosen.append(min(near, key=lambda hit: _apart(hit, first)))
        else:
            yield from _claimed(rule, chosen, analysis)


def _told(analysis: Analysis, hit: Hit) -> str:
    """The report's own words that an expression matched."""
    parts = sorted(hit.parts) or [(hit.start, hit.end)]
    return " … ".join(" ".join(token.text for token in analysis.tokens[start:end]) for start, end in parts)


def _claimed(rule: Rule, chosen: list[Hit], analysis: Analysis) -> Iterator[Firing]:
    start, end = min(hit.start for hit in chosen), max(hit.end for hit in chosen)
    words = tuple(_told(analysis, hit) for hit in sorted(chosen, key=lambda hit: hit.start))
    type_, _, kind = rule.claim.partition(".")
    kinds = (
        [kind] if kind != "{good}" else [hit.concept.removeprefix("good.") for hit in chosen if hit.concept.startswith("good.")]
    )
    spans = tuple(sorted(span for hit in chosen for span in _spans(hit)))
    for one in kinds:
        yield Firing(type_, one, start, end, rule.name, words, spans)


def _spans(hit: Hit) -> tuple[tuple[int, int], ...]:
    return hit.parts or ((hit.start, hit.end),)


def _apart(a: Hit, b: Hit) -> int:
    return max(a.start - b.end, b.start - a.end, 0)

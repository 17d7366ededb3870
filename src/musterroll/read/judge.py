"""Fifth step, end: weigh each claim that the rules propose by how such claims fared against people's coding.

A logistic regression over the rules and concepts at hand (never over words, so that it holds for every language). Its weights are
data, ``judge.json``, made by ``benchmarks/train.py`` from annotated reports; ``--explain`` shows the probability it gave.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from musterroll.codebook.words import concepts
from musterroll.read.analysis import Analysis
from musterroll.read.attribution import Voice, speech
from musterroll.read.claims import Draft

#: Groups of concepts that say nothing about what a clause tells.
_FORM = frozenset({"numbers", "time"})


@dataclass(frozen=True, slots=True)
class Weights:
    """What the judge learnt: a weight for each feature, and the probability below which a proposed claim is dropped."""

    threshold: float
    features: dict[str, float]


@cache
def weights() -> Weights:
    """The weights shipped with the codebook."""
    raw = json.loads(files("musterroll.codebook").joinpath("data", "judge.json").read_text("utf-8"))
    return Weights(raw["threshold"], raw["features"])


def probability(names: Sequence[str], learnt: Weights) -> float:
    """The probability that a coder would have written the claim down, from 0 to 1."""
    get = learnt.features.get
    total = sum(get(name, 0.0) for name in names)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def _telling() -> frozenset[str]:
    return frozenset(name for name, entry in concepts().items() if entry["group"] not in _FORM)


def features(analysis: Analysis, draft: Draft, others: Sequence[Draft], voice: Voice, before: Sequence[str]) -> list[str]:
    """What the judge looks at: names of features that a proposed claim has.

    ``others`` are all proposed claims of the sentence, ``before`` the types of those in the sentence before.
    """
    type_ = draft.type
    return [type_, *dict.fromkeys(f"{type_}|{name}" for name in _features(analysis, draft, others, voice, before))]


def _features(analysis: Analysis, draft: Draft, others: Sequence[Draft], voice: Voice, before: Sequence[str]) -> Iterator[str]:
    yield from draft.kinds
    for firing in draft.firings:
        yield f"by {firing.rule}"
    yield f"fired {min(len(draft.firings), 4)}"
    yield from _who(analysis, draft)
    if analysis.sentence.headline:
        yield "headline"
    yield "speech" if speech(analysis, draft.first) else "told" if voice.told else "own voice"
    telling, start, end = _telling(), draft.start, draft.end
    for concept, hits in analysis.hits.items():
        if concept in telling and hits:
            inside = next((True for hit in hits if start <= hit.start < end), False)
            yield f"clause {concept}" if inside else f"sentence {concept}"
    for other in others:
        if other is not draft:
            yield f"with {other.type}"
    yield from (f"after {name}" for name in set(before))
    yield f"length {min((draft.end - draft.start) // 6, 5)}"
    yield f"share {min(len(others), 5)}"


def _who(analysis: Analysis, draft: Draft) -> Iterator[str]:
    if analysis.forces:
        yield "force"
    if draft.people is None:
        yield "nobody"
        return
    yield "people"
    if draft.people.count:
        yield "counted"
    if draft.people.origins:
        yield "origin"
    yield from (f"head {head}" for head in draft.people.heads)

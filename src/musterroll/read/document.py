"""Seventh step, first half: what a report as a whole is about – which force, which people, whether it is about recruitment at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from musterroll.read.analysis import Analysis
from musterroll.read.fire import Firing

#: Types that say that people are taken into a force; a report without any of them is about something else.
_CORE = frozenset({"recruitment", "enlistment", "service", "coercion", "deception", "inducement", "fate", "network"})

#: A force is another side of the story, not a passing mention, from this share of the heaviest one's weight on.
_RIVAL = 0.4
#: A country named this often is where the story is at home even when fighting is told of there too.
_OFTEN = 4


@dataclass(frozen=True, slots=True)
class Document:
    """Facts of the whole report.

    ``forces`` by weight, the heaviest first; ``origin`` the one country whose people the report is about, when there is one;
    ``origins`` all of them by number of mentions; ``about`` whether it is about people taken into a force.
    """

    forces: tuple[str, ...]
    origins: tuple[str, ...]
    origin: str | None
    about: bool
    reason: str


def document(sentences: Sequence[Analysis], fired: Sequence[list[Firing]]) -> Document:
    """Weigh the whole report."""
    forces = _forces(sentences, fired)
    top = max(forces.values(), default=0)
    ranked = tuple(name for name, weight in forces.most_common() if weight >= _RIVAL * top)
    origins = _origins(sentences, ranked[:1]) or _home(sentences, ranked)
    about, reason = _about(sentences, fired, forces)
    return Document(ranked, tuple(name for name, _ in origins.most_common()), _dominant(origins), about, reason)


def _home(sentences: Sequence[Analysis], ranked: Sequence[str]) -> Counter[str]:
    """When no nation's people are named ("our compatriots"): the country whose organs and towns the report names most."""
    named = Counter(place.code for analysis in sentences for place in (*analysis.countries, *analysis.towns) if len(place.code) == 2)
    front = {place.code for analysis in sentences if analysis.hits.get("front") or analysis.forces for place in (*analysis.countries, *analysis.towns)}
    able = Counter({code: times for code, times in named.items() if code not in ranked and (code not in front or times >= _OFTEN)})
    return Counter(dict(able.most_common(1))) if able and able.most_common(1)[0][1] >= _OFTEN // 2 else Counter()


def _forces(sentences: Sequence[Analysis], fired: Sequence[list[Firing]]) -> Counter[str]:
    """Forces by weight: how often each is named as one, most where people join it, less where its country's people are the ones told of."""
    weights: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for analysis, made in zip(sentences, fired, strict=True):
        about = any(firing.type in ("recruitment", "enlistment", "service") for firing in made)
        for force in analysis.forces:
            weights[force.name] += 3 + 2 * about
        for firing in made:
            if firing.type == "recruitment":
                for country in analysis.countries:
                    if country.form in ("name", "capital") and 0 <= firing.start - country.end <= 4:
                        weights[country.code] += 3
        for group in analysis.people:
            if group.recruitable:
                people.update(group.origins)
    return Counter({name: weight - 2 * people[name] for name, weight in weights.items() if weight > 2 * people[name]})


def _origins(sentences: Sequence[Analysis], main: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for analysis in sentences:
        for group in analysis.people:
            if group.recruitable:
                counts.update(code for code in group.origins if code not in main)
    mentioned = Counter(country.code for analysis in sentences for country in analysis.countries if country.code in counts)
    return Counter({code: 2 * times + mentioned[code] for code, times in counts.items()})


def _dominant(origins: Counter[str]) -> str | None:
    """The one nation whose people are told of far more often than all others together."""
    ranked = origins.most_common(1)
    if not ranked:
        return None
    name, times = ranked[0]
    return name if 2 * times >= 3 * (origins.total() - times) else None


def _about(sentences: Sequence[Analysis], fired: Sequence[list[Firing]], forces: Counter[str]) -> tuple[bool, str]:
    core = sum(1 for made in fired if any(firing.type in _CORE for firing in made))
    elsewhere = sum(len(analysis.hits.get("elsewhere", ())) for analysis in sentences)
    war = sum(len(analysis.hits.get("war", ())) + len(analysis.forces) + len(analysis.hits.get("front", ())) for analysis in sentences)
    top = forces.most_common(1)[0][1] if forces else 0
    reason = f"{core} sentences about recruits, {war} marks of war and forces, {elsewhere} of something else, force {top}"
    return core >= 1 and top >= 3 and war > elsewhere, reason

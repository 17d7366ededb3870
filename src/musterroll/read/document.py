"""Seventh step, first half: what a report as a whole is about – which force, which people, whether it is about recruitment at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musterroll.read.analysis import Analysis
from musterroll.read.fire import Firing

#: Types that say that people are taken into a force; a report without any of them is about something else.
_CORE = frozenset({"recruitment", "enlistment", "service", "coercion", "deception", "inducement", "fate", "network"})

#: A force is another side of the story, not a passing mention, from this share of the heaviest one's weight on.
_RIVAL = 0.4
#: The share of all mentions of recruits' nations from which on a report is about that one.
_MOST = 0.55
#: The same where three nations or more are told of.
_MORE = 0.55
#: A force this many tokens from words of joining is the one joined.
_NEAR = 6
#: So many sentences about recruits make up for a force that is hardly named, or not at all.
_MANY = 5
#: Below this weight no force is named for sure.
_WEAK = 3
#: A country named this often is where the story is at home even when fighting is told of there too.
_OFTEN = 4


@dataclass(frozen=True, slots=True)
class Document:
    """Facts of the whole report.

    ``forces`` by weight, the heaviest first; ``main`` the countries whose people the report is about, when they are the same throughout;
    ``origins`` all of them by number of mentions; ``protagonist`` where its first
    person comes from; ``sides`` the states that the forces are of or fight in; ``about`` whether it is about people taken into a force.
    """

    forces: tuple[str, ...]
    origins: tuple[str, ...]
    main: tuple[str, ...]
    protagonist: str | None
    sides: frozenset[str]
    about: bool
    reason: str

    @property
    def force(self) -> str | None:
        """The force that most of the report is about."""
        return self.forces[0] if self.forces else None

    @property
    def home(self) -> str | None:
        """The one country whose people the report is about."""
        return self.main[0] if len(self.main) == 1 else None


def document(sentences: Sequence[Analysis], fired: Sequence[list[Firing]]) -> Document:
    """Weigh the whole report."""
    forces = _forces(sentences, fired)
    if max(forces.values(), default=0) < _WEAK and not any(len(name) > 2 for name in forces):
        forces += _accused(sentences, fired)
    top = max(forces.values(), default=0)
    ranked = tuple(name for name, weight in forces.most_common() if weight >= _RIVAL * top)
    ranked = _groups_first(ranked, sentences)
    states = {force.state for analysis in sentences for force in analysis.forces if force.name in ranked[:1]}
    origins = _origins(sentences, {*ranked[:1], *states}) or _origins(sentences, set(ranked[:1])) or _home(sentences, ranked)
    about, reason = _about(sentences, fired, forces)
    if about and _own_people(sentences, {*ranked[:1], *states}):
        about, reason = False, f"{reason}; only people of the force's own country"
    return Document(
        ranked,
        tuple(name for name, _ in origins.most_common()),
        _main(sentences, origins),
        _protagonist(sentences, {*ranked, *states}),
        frozenset({*ranked, *states}),
        about,
        reason,
    )


def _own_people(sentences: Sequence[Analysis], sides: set[str]) -> bool:
    """Is the report about a force that takes people of its own country, and no others?"""
    told = {code for analysis in sentences for group in analysis.people if group.recruitable for code in group.origins}
    foreign = any(analysis.hits.get("person.foreign") for analysis in sentences)
    return not foreign and bool(told) and told <= sides


def _groups_first(ranked: tuple[str, ...], sentences: Sequence[Analysis]) -> tuple[str, ...]:
    """A named group of the heaviest state's goes before it: who is taken into the brigade that a state raises is in the brigade."""
    states = {force.name: force.state for analysis in sentences for force in analysis.forces if len(force.name) > 2}
    own = [name for name in ranked[1:] if ranked[0] == states.get(name)]
    return (*own[:1], *(name for name in ranked if name not in own[:1]))


def _accused(sentences: Sequence[Analysis], fired: Sequence[list[Firing]]) -> Counter[str]:
    """When no force is named: the state that answers for it, and else the one that the report keeps naming beside the recruits' own."""
    people = Counter(code for analysis in sentences for group in analysis.people if group.recruitable for code in group.origins)
    own = {code for code, _ in people.most_common(1)}
    answers: Counter[str] = Counter()
    for analysis, made in zip(sentences, fired, strict=True):
        if any(firing.kind == "denial" for firing in made):
            answers.update({place.code for place in analysis.countries if place.form != "people"})
    named = Counter(
        place.code for analysis in sentences for place in (*analysis.countries, *analysis.towns) if len(place.code) == 2
    )
    scores = Counter({code: times + 3 * answers[code] for code, times in named.items() if code not in own})
    return Counter({code: _WEAK - 1 for code, score in scores.most_common(1) if score >= _WEAK})


def _home(sentences: Sequence[Analysis], ranked: Sequence[str]) -> Counter[str]:
    """When no nation's people are named ("our compatriots"): the country whose organs and towns the report names most."""
    named = Counter(
        place.code for analysis in sentences for place in (*analysis.countries, *analysis.towns) if len(place.code) == 2
    )
    front = {
        place.code for analysis in sentences if analysis.hits.get("front") for place in (*analysis.countries, *analysis.towns)
    }
    able = Counter(
        {code: times for code, times in named.items() if code not in ranked and (code not in front or times >= _OFTEN)}
    )
    return Counter(dict(able.most_common(1))) if able and able.most_common(1)[0][1] >= _OFTEN // 2 else Counter()


def _forces(sentences: Sequence[Analysis], fired: Sequence[list[Firing]]) -> Counter[str]:
    """Forces by weight: how often each is named as one, most where people join it, less where its country's people are the ones told of."""
    weights: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for analysis, made in zip(sentences, fired, strict=True):
        joining = [firing for firing in made if firing.type in ("recruitment", "enlistment", "service")]
        for force in analysis.forces:
            near = any(firing.start - _NEAR <= force.start <= firing.end + _NEAR for firing in joining)
            weights[force.name] += 6 if near else 2
        sides = {hit.end for hit in analysis.hits.get("for", ())}
        sides |= {hit.end for hit in analysis.hits.get("article", ()) if hit.start in sides}
        for firing in joining:
            for country in analysis.countries:
                joins = firing.type != "recruitment" and country.start in sides and len(country.code) == 2
                if joins and country.form in ("name", "capital") and abs(country.start - firing.start) <= _NEAR:
                    weights[country.code] += 4
                if country.form in ("name", "capital") and firing.type == "recruitment" and 0 <= firing.start - country.end <= 4:
                    weights[country.code] += 3
                elif country.form in ("name", "capital") and 0 <= country.start - firing.end <= 2 and firing.type != "service":
                    weights[country.code] += 1
        told = any(firing.type in _CORE for firing in made)
        for group in analysis.people:
            if group.recruitable and told:
                people.update(group.origins)
    return Counter({name: weight - 2 * people[name] for name, weight in weights.items() if weight > 2 * people[name]})


def _origins(sentences: Sequence[Analysis], without: set[str]) -> Counter[str]:
    """How much each country is the recruits': its people told of, persons who come from there, organs of its state that act."""
    scores: Counter[str] = Counter()
    for analysis in sentences:
        for group in analysis.people:
            if group.recruitable:
                scores.update(dict.fromkeys(group.origins, PEOPLE))
        scores.update(dict.fromkeys(_from_town(analysis), TOWN))
        scores.update(dict.fromkeys({e.country for e in analysis.entities if e.kind == "institution" and e.country}, ORGAN))
    return Counter({code: score for code, score in scores.items() if code not in without})


#: What counts for a country's being the recruits': its people, a person from there, an organ of its state.
PEOPLE, TOWN, ORGAN = 2, 2, 1


def _protagonist(sentences: Sequence[Analysis], without: set[str]) -> str | None:
    """Where the first person comes from whose origin the report tells: "the Ghanaian Kwabena Asare", "Callum Reid of Dundee"."""
    for analysis in sentences:
        persons = [entity for entity in analysis.entities if entity.kind == "person"]
        for group in analysis.people:
            beside = any(0 <= person.start - group.end <= 1 or 0 <= group.start - person.end <= 3 for person in persons)
            if beside and len(group.origins) == 1 and group.origins[0] not in without:
                return group.origins[0]
        for code in _from_town(analysis):
            if code not in without:
                return code
    return None


def _from_town(analysis: Analysis) -> Iterator[str]:
    """Where a named person comes from: "Callum Reid, 34, a roofer from Dundee"."""
    places = {hit.end for hit in analysis.hits.get("from", ())}
    for place in (*analysis.towns, *analysis.countries):
        if place.start in places and place.form in ("place", "name", "capital"):
            if any(
                entity.kind in ("person", "name", "surname") and 0 <= place.start - entity.end <= _NEAR + 2
                for entity in analysis.entities
            ):
                yield place.code


def _main(sentences: Sequence[Analysis], origins: Counter[str]) -> tuple[str, ...]:
    """The nation, or the nations named in one breath, whose people most of the report is about."""
    together = {group.origins for analysis in sentences for group in analysis.people if len(group.origins) == 2}
    for analysis in sentences:
        told = tuple(
            dict.fromkeys(code for group in analysis.people if group.recruitable for code in group.origins if code in origins)
        )
        if len(told) == 2 and 2 * min(origins[code] for code in told) >= max(origins[code] for code in told):
            together.add(told)
    choices = [*((code,) for code, _ in origins.most_common()), *sorted(together)]
    for choice in choices:
        if sum(origins[code] for code in choice) >= (_MOST if len(origins) <= 2 else _MORE) * origins.total() and all(
            code in origins for code in choice
        ):
            return choice
    return ()


def _about(sentences: Sequence[Analysis], fired: Sequence[list[Firing]], forces: Counter[str]) -> tuple[bool, str]:
    core = sum(1 for made in fired if any(firing.type in _CORE for firing in made))
    elsewhere = sum(len(analysis.hits.get("elsewhere", ())) for analysis in sentences)
    war = sum(
        len(analysis.hits.get("war", ())) + len(analysis.forces) + len(analysis.hits.get("front", ())) for analysis in sentences
    )
    top = forces.most_common(1)[0][1] if forces else 0
    reason = f"{core} sentences about recruits, {war} marks of war and forces, {elsewhere} of something else, force {top}"
    named = top >= 3 or (core >= _MANY and not elsewhere and top >= 1)
    unnamed = not forces and core >= _MANY and war >= _MANY and not elsewhere
    plain = not elsewhere and any(_plain(analysis, made) for analysis, made in zip(sentences, fired, strict=True))
    return core >= 1 and (plain or ((named or unnamed) and war > elsewhere)), reason


def _plain(analysis: Analysis, made: Sequence[Firing]) -> bool:
    """Does one sentence tell it all: what became of people of one country in the force of another?"""
    within = {hit.end for hit in analysis.hits.get("at", ())}
    states = {force.state for force in analysis.forces if within & {force.start, force.start - 1}}
    return any(firing.type in _CORE for firing in made) and any(
        state and group.origins and state not in group.origins for state in states for group in analysis.people
    )

"""Third step: named persons, institutions, outlets and other speakers – everything that may be the source of a claim or act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musterroll.read.match import Found
from musterroll.read.people import Country, Force
from musterroll.read.text import Token

#: Words inside a name that are not capitalised.
_PARTICLES = frozenset("de da do dos das del della di la le van von den der ten ter te zu bin ibn al el y e af ben bint abu och".split())
_CONCEPTS = ("speaker", "organisation", "institution", "document", "network.intermediary", "person.kin", "person.recruit", "army")
_INITIAL = re.compile(r"[^\W\d_]$")


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that can speak or act, in tokens ``start`` to ``end``.

    ``kind`` is ``person`` (a name), ``outlet``, ``country``, ``pronoun``, or the concept of its noun (``institution``,
    ``organisation``, ``speaker``, ``document`` …). ``name`` is how the report gives it; ``country`` the state it belongs to.
    """

    start: int
    end: int
    kind: str
    name: str
    country: str | None = None
    plural: bool = False


def capitals(tokens: tuple[Token, ...], found: Found, known: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised words that no list knows: names. A single word at the sentence's beginning is none by itself."""
    runs: list[tuple[int, int]] = []
    at, size = 0, len(tokens)
    while at < size:
        if not _capital(tokens[at]) or at in known:
            at += 1
            continue
        end = at + 1
        while end < size:
            if _capital(tokens[end]) and end not in known and tokens[end].start - tokens[end - 1].end <= 1:
                end += 1
            elif tokens[end].text == "." and _INITIAL.match(tokens[end - 1].text) and tokens[end].start == tokens[end - 1].end:
                end += 1
            elif (step := _particles(tokens, end)) and _capital(tokens[end + step]) and end + step not in known:
                end += step + 1
            else:
                break
        runs.append((at, end))
        at = end
    return [(start, end) for start, end in runs if start or end > 1 or tokens[0].text.isupper() or not tokens[0].text.isalpha() or _introduced(tokens, 0, 1)]


def _capital(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0] == "@" and len(token.text) > 1


def _particles(tokens: tuple[Token, ...], at: int) -> int:
    """How many particles ("de la") stand at ``at`` before another word."""
    step = 0
    while at + step < len(tokens) - 1 and step < 3 and tokens[at + step].low in _PARTICLES:
        step += 1
    return step


def entities(
    text: str,
    tokens: tuple[Token, ...],
    found: Found,
    named: Sequence[Country],
    towns: Sequence[Country],
    armed: Sequence[Force],
) -> list[Entity]:
    """All that may speak or act in a sentence, in order; longer ones win where they overlap."""
    candidates = [*_outlets(text, tokens, found), *_nouns(text, tokens, found, named, towns), *_countries(text, tokens, named)]
    known = {at for entity in candidates for at in range(entity.start, entity.end)}
    known |= {at for place in (*named, *towns) for at in range(place.start, place.end)}
    known |= {at for force in armed for at in range(force.start, force.end)}
    known |= {at for name in _NO_NAMES for hit in found.hits.get(name, ()) for at in range(hit.start, hit.end)}
    runs = capitals(tokens, found, known)
    candidates = _with_names(text, tokens, found, candidates, runs)
    candidates += _pronouns(text, tokens, found)
    kept: list[Entity] = []
    for entity in sorted(candidates, key=lambda e: (e.kind == "country", e.kind == "pronoun", e.start - e.end)):
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda e: e.start)


_NO_NAMES = (
    "month", "weekday", "person", "person.soldier", "country.people", "clause", "article", "number", "currency", "not", "hedge", "unit", "and", "at",
    "pronoun.single", "pronoun.plural", "pronoun.our", "pronoun.self", "say", "according", "aux", "since", "also", "toward", "from", "relative", "verdict.false", "army",
)  # fmt: skip


def _span(text: str, tokens: tuple[Token, ...], start: int, end: int) -> str:
    return text[tokens[start].start : tokens[end - 1].end]


def _outlets(text: str, tokens: tuple[Token, ...], found: Found) -> Iterable[Entity]:
    for hit in found.hits.get("outlet.name", ()):
        yield Entity(hit.start, hit.end, "outlet", hit.value)


def _countries(text: str, tokens: tuple[Token, ...], named: Sequence[Country]) -> Iterable[Entity]:
    for country in named:
        if country.form in ("name", "capital"):
            yield Entity(country.start, country.end, "country", _span(text, tokens, country.start, country.end), country.code)


def _nouns(
    text: str, tokens: tuple[Token, ...], found: Found, named: Sequence[Country], towns: Sequence[Country]
) -> Iterable[Entity]:
    """Nouns for speakers and institutions, with the country before them and the "of …" or "in …" behind them."""
    of = {hit.start: hit.end for name in ("of", "from", "at") for hit in found.hits.get(name, ())}
    articles = {hit.start: hit.end for hit in found.hits.get("article", ())}
    places = {place.start: place for place in (*named, *towns)}
    for concept in _CONCEPTS:
        for hit in found.hits.get(concept, ()):
            if hit.parts:
                continue
            start, country = _country_before(hit.start, named, tokens)
            end = hit.end
            after = of.get(end)
            if after is not None:
                after = articles.get(after, after)
                if after in places and (places[after].form != "people"):
                    end, country = places[after].end, country or places[after].code
                elif concept in ("speaker", "institution") and (inner := _institution_at(found, after, named)):
                    end, country = inner[0], country or inner[1]
            elif end in places and places[end].form in ("name", "adjective", "capital"):
                end, country = places[end].end, country or places[end].code
            yield Entity(start, end, concept, _span(text, tokens, start, end), country)


def _institution_at(found: Found, at: int, named: Sequence[Country]) -> tuple[int, str | None] | None:
    for concept in ("institution", "organisation", "army"):
        for hit in found.hits.get(concept, ()):
            if hit.start == at:
                after = next((c for c in named if 0 <= c.start - hit.end <= 1 and c.form != "people"), None)
                return (after.end, after.code) if after else (hit.end, None)
            before = next((c for c in named if c.start == at and 0 <= hit.start - c.end <= 2), None)
            if before:
                return hit.end, before.code
    return None


def _country_before(start: int, named: Sequence[Country], tokens: tuple[Token, ...]) -> tuple[int, str | None]:
    for country in named:
        gap = start - country.end
        if country.form != "people" and 0 <= gap <= 2 and all(tokens[i].text not in ",.;:()" for i in range(country.end, start)):
            if country.form == "adjective" or gap <= 1 or tokens[country.end].low in ("'s", "'"):
                return country.start, country.code
    return start, None


def _with_names(
    text: str, tokens: tuple[Token, ...], found: Found, candidates: list[Entity], runs: list[tuple[int, int]]
) -> list[Entity]:
    """Join names to the nouns that introduce them: a role before a name makes a person, an organisation's noun its name."""
    by_end = {entity.end: entity for entity in candidates if entity.kind in _CONCEPTS}
    result = list(candidates)
    for start, end in runs:
        name = _span(text, tokens, start, end)
        before = by_end.get(start)
        if before and before.kind in ("organisation", "network.intermediary", "document"):
            result.append(Entity(before.start, end, before.kind, _span(text, tokens, before.start, end), before.country))
        elif end - start >= 2 or before or _introduced(tokens, start, end):
            kind = "person" if not name.isupper() else "organisation" if end - start == 1 else "name"
            result.append(Entity(start, end, kind, name))
        else:
            result.append(Entity(start, end, "name", name))
    return result


def _introduced(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Is a single name followed by an age, "Ali (19)", "Ali, 19,"?"""
    return end + 1 < len(tokens) and tokens[end].text in "(," and tokens[end + 1].text.isdigit() and len(tokens[end + 1].text) == 2


def _pronouns(text: str, tokens: tuple[Token, ...], found: Found) -> Iterable[Entity]:
    for concept in ("pronoun.single", "pronoun.plural", "pronoun.it", "pronoun.self"):
        for hit in found.hits.get(concept, ()):
            yield Entity(hit.start, hit.end, "pronoun", concept.removeprefix("pronoun."), plural=concept == "pronoun.plural")

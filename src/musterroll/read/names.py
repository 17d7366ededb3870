"""Third step: named persons, institutions, outlets and other speakers – everything that may be the source of a claim or act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from musterroll.read.match import Found, Hit, Matcher
from musterroll.read.people import Country, Force
from musterroll.read.text import Token

#: Words inside a name that are not capitalised.
_PARTICLES = frozenset(
    "de da do dos das del della di la le van von den der ten ter te zu bin ibn al el y e af ben bint abu och".split()
)
#: Concepts whose nouns may speak or act.
_CONCEPTS = ("speaker", "organisation", "institution", "document", "network.intermediary", "person.kin", "person.recruit", "army")
#: Nouns that a name follows as part of their own name ("rights group Hauran Monitor").
_TITLED = frozenset({"organisation", "network.intermediary", "document"})
#: Concepts whose words are no names, however they are written.
_NO_NAMES = (
    "month", "weekday", "person", "person.soldier", "country.people", "clause", "article", "number", "currency", "not", "hedge", "unit", "and", "at",
    "pronoun.single", "pronoun.plural", "pronoun.our", "pronoun.self", "say", "according", "aux", "since", "also", "toward", "from", "relative",
    "verdict.false", "army",
)  # fmt: skip
#: The most words between a body's noun and its country.
_LONG = 6
#: An Arabic article written on to its name.
_ARTICLE = re.compile(r"[a-z]{2,3}-[^\W\d_a-z]")
_INITIAL = re.compile(r"[^\W\d_]$")


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that can speak or act, in tokens ``start`` to ``end``.

    ``kind`` is ``person`` (a name), ``name`` (a single word that may be one), ``outlet``, ``country``, ``pronoun``, or the concept of
    its noun (``institution``, ``organisation``, ``speaker``, ``document`` …). ``name`` is how the report gives it; ``country`` the
    state it belongs to. ``oblique`` when its noun stands in a case that no subject has.
    """

    start: int
    end: int
    kind: str
    name: str
    country: str | None = None
    oblique: bool = False


def entities(
    text: str,
    tokens: tuple[Token, ...],
    found: Found,
    named: Sequence[Country],
    towns: Sequence[Country],
    armed: Sequence[Force],
    matcher: Matcher,
) -> list[Entity]:
    """All that may speak or act in a sentence, in order; longer ones win where they overlap."""
    return _Namer(text, tokens, found, named, towns, armed, matcher).entities()


class _Namer:
    def __init__(
        self, text: str, tokens: tuple[Token, ...], found: Found, named: Sequence[Country], towns: Sequence[Country], armed: Sequence[Force], matcher: Matcher
    ) -> None:  # fmt: skip
        self.text, self.tokens, self.found, self.named, self.towns, self.armed, self.matcher = (
            text,
            tokens,
            found,
            named,
            towns,
            armed,
            matcher,
        )
        config = matcher.words.config
        self.capital_nouns = "nouns" in config.get("capitals", ())
        self.nominative_first = "first" in config.get("nominative", ())
        self.nominatives = nominative_table(config.get("nominative", ()))

    def entities(self) -> list[Entity]:
        candidates = [*self._outlets(), *self._nouns(), *self._countries()]
        known = {at for entity in candidates for at in range(entity.start, entity.end)}
        known |= {at for place in (*self.named, *self.towns) for at in range(place.start, place.end)}
        known |= {at for force in self.armed for at in range(force.start, force.end)}
        hits = self.found.hits
        for name in _NO_NAMES:
            if name in hits:
                for hit in hits[name]:
                    known.update(range(hit.start, hit.end)) if hit.end - hit.start > 1 else known.add(hit.start)
        candidates += self._names(candidates, self._runs(known))
        candidates += self._pronouns()
        kept: list[Entity] = []
        for entity in sorted(
            candidates, key=lambda e: (e.kind == "country", e.kind == "pronoun", e.start - e.end, e.kind == "speaker")
        ):
            if all(entity.end <= other.start or entity.start >= other.end for other in kept):
                kept.append(entity)
        return sorted(kept, key=lambda e: e.start)

    def _span(self, start: int, end: int) -> str:
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    # ── nouns, outlets, countries, pronouns ──

    def _outlets(self) -> Iterator[Entity]:
        for hit in self.found.hits.get("outlet.name", ()):
            yield Entity(hit.start, hit.end, "outlet", hit.value)

    def _countries(self) -> Iterator[Entity]:
        for country in self.named:
            if country.form in ("name", "capital"):
                yield Entity(country.start, country.end, "country", self._span(country.start, country.end), country.code)

    def _pronouns(self) -> Iterator[Entity]:
        for concept in ("pronoun.single", "pronoun.plural", "pronoun.it", "pronoun.self"):
            for hit in self.found.hits.get(concept, ()):
                yield Entity(hit.start, hit.end, "pronoun", concept.removeprefix("pronoun."))

    def _nouns(self) -> Iterator[Entity]:
        """Nouns for speakers and institutions, with the country before them and the "of …" or "in …" behind them."""
        for concept in _CONCEPTS:
            for hit in self.found.hits.get(concept, ()):
                if not hit.parts:
                    yield self._noun(concept, hit)

    @cached_property
    def _links(self) -> tuple[dict[int, int], dict[int, int], dict[int, Country]]:
        """Where "of", "from", "at" and articles begin and end, and where places begin."""
        hits = self.found.hits
        of = {hit.start: hit.end for name in ("of", "from", "at") for hit in hits.get(name, ())}
        articles = {hit.start: hit.end for hit in hits.get("article", ())}
        return of, articles, {place.start: place for place in (*self.named, *self.towns)}

    def _noun(self, concept: str, hit: Hit) -> Entity:
        of, articles, places = self._links
        start, country = self._country_before(hit.start)
        country = country or next((c.code for c in self.named if hit.start <= c.start < hit.end), None)
        end = hit.end
        if (after := of.get(end)) is not None:
            after = articles.get(after, after)
            if after in places and places[after].form != "people":
                end, country = places[after].end, country or places[after].code
            elif concept in ("speaker", "institution") and (inner := self._institution_at(after)):
                end, country = inner[0], country or inner[1]
        elif end in places and places[end].form != "people":
            end, country = places[end].end, country or places[end].code
        elif concept == "speaker" and (inner := self._institution_at(end)):
            end, country = inner[0], country or inner[1]
        if concept == "institution":
            country = country or self._country_behind(end)
        if concept in ("organisation", "institution") and (title := self._title(hit)) != (hit.start, hit.end):
            start, end = min(start, title[0]), max(end, title[1])
            return Entity(start, end, concept, self._span(start, end), country)
        name = self._nominative(hit, start, end)
        return Entity(
            start,
            end,
            concept,
            name,
            country,
            oblique=bool(self.nominatives or self.nominative_first) and name != self._span(start, end),
        )

    def _country_behind(self, end: int) -> str | None:
        """The country at the end of a body's long name: "Ministerio de Asuntos Exteriores de Rusia"."""
        stops = {hit.start for name in ("say", "aux", "clause", "and", "demand", "not") for hit in self.found.hits.get(name, ())}
        links = {hit.end for hit in self.found.hits.get("of", ())}
        for at in range(end, min(end + _LONG, len(self.tokens))):
            if at in stops or (not self.tokens[at].text[0].isalnum() and self.tokens[at].low != "'"):
                return None
            place = next((c for c in self.named if c.start == at and c.form != "people"), None)
            if place and (place.form == "adjective" or not links or {at, at - 1} & links):
                return place.code
        return None

    def _title(self, hit: Hit) -> tuple[int, int]:
        """The whole name of a body around its noun: "Returned Workers' Union", "Association of Retired Sergeants"."""
        start, end, tokens = hit.start, hit.end, self.tokens
        if self.capital_nouns or not tokens[start].text[0].isupper():
            return start, end
        small = {
            at
            for name in ("article", "and", "clause", "at", "not", "aux")
            for h in self.found.hits.get(name, ())
            for at in range(h.start, h.end)
        }
        while (
            start
            and start - 1 not in small
            and (
                tokens[start - 1].text[0].isupper()
                or (tokens[start - 1].low in ("'s", "'", "’") and start > 1 and tokens[start - 2].text[0].isupper())
            )
        ):
            start -= 1
        links = {h.start: h.end for name in ("of", "toward", "at") for h in self.found.hits.get(name, ())}
        while (
            (after := links.get(end)) is not None and after < len(tokens) and tokens[after].text[0].isupper() and after - end == 1
        ):
            end = after + 1
            while end < len(tokens) and tokens[end].text[0].isupper():
                end += 1
        return start, end

    def _nominative(self, hit: Hit, start: int, end: int) -> str:
        """The noun as a dictionary gives it, by the language's table of endings or where the words list the nominative first."""
        if self.nominatives:
            words = [token.text for token in self.tokens[start : hit.end]]
            changed = [in_nominative(word, self.nominatives) for word in words]
            return self._span(start, end) if changed == words else " ".join(changed) + self._tail(hit, end)
        if not self.nominative_first:
            return self._span(start, end)
        elements = hit.text.split(" ! ")[0].split()
        first = [element.split("|")[0] for element in elements]
        tokens = self.tokens[hit.start : hit.end]
        if len(first) != len(tokens) or any("*" in word or "<" in word or "?" in word for word in first):
            return self._span(start, end)
        if all(token.low == word.lower() for token, word in zip(tokens, first, strict=True)):
            return self._span(start, end)
        words = [
            word[0].upper() + word[1:] if token.text[0].isupper() else word for token, word in zip(tokens, first, strict=True)
        ]
        return " ".join(words) + self._tail(hit, end)

    def _tail(self, hit: Hit, end: int) -> str:
        return self.text[self.tokens[hit.end - 1].end : self.tokens[end - 1].end] if end > hit.end else ""

    def _institution_at(self, at: int) -> tuple[int, str | None] | None:
        """An institution that begins at a token, as (end, country)."""
        for concept in ("institution", "organisation", "army"):
            for hit in self.found.hits.get(concept, ()):
                if hit.parts:
                    continue
                if hit.start == at:
                    after = next((c for c in self.named if 0 <= c.start - hit.end <= 1 and c.form != "people"), None)
                    return (after.end, after.code) if after else (hit.end, None)
                before = next((c for c in self.named if c.start == at and 0 <= hit.start - c.end <= 2), None)
                if before:
                    return hit.end, before.code
        return None

    def _country_before(self, start: int) -> tuple[int, str | None]:
        """The country that a noun belongs to: an adjective before it, or a name with a possessive or right before it."""
        for country in self.named:
            gap = start - country.end
            between = [self.tokens[at].low for at in range(country.end, max(start, country.end))]
            if not 0 <= gap <= 2 or country.form == "people" or any(not word[0].isalnum() and word != "'s" for word in between):
                continue
            if country.form == "adjective" or gap == 0 or between[0] == "'s":
                return country.start, country.code
        return start, None

    # ── names ──

    def _runs(self, known: set[int]) -> list[tuple[int, int]]:
        """Runs of capitalised words that no list knows."""
        runs: list[tuple[int, int]] = []
        tokens, at, size = self.tokens, 0, len(self.tokens)
        while at < size:
            if not self._may_be_name(at, known):
                at += 1
                continue
            end = at + 1
            while end < size:
                if self._may_be_name(end, known) and tokens[end].start - tokens[end - 1].end <= 1:
                    end += 1
                elif (
                    tokens[end].text == "." and _INITIAL.match(tokens[end - 1].text) and tokens[end].start == tokens[end - 1].end
                ):
                    end += 1
                elif (step := self._particles(end)) and self._may_be_name(end + step, known):
                    end += step + 1
                else:
                    break
            runs.append((at, end))
            at = end
        return runs

    def _may_be_name(self, at: int, known: set[int]) -> bool:
        token = self.tokens[at]
        if at in known or not (
            token.text[0].isupper() or (token.text[0] == "@" and len(token.text) > 1) or _ARTICLE.match(token.text)
        ):
            return False
        if self.capital_nouns or at == 0 or (not self.tokens[at - 1].text[0].isalnum() and self.tokens[at - 1].text not in ",("):
            return not self.matcher.look(token.text, token.low).common
        return True

    def _particles(self, at: int) -> int:
        """How many particles ("de la") stand at ``at`` before another word."""
        step = 0
        while at + step < len(self.tokens) - 1 and step < 3 and self.tokens[at + step].low in _PARTICLES:
            step += 1
        return step

    def _names(self, nouns: Sequence[Entity], runs: list[tuple[int, int]]) -> Iterator[Entity]:
        """Names, each with what the noun before it makes of it: a person, or an organisation's own name."""
        by_end = {entity.end: entity for entity in nouns if entity.kind in _CONCEPTS}
        for hit in self.found.hits.get("pronoun.it", ()):
            # "The paper" before a name is no pronoun but the noun that introduces it.
            by_end.setdefault(hit.end, Entity(hit.start, hit.end, "organisation", self._span(hit.start, hit.end)))
        for start, end in runs:
            quoted = start > 0 and self.tokens[start - 1].text in '«“„"' and start - 1 in by_end
            name, before = self._span(start, end), by_end.get(start - 1 if quoted else start)
            apposed = (
                by_end.get(start - 1)
                if start and self.tokens[start - 1].text == "," and end < len(self.tokens) and self.tokens[end].text == ","
                else None
            )
            if apposed and apposed.kind in ("organisation", "network.intermediary"):
                yield Entity(start, end, apposed.kind, name, apposed.country)
            elif before and before.kind in _TITLED:
                yield replace(before, end=end, name=f"{before.name} {name}", oblique=before.oblique)
            elif end - start >= 2 or before or self._introduced(start, end):
                kind = "person" if not name.isupper() else "organisation" if end - start == 1 else "name"
                yield Entity(start, end, kind, name)
            else:
                # What may as well be a noun, or only begins the sentence, is a name when the report knows it as one.
                sure = not self.capital_nouns and (start or name.isupper() or not name.isalpha())
                yield Entity(start, end, "name" if sure else "surname", name)

    def _introduced(self, start: int, end: int) -> bool:
        """Is a single name followed by an age, "Ali (19)", "Ali, 19,"?"""
        tokens = self.tokens
        if end + 1 >= len(tokens) or tokens[end].text not in "(,":
            return False
        if tokens[end + 1].text.isdigit() and len(tokens[end + 1].text) == 2:
            return True
        if (
            end + 3 < len(tokens)
            and tokens[end + 2].text.isdigit()
            and any(hit.start == end + 3 and hit.value == "year" for hit in self.found.hits.get("unit", ()))
        ):
            return True
        counted = any(hit.start == end + 1 for hit in self.found.hits.get("number", ()))
        return counted and any(end + 2 <= hit.start <= end + 3 and hit.value == "year" for hit in self.found.hits.get("unit", ()))


@lru_cache(maxsize=16)
def nominative_table(lines: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """A language's table of oblique endings and their nominatives, the longest first."""
    pairs = (line.split(" = ", 1) for line in lines if " = " in line)
    return tuple(sorted(((oblique.strip(), plain.strip()) for oblique, plain in pairs), key=lambda pair: -len(pair[0])))


def in_nominative(word: str, table: tuple[tuple[str, str], ...]) -> str:
    """A word with its oblique ending changed into the nominative's, by the first line of the table that fits."""
    low = word.lower()
    for oblique, plain in table:
        ending = oblique.lstrip("*")
        if low == ending or (oblique.startswith("*") and low.endswith(ending) and len(low) > len(ending)):
            return word[: len(word) - len(ending)] + plain.lstrip("*")
    return word

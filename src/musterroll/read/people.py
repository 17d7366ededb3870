"""Third step: groups of people, with number and origin, and the forces and countries of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from musterroll.model import Interval
from musterroll.read.dates import Dated
from musterroll.read.match import Found, Hit
from musterroll.read.numbers import Amount, Quantity
from musterroll.read.text import Token

_HEADS = ("person", "person.recruit", "person.soldier", "person.kin", "person.other", "country.people")
#: Nouns that a nation's adjective may stand before.
_NOUNS = (
    "army",
    "institution",
    "speaker",
    "organisation",
    "person",
    "person.soldier",
    "person.recruit",
    "good.citizenship",
    "passport",
    "group.veterans",
    "document",
    "front",
    "force.name",
    "war",
    "currency",
)
#: Concepts of verbs: before them stands a noun.
_VERBS = frozenset({"offer", "believe", "move", "say", "tell", "demand", "seize", "enlist.weak", "aux"})
_STOPS = frozenset(",.;:!?()–—")
#: What may stand between a number and the noun it counts.
_ADJECTIVES = 3
#: An army noun this near to a group's name describes the group ("the Cedar Battalion, a militia of exiles").
_APPOSED = 4


class Country(NamedTuple):
    """A country or region named in tokens ``start`` to ``end``; ``form`` is ``name``, ``adjective``, ``people`` or ``capital``."""

    start: int
    end: int
    code: str
    form: str


class Force(NamedTuple):
    """An armed force named in tokens ``start`` to ``end``: a code for a state's forces, an English name for a group.

    ``state`` is the country it belongs to or acts in, as far as the words tell.
    """

    start: int
    end: int
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class People:
    """People told of in tokens ``start`` to ``end``.

    ``heads`` are the concepts of their nouns, ``origins`` and ``groups`` the codebook's; ``bare`` when only a number stands for them.
    """

    start: int
    end: int
    count: Interval | None = None
    origins: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    bare: bool = False

    @property
    def recruitable(self) -> bool:
        """Can these be recruits? Not relatives, not civilians."""
        return self.bare or not self.heads <= {"person.kin", "person.other"}


def countries(found: Found) -> list[Country]:
    """The countries of a sentence, the longest name where several overlap."""
    hits = [
        Country(hit.start, hit.end, hit.value, concept.removeprefix("country."))
        for concept in ("country.name", "country.adjective", "country.people", "country.capital")
        for hit in found.hits.get(concept, ())
    ]
    return _longest(hits)


def places(found: Found) -> list[Country]:
    """Towns and regions of a sentence as their country's code."""
    return _longest([Country(hit.start, hit.end, hit.value, "place") for hit in found.hits.get("place.name", ())])


def _longest(hits: list[Country]) -> list[Country]:
    order = {"adjective": 0, "people": 1, "name": 2, "capital": 3, "place": 4}
    kept: list[Country] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, order[h.form])):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept)


def forces(tokens: Sequence[Token], found: Found, named: Sequence[Country]) -> list[Force]:
    """The forces of a sentence: groups by name, and armies with their country beside them."""
    result: list[Force] = []
    for hit in sorted(found.hits.get("force.name", ()), key=lambda h: h.start - h.end):
        name, _, state = hit.value.partition("|")
        if not any(f.start < hit.end and hit.start < f.end for f in result):
            result.append(Force(hit.start, hit.end, name, state))
    groups = [force for force in result if len(force.name) > 2]
    men = {
        at
        for name in ("person.soldier", "group.veterans")
        for hit in found.hits.get(name, ())
        for at in range(hit.start, hit.end)
    }
    for army in found.hits.get("army", ()):
        if army.start in men or any(abs(army.start - group.end) <= _APPOSED for group in groups):
            continue
        best = _owner(army, named, found, tokens)
        if best and not any(f.start < army.end and army.start < f.end for f in result):
            result.append(Force(min(best.start, army.start), max(best.end, army.end), best.code, best.code))
    return sorted(result)


def _owner(army: Hit, named: Sequence[Country], found: Found, tokens: Sequence[Token]) -> Country | None:
    """The country whose army it is: an adjective or possessive just before, or an adjective, genitive or "of …" just after."""
    states = [c for c in named if len(c.code) == 2]
    for country in reversed([c for c in states if c.form != "people" and 0 <= army.start - c.end <= 2]):
        between = [tokens[at].low for at in range(country.end, army.start)]
        if any(
            country.end <= hit.start < army.start
            for name in ("at", "toward", "from", "of", "article")
            for hit in found.hits.get(name, ())
        ):
            continue
        if (country.form == "adjective" and not _marked(between)) or not between or between[0] == "'s":
            return country
    if inside := [c for c in states if army.start <= c.start and c.end <= army.end]:
        return inside[0]
    links = {hit.end for hit in found.hits.get("of", ())}
    for country in [c for c in states if 0 <= c.start - army.end <= 2 and c.form != "people"]:
        between = [tokens[at].low for at in range(army.end, country.start)]
        if not between or (not _marked(between) and (country.form == "adjective" or {country.start, country.start - 1} & links)):
            return country
    return None


def _marked(words: Sequence[str]) -> bool:
    return any(not word[0].isalnum() for word in words)


class Surroundings(NamedTuple):
    """What the finder of people must know of the sentence: tokens, hits, numbers, and what numbers are taken already."""

    tokens: tuple[Token, ...]
    found: Found
    numbers: Sequence[Quantity]
    amounts: Sequence[Amount]
    dates: Sequence[Dated]
    named: Sequence[Country]
    towns: Sequence[Country]
    armed: Sequence[Force]


def people(around: Surroundings) -> list[People]:
    """The groups of people of a sentence, enumerations of nations joined into one."""
    finder = _Finder(around)
    return _joined(finder.phrases(), around)


class _Finder:
    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.hits = around.found.hits

    @cached_property
    def taken(self) -> set[int]:
        """Tokens that belong to money, dates, ages and measures: their numbers count no people."""
        spans: list[Amount | Dated] = [*self.around.amounts, *self.around.dates]
        tokens = {i for span in spans for i in range(span.start, span.end)}
        for concept in ("unit", "fraction", "month"):
            for hit in self.hits.get(concept, ()):
                tokens.update(range(hit.start, hit.end))
        return tokens

    @cached_property
    def measures(self) -> set[int]:
        """Where units of time and fractions begin: the number before them counts no people."""
        return {hit.start for concept in ("unit", "fraction", "currency") for hit in self.hits.get(concept, ())}

    @cached_property
    def roles(self) -> dict[int, list[str]]:
        """For each token the concepts that make it part of a phrase for people."""
        roles: dict[int, list[str]] = {}
        adjectives = {(c.start, c.end) for c in self.around.named if c.form == "adjective"}
        bodies = {
            at
            for hit in self.hits.get("institution", ())
            if hit.end - hit.start > 1 and not hit.parts
            for at in range(hit.start, hit.end)
        }
        for concept in (*_HEADS, "person.foreign", *(name for name in self.hits if name.startswith("group."))):
            for hit in self.hits.get(concept, ()):
                if concept == "country.people" and (hit.start, hit.end) in adjectives and not self._is_noun(hit):
                    continue
                for at in range(hit.start, hit.end):
                    if at not in bodies:
                        roles.setdefault(at, []).append(concept)
        for country in self.around.named:
            if country.form == "adjective":
                for at in range(country.start, country.end):
                    roles.setdefault(at, []).append("adjective")
        return roles

    def _is_noun(self, hit: Hit) -> bool:
        """Is a word that may be a nation's adjective or its people the latter: "a Cuban gets", not "Cuban sugar"?"""
        tokens, end = self.around.tokens, hit.end
        if hit.text[0].isupper() and all(
            other.text[0].islower() for other in self.hits.get("country.adjective", ()) if other.start == hit.start
        ):
            # Where only the people is written with a capital, the capital tells: "Kényans", not "kényans".
            return True
        if any(other.end == hit.start for concept in _NOUNS for other in self.hits.get(concept, ())):
            return False
        if end >= len(tokens) or not tokens[end].text[0].isalnum() or self._function(end):
            return True
        if any(other.start == end for concept in _NOUNS for other in self.hits.get(concept, ())) or tokens[end].text[0].isupper():
            return False
        if any(other.end == hit.start for concept in ("at", "toward") for other in self.hits.get(concept, ())):
            return False
        return any(
            other.start == end
            for concept, hits in self.hits.items()
            if _makes_claim(concept) or concept in _VERBS
            for other in hits
        )

    def phrases(self) -> list[People]:
        numbers = {n.end: n for n in self.around.numbers if n.start not in self.taken and not self._aside(n)}
        result, used = [], set()
        for start, end in self._runs():
            number, begin = self._number_before(numbers, start)
            number, begin = self._part_of(numbers, number, begin)
            if number:
                used.add(number.start)
            result.append(self._phrase(begin, start, end, number))
        covered = {at for group in result for at in range(group.start, group.end)}
        alone = [n for n in numbers.values() if n.start not in used | covered and self._stands_alone(n)]
        wholes = {whole.start for n in alone if (whole := self._whole(numbers, n))}
        wholes |= {n.start for n in alone if len(alone) + len(result) > 1 and self._linked_back(n.start)}
        result += [
            self._bare(n) for n in alone if n.start not in wholes and not (result and self._apposed(n)) and n.interval.max != 0
        ]
        result += self._ordinals(result)
        return sorted(result, key=lambda p: p.start)

    def _runs(self) -> list[tuple[int, int]]:
        """Neighbouring tokens that name the same people: "Russian-speaking migrant workers"."""
        runs: list[tuple[int, int]] = []
        for at in sorted(self.roles):
            if runs and at == runs[-1][1] and not self._new_noun(runs[-1], at):
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
        return [
            run
            for run in runs
            if any(role not in ("adjective", "person.foreign") for at in range(*run) for role in self.roles[at])
            or self._foreign_alone(run)
        ]

    def _foreign_alone(self, run: tuple[int, int]) -> bool:
        return any("person.foreign" in self.roles[at] for at in range(*run))

    def _new_noun(self, run: tuple[int, int], at: int) -> bool:
        """A nation's people after a noun for people are others; before it they are an adjective."""
        return (
            "country.people" in self.roles[at]
            and "country.people" in self.roles[run[1] - 1]
            and self.roles[at] != self.roles[run[1] - 1]
        )

    def _number_before(self, numbers: dict[int, Quantity], start: int) -> tuple[Quantity | None, int]:
        tokens = self.around.tokens
        for back in range(_ADJECTIVES + 1):
            at = start - back
            if at in numbers:
                return numbers[at], numbers[at].start
            if at <= 0 or tokens[at - 1].text in _STOPS or (back and self._function(at - 1) and not self._linking(at - 1)):
                break
        return None, start

    def _part_of(self, numbers: dict[int, Quantity], number: Quantity | None, begin: int) -> tuple[Quantity | None, int]:
        """ "Seven of the twelve men": seven are meant."""
        if number:
            links = {hit.start: hit.end for concept in ("of", "from") for hit in self.hits.get(concept, ())}
            articles = {hit.end: hit.start for hit in self.hits.get("article", ())}
            before = articles.get(begin, begin)
            for start, end in links.items():
                if end == before and start in numbers:
                    return numbers[start], numbers[start].start
        return number, begin

    def _linking(self, at: int) -> bool:
        """ "hundreds of Nepalis", "500 of its citizens": the number counts what follows."""
        return any(
            hit.start == at and hit.end == at + 1 for concept in ("of", "article", "about") for hit in self.hits.get(concept, ())
        )

    def _function(self, at: int) -> bool:
        return at in self._functions

    @cached_property
    def _functions(self) -> set[int]:
        """The tokens of small words, which end a phrase."""
        small = ("clause", "and", "of", "at", "from", "toward", "aux", "not", "say", "pronoun.single", "pronoun.plural")
        return {at for concept in small if concept in self.hits for hit in self.hits[concept] for at in range(hit.start, hit.end)}

    def _phrase(self, begin: int, start: int, end: int, number: Quantity | None) -> People:
        concepts = {role for at in range(start, end) for role in self.roles[at]}
        origins = [c.code for c in self.around.named if start <= c.start < end and c.form in ("people", "adjective")]
        stop = end
        for country in (*self.around.named, *self.around.towns):
            if country.form in ("name", "capital", "place") and self._comes_from(end, country):
                origins.append(country.code)
                stop = max(stop, country.end)
        if origins:
            stop = self._enumerated(stop, origins)
        groups = tuple(role.removeprefix("group.") for role in sorted(concepts) if role.startswith("group."))
        heads = frozenset(role for role in concepts if role != "adjective")
        return People(begin, stop, number.interval if number else None, tuple(dict.fromkeys(origins)), groups, heads)

    def _enumerated(self, stop: int, origins: list[str]) -> int:
        """More origins in a list: "from Eritrea and Sudan", "réfugiés érythréens et soudanais"."""
        links = {hit.start: hit.end for hit in self.hits.get("and", ())}
        tokens = self.around.tokens
        while stop < len(tokens):
            after = links.get(stop) or (stop + 1 if tokens[stop].text == "," else 0)
            forms = ("adjective",) if self._adjective_ends(stop) else ("name", "capital", "place")
            more = next((c for c in (*self.around.named, *self.around.towns) if c.start == after and c.form in forms), None)
            if not after or not more:
                break
            origins.append(more.code)
            stop = more.end
        return stop

    def _adjective_ends(self, at: int) -> bool:
        return any(country.end == at and country.form == "adjective" for country in self.around.named)

    def _comes_from(self, end: int, country: Country) -> bool:
        if country.start == end:
            return country.form in ("name", "place")
        if not 0 < country.start - end <= 2 or any(force.start <= country.start < force.end for force in self.around.armed):
            return False
        return any(
            hit.start == end and hit.end >= country.start - 1 for concept in ("from", "of") for hit in self.hits.get(concept, ())
        )

    def _aside(self, number: Quantity) -> bool:
        """An age, a year, a clock time, the number of something else by its neighbours."""
        tokens, text = self.around.tokens, self.around.tokens[number.start].text
        if ":" in text:
            return True
        before = tokens[number.start - 1].text if number.start else ""
        after = tokens[number.end].text if number.end < len(tokens) else ""
        low = number.interval.min
        if number.end in self.measures or (
            number.end + 1 in self.measures and not self._function(number.end) and number.end not in self.roles
        ):
            return True
        if number.plain and before in ("(", ",") and after in (")", ",") and low is not None and 10 <= low <= 90:
            return True
        if number.plain and low is not None and 1900 <= low <= 2100 and text.isdigit() and len(text) == 4:
            return number.end not in self.roles
        glued = number.start > 0 and tokens[number.start - 1].end == tokens[number.start].start
        return after in ("%", "/", "°") or (glued and before in ("#", "/", "-"))

    def _stands_alone(self, number: Quantity) -> bool:
        """Does the number stand for people with no noun after it, "five were killed", "ten of them"?"""
        tokens, end = self.around.tokens, number.end
        if number.start in self.taken or (number.interval == Interval(1, 1) and not self._of_them(end)):
            return self._of_them(end)
        if end >= len(tokens) or tokens[end].text in '.;!?)",':
            return not (number.start and (tokens[number.start - 1].text in (",", "(") or self._linked(number.start)))
        if self._of_them(end) or self._function(end):
            return True
        if number.start == 0 and not tokens[0].text[0].isdigit() and tokens[end].text[0].islower() and not self._measured(end):
            return True
        return any(hit.start == end for concept, hits in self.hits.items() if _makes_claim(concept) for hit in hits)

    def _measured(self, at: int) -> bool:
        """Is the word after a number known to be a thing, a unit or money?"""
        return any(
            hit.start <= at < hit.end
            for name in ("unit", "currency", "fraction", "document", "organisation")
            for hit in self.hits.get(name, ())
        )

    def _apposed(self, number: Quantity) -> bool:
        """ "Two people, one of them a major": the one is among the two."""
        return (
            number.start > 0
            and self.around.tokens[number.start - 1].text == ","
            and self._of_them(number.end)
            and number.interval == Interval(1, 1)
        )

    def _linked_back(self, start: int) -> bool:
        """Is the number a whole of which another tells a part, "of the twelve seven are dead"?"""
        articles = {hit.end: hit.start for hit in self.hits.get("article", ())}
        return any(hit.end in (start, articles.get(start, start)) for name in ("of", "from") for hit in self.hits.get(name, ()))

    def _linked(self, start: int) -> bool:
        """Does a preposition stand before the number, "four out of seven", "a boy of fourteen"?"""
        return any(hit.end == start for concept in ("of", "from", "at", "since", "until") for hit in self.hits.get(concept, ()))

    def _of_them(self, end: int) -> bool:
        """Does "of them" or "of the three" follow?"""
        plural = {hit.start for name in ("pronoun.plural", "pronoun.our", "person") for hit in self.hits.get(name, ())}
        return any(link in plural or self._at_number(link) for link in self._after_of(end))

    def _after_of(self, end: int) -> list[int]:
        links = [hit.end for name in ("of", "from") for hit in self.hits.get(name, ()) if hit.start == end]
        articles = {hit.start: hit.end for hit in self.hits.get("article", ())}
        return [place for link in links for place in (link, articles.get(link, link))]

    def _at_number(self, at: int) -> Quantity | None:
        return next((number for number in self.around.numbers if number.start == at), None)

    def _whole(self, numbers: dict[int, Quantity], part: Quantity) -> Quantity | None:
        """The twelve of "seven of the twelve"."""
        return next((whole for link in self._after_of(part.end) if (whole := self._at_number(link))), None)

    def _bare(self, number: Quantity) -> People:
        return People(number.start, number.end, number.interval, bare=True)

    def _ordinals(self, known: list[People]) -> list[People]:
        covered = {at for p in known for at in range(p.start, p.end)}
        return [
            People(hit.start, hit.end, Interval(1, 1), bare=True)
            for hit in self.hits.get("ordinal", ())
            if hit.start not in covered
            and hit.end < len(self.around.tokens)
            and (self.around.tokens[hit.end].text == "," or self._aux(hit.end))
        ]

    def _aux(self, at: int) -> bool:
        return any(hit.start == at for hit in self.hits.get("aux", ()))


def _makes_claim(concept: str) -> bool:
    return concept.startswith(("fate.", "enlist", "coercion."))


def _joined(phrases: list[People], around: Surroundings) -> list[People]:
    """ "Syrians, Afghans and Serbs" as one: neighbours by nation alone, with nothing but commas and "and" between them."""
    links = {at for name in ("and", "article") for hit in around.found.hits.get(name, ()) for at in range(hit.start, hit.end)}
    result: list[People] = []
    for phrase in phrases:
        before = result[-1] if result else None
        between = range(before.end, phrase.start) if before else range(0)
        if (
            before
            and before.origins
            and phrase.origins
            and phrase.count is None
            and 0 < len(between) <= 3
            and all(around.tokens[at].text == "," or at in links for at in between)
        ):
            result[-1] = replace(
                before,
                end=phrase.end,
                origins=tuple(dict.fromkeys(before.origins + phrase.origins)),
                groups=tuple(sorted({*before.groups, *phrase.groups})),
                heads=before.heads | phrase.heads,
            )
        else:
            result.append(phrase)
    return result

"""Third and fourth step: everything found in a sentence, side by side, and the sentence cut into clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from musterroll.model import Period
from musterroll.read.dates import Dated, dates
from musterroll.read.match import Found, Hit, Matcher
from musterroll.read.names import Entity, entities
from musterroll.read.numbers import Amount, Quantity, amounts, quantities
from musterroll.read.people import Country, Force, People, Surroundings, countries, forces, people, places
from musterroll.read.text import Quotation, Sentence, Token

_BREAKS = frozenset(";:—–")


@dataclass(slots=True)
class Analysis:
    """A sentence with all that was found in it. Spans count its tokens, half-open.

    ``quoted`` has for each token the number of the quotation it stands in, or -1; ``clauses`` cover the sentence without a gap.
    """

    sentence: Sentence
    language: str
    hits: dict[str, list[Hit]]
    numbers: list[Quantity]
    amounts: list[Amount]
    dates: list[Dated]
    countries: list[Country]
    towns: list[Country]
    forces: list[Force]
    people: list[People]
    entities: list[Entity]
    quoted: list[int]
    clauses: list[tuple[int, int]]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    def clause_of(self, at: int) -> int:
        """The number of the clause that token ``at`` stands in."""
        return next(i for i, (start, end) in enumerate(self.clauses) if start <= at < end)

    def has(self, concept: str, start: int = 0, end: int = 10_000) -> bool:
        """Does a hit of ``concept`` begin between two tokens?"""
        return any(start <= hit.start < end for hit in self.hits.get(concept, ()))


def analyse(text: str, sentence: Sentence, quotes: Sequence[Quotation], matcher: Matcher, published: Period | None) -> Analysis:
    """Find all phrases and concepts of one sentence."""
    tokens = sentence.tokens
    found, search = matcher.find(tokens)
    numbers = quantities(tokens, found, matcher.words)
    money = amounts(tokens, found, numbers)
    line = _dateline(sentence)
    times = [time for time in dates(tokens, found, numbers, published) if time.start >= line]
    named = [country for country in countries(found) if country.start >= line]
    towns = [town for town in places(found) if town.start >= line]
    towns = [t for t in towns if not any(t.start < c.end and c.start < t.end for c in named)]
    armed = forces(tokens, found, named)
    groups = people(Surroundings(tokens, found, numbers, money, times, named, towns, armed))
    _add_phrases(found, numbers, money, times, named, towns, armed, groups)
    search.finish()
    _void_inner(found)
    who = entities(text, tokens, found, named, towns, armed, matcher)
    quoted = _quoted(tokens, quotes)
    clauses = _clauses(tokens, found, quoted)
    return Analysis(sentence, matcher.words.language, found.hits, numbers, money, times, named, towns, armed, groups, who, quoted, clauses)


def _dateline(sentence: Sentence) -> int:
    """How many tokens the dateline takes, "COLOMBO, May 17 –": its place and day are the dispatch's, not the story's."""
    tokens = sentence.tokens
    if not sentence.first or not (tokens[0].text.isupper() and len(tokens[0].text) > 2 or tokens[0].text == "("):
        return 0
    return next((at + 1 for at, token in enumerate(tokens[:14]) if token.text in "-–—" or token.text == "." and at > 2), 0)


def _add_phrases(
    found: Found,
    numbers: Sequence[Quantity],
    money: Sequence[Amount],
    times: Sequence[Dated],
    named: Sequence[Country],
    towns: Sequence[Country],
    armed: Sequence[Force],
    groups: Sequence[People],
) -> None:
    """Phrases become hits, so that expressions can refer to them."""
    for name, spans in (
        ("number", ((n.start, n.end) for n in numbers)),
        ("money", ((m.start, m.end) for m in money)),
        ("date", ((t.start, t.end) for t in times)),
        ("country", ((c.start, c.end) for c in named)),
        ("place", ((c.start, c.end) for c in (*named, *towns) if c.form in ("name", "capital", "place"))),
        ("force", ((f.start, f.end) for f in armed)),
        ("people", ((p.start, p.end) for p in groups if p.recruitable)),
        ("count", ((p.start, p.end) for p in groups if p.count)),
    ):
        for start, end in spans:
            found.add(Hit(f"<{name}>", start, end, "", f"<{name}>"))
            found.places[name][start] = max(found.places[name].get(start, 0), end)


#: Small words that lose their own meaning inside a longer expression ("not only", "never paid").
_SMALL = ("not", "hedge", "say", "say.report", "tell", "pronoun.plural", "unknown")


def _void_inner(found: Found) -> None:
    for concept in _SMALL:
        if concept in found.hits:
            longer = [hit for name, hits in found.hits.items() if name.startswith(_NEGATIVE if concept == "not" else _CARRIERS) for hit in hits if hit.end - hit.start > 1]
            found.hits[concept] = [hit for hit in found.hits[concept] if not any(other.holds(hit) for other in longer)]


#: Concepts that are negative by nature: the negation inside their expressions denies nothing.
_NEGATIVE = (
    "fate.missing", "fate.hiding", "fate.killed", "fate.wounded", "fate.captured", "service.no_training", "deception.", "deceive", "role.safe", "response.denial",
    "motive.", "context.", "coercion.unspecified", "coercion.documents", "coercion.contract", "unknown", "refute", "hedge", "believe", "also", "about",
    "at_most", "at_least", "less_than", "more_than", "elsewhere", "fraction", "choice",
)  # fmt: skip
#: Concepts inside whose expressions other small words lose their meaning.
_CARRIERS = ("fate.", "service.", "coercion.", "deception.", "response.", "motive.", "context.", "network.", "believe", "refute", "unknown", "also", "deceive")


def _quoted(tokens: tuple[Token, ...], quotes: Sequence[Quotation]) -> list[int]:
    inside = []
    near = [(i, q) for i, q in enumerate(quotes) if q.start < tokens[-1].end and q.end > tokens[0].start]
    for token in tokens:
        inside.append(next((i for i, q in near if q.start <= token.start and token.end <= q.end), -1))
    return inside


def _clauses(tokens: tuple[Token, ...], found: Found, quoted: list[int]) -> list[tuple[int, int]]:
    openers = {hit.start for hit in found.hits.get("clause", ())}
    openers |= {hit.start for hit in found.hits.get("aux", ()) if hit.start and tokens[hit.start - 1].text == ","}
    cuts = {0}
    for at in range(1, len(tokens)):
        mark = tokens[at].text
        if mark in _BREAKS and (mark != ":" or not tokens[at - 1].text.isdigit()):
            cuts.add(at + 1)
        elif at in openers or quoted[at] != quoted[at - 1]:
            cuts.add(at)
    edges = [*sorted(cut for cut in cuts if cut < len(tokens)), len(tokens)]
    return list(zip(edges, edges[1:], strict=False))

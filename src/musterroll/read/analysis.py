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
    who = [entity for entity in entities(text, tokens, found, named, towns, armed, matcher) if entity.start >= line]
    quoted = _quoted(tokens, quotes)
    clauses = _clauses(tokens, found, quoted)
    return Analysis(
        sentence, matcher.words.language, found.hits, numbers, money, times, named, towns, armed, groups, who, quoted, clauses
    )


def _dateline(sentence: Sentence) -> int:
    """How many tokens the dateline takes, "COLOMBO, May 17 –": its place and day are the dispatch's, not the story's."""
    tokens = sentence.tokens
    if not sentence.first or not ((tokens[0].text.isupper() and len(tokens[0].text) > 2) or tokens[0].text == "("):
        return 0
    return next((at + 1 for at, token in enumerate(tokens[:14]) if token.text in "-–—" or (token.text == "." and at > 2)), 0)


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
    phrases: tuple[tuple[str, Sequence[Quantity | Amount | Dated | Country | Force | People]], ...] = (
        ("number", numbers),
        ("money", money),
        ("date", times),
        ("country", named),
        ("place", [place for place in (*named, *towns) if place.form in ("name", "capital", "place")]),
        ("force", armed),
        ("people", [group for group in groups if group.recruitable]),
        ("count", [group for group in groups if group.count]),
    )
    for name, spans in phrases:
        if spans:
            begins, concept = found.places[name], f"<{name}>"
            for span in spans:
                found.add(Hit(concept, span.start, span.end, "", concept))
                begins[span.start] = max(begins.get(span.start, 0), span.end)


#: Small words that lose their own meaning inside a longer expression ("not only", "never paid").
_SMALL = ("not", "say", "say.report", "tell", "pronoun.plural", "unknown", "hedge")


def _void_inner(found: Found) -> None:
    longer = [
        (name, hit) for name, hits in found.hits.items() if name.startswith(_ALL) for hit in hits if hit.end - hit.start > 1
    ]
    for concept in _SMALL if longer else ():
        if concept in found.hits:
            around = [hit for name, hit in longer if name.startswith(_EMPTYING.get(concept, _CARRIERS))]
            found.hits[concept] = [hit for hit in found.hits[concept] if not any(other.holds(hit) for other in around)]


#: Concepts that are negative by nature: the negation inside their expressions denies nothing.
_NEGATIVE = (
    "fate.missing", "fate.hiding", "fate.killed", "fate.wounded", "fate.captured", "service.no_training", "deception.", "deceive", "role.safe", "response.denial",
    "response.warning", "response.ban",
    "motive.", "context.", "coercion.unspecified", "coercion.documents", "coercion.contract", "unknown", "refute", "hedge", "believe", "also", "about",
    "at_most", "at_least", "less_than", "more_than", "elsewhere", "fraction", "choice",
)  # fmt: skip
#: Concepts inside whose expressions other small words lose their meaning.
_CARRIERS = (
    "fate.",
    "service.",
    "coercion.",
    "deception.",
    "response.",
    "motive.",
    "context.",
    "network.",
    "believe",
    "refute",
    "unknown",
    "also",
    "deceive",
)
#: Expressions that take the meaning of one small word alone: "could not read" hedges nothing.
_EMPTYING = {"not": _NEGATIVE, "hedge": ("deception.", "coercion.")}
_ALL = (*_NEGATIVE, *_CARRIERS)


def _quoted(tokens: tuple[Token, ...], quotes: Sequence[Quotation]) -> list[int]:
    inside = [-1] * len(tokens)
    begin, stop = tokens[0].start, tokens[-1].end
    for number in range(len(quotes) - 1, -1, -1):  # the first of those that hold a token counts
        start, end, _, _ = quotes[number]
        if start < stop and end > begin:
            for at, token in enumerate(tokens):
                if start <= token.start and token.end <= end:
                    inside[at] = number
    return inside


def _clauses(tokens: tuple[Token, ...], found: Found, quoted: list[int]) -> list[tuple[int, int]]:
    openers = {hit.start for hit in found.hits.get("clause", ())}
    openers |= {hit.start for hit in found.hits.get("aux", ()) if hit.start and tokens[hit.start - 1].text == ","}
    cuts = {0, *openers}
    cuts.update(at for at in range(1, len(tokens)) if quoted[at] != quoted[at - 1])
    for at, token in enumerate(tokens):
        if token.text in _BREAKS and at and (token.text != ":" or not tokens[at - 1].text.isdigit()):
            cuts.discard(at)
            cuts.add(at + 1)
    edges = [*sorted(cut for cut in cuts if cut < len(tokens)), len(tokens)]
    return list(zip(edges, edges[1:], strict=False))

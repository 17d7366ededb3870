"""Second step: a report's text as paragraphs, sentences, quotations and tokens, all with offsets into the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from musterroll.codebook.words import Words

#: A headline is a paragraph that ends without a full stop and is no longer than this.
HEADLINE = 200

_TOKEN = re.compile(
    r"\d{1,3}(?:[    ]\d{3})+(?![\d:])"
    r"|\d+(?:[.,:]\d+)+"
    r"|@?\w+(?:[-‐‑'’ʼ`]\w+)*"
    r"|[^\w\s]"
)
_SPACED = re.compile(r"\d \d")
_END = re.compile(r"[.!?…]+(?:[ \xa0\u202f]»)?[\"'”’“»«)\]]*(?=\s+[\"'“”„«»‘‹(—–-]*\s*(?:[^\W_a-zа-яёіїєґà-öø-ÿ]))")
_APOSTROPHES = str.maketrans("’ʼ`‘", "''''")
_OPEN, _CLOSE = "“„«‹‘", {"“": "”", "„": '“”"', "«": "»", "‹": "›", "‘": "’", "»": "«", '"': '"', "'": "'", "”": "”"}


class Token(NamedTuple):
    """A word, number or mark: its half-open offsets in the report's text, its text, and the form that words are looked up by."""

    start: int
    end: int
    text: str
    low: str


class Quotation(NamedTuple):
    """The inside of a quotation: offsets without the marks; ``opened`` and ``closed`` tell whether each mark was found."""

    start: int
    end: int
    opened: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its tokens, its paragraph's number, and whether it stands in a headline."""

    tokens: tuple[Token, ...]
    paragraph: int
    headline: bool
    first: bool

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the report that says something: offsets, and whether it is a headline."""

    start: int
    end: int
    headline: bool


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of ``text``: its lines that are not blank."""
    found: list[Paragraph] = []
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.end() - (len(line) - len(line.rstrip()))
        bare = text[start:end].rstrip("\"'”’»“")
        headline = end - start <= HEADLINE and bare[-1:] not in ".:,;…" and (not found or not bare.endswith(("!", "?")))
        found.append(Paragraph(start, end, headline))
    return found


def sentences(text: str, paragraph: Paragraph, number: int, words: Words) -> list[Sentence]:
    """The sentences of one paragraph, each with its tokens."""
    cut = _cutter(words)
    found: list[Sentence] = []
    for start, end in _sentence_spans(text, paragraph, _abbreviations(words)):
        tokens: list[Token] = []
        # A number such as 15 000 runs over a blank; all else is cut piece by piece.
        for piece in [text[start:end]] if _SPACED.search(text, start, end) else text[start:end].split(" "):
            if piece:
                tokens += [Token(start + a, start + b, word, low) for a, b, word, low in cut(piece)]
            start += len(piece) + 1
        if tokens:
            found.append(Sentence(tuple(tokens), number, paragraph.headline, not found))
    return found


def _sentence_spans(text: str, paragraph: Paragraph, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    for match in _END.finditer(text, start, paragraph.end):
        stop = match.end()
        if match.group() == "." and _abbreviated(text, start, match.start(), abbreviations):
            continue
        yield start, stop
        start = stop
    if start < paragraph.end:
        yield start, paragraph.end


def _abbreviated(text: str, start: int, dot: int, abbreviations: frozenset[str]) -> bool:
    """Does the full stop at ``dot`` end an abbreviation or an initial rather than the sentence?"""
    begin = max(text.rfind(" ", start, dot), text.rfind("\xa0", start, dot), start - 1) + 1
    word = text[begin:dot].strip("(\"'“„«‘")
    return (len(word) == 1 and word.isupper()) or (word + ".").lower() in abbreviations


@lru_cache(maxsize=16)
def _abbreviation_set(lines: tuple[str, ...]) -> frozenset[str]:
    return frozenset(line.lower() for line in lines)


def _abbreviations(words: Words) -> frozenset[str]:
    return _abbreviation_set(words.config.get("abbreviations", ()))


#: Tokens as they stand in a piece of text: offsets from its beginning, the word, the form by which it is looked up.
_Cut = tuple[tuple[int, int, str, str], ...]


def _cutter(words: Words) -> Callable[[str], _Cut]:
    return _make_cutter(words.config.get("split.before", ()), words.config.get("split.after", ()))


@lru_cache(maxsize=16)
def _make_cutter(before: tuple[str, ...], after: tuple[str, ...]) -> Callable[[str], _Cut]:
    """A function that cuts a piece of text into tokens; pieces come again and again, so it remembers them.

    Elided articles and clitics that the language writes together with a word are cut off.
    """
    prefixes = tuple(sorted((prefix.lower() for prefix in before), key=len, reverse=True))
    suffixes = tuple(sorted((suffix.lower() for suffix in after), key=len, reverse=True))

    @lru_cache(maxsize=100_000)
    def cut(piece: str) -> _Cut:
        return tuple(token for match in _TOKEN.finditer(piece) for token in parts(match))

    def parts(match: re.Match[str]) -> _Cut:
        word, begin = match[0], match.start()
        low = word.translate(_APOSTROPHES).lower()
        head = next((len(p) for p in prefixes if len(low) > len(p) and low.startswith(p)), 0)
        tail = next((len(s) for s in suffixes if len(low) - head > len(s) and low.endswith(s)), 0)
        if not (head or tail) or len(low) != len(word):
            return ((begin, match.end(), word, low),)
        edges = [0, *filter(None, (head, len(low) - tail if tail else 0)), len(low)]
        return tuple((begin + a, begin + b, word[a:b], low[a:b]) for a, b in zip(edges, edges[1:], strict=False))

    return cut


def quotations(text: str, found: list[Paragraph]) -> list[Quotation]:
    """The quotations of the report in their order, also those that run over paragraphs or never close.

    A quotation that is not closed at its paragraph's end goes on when the next paragraph opens with a mark, as printers have it;
    otherwise it ends with the paragraph. A closing mark with nothing open makes its paragraph's beginning a quotation.
    """
    swapped = 0 <= text.find("»") < text.find("«")
    result: list[Quotation] = []
    for paragraph in found:
        result += _paragraph_quotations(text, paragraph, swapped)
    return result


def _paragraph_quotations(text: str, paragraph: Paragraph, swapped: bool) -> Iterator[Quotation]:
    start, end = paragraph.start, paragraph.end
    if text[start] in "—–" and not paragraph.headline:
        yield from _dialogue(text, start, end)
        return
    opener, begin, last = "", start, start
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opener:
            if mark in _closers(opener, swapped) and not _apostrophe(text, at, mark):
                yield from _parted(text, begin, at)
                opener, last = "", at + 1
        elif _opens(text, at, mark, start, end, swapped):
            opener, begin = mark, at + 1
        elif mark in '"”»' and at == end - 1 and last == start and at > start:
            yield Quotation(start, at, False, True)
    if opener and opener != "'":
        yield Quotation(begin, end, True, False)


#: A dash that parts speech from the words around it: after a mark ("…, — said X. — …"), or written on to one ("—dice X—.").
_INSERTED = re.compile(r"(?<=[,.!?…])\s[—–]\s")
_TURN = re.compile(r"(?<=[,.!?…»])\s*[—–]\s*|\s[—–](?=\w)|(?<=\w)[—–](?=[.,;:\s])")


def _parted(text: str, begin: int, end: int) -> Iterator[Quotation]:
    """A quotation without what its author puts between dashes: "…, — said X. — …"."""
    cuts = list(_INSERTED.finditer(text, begin, end))
    if not cuts or len(cuts) % 2:
        yield Quotation(begin, end, True, True)
        return
    for cut, after in zip(cuts[::2], cuts[1::2], strict=True):
        yield Quotation(begin, cut.start(), True, True)
        begin = after.end()
    yield Quotation(begin, end, True, True)


def _dialogue(text: str, start: int, end: int) -> Iterator[Quotation]:
    """A paragraph that begins with a dash is a turn of a dialogue: speech, broken by who says it between dashes."""
    begin, speaking = start + 1, True
    for match in _TURN.finditer(text, start + 1, end):
        if speaking and match.start() > begin:
            yield Quotation(begin, match.start(), True, True)
        begin, speaking = match.end(), not speaking
    if speaking and begin < end:
        yield Quotation(begin, end, True, False)


_MARK = re.compile(r"[\"'“”„«»‘’‹›]")


def _closers(opener: str, swapped: bool) -> str:
    if opener == "»" and swapped:
        return "«"
    return _CLOSE.get(opener, "")


def _apostrophe(text: str, at: int, mark: str) -> bool:
    return mark in "'’" and text[at + 1 : at + 2].isalnum() and text[at - 1 : at].isalnum()


def _opens(text: str, at: int, mark: str, start: int, end: int, swapped: bool) -> bool:
    before, after = text[at - 1 : at] if at > start else " ", text[at + 1 : at + 2]
    if mark == "'":
        closing = re.compile(r"'(?!\w)").search(text, at + 3, end)
        return (
            (before.isspace() or before in "([—–-:")
            and after.isalpha()
            and closing is not None
            and not text[at + 2 : at + 3].isspace()
        )
    if mark == '"':
        return before.isspace() or before in "([—–-:«“" or (not before.isalnum() and after.isalnum())
    if mark in "«»":
        return (mark == "»") == swapped
    if mark in "“„‘‹":
        return True
    return mark == "”" and (before.isspace() or at == start) and after.isalnum()

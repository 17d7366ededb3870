"""The words of a language: expressions for concepts, read from ``*.words`` files and checked line by line.

A ``.words`` file holds sections, ``[concept]``, with one expression a line; the syntax is described in
``docs/adding-a-language.md``. Nothing here knows what a concept means: that is the business of the rules.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from musterroll.errors import CodebookError, UnknownLanguage

#: Classes of phrases that the reader finds before it looks for expressions; expressions refer to them as ``<name>``.
PHRASES = frozenset({"count", "number", "money", "people", "person", "country", "force", "place", "date"})

#: Sections of ``config.words``: facts about the language, not concepts.
CONFIG = frozenset(
    {
        "name",
        "frequent",
        "letters",
        "abbreviations",
        "split.before",
        "split.after",
        "trigger",
        "capitals",
        "nominative",
        "nominative.names",
        "case.endings",
    }
)

#: Tables: file name, and the concept that the entries of each column stand for. The first column is the value.
TABLES: dict[str, tuple[str, ...]] = {
    "countries": ("country.name", "country.adjective", "country.people", "country.capital"),
    "places": ("place.name",),
    "forces": ("", "force.name"),
    "outlets": ("outlet.name",),
}

_SECTION = re.compile(r"\[([a-z_.]+)\]$")
_WITHOUT, _TOGETHER = re.compile(r"\s+!\s+"), re.compile(r"\s+&\s+")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_COLUMN = re.compile(r"\s\|(?=\s|$)")
_REFERENCE = re.compile(r"<([a-z_.]+)>$")


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a sequence: any of ``words`` (with ``*`` for any ending or beginning), or a hit of any of ``references``.

    A gap is an element that any run of 0 to 4 tokens fills; ``any`` is filled by any one token.
    """

    words: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False
    any: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """What stands for a concept: parts that may come in any order, each a sequence; and parts that must not be there."""

    concept: str
    parts: tuple[tuple[Element, ...], ...]
    without: tuple[tuple[Element, ...], ...]
    value: str
    place: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All that is known of one language: its expressions and its small facts. There is one such value for a language."""

    language: str
    expressions: tuple[Expression, ...]
    config: dict[str, tuple[str, ...]]


def parse(text: str, concept: str = "", value: str = "", place: str = "") -> Expression:
    """The expression that ``text`` writes down.

    Raises ``ValueError`` with the reason when it is not well-formed.
    """
    text = text.strip()
    if "&" not in text and "!" not in text:
        return Expression(concept, (_sequence(text),), (), value, place, text)
    required, *forbidden = _WITHOUT.split(text)
    parts = tuple(_sequence(part) for part in _TOGETHER.split(required))
    without = tuple(_sequence(part) for group in forbidden for part in _TOGETHER.split(group))
    return Expression(concept, parts, without, value, place, text)


@cache  # the same word stands in many expressions, and half of the start-up went into reading it again
def _sequence(text: str) -> tuple[Element, ...]:
    elements = tuple(map(_element, text.split()))
    if not any(element.words or element.references for element in elements):
        raise ValueError(f"«{text}» has no word that could be found")
    if all(element.optional or element.gap or element.any for element in elements):
        raise ValueError(f"«{text}» could be empty")
    return elements


@cache
def _element(piece: str) -> Element:
    if piece.isalpha():
        return Element((piece,))
    if piece == "..":
        return Element(gap=True)
    if piece == "_":
        return Element(any=True)
    optional = len(piece) > 1 and piece.endswith("?")
    body = piece[:-1] if optional else piece
    alternatives = [word.replace("’", "'") for word in body.split("|")]
    references: tuple[str, ...] = ()
    words = tuple(alternatives)
    if "<" in body:
        references = tuple(found[1] for word in alternatives if (found := _REFERENCE.match(word)))
        words = tuple(word for word in alternatives if not _REFERENCE.match(word))
    for word in () if body.isalpha() else words:
        if not word.strip("*") or word.strip("*").count("*") > 1 or "<" in word or word == "!":
            raise ValueError(f"«{word}» in «{piece}» is no word, alternative or reference")
    return Element(words=words, references=references, optional=optional)


@cache
def concepts() -> dict[str, dict[str, str]]:
    """The closed list of concepts: name → group, what belongs there, and the form of its values if it has them."""
    return dict(_flat(tomllib.loads(_data().joinpath("concepts.toml").read_text("utf-8"))))


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Entries of nested tables under their dotted names: ``[fate.killed]`` is "fate.killed"."""
    own = {key: value for key, value in table.items() if isinstance(value, str)}
    if own:
        yield prefix, own
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}.{key}" if prefix else key)


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a folder of words, in alphabetical order."""
    root = _data().joinpath("languages")
    return tuple(sorted(folder.name for folder in root.iterdir() if folder.joinpath("config.words").is_file()))


@cache
def config(language: str) -> dict[str, tuple[str, ...]]:
    """The sections that have to be known of a language before its words are needed: ``config.words`` and ``frequent.words``.

    What is not well-formed is left out; ``words`` tells it.
    """
    sections: dict[str, list[str]] = {}
    for name in ("config.words", "frequent.words"):
        file = _data().joinpath("languages", language, name)
        for entry in _read(file, language, []) if file.is_file() else ():
            if isinstance(entry, tuple):
                sections.setdefault(entry[0], []).append(entry[1])
    return {name: tuple(lines) for name, lines in sections.items()}


@cache
def words(language: str) -> Words:
    """The words of ``language`` (an ISO 639-1 code).

    Raises ``UnknownLanguage`` when there is no such folder and ``CodebookError`` with every mistake found.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise UnknownLanguage(f"There are no words for the language “{language}”; there are for: {known}.")
    mistakes: list[str] = []
    expressions: list[Expression] = []
    config: dict[str, list[str]] = {}
    for file in _word_files(language):
        for item in _read(file, language, mistakes):
            if isinstance(item, Expression):
                expressions.append(item)
            else:
                config.setdefault(item[0], []).append(item[1])
    if mistakes:
        raise CodebookError(mistakes)
    return Words(language, tuple(expressions), {name: tuple(lines) for name, lines in config.items()})


@cache
def currencies() -> dict[str, dict[str, str]]:
    """Names of money that several countries use: the currency the bare name stands for → country → its own currency."""
    found: dict[str, dict[str, str]] = tomllib.loads(_data().joinpath("currencies.toml").read_text("utf-8"))
    return found


@cache
def country_name(code: str, language: str = "en") -> str:
    """The usual name of a country (ISO 3166-1 alpha-2) or region in a language; the code itself when it has none."""
    table = _data().joinpath("languages", language, "countries.words")
    for _, line in _lines(table):
        key, names, *_ = [*(cell.strip() for cell in _COLUMN.split(line)), ""]
        if key == code:
            return names.split(",")[0].strip().rstrip("*")
    return code


def check_words(language: str | None = None) -> list[str]:
    """Every mistake in the words of ``language`` (of all languages when ``None``) as ``file:line: what is wrong``."""
    mistakes: list[str] = []
    for code in [language] if language else languages():
        words.cache_clear()
        try:
            found = words(code)
        except CodebookError as error:
            mistakes += error.mistakes
            continue
        known = {expression.concept for expression in found.expressions}
        mistakes += [
            f"languages/{code}: no expression for the concept [{name}]" for name in concepts() if name not in known | OPTIONAL
        ]
        mistakes += [
            f"languages/{code}/config.words: no section [{name}]" for name in ("name", "trigger") if name not in found.config
        ]
    return mistakes


#: Concepts that a language may lack, because its grammar has no such word.
OPTIONAL = frozenset(
    {
        "article",
        "of",
        "verdict.false",
        "own.account",
        "reported",
        "figure",
        "ourselves",
        "that",
        "by",
        "between",
        "lasting",
        "holiday",
    }
)


def _data() -> Traversable:
    return files("musterroll.codebook").joinpath("data")


def _word_files(language: str) -> list[Traversable]:
    folder = _data().joinpath("languages", language)
    return sorted((file for file in folder.iterdir() if file.name.endswith(".words")), key=lambda file: file.name)


def _lines(file: Traversable) -> Iterator[tuple[int, str]]:
    """Lines that say something, numbered from 1, without comments."""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if "#" in line:
            line = _COMMENT.sub("", line)
        line = line.strip()
        if line:
            yield number, line


def _read(file: Traversable, language: str, mistakes: list[str]) -> Iterator[Expression | tuple[str, str]]:
    table = TABLES.get(file.name.removesuffix(".words"))
    section = ""
    for number, line in _lines(file):
        place = f"languages/{language}/{file.name}:{number}"
        try:
            if table:
                yield from _row(line, table, place)
            elif found := _SECTION.match(line):
                section = found[1]
                if section not in CONFIG and section not in concepts():
                    raise ValueError(f"[{section}] is no concept; concepts.toml lists them")
            elif section in CONFIG:
                yield section, line
            elif section in concepts():
                yield _entry(section, line, place)
            elif not section:
                raise ValueError("words before the first [section]")
        except ValueError as error:
            mistakes.append(f"{place}: {error}")


def _entry(section: str, line: str, place: str) -> Expression:
    text, equals, value = line.rpartition(" = ")
    wants = "value" in concepts()[section]
    if wants and not equals:
        raise ValueError(f"«{line}» lacks its value (expression = value)")
    if equals and not wants:
        raise ValueError(f"[{section}] takes no values")
    expression = parse(text if equals else line, section, value.strip() if equals else "", place)
    if "<" in line:
        for name in (name for part in expression.parts + expression.without for element in part for name in element.references):
            if name not in PHRASES and name not in concepts():
                raise ValueError(f"<{name}> is neither a concept nor a class of phrases")
    return expression


def _row(line: str, table: tuple[str, ...], place: str) -> Iterator[Expression]:
    # A force's value carries its state too: "Rapid Support Forces|SD".
    key, *cells = [cell.strip() for cell in _COLUMN.split(line)]
    if len(cells) > len(table) and any(cells[len(table) :]):
        raise ValueError(f"{len(cells) + 1} columns, at most {len(table) + 1} expected")
    if table == TABLES["forces"] and cells and re.fullmatch("[A-Z]{2}", cells[0]):
        key = f"{key}|{cells[0]}"
    for concept, cell in zip(table, cells, strict=False):
        for entry in filter(None, (piece.strip() for piece in cell.split(","))) if concept else ():
            yield parse(entry, concept, key, place)

"""The scheme of claims: types, kinds, groups, fields, rulings and mappings, read from ``data/scheme.toml`` and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from musterroll.codebook.toml import Document, Key, load
from musterroll.errors import CodebookError


@dataclass(frozen=True, slots=True)
class ClaimType:
    """What a claim can be about, its closed list of kinds (name and meaning), and the Palermo element that it bears on."""

    name: str
    says: str
    kinds: Mapping[str, str]
    palermo: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a claim: its name, the form of its value, its meaning; ``added`` when the reader adds it to the codebook's."""

    name: str
    value: str
    says: str
    added: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """An ILO indicator of forced labour, and the claims that point to it: an empty tuple stands for any."""

    name: str
    types: tuple[str, ...]
    kinds: tuple[str, ...]
    groups: tuple[str, ...]
    possible: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """The whole scheme, in the order in which it is printed."""

    types: tuple[ClaimType, ...]
    groups: Mapping[str, str]
    fields: tuple[Field, ...]
    rulings: tuple[str, ...]
    palermo: Mapping[str, str]
    indicators: tuple[Indicator, ...]


@cache
def load_scheme() -> Scheme:
    """The scheme that is shipped with the package.

    Raises ``CodebookError`` with every mistake, as ``file:line: what``, when its file is wrong.
    """
    return read_scheme(files("musterroll.codebook") / "data" / "scheme.toml")


def check_scheme() -> list[str]:
    """The mistakes in the shipped scheme as ``file:line: what``; an empty list when there are none."""
    try:
        load_scheme()
    except CodebookError as error:
        return error.mistakes
    return []


def read_scheme(path: Traversable) -> Scheme:
    """The scheme in a file.

    Raises ``CodebookError`` with every mistake, as ``file:line: what``, when the file is wrong.
    """
    document = load(path)
    if mistakes := [*_shape(document)] or [*_references(document)]:
        raise CodebookError(mistakes)
    data = document.data
    return Scheme(
        types=tuple(ClaimType(t["name"], t["says"], t.get("kinds", {}), t.get("palermo")) for t in data["type"]),
        groups=data["groups"],
        fields=tuple(Field(f["name"], f["value"], f["says"], f.get("added", False)) for f in data["field"]),
        rulings=tuple(r["says"] for r in data["ruling"]),
        palermo=data["palermo"],
        indicators=tuple(
            Indicator(
                i["indicator"],
                tuple(i.get("types", ())),
                tuple(i.get("kinds", ())),
                tuple(i.get("groups", ())),
                i.get("possible", False),
            )
            for i in data["ilo"]
        ),
    )


# What each table of the file holds: the entry's name, its type, and whether it has to be there.
_TABLES: dict[str, dict[str, tuple[type, bool]]] = {
    "type": {"name": (str, True), "says": (str, True), "palermo": (str, False), "kinds": (dict, False)},
    "field": {"name": (str, True), "value": (str, True), "says": (str, True), "added": (bool, False)},
    "ruling": {"says": (str, True)},
    "ilo": {
        "indicator": (str, True),
        "types": (list, False),
        "kinds": (list, False),
        "groups": (list, False),
        "possible": (bool, False),
    },
}
_NAMED = ("groups", "palermo")


def _shape(document: Document) -> Iterator[str]:
    """Mistakes of form: what is missing, of the wrong type, or not known."""
    data = document.data
    for name in sorted(data.keys() - _TABLES.keys() - set(_NAMED)):
        yield document.mistake(f"there is no table '{name}'; there are: {', '.join((*_TABLES, *_NAMED))}", name)
    for name in _NAMED:
        if name not in data:
            yield document.mistake(f"the table '{name}' is missing")
        else:
            yield from _texts(document, name)
    for name, entries in _TABLES.items():
        if not isinstance(data.get(name), list):
            yield document.mistake(f"there is no [[{name}]]", name)
            continue
        for index in range(len(data[name])):
            yield from _entries(document, (name, index), entries)


def _entries(document: Document, path: tuple[Key, ...], entries: dict[str, tuple[type, bool]]) -> Iterator[str]:
    table = _at(document.data, path)
    if not isinstance(table, dict):
        yield document.mistake(f"'{path[0]}' has to be a list of tables", *path)
        return
    for key in sorted(table.keys() - entries.keys()):
        yield document.mistake(f"a {path[0]} has no '{key}'; it has: {', '.join(entries)}", *path, key)
    for key, (kind, needed) in entries.items():
        if key not in table:
            if needed:
                yield document.mistake(f"this {path[0]} has no '{key}'", *path)
        elif not isinstance(table[key], kind) or table[key] in ("", [], {}):
            yield document.mistake(f"'{key}' has to be a {kind.__name__}, and not empty", *path, key)
        elif kind is dict:
            yield from _texts(document, *path, key)
        elif kind is list and not all(isinstance(item, str) for item in table[key]):
            yield document.mistake(f"'{key}' has to be a list of names", *path, key)


def _texts(document: Document, *path: Key) -> Iterator[str]:
    table = _at(document.data, path)
    if not isinstance(table, dict) or not table:
        yield document.mistake(f"'{path[-1]}' has to be a table of names and their meanings", *path)
        return
    for key, text in table.items():
        if not isinstance(text, str) or not text:
            yield document.mistake(f"'{key}' has no meaning; write {key} = \"…\"", *path, key)


def _references(document: Document) -> Iterator[str]:
    """Mistakes of sense: names given twice, and names that stand for nothing."""
    data = document.data
    for table in ("type", "field"):
        seen: set[str] = set()
        for index, entry in enumerate(data[table]):
            if entry["name"] in seen:
                yield document.mistake(f"the {table} '{entry['name']}' stands here a second time", table, index, "name")
            seen.add(entry["name"])
    for index, entry in enumerate(data["type"]):
        yield from _known(document, entry.get("palermo", ()), data["palermo"], "element", "type", index, "palermo")
    kinds = {entry["name"]: entry.get("kinds", {}) for entry in data["type"]}
    for index, entry in enumerate(data["ilo"]):
        yield from _known(document, entry.get("types", ()), kinds, "type", "ilo", index, "types")
        of_types = {kind for name in entry.get("types", ()) for kind in kinds.get(name, ())}
        yield from _known(document, entry.get("kinds", ()), of_types, "kind", "ilo", index, "kinds")
        yield from _known(document, entry.get("groups", ()), data["groups"], "group", "ilo", index, "groups")


def _known(document: Document, names: Any, known: Any, what: str, *path: Key) -> Iterator[str]:
    for name in [names] if isinstance(names, str) else names:
        if name not in known:
            yield document.mistake(f"there is no {what} '{name}'; there are: {', '.join(sorted(known))}", *path)


def _at(data: Any, path: tuple[Key, ...]) -> Any:
    for key in path:
        data = data[key]
    return data

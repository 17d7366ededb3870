"""TOML with line numbers: a data file's values, and the line on which each of them stands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from musterroll.errors import CodebookError

Key = str | int
_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_ENTRY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[\w-]+)\s*=""")
_LONG = re.compile(r"\"{3}|'{3}")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(?:\.|$)""")


@dataclass(frozen=True)
class Document:
    """A TOML file: ``data`` as tomllib gives it, and the line of every table and every entry."""

    name: str
    data: dict[str, Any]
    lines: dict[tuple[Key, ...], int]

    def line(self, *path: Key) -> int:
        """The line (from 1) of what stands under ``path``, or of the nearest thing around it that has a line."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def mistake(self, what: str, *path: Key) -> str:
        """``file:line: what`` for the thing under ``path``."""
        return f"{self.name}:{self.line(*path)}: {what}"


def load(path: Traversable) -> Document:
    """Read a TOML file.

    Raises ``CodebookError``, with file and line, when the file is not there, not UTF-8 or not TOML.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise CodebookError([f"{path.name}:1: cannot be read: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise CodebookError([f"{path.name}:1: is not UTF-8; save it as UTF-8"]) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # tomllib tells the place only in its message, and the end of the file without a number.
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        what = str(error).partition(" (at ")[0]
        raise CodebookError([f"{path.name}:{line}: is not TOML: {what}"]) from None
    return Document(path.name, data, _lines(text, data))


def _lines(text: str, data: dict[str, Any]) -> dict[tuple[Key, ...], int]:
    """Where tables and entries stand; what only looks like one, inside a string of several lines, is passed over."""
    lines: dict[tuple[Key, ...], int] = {}
    counts: dict[tuple[Key, ...], int] = {}
    table: tuple[Key, ...] = ()
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        was_inside, inside = inside, inside ^ (len(_LONG.findall(line)) % 2 == 1)
        if was_inside:
            continue
        if found := _TABLE.match(line):
            path = _resolve(_parts(found[2]), counts)
            if found[1] == "[[":
                index = counts.get(path, -1) + 1
                if not _has(data, (*path, index)):
                    continue
                counts[path] = index
                path = (*path, index)
            if _has(data, path):
                table = path
                lines.setdefault(path, number)
        elif (found := _ENTRY.match(line)) and _has(data, path := (*table, found[1].strip("\"'"))):
            lines.setdefault(path, number)
    return lines


def _parts(header: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _PART.findall(header))


def _resolve(parts: tuple[str, ...], counts: dict[tuple[Key, ...], int]) -> tuple[Key, ...]:
    """``type.kinds`` under the third ``[[type]]`` is ``("type", 2, "kinds")``; the last part of a header is left as it is."""
    path: tuple[Key, ...] = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    return (*path, parts[-1]) if parts else path


def _has(data: Any, path: tuple[Key, ...]) -> bool:
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True

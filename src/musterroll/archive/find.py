"""Which reports lie under the paths that a user names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A place from which a report can be taken: a file, or standard input when ``path`` is ``None``.

    ``name`` is the report's name: the path below the folder that was named, without its ending, and unique among all.
    """

    name: str
    path: Path | None

    @property
    def shown(self) -> str:
        """The place as the user knows it, for messages."""
        return "standard input" if self.path is None else str(self.path)


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that was named and cannot be read: the place as the user knows it, and the reason with the way out."""

    shown: str
    reason: str


def find(paths: Iterable[str]) -> Iterator[Source | SetAside]:
    """The reports under ``paths``: files as named, every ``.txt`` file below a folder in sorted order, ``-`` for standard input.

    A file that is reached twice is given once. Hidden files and folders below a folder are passed over.
    """
    names: dict[str, int] = {}
    seen: set[str] = set()
    for found in (found for path in paths for found in _under(path)):
        if isinstance(found, SetAside):
            yield found
            continue
        place = STDIN if found.path is None else os.path.realpath(found.path)
        if place not in seen:
            seen.add(place)
            yield Source(_unique(found.name, names), found.path)


def _under(path: str) -> Iterator[Source | SetAside]:
    if path == STDIN:
        yield Source("stdin", None)
    elif os.path.isdir(path):  # noqa: PTH112 - Path("") is the current folder, and nobody who names nothing means that
        yield from _folder(Path(path))
    elif os.path.lexists(path):
        yield Source(Path(path).stem, Path(path))
    else:
        yield SetAside(path or "''", "there is no such file or folder; check the path")


def _folder(folder: Path) -> Iterator[Source | SetAside]:
    failed: list[OSError] = []
    empty = True
    for parent, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(".txt") and not name.startswith("."):
                empty = False
                path = Path(parent, name)
                yield Source(path.relative_to(folder).with_suffix("").as_posix(), path)
    for error in failed:
        yield SetAside(str(error.filename), f"cannot be opened: {error.strerror}; check its permissions")
    if empty and not failed:
        yield SetAside(str(folder), "has no .txt file in it; name files with another ending one by one")


def _unique(name: str, names: dict[str, int]) -> str:
    """``name``, or ``name-2`` and so on when another report has it: files of claims must not overwrite each other."""
    while (number := names.get(name, 0) + 1) > 1:
        names[name] = number
        name = f"{name}-{number}"
    names[name] = 1
    return name

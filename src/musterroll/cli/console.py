"""Where the command prints: standard output for results, standard error for everything about the run."""

from __future__ import annotations

import io
import os
import re
import sys
from typing import TextIO

from rich.console import Console

#: Where there is no terminal whose width could be taken.
PLAIN_WIDTH = 120

_TRAILING = re.compile(r" +(?=\n)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def results() -> Console:
    """Standard output: as wide as the terminal; ``PLAIN_WIDTH`` wide, without colours and trailing blanks, when it is none."""
    if sys.stdout.isatty():
        return Console(highlight=False, markup=False, emoji=False)
    width = None if "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(file=_Trimmed(sys.stdout), width=width, highlight=False, markup=False, emoji=False)


def messages() -> Console:
    """Standard error, where each message is one line however long it is."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def printable(text: str) -> str:
    """``text`` on one line and without control characters: a report must not be able to steer the reader's terminal."""
    return _CONTROL.sub("\ufffd", " ".join(text.split()))


class _Trimmed(io.StringIO):
    """Passes text on without the blanks with which tables fill their lines."""

    def __init__(self, file: TextIO) -> None:
        super().__init__()
        self._file = file

    def write(self, text: str) -> int:
        self._file.write(_TRAILING.sub("", text))
        return len(text)

    def flush(self) -> None:
        self._file.flush()

"""Bytes to text: UTF-8 first, byte order marks, UTF-16, then a guess among the encodings that the press still uses."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from musterroll.errors import UnreadableReport

#: Guessed among when a file is not Unicode, with the names that users know. More of them make guesses on short texts worse.
_LEGACY = {"cp1252": "windows-1252", "cp1251": "windows-1251", "koi8_u": "KOI8-U"}

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose little-endian mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and a remark for the user when it was not plain UTF-8 or UTF-16."""

    text: str
    remark: str | None = None


def decode(data: bytes) -> Decoded:
    """The text that ``data`` holds.

    Raises ``UnreadableReport``, with the reason and the way out, when it holds none: empty, binary, or in an encoding that cannot
    be told.
    """
    for beginning, what in _FORMATS:
        if data.startswith(beginning):
            raise UnreadableReport(f"is {what}, not text; save its text as a .txt file")
    decoded = _marked(data) or _unicode(data) or _damaged(data) or _guessed(data)
    if decoded is None:
        raise UnreadableReport("is in an encoding that cannot be told; save it as UTF-8")
    if not decoded.text.strip():
        raise UnreadableReport("is empty; put the text of a report into it")
    return decoded


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding))
            except UnicodeDecodeError:
                return None
    return None


def _unicode(data: bytes) -> Decoded | None:
    """UTF-8, or UTF-16 without a mark, which for ASCII letters is valid UTF-8 full of NULs."""
    if b"\0" in data:
        for encoding, high in (("utf-16-le", 1), ("utf-16-be", 0)):
            # In the languages read here the high bytes are 0 and 4, so NULs stand on one side only.
            if data.count(b"\0", 0, _SAMPLE) and not data[1 - high : _SAMPLE : 2].count(0):
                try:
                    return Decoded(data.decode(encoding))
                except UnicodeDecodeError:
                    continue
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    _refuse_binary(text)
    return Decoded(text)


def _damaged(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as scraped and cut files have it: read around the damage, and say so."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken * 10 > sum(character > "\x7f" for character in text) or broken * 100 > len(text):
        return None
    _refuse_binary(text)
    return Decoded(text, f"is UTF-8 with {broken} broken {'place' if broken == 1 else 'places'}, shown as \ufffd")


def _guessed(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # only a file that is not UTF-8 pays for the import

    _refuse_binary(data[:_SAMPLE].decode("latin-1"))
    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_LEGACY)).best()
    if best is None or best.encoding not in _LEGACY:
        return None
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Where only quotation marks and dashes are not ASCII, Windows' encodings agree: the most common one is named.
        if encoding == best.encoding or text == data.decode(best.encoding, errors="replace"):
            return Decoded(text, f"is not UTF-8; read as {_LEGACY[encoding]}")
    return None


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 200 > len(sample):
        raise UnreadableReport("is binary, not text; save its text as a .txt file")

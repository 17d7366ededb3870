import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterroll.archive import decode
from musterroll.errors import UnreadableReport

RUSSIAN = "Киевское командование сообщило, что задержаны граждане Непала. По словам пленного, ему обещали работу на стройке."
UKRAINIAN = "Головне управління розвідки повідомило, що полонений підписав контракт. За його словами, їм обіцяли роботу в Європі."
FRENCH = "Le ministère des Affaires étrangères a déclaré que des étudiants, recrutés à Dakar, auraient été envoyés au front."
GERMAN = (
    "Das Außenministerium erklärte, es seien mehr als zweihundert Männer für die Armee angeworben worden. „Täuschung“ sei üblich."
)
ENGLISH = "The ministry said – on Friday – that “six Nepalis” had died; it’s not known how many remain."


@given(st.text().filter(lambda text: text.strip() and not any(ord(c) < 32 or c == "\x7f" for c in text)))
def test_decode_gives_utf8_back_unchanged(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if data.decode().strip() and not data.startswith((b"PK\x03\x04", b"%PDF", b"{\\rtf", codecs.BOM_UTF8)):
        assert decode(data).text == data.decode()


@given(st.binary(max_size=400))
def test_decode_gives_text_or_a_reason_for_any_bytes(data: bytes) -> None:
    try:
        given_back = decode(data).text
    except UnreadableReport as error:
        _, _, given_back = str(error).partition("; ")
    assert given_back.strip()


@pytest.mark.parametrize("text", [RUSSIAN, UKRAINIAN, FRENCH, GERMAN, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_decode_reads_unicode_without_a_remark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.remark is None


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (UKRAINIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "KOI8-U"),
        (UKRAINIAN, "koi8_u", "KOI8-U"),
        (FRENCH, "cp1252", "windows-1252"),
        (GERMAN, "cp1252", "windows-1252"),
        (ENGLISH, "cp1252", "windows-1252"),
    ],
)
def test_decode_guesses_old_encodings_and_says_so(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.remark == f"is not UTF-8; read as {name}"


def test_decode_remarks_on_a_character_that_was_cut_in_two() -> None:
    data = RUSSIAN.encode()
    decoded = decode(data[:21] + data[22:])
    assert decoded.remark == "is UTF-8 with 1 broken place, shown as \ufffd"
    assert decoded.text.endswith("работу на стройке.")


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_decode_refuses_what_is_empty(data: bytes) -> None:
    with pytest.raises(UnreadableReport, match="is empty"):
        decode(data)


def test_decode_refuses_binary() -> None:
    with pytest.raises(UnreadableReport, match="is binary"):
        decode(random.Random(1).randbytes(10_000))


@pytest.mark.parametrize(
    ("beginning", "what"),
    [(b"%PDF-1.7", "a PDF"), (b"PK\x03\x04", "Word"), (b"\x89PNG\r\n", "a picture"), (b"{\\rtf1", "rich text")],
)
def test_decode_names_formats_that_are_not_text(beginning: bytes, what: str) -> None:
    with pytest.raises(UnreadableReport, match=what):
        decode(beginning + b" and so on")


def test_decode_refuses_an_encoding_that_cannot_be_told() -> None:
    with pytest.raises(UnreadableReport, match="save it as UTF-8"):
        decode(bytes(range(128, 256)) * 20)

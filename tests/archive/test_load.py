import io
import sys
from datetime import date
from pathlib import Path

import pytest

from musterroll.archive import MAX_BYTES, Source, load
from musterroll.errors import UnreadableReport
from musterroll.model import Period


def test_load_takes_header_and_name(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(" date 2025-03-04 \npublisher: Meridian Wire\nSix men joined.\n")
    loaded = load(Source("x", path), language="en")
    assert loaded.report.text == "Six men joined.\n"
    assert loaded.report.name == "x"
    assert loaded.report.language == "en"
    assert loaded.report.publisher == "Meridian Wire"
    assert loaded.report.published == Period(date(2025, 3, 4), date(2025, 3, 4))
    assert loaded.remarks == ()


def test_load_remarks_on_a_missing_date_and_on_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("Les étudiants ont été recrutés à Dakar.".encode("cp1252"))
    encoding, undated = load(Source("x", path)).remarks
    assert "windows-1252" in encoding
    assert "no date" in undated


def test_load_refuses_a_header_without_text(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(" date 2025-03-04 \npublisher: Meridian Wire\n\n")
    with pytest.raises(UnreadableReport, match="no text"):
        load(Source("x", path))


@pytest.mark.parametrize(("size", "fits"), [(MAX_BYTES, True), (MAX_BYTES + 1, False), (50_000_000, False)])
def test_load_refuses_what_is_larger_than_any_report(tmp_path: Path, size: int, fits: bool) -> None:
    path = tmp_path / "x.txt"
    with path.open("wb") as file:
        file.write(b"word " * (size // 5))
        file.write(b"." * (size % 5))
    if fits:
        assert len(load(Source("x", path)).report.text) == size
    else:
        with pytest.raises(UnreadableReport, match="larger than 10 MB"):
            load(Source("x", path))


def test_load_refuses_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="cannot be read: No such file"):
        load(Source("x", tmp_path / "gone.txt"))
    with pytest.raises(UnreadableReport, match="cannot be read: Is a directory"):
        load(Source("x", tmp_path))


def test_load_takes_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Шесть человек.".encode())))
    assert load(Source("stdin", None)).report.text == "Шесть человек."

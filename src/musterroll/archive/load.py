"""One report from one place."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from musterroll.archive.decode import decode
from musterroll.archive.find import Source
from musterroll.errors import UnreadableReport
from musterroll.model import Report

#: Larger than any report: a file of this size is a whole archive, and its offsets and dates would mean nothing.
MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report, and remarks about it that a user should see."""

    report: Report
    remarks: tuple[str, ...] = ()


def load(source: Source, *, language: str | None = None) -> Loaded:
    """The report in ``source``; ``language`` is its language where the user knows it.

    Raises ``UnreadableReport``, with the reason and the way out, when there is none: too large, not readable, empty, binary, in
    an encoding that cannot be told.
    """
    decoded = decode(_bytes(source.path))
    report = Report.from_text(decoded.text, name=source.name, language=language)
    if not report.text.strip():
        raise UnreadableReport("has a header and no text; put the text of the report below it")
    remarks = [decoded.remark] if decoded.remark else []
    if report.published is None:
        remarks.append("has no date, so that times are left open; begin its first line with ' date 2025-03-04 '")
    return Loaded(report, tuple(remarks))


def _bytes(path: Path | None) -> bytes:
    # One byte more than is allowed tells a file that is too large, also where no size is known: pipes and devices.
    try:
        if path is None:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableReport(f"cannot be read: {error.strerror}; check the file and its permissions") from None
    if len(data) > MAX_BYTES:
        raise UnreadableReport(f"is larger than {MAX_BYTES // 1_000_000} MB; split it into its reports")
    return data

"""Claims for other programs: JSON lines and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from musterroll import Claim
from musterroll.cli.batch import Done
from musterroll.errors import MusterrollError

_CSV = """
    report language type kinds force origins groups count_min count_max amount_min amount_max currency per actor places
    time_from time_to polarity certainty source quote start end rule id
""".split()


def write_jsonl(reports: Iterable[Done], file: TextIO, *, explain: bool) -> Iterator[Done]:
    """Write each claim as one line of JSON; the reports are passed on."""
    for report in reports:
        file.writelines(_line(claim, explain=explain) for claim in report.claims)
        yield report


def write_csv(reports: Iterable[Done], file: TextIO) -> Iterator[Done]:
    """Write a header and each claim as one row; the reports are passed on.

    Items of lists are joined by ``"; "``, intervals have a column for each end.
    """
    writer = csv.DictWriter(file, _CSV, lineterminator="\n")
    writer.writeheader()
    for report in reports:
        writer.writerows(_row(claim) for claim in report.claims)
        yield report


def write_files(reports: Iterable[Done], folder: Path, *, explain: bool) -> Iterator[Done]:
    """Write the claims of each report to ``folder/NAME.jsonl``, an empty file when it has none; the reports are passed on.

    Raises ``MusterrollError``, with the reason, when a file cannot be written.
    """
    for report in reports:
        path = folder / f"{report.name}.jsonl"
        lines = "".join(_line(claim, explain=explain) for claim in report.claims)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(lines, "utf-8", "backslashreplace")  # a file's name may hold bytes that are no characters
        except OSError as error:
            raise MusterrollError(f"{path} cannot be written: {error.strerror}; choose another folder for --out") from None
        yield report


def _line(claim: Claim, *, explain: bool) -> str:
    fields = claim.as_json()
    if explain:
        fields["words"] = list(claim.trace.words)
        fields["reasons"] = [{"field": field, "reason": reason} for field, reason in claim.trace.reasons]
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _row(claim: Claim) -> dict[str, Any]:
    row = claim.as_json()
    row["count_min"], row["count_max"] = row.pop("count") or (None, None)
    amount = row.pop("amount") or {}
    row |= {"amount_min": amount.get("min"), "amount_max": amount.get("max")}
    row |= {"currency": amount.get("currency"), "per": amount.get("per")}
    row["time_from"], row["time_to"] = row.pop("time") or (None, None)
    return {key: "; ".join(value) if isinstance(value, list) else value for key, value in row.items()}

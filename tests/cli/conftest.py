"""The command with a reader that is known: what it prints is tested here, what a real reader finds is tested in tests/read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from musterroll import Claim, Evidence, Interval, Money, Period, Report, Trace
from musterroll.cli import batch
from musterroll.cli.app import app
from musterroll.errors import UnknownLanguage

Run = Callable[..., Result]

TEXT = "Six Nepalis died, Reuters says. Rome denied it."


def known_reader(report: Report) -> list[Claim]:
    """A fate and a response for each text that has "died" and "denied"; an error where the text asks for one."""
    if "mislukt" in report.text:
        raise RuntimeError("no such luck")
    if "dansk" in report.text:
        raise UnknownLanguage("is in Danish, for which there are no words; there are: en, nl")
    claims = []
    for found in re.finditer("[^.]* died[^.]*[.]|[^.]* denied[^.]*[.]", report.text):
        quote = found[0].strip()
        start = report.text.index(quote)
        evidence = Evidence(start, start + len(quote), quote)
        fate = "died" in quote
        claims.append(
            Claim(
                "fate" if fate else "response",
                evidence,
                kinds=("killed",) if fate else ("denial",),
                force="RU",
                origins=("NP", "Central Asia") if fate else (),
                groups=("migrants", "workers") if fate else (),
                count=Interval(6, None) if fate else None,
                amount=Money(2000, 3000, "USD", "month") if fate else None,
                actor=None if fate else "IT",
                places=("UA",) if fate else (),
                time=Period(date(2025, 1, 1), date(2025, 1, 31)) if fate else None,
                certainty="hedged" if fate else "asserted",
                source=("Reuters", "Nepal's army") if fate else (),
                report=report.name,
                language=report.language or "en",
                trace=Trace("fate.killed", ("died",), (("count", "“six” stands before the people"),)),
            )
        )
    return claims


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``musterroll`` with the known reader."""
    monkeypatch.setattr(batch, "read", known_reader)
    monkeypatch.setenv("COLUMNS", "120")

    def invoke(*arguments: str | Path, **options: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]

    return invoke


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A dated report with two claims."""
    path = tmp_path / "first.txt"
    path.write_text(f" date 2025-02-03 \npublisher: Meridian Wire\n{TEXT}\n")
    return path

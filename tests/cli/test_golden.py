"""One whole example in print, and the excerpt in the README: what users see changes only on purpose.

Rewrite both with ``make golden``, and look at the difference before you commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from musterroll.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
README = ROOT / "README.md"
EXCERPT = re.compile(r"(<!-- excerpt: \.venv/bin/musterroll ([^>]*?) -->\n```text\n)(.*?)(```\n)", re.DOTALL)
UPDATE = "UPDATE_GOLDEN" in os.environ


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("story-en.table.txt", []),
        ("story-en.explained.txt", ["--explain"]),
        ("story-en.jsonl", ["--format", "jsonl"]),
        ("story-uk.csv", ["--format", "csv"]),
    ],
)
def test_an_example_is_printed_as_it_was(name: str, options: list[str]) -> None:
    text = printed("read", f"examples/{name.partition('.')[0]}.txt", *options)
    if UPDATE:
        (GOLDEN / name).write_text(text, "utf-8")
    assert text == (GOLDEN / name).read_text("utf-8")


def test_the_readme_shows_what_the_command_prints() -> None:
    page = README.read_text("utf-8")
    (excerpt,) = EXCERPT.finditer(page)
    text = printed(*excerpt[2].split())
    if UPDATE:
        README.write_text(page[: excerpt.start(3)] + text + page[excerpt.end(3) :], "utf-8")
    else:
        assert excerpt[3] == text

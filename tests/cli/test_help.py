"""``--help`` is what most users read first: a change to it is seen here, and made on purpose.

Rewrite the files with ``make golden``, and look at the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["read", "--help"], ["codebook", "--help"], ["codebook", "check", "--help"]], ids=" ".join
)
def test_help_is_as_it_was(run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    printed = re.sub(r" +$", "", run(*arguments).stdout, flags=re.MULTILINE).strip() + "\n"
    golden = GOLDEN / f"help-{'-'.join(arguments[:-1]) or 'musterroll'}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(printed, "utf-8")
    assert printed == golden.read_text("utf-8")


def test_version_is_the_packages(run: Run) -> None:
    assert re.fullmatch(r"musterroll \d+\.\d+\.\d+\n", run("--version").stdout)


def test_musterroll_alone_prints_its_help(run: Run) -> None:
    assert "Usage: musterroll" in run().output


def test_help_imports_nothing_heavy() -> None:
    # A test against the clock would be flaky; what costs the time is known.
    heavy = {"numpy", "py3langid", "charset_normalizer", "concurrent.futures.process"}
    code = f"""
import sys
from musterroll.cli import main
sys.argv = ["musterroll", "--help"]
try:
    main()
except SystemExit:
    print("HEAVY", sorted({heavy!r} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "HEAVY []"

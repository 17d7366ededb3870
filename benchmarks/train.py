"""Train the judge: learn from annotated reports which proposed claims a coder would have written down.

    python benchmarks/train.py GOLD_DIR... [--save]

Every report is held out once: the figures printed are for reports that the weights have not seen. `--save` then learns from all of
them and writes src/musterroll/codebook/data/judge.json.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from musterroll import Report
from musterroll.codebook import languages
from musterroll.read.judge import Weights
from musterroll.read.reader import propose

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "musterroll" / "codebook" / "data" / "judge.json"
#: Features seen fewer times than this teach nothing.
RARE = 4
#: Strength of the ridge penalty; chosen by cross-validation.
RIDGE = 3.0
FOLDS = 10


class Case(NamedTuple):
    """One report: for each proposed claim its features and whether a coder wrote it down; and the number of the coder's claims."""

    name: str
    features: list[tuple[str, ...]]
    right: list[bool]
    gold: int


def scorer() -> Any:
    """The scorer as a module: the matching of claims is the contract's, not ours."""
    spec = importlib.util.spec_from_file_location("score", ROOT.parent / "shared" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def case(path: Path, score: Any) -> Case:
    """Read one annotated report, everything that the rules propose, and mark what is right."""
    raw = path.read_text("utf-8")
    proposals = propose(Report.from_text(raw, name=path.stem, language=path.stem[:2]), Weights(0.0, {}))
    gold = score.load(path.with_suffix(".jsonl"))
    hit = {j for _, j in score.match(gold, [p.claim.as_json() for p in proposals], score.squash(raw))}
    return Case(path.stem, [p.features for p in proposals], [j in hit for j in range(len(proposals))], len(gold))


def fit(cases: list[Case]) -> dict[str, float]:
    """The weights that make the coder's choices likeliest, held small by a ridge penalty."""
    seen = Counter(name for one in cases for features in one.features for name in features)
    names = sorted(name for name, times in seen.items() if times >= RARE)
    x, y = matrix(cases, {name: i for i, name in enumerate(names)})

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = np.logaddexp(0, z).sum() - y @ z + RIDGE / 2 * (w @ w)
        return float(value), x.T @ (1 / (1 + np.exp(-z)) - y) + RIDGE * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, best.x.tolist(), strict=True))


def matrix(cases: list[Case], index: dict[str, int]) -> tuple[csr_matrix, np.ndarray]:
    rows = [[index[name] for name in features if name in index] for one in cases for features in one.features]
    pointers = np.cumsum([0, *map(len, rows)])
    columns = np.array([i for row in rows for i in row], dtype=int)
    return csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(rows), len(index))), np.array(
        [right for one in cases for right in one.right], dtype=float
    )


def held_out(cases: list[Case]) -> list[tuple[float, bool]]:
    """For each proposed claim its probability by weights that have not seen its report, and whether it is right."""
    result: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        learnt = fit([one for i, one in enumerate(cases) if i % FOLDS != fold])
        for one in cases[fold::FOLDS]:
            for features, right in zip(one.features, one.right, strict=True):
                result.append((1 / (1 + np.exp(-sum(learnt.get(name, 0.0) for name in features))), right))
    return result


def f1(kept: list[bool], gold: int) -> float:
    return 2 * sum(kept) / (len(kept) + gold) if kept else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--save", action="store_true", help="write the weights learnt from all reports")
    args = parser.parse_args()
    score = scorer()
    paths = sorted(path for folder in args.gold for path in folder.glob("*.txt") if path.stem[:2] in languages())
    cases = [one for path in paths if not path.stem.endswith(("-13", "-14", "-15", "-16")) for one in [case(path, score)]]
    cases.sort(key=lambda one: (one.name[3:], one.name))
    gold = sum(one.gold for one in cases)
    judged = held_out(cases)
    everything = f1([right for _, right in judged], gold)
    by_threshold = {t / 100: f1([right for p, right in judged if p >= t / 100], gold) for t in range(10, 75, 5)}
    threshold = max(by_threshold, key=lambda t: by_threshold[t])
    print(
        f"{len(cases)} reports, {gold} claims, {len(judged)} proposed; found F1 with all proposals {everything:.3f}",
        file=sys.stderr,
    )
    print("held out: " + "  ".join(f"{t:.2f} → {value:.3f}" for t, value in by_threshold.items()))
    if args.save:
        learnt = {name: round(weight, 3) for name, weight in fit(cases).items() if abs(weight) >= 0.01}
        TARGET.write_text(
            json.dumps({"threshold": threshold, "features": dict(sorted(learnt.items()))}, indent=0, ensure_ascii=False) + "\n",
            "utf-8",
        )
        print(f"wrote {len(learnt)} weights to {TARGET.name}, threshold {threshold:.2f}")


if __name__ == "__main__":
    main()

from pathlib import Path

import pytest

from musterroll.archive import SetAside, Source
from musterroll.cli import batch
from musterroll.cli.batch import Done, read_all
from tests.cli.crashing import read_or_die


def sources(folder: Path, names: list[str]) -> list[Source | SetAside]:
    return [Source(name, folder / f"{name}.txt") for name in names]


def test_read_all_gives_the_same_in_parallel_and_in_order(tmp_path: Path) -> None:
    names = [f"{number:03}" for number in range(batch.PARALLEL_FROM)]
    for name in names:
        (tmp_path / f"{name}.txt").write_text(
            f" date 2025-01-01 \nReport {name} tells of nothing in particular, as reports often do."
        )
    (tmp_path / "004.txt").write_bytes(b"")
    found = sources(tmp_path, names)
    found.insert(7, SetAside("elsewhere", "is not there"))
    one, two = (list(read_all(found, language="en", workers=workers)) for workers in (1, 2))
    assert one == two
    assert [o.name if isinstance(o, Done) else o.shown for o in one[2:9]] == [
        "002", "003", str(tmp_path / "004.txt"), "005", "006", "elsewhere", "007",
    ]  # fmt: skip


def test_read_all_sets_aside_only_the_reports_that_end_their_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "PARALLEL_FROM", 2)
    monkeypatch.setattr(batch, "read_one", read_or_die)
    names = ["a", "b", "deadly-1", *"cdefgh", "deadly-2", *"ijklmnopqrstuvwxyz"]
    outcomes = list(read_all(sources(tmp_path, names), workers=2))
    told = [o.name if isinstance(o, Done) else Path(o.shown).stem for o in outcomes]
    assert told == names
    lost = [o for o in outcomes if isinstance(o, SetAside)]
    assert [Path(o.shown).stem for o in lost] == ["deadly-1", "deadly-2"]
    assert "ended the process" in lost[0].reason

from pathlib import Path

import pytest

from musterroll.archive import SetAside, Source, find


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "2024/c.txt", "2024/D.TXT", "notes.md", ".hidden.txt", ".cache/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


def names(*paths: Path | str) -> list[str]:
    return [found.name for found in find(map(str, paths)) if isinstance(found, Source)]


def test_find_takes_every_txt_file_below_a_folder_in_sorted_order(folder: Path) -> None:
    assert names(folder) == ["a", "b", "2024/D", "2024/c"]


def test_find_takes_a_named_file_whatever_its_ending(folder: Path) -> None:
    assert names(folder / "notes.md", folder / ".hidden.txt") == ["notes", ".hidden"]


def test_find_gives_a_file_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "a.txt")
    assert names(folder / "a.txt", folder, folder / "a.txt", "-", "-") == ["a", "b", "2024/D", "2024/c", "stdin"]


def test_find_keeps_names_apart(folder: Path) -> None:
    (folder / "2025").mkdir()
    (folder / "2025/a.txt").write_text("another")
    (folder / "2025/a-2.txt").write_text("a third")
    found = names(folder / "a.txt", folder / "2025/a.txt", folder / "2025/a-2.txt")
    assert found == ["a", "a-2", "a-2-2"]


def test_find_sets_aside_what_is_not_there(tmp_path: Path) -> None:
    missing = str(tmp_path / "nothing.txt")
    assert list(find([missing, ""])) == [
        SetAside(missing, "there is no such file or folder; check the path"),
        SetAside("''", "there is no such file or folder; check the path"),
    ]


def test_find_sets_aside_a_folder_without_reports(tmp_path: Path) -> None:
    (tmp_path / "page.html").touch()
    (found,) = find([str(tmp_path)])
    assert isinstance(found, SetAside)
    assert found.shown == str(tmp_path)
    assert "no .txt file" in found.reason

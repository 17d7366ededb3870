from pathlib import Path

import pytest

from musterroll.codebook.toml import load
from musterroll.errors import CodebookError

TEXT = '''title = "x"

[[type]]
name = "a"
says = """
[groups]
name = "only looks like one"
"""
[[type]]
name = "b"
[type.kinds]
pay = "wages"
"with blanks" = "yes"
[groups]
women = [
  "girls",
]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("type", 0), 3),
        (("type", 0, "says"), 5),
        (("type", 1, "name"), 10),
        (("type", 1, "kinds", "pay"), 12),
        (("type", 1, "kinds", "with blanks"), 13),
        (("groups",), 14),
        (("groups", "women"), 15),
        (("groups", "women", 0), 15),
        (("type", 1, "palermo"), 9),
        (("nothing",), 1),
    ],
)
def test_line_is_where_an_entry_or_what_is_around_it_stands(tmp_path: Path, path: tuple[str | int, ...], line: int) -> None:
    (tmp_path / "x.toml").write_text(TEXT)
    assert load(tmp_path / "x.toml").line(*path) == line


def test_load_tells_the_line_of_a_mistake_of_form(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('a = 1\nb = "open\n')
    with pytest.raises(CodebookError) as caught:
        load(tmp_path / "x.toml")
    assert caught.value.mistakes[0].startswith("x.toml:2: is not TOML: ")


def test_load_tells_what_is_not_there_and_what_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b'a = "\xff"')
    with pytest.raises(CodebookError, match=r"x\.toml:1: is not UTF-8"):
        load(tmp_path / "x.toml")
    with pytest.raises(CodebookError, match=r"y\.toml:1: cannot be read: No such file"):
        load(tmp_path / "y.toml")

"""The docs and the command say the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from musterroll.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
DOCS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (*ROOT.glob("*.md"), *ROOT.glob("*/*.md"))}


def commands() -> dict[str, set[str]]:
    """Each command by its words ("codebook check"), with its options."""
    found: dict[str, set[str]] = {}

    def visit(command: object, words: tuple[str, ...]) -> None:
        found[" ".join(words)] = {name for parameter in command.params for name in parameter.opts if name.startswith("-")}  # type: ignore[attr-defined]
        for name, below in getattr(command, "commands", {}).items():
            visit(below, (*words, name))

    visit(get_command(app), ())
    return found


def calls() -> Iterator[tuple[str, list[str]]]:
    """Each call of ``musterroll`` that a page shows, as the page's name and its words."""
    for page, text in DOCS.items():
        spans = re.findall(r"^ {4,}(.*)$", text, re.MULTILINE) + re.findall(r"`([^`\n]+)`", text)
        for span in spans:
            if found := re.search(r"(?:^|/|\| )musterroll((?: +(?:\[?[\w./-]+\]?|\.\.\.))+)", span.partition(" > ")[0]):
                yield page, shlex.split(found[1])


@pytest.mark.parametrize(("page", "words"), list(calls()))
def test_docs_show_only_commands_and_options_that_exist(page: str, words: list[str]) -> None:
    known = commands()
    command = ""
    while words and f"{command} {words[0]}".strip() in known:
        command = f"{command} {words.pop(0)}".strip()
    options = {word for word in words if word.startswith("-") and word != "-"}
    assert options <= known[command] | {"--help", "-h"}
    assert command or options, f"{page} shows a command that does not exist: {words}"


@pytest.mark.parametrize(("command", "options"), list(commands().items()))
def test_docs_tell_every_command_and_every_option(command: str, options: set[str]) -> None:
    page = DOCS["docs/command-line.md"]
    assert f"`musterroll {command}".strip() in page
    for option in options:
        assert f"`{option}" in page or f" {option}`" in page, option


def test_docs_name_only_options_that_exist() -> None:
    known = set().union(*commands().values())
    for option in re.findall(r"(?<![\w-])--[a-z]+", DOCS["docs/command-line.md"] + DOCS["README.md"]):
        assert option in known | {"--help"}


@pytest.mark.parametrize("page", list(DOCS))
def test_docs_link_only_to_files_that_exist(page: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", DOCS[page]):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_docs_name_only_chores_that_the_makefile_has() -> None:
    chores = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {chore for text in DOCS.values() for chore in re.findall(r"(?:`|^ {4})make ([a-z]+)", text, re.MULTILINE)}
    assert named <= chores
    assert chores - named <= {"lint"}


def test_decisions_give_a_reason_for_every_dependency() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    dependencies = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert dependencies
    for name in re.findall(r'"([\w-]+)', dependencies[1]):
        assert name.lower() in DOCS["docs/decisions.md"].lower(), name


def test_the_readmes_python_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    found = re.search(r"```python\n(.*?)```\n\nprints\n\n((?: {4}[^\n]*\n)+)", DOCS["README.md"], re.DOTALL)
    assert found
    exec(compile(found[1], "README.md", "exec"), {})
    assert capsys.readouterr().out == re.sub(r"^ {4}", "", found[2], flags=re.MULTILINE)

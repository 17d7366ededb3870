"""The words of each language: well-formed, and giving the claims that the language's own examples ask for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from musterroll.codebook import check_words, languages, load_scheme
from musterroll.codebook.words import config, parse, words
from musterroll.errors import CodebookError, UnknownLanguage
from musterroll.read.examples import check_examples, examples

DATA = Path(__file__).resolve().parents[2] / "src" / "musterroll" / "codebook" / "data"


@pytest.mark.parametrize("language", languages())
def test_words_are_well_formed_and_lack_no_concept(language: str) -> None:
    assert check_words(language) == []


@pytest.mark.parametrize("language", languages())
def test_words_give_the_claims_of_the_languages_examples(language: str) -> None:
    assert check_examples(language) == []


@pytest.mark.parametrize("language", languages())
def test_language_has_examples_of_every_type_and_decoys(language: str) -> None:
    texts = [example for _, example in examples(language)]
    assert len(texts) >= 60
    assert sum(not example["claims"] for example in texts) >= 5
    types = Counter(claim["type"] for example in texts for claim in example["claims"])
    assert set(types) == {claim_type.name for claim_type in load_scheme().types}


@pytest.mark.parametrize("language", languages())
def test_config_alone_says_the_same_as_all_words(language: str) -> None:
    assert all(words(language).config[name] == lines for name, lines in config(language).items())


def test_a_language_without_a_folder_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UnknownLanguage, match="“xx”; there are for: de, en"):
        words("xx")


@pytest.mark.parametrize(
    ("section", "line", "what"),
    [
        ("no.concept", "killed", "[no.concept] is no concept"),
        ("fate.killed", "a? b?", "could be empty"),
        ("fate.killed", "..", "no word that could be found"),
        ("fate.killed", "died <soldiers>", "<soldiers> is neither a concept nor a class of phrases"),
        ("fate.killed", "died = 3", "takes no values"),
        ("number", "six", "lacks its value"),
        ("fate.killed", "di<ed", "no word, alternative or reference"),
    ],
)
def test_each_mistake_is_told_with_file_and_line(
    section: str, line: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "languages" / "xx"
    folder.mkdir(parents=True)
    (folder / "config.words").write_text("[name]\nx\nX\n")
    (folder / "claims.words").write_text(f"# a comment\n[{section}]\n\n{line}\n")
    (tmp_path / "concepts.toml").write_text((DATA / "concepts.toml").read_text("utf-8"), "utf-8")
    monkeypatch.setattr("musterroll.codebook.words._data", lambda: tmp_path)
    languages.cache_clear()
    words.cache_clear()
    try:
        with pytest.raises(CodebookError) as caught:
            words("xx")
    finally:
        monkeypatch.undo()
        languages.cache_clear()
        words.cache_clear()
    number = 2 if section == "no.concept" else 4
    assert caught.value.mistakes[0].startswith(f"languages/xx/claims.words:{number}: ")
    assert what in caught.value.mistakes[0]


def test_parse_keeps_parts_and_what_must_not_be_there_apart() -> None:
    expression = parse("lost|loses & leg ! tax & home", "fate.wounded")
    assert [[element.words for element in part] for part in expression.parts] == [[("lost", "loses")], [("leg",)]]
    assert [[element.words for element in part] for part in expression.without] == [[("tax",)], [("home",)]]

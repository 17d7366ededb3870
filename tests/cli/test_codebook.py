import json
from collections.abc import Callable, Sequence
from importlib import import_module

import pytest

import musterroll.codebook
from musterroll.codebook import languages, load_scheme
from tests.cli.conftest import Run


def test_codebook_prints_every_type_kind_group_field_ruling_and_indicator(run: Run) -> None:
    result = run("codebook")
    assert result.exit_code == 0
    printed = " ".join(result.stdout.split())
    scheme = load_scheme()
    for claim_type in scheme.types:
        assert f"{claim_type.name} {claim_type.says}" in printed
        for kind, says in claim_type.kinds.items():
            assert f"{kind} {says}" in printed
    for name in (*scheme.groups, *(field.name for field in scheme.fields), *(i.name for i in scheme.indicators)):
        assert f" {name} " in printed
    for number, ruling in enumerate(scheme.rulings, 1):
        assert f" {number} {ruling}" in printed
    assert "act recruitment, enlistment, network –" in printed
    assert "Debt bondage network: fee (possible)" in printed


def test_codebook_prints_the_same_as_json(run: Run) -> None:
    scheme = json.loads(run("codebook", "--format", "json").stdout)
    assert [claim_type["name"] for claim_type in scheme["types"]] == [claim_type.name for claim_type in load_scheme().types]
    assert scheme["types"][6]["kinds"]["hiding"] == "they hide so as not to be taken"
    assert len(scheme["rulings"]) == len(load_scheme().rulings)


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Stands for the data files: the mistakes that are in each part of them."""

    def mistakes(*, scheme: Sequence[str] = (), words: Sequence[str] = (), examples: Sequence[str] = ()) -> None:
        monkeypatch.setattr(musterroll.codebook, "check_scheme", lambda: list(scheme))
        monkeypatch.setattr(musterroll.codebook, "check_words", lambda lang: list(words))
        # musterroll.read is the function, so that the module below it is only found by its whole name
        monkeypatch.setattr(
            import_module("musterroll.read.examples"), "check_examples", lambda lang: [f"{lang}: {what}" for what in examples]
        )

    return mistakes


def test_check_passes_when_there_is_no_mistake(run: Run, data: Callable[..., None]) -> None:
    data()
    result = run("codebook", "check", "--lang", "nl")
    assert result.exit_code == 0
    assert result.stdout == "Scheme, words and examples are as they should be: nl.\n"


def test_check_prints_every_mistake_and_fails(run: Run, data: Callable[..., None]) -> None:
    data(scheme=["scheme.toml:3: what"], words=["languages/nl/act.words:7: why"], examples=["not tried"])
    result = run("codebook", "check")
    assert result.exit_code == 1
    assert result.stdout == "scheme.toml:3: what\nlanguages/nl/act.words:7: why\n"
    assert result.stderr == "2 mistakes.\n"


def test_check_tries_the_examples_of_each_language(run: Run, data: Callable[..., None]) -> None:
    data(examples=["claims differ"])
    assert run("codebook", "check", "--lang", "uk").stdout == "uk: claims differ\n"
    result = run("codebook", "check")
    assert result.stdout.splitlines() == [f"{code}: claims differ" for code in languages()]
    assert result.exit_code == 1


def test_check_refuses_a_language_without_words(run: Run) -> None:
    result = run("codebook", "check", "--lang", "xx")
    assert result.exit_code == 2
    assert "there are no words for 'xx'" in " ".join(result.stderr.replace("│", " ").split())

"""The example sentences of a language, read and compared with the claims they must give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

from musterroll.model import Period, Report
from musterroll.read.reader import read

#: All examples are read as if they had been published on this day.
PUBLISHED = Period(date(2025, 6, 15), date(2025, 6, 15))


def examples(language: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of the language's ``examples.jsonl`` with their numbers: a text, and the claims it must give."""
    file = files("musterroll.codebook").joinpath("data", "languages", language, "examples.jsonl")
    if file.is_file():
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if line.strip():
                yield number, json.loads(line)


def check_examples(language: str) -> list[str]:
    """Every example of the language that does not give its claims, as ``file:line: what is wrong``."""
    mistakes = []
    for number, example in examples(language):
        claims = [claim.as_json() for claim in read(Report(example["text"], "example", language, PUBLISHED))]
        if wrong := differences(example["claims"], claims):
            mistakes.append(f"languages/{language}/examples.jsonl:{number}: {wrong}")
    return mistakes


def differences(expected: list[dict[str, Any]], claims: list[dict[str, Any]]) -> str:
    """What is wrong with ``claims``, in words; empty when they agree in number, order, type and all fields that are given."""
    told = [(claim["type"], *sorted(claim.get("kinds", ()))) for claim in expected]
    read_ = [(claim["type"], *sorted(claim["kinds"])) for claim in claims]
    if told != read_:
        return f"expected {told}, read {read_}"
    wrong = [
        f"{given['type']}: {name} should be {value!r}, is {claim[name]!r}"
        for given, claim in zip(expected, claims, strict=True)
        for name, value in given.items()
        if name not in ("type", "kinds") and claim[name] != value
    ]
    return "; ".join(wrong)

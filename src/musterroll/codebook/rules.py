"""The rules, loaded from ``rules.toml`` and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from musterroll.codebook.words import PHRASES, concepts
from musterroll.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim made of concepts that stand together; see the head of ``rules.toml`` for the fields."""

    name: str
    claim: str
    needs: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    within: int = 10_000
    distinct: bool = False


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are tried.

    Raises ``CodebookError`` when a rule names a concept that does not exist.
    """
    raw = tomllib.loads(files("musterroll.codebook").joinpath("data", "rules.toml").read_text("utf-8"))
    known = set(concepts()) | {f"<{name}>" for name in PHRASES}
    mistakes, result = [], []
    for entry in raw["rule"]:
        rule = Rule(
            entry["name"],
            entry["claim"],
            tuple(tuple(need) for need in entry["needs"]),
            tuple(entry.get("unless", ())),
            entry.get("within", 10_000),
            entry.get("distinct", False),
        )
        unknown = {name for need in (*rule.needs, rule.unless) for name in need} - known
        mistakes += [f"rules.toml: rule “{rule.name}”: [{name}] is no concept" for name in sorted(unknown)]
        result.append(rule)
    if mistakes:
        raise CodebookError(mistakes)
    return tuple(result)

"""What the reader makes of the example reports, in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from musterroll import Claim, Report, read
from musterroll.codebook import languages, load_scheme

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.txt"))
STORY = sorted(name.removeprefix("story-") for name in NAMES if name.startswith("story-"))
DECOYS = [name for name in NAMES if "decoy" in name]

GHANA_TO_RUSSIA = {"force": "RU", "origins": ("GH",)}

# The story, claim by claim, as the codebook has it. What is left out is empty; sources are given by their number, since their
# names are written as each language does.
EXPECTED: list[dict[str, Any]] = [
    {"type": "fate", "kinds": ("killed",), **GHANA_TO_RUSSIA, "count": [14, 14], "sources": 1},
    {"type": "fate", "kinds": ("killed",), **GHANA_TO_RUSSIA, "count": [14, None], "sources": 1},
    {"type": "fate", "kinds": ("missing",), **GHANA_TO_RUSSIA, "count": [23, 23], "sources": 1},
    {
        "type": "recruitment",
        **GHANA_TO_RUSSIA,
        "groups": ("workers",),
        "count": [180, 180],
        "time": ["2024-09-01", "2025-05-14"],
        "sources": 1,
    },
    {"type": "deception", "kinds": ("job",), **GHANA_TO_RUSSIA, "sources": 1},
    {"type": "network", "kinds": ("intermediary",), **GHANA_TO_RUSSIA, "actor": "named", "sources": 1},
    {
        "type": "network",
        "kinds": ("intermediary", "fee"),
        **GHANA_TO_RUSSIA,
        "amount": (2500, 2500, "USD", "once"),
        "actor": "named",
        "sources": 1,
    },
    {"type": "enlistment", **GHANA_TO_RUSSIA, "sources": 1},
    {"type": "deception", "kinds": ("contract",), **GHANA_TO_RUSSIA, "sources": 1},
    {
        "type": "fate",
        "kinds": ("returned",),
        **GHANA_TO_RUSSIA,
        "count": [1, 1],
        "places": ("GH",),
        "time": ["2025-03-01", "2025-03-31"],
    },
    {"type": "service", "kinds": ("deployment",), **GHANA_TO_RUSSIA, "sources": 1},
    {
        "type": "response",
        "kinds": ("arrest",),
        **GHANA_TO_RUSSIA,
        "count": [3, 3],
        "actor": "GH",
        "time": ["2025-04-01", "2025-04-30"],
    },
    {"type": "response", "kinds": ("demand_return",), **GHANA_TO_RUSSIA, "actor": "GH"},
    {"type": "response", "kinds": ("denial",), **GHANA_TO_RUSSIA, "actor": "RU"},
    {"type": "enlistment", **GHANA_TO_RUSSIA, "certainty": "unknown"},
]
FIELDS = "type kinds force origins groups count amount actor places time polarity certainty sources".split()
EMPTY = {"kinds": (), "origins": (), "groups": (), "places": (), "polarity": "affirmed", "certainty": "asserted", "sources": 0}


@cache
def report(name: str) -> Report:
    return Report.from_text((EXAMPLES / f"{name}.txt").read_text("utf-8"), name=name)


@cache
def claims(name: str) -> tuple[Claim, ...]:
    return tuple(read(report(name)))


def comparable(claim: Claim) -> dict[str, Any]:
    """The claim's fields, with names of sources and actors, which each language writes its own way, left out."""
    actor = claim.actor if claim.actor is None or len(claim.actor) == 2 else "named"
    return {
        "type": claim.type,
        "kinds": claim.kinds,
        "force": claim.force,
        "origins": claim.origins,
        "groups": claim.groups,
        "count": claim.count and claim.count.as_json(),
        "amount": claim.amount and (claim.amount.min, claim.amount.max, claim.amount.currency, claim.amount.per),
        "actor": actor,
        "places": claim.places,
        "time": claim.time and claim.time.as_json(),
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "sources": len(claim.source),
    }


def test_examples_hold_four_reports_and_the_story_in_dutch_and_english_and_two_in_every_other_language() -> None:
    assert set(STORY) == set(languages())
    for code in languages():
        assert len([name for name in NAMES if name.startswith(f"{code}-")]) >= (4 if code in ("nl", "en") else 1)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in DECOYS])
def test_claims_of_an_example_are_in_its_language_and_stand_in_its_text(name: str) -> None:
    code = name.removeprefix("story-")[:2]
    assert len(claims(name)) >= 5
    assert {claim.language for claim in claims(name)} == {code}
    starts = [claim.evidence.start for claim in claims(name)]
    assert starts == sorted(starts)
    for claim in claims(name):
        assert report(name).text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert "\n" not in claim.evidence.quote


@pytest.mark.parametrize("name", [name for name in NAMES if name not in DECOYS])
def test_claims_of_an_example_keep_to_the_scheme(name: str) -> None:
    kinds = {claim_type.name: set(claim_type.kinds) for claim_type in load_scheme().types}
    for claim in claims(name):
        assert set(claim.kinds) <= kinds[claim.type]
        assert bool(claim.kinds) == bool(kinds[claim.type])
        assert set(claim.groups) <= set(load_scheme().groups)


@pytest.mark.parametrize("name", DECOYS)
def test_decoys_yield_nothing(name: str) -> None:
    assert claims(name) == ()


@pytest.mark.parametrize("code", STORY)
def test_story_gives_the_same_claims_in_every_language(code: str) -> None:
    found = [comparable(claim) for claim in claims(f"story-{code}")]
    expected = [{name: claim.get(name, EMPTY.get(name)) for name in FIELDS} for claim in EXPECTED]
    assert [claim for claim in expected if claim not in found] == []
    assert [claim for claim in found if claim not in expected] == []
    assert len(found) == len(expected)

"""What holds for any text at all."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musterroll import Claim, Report, read
from musterroll.codebook import languages
from musterroll.errors import UnknownLanguage
from musterroll.read.match import matcher_of
from musterroll.read.text import paragraphs, sentences

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MARKS = [
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "'",
    "’",
    "—",
    "–",
    ":",
    ".",
    ",",
    "!",
    "?",
    "…",
    "(",
    ")",
    "\n",
    "\n\n",
    "%",
    "$",
    "15 000",
    "1.3",
    "12.05.2024",
]


@cache
def vocabulary(code: str) -> tuple[str, ...]:
    """The words of the language's examples, so that texts made of them reach every step of the reader."""
    text = "".join(path.read_text("utf-8") for path in sorted(EXAMPLES.glob(f"*{code}*.txt")))
    return (*dict.fromkeys(text.split()), *MARKS)


def texts(code: str) -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(vocabulary(code)), min_size=20, max_size=120).map(" ".join)
    beginning = (EXAMPLES / f"story-{code}.txt").read_text("utf-8")
    dates = st.dates().map(lambda day: f" date {day.isoformat()} \n") | st.just("")
    # Behind the beginning of a real report nothing is stopped at the gate.
    return st.builds(
        lambda date, front, body: date + front + body, dates, st.sampled_from(["", beginning.partition("\n")[2]]), words
    )


def claims(report: Report) -> list[Claim]:
    try:
        return read(report)
    except UnknownLanguage:
        return []


def check(report: Report) -> None:
    found = claims(report)
    for claim in found:
        assert report.text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert claim.evidence.quote.strip() == claim.evidence.quote != ""
        assert "\n" not in claim.evidence.quote
        claim.as_json()
    assert found == claims(report)


@settings(deadline=None)  # the first text loads the model of languages
@given(st.text())
def test_read_takes_any_text(text: str) -> None:
    check(Report.from_text(text))


@pytest.mark.parametrize("code", languages())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_read_takes_any_words_of_a_language_and_quotes_the_text(code: str, data: st.DataObject) -> None:
    check(Report.from_text(data.draw(texts(code)), language=code))


@pytest.mark.parametrize("code", languages())
@settings(max_examples=15, deadline=None)
@given(text=st.text(alphabet=st.characters(categories=("L", "N", "P", "Z", "S")), max_size=200))
def test_read_takes_any_characters_in_a_real_report(code: str, text: str) -> None:
    story = (EXAMPLES / f"story-{code}.txt").read_text("utf-8")
    check(Report.from_text(story.replace("\n\n", f" {text}\n\n", 3), language=code))


@pytest.mark.parametrize("code", languages())
def test_tokens_are_slices_of_the_text(code: str) -> None:
    text = "\n".join(path.read_text("utf-8") for path in EXAMPLES.glob("*.txt"))
    for number, paragraph in enumerate(paragraphs(text)):
        for sentence in sentences(text, paragraph, number, matcher_of(code).words):
            assert all(text[token.start : token.end] == token.text for token in sentence.tokens)


def test_read_gives_the_same_in_every_process() -> None:
    code = (
        "import sys; from pathlib import Path; from musterroll import Report, read\n"
        "for path in sorted(Path(sys.argv[1]).glob('*.txt')):\n"
        "    for claim in read(Report.from_text(path.read_text('utf-8'), name=path.stem)): print(claim)\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, str(EXAMPLES)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1


@pytest.mark.parametrize("code", languages())
def test_reading_twice_the_text_costs_about_twice_as_much(code: str) -> None:
    # Calls of functions are counted, since the clock of a busy machine tells nothing.
    def calls(text: str) -> int:
        report, count = Report.from_text(text, language=code), 0

        def counted(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event == "call"

        claims(report)  # what is loaded and remembered once is not counted
        sys.setprofile(counted)
        try:
            claims(report)
        finally:
            sys.setprofile(None)
        return count

    body = (EXAMPLES / f"story-{code}.txt").read_text("utf-8").partition("\n")[2] * 8
    assert calls(body + body) < 2.4 * calls(body)

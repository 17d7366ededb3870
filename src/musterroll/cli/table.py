"""Claims for the eye: grouped by report, each with its sentence below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from musterroll import Claim
from musterroll.cli import wording
from musterroll.cli.batch import Done
from musterroll.cli.console import printable

#: Heading and share of the width of each column.
_COLUMNS = (("claim", 8), ("who, into which force", 9), ("how many", 4), ("when", 7), ("certainty", 4))

#: Alike for the types that answer the same question: who joins, by what means, what comes of it, who acts on it, why.
_STYLES = {
    **dict.fromkeys(("recruitment", "enlistment", "network"), "cyan"),
    **dict.fromkeys(("inducement", "coercion", "deception"), "yellow"),
    **dict.fromkeys(("service", "fate"), "red"),
    "response": "green",
    **dict.fromkeys(("motive", "context"), "magenta"),
}


def print_tables(reports: Iterable[Done], console: Console, *, explain: bool) -> Iterator[Done]:
    """Print a table for each report with claims; the reports are passed on."""
    for report in reports:
        if report.claims:
            for line in _table(report, console.width, explain=explain):
                console.print(line)
        yield report


def _table(report: Done, width: int, *, explain: bool) -> Iterator[RenderableType]:
    yield _title(report)
    widths = _widths(width - 2)
    yield Padding(_row([Text(heading, "dim") for heading, _ in _COLUMNS], widths), (0, 0, 0, 2))
    for claim in report.claims:
        cells = [
            Text(printable(wording.topic(claim)), _STYLES.get(claim.type, "")),
            Text(printable(wording.people(claim))),
            Text(wording.number(claim.count)),
            Text(wording.period(claim.time)),
            Text(wording.certainty(claim), "bold" if claim.polarity == "denied" else ""),
        ]
        yield Padding(_row(cells, widths), (0, 0, 0, 2))
        if more := wording.details(claim):
            yield Padding(Text(printable(more), "dim"), (0, 0, 0, 4))
        sentence = Text.assemble(
            (f"“{printable(claim.evidence.quote)}”", "italic"), " – ", (printable(wording.speaker(claim.source)), "bold")
        )
        yield Padding(sentence, (0, 0, 0, 4))
        if explain:
            yield Padding(_reasons(claim), (0, 0, 0, 4))
    yield ""


def _title(report: Done) -> Text:
    known = [printable(report.publisher)] if report.publisher else []
    if report.published:
        known.append(wording.period(report.published))
    count = len(report.claims)
    known.append(f"{count} claim{'' if count == 1 else 's'}")
    return Text.assemble((printable(report.name), "bold reverse"), "  ", " · ".join(known))


def _reasons(claim: Claim) -> Table:
    """The rule and its words, then the reason for each field: two columns, so that long reasons stay readable."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="blue", no_wrap=True)
    grid.add_column(style="dim")
    words = ", ".join(f"“{printable(word)}”" for word in claim.trace.words)
    grid.add_row("rule", Text(f"{claim.trace.rule}{f', from {words}' if words else ''}"))
    for field, reason in claim.trace.reasons:
        grid.add_row(field, Text(printable(reason)))
    return grid


def _row(cells: list[Text], widths: list[int]) -> Table:
    """One row of its own, since the sentence below it takes the whole width; ``widths`` keep the rows aligned."""
    grid = Table.grid(padding=(0, 1))
    for width in widths:
        grid.add_column(width=width)
    grid.add_row(*cells)
    return grid


def _widths(width: int) -> list[int]:
    """Columns as wide as their share of a line, at most of a wide one: far apart, cells no longer read as a row."""
    room = min(width, 130) - len(_COLUMNS)
    total = sum(share for _, share in _COLUMNS)
    return [max(8, room * share // total) for _, share in _COLUMNS]
